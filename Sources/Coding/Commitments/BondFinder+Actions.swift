import Policy

/// Action points: verbs in the infinitive and nouns of action that open a line or a cell.
extension BondFinder {
  static func openings(_ text: CuedText) -> [Int] {
    var openings: [Int] = []
    var word = 0
    while word < text.count {
      guard isBreak(before: word, text) else {
        if text.starts[word].contains(.infinitive), isCellVerb(word, text) {
          openings.append(word)
        }
        word += 1
        continue
      }
      // Numbers and letters of a list, and words like "Objective 5", stand before its words.
      var first = word
      while first < text.count, first - word < 6,
        text.isNumeral(first) || text.isEnumerator(first) || text.isRoman(first)
          || text.starts[first].contains(.heading) && first + 1 < text.count
            && text.isNumeral(first + 1)
          || isActionHeading(first, text)
          || isArticle(first, text) || first > word && isArticle(first - 1, text)
      {
        first += 1
      }
      if first < text.count { openings.append(first) }
      // "By 2030, achieve …": the action follows the date.
      if first < text.count, text.starts[first].intersects(CueSet(.delay, .due)) {
        let limit = min(first + 6, text.count)
        if let next = (first..<limit).first(where: {
          $0 > first && text.clause($0) != text.clause(first)
        }), (first..<next).contains(where: { text.year($0) != nil }) {
          openings.append(next)
        }
      }
      word = max(first, word + 1)
    }
    return openings
  }

  private static func isBreak(before word: Int, _ text: CuedText) -> Bool {
    guard word > 0 else { return true }
    if text.followsBlank(word) { return false }
    guard text.sentence(word) == text.sentence(word - 1) else { return true }
    return text.gap(before: word).contains { byte in
      byte != 0x20
        && (byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "*")
          || byte == UInt8(ascii: "|") || byte == 0x0A || byte == 0xE2)
    }
  }

  /// «Artículo 2.- Encargar», «ARTÍCULO TERCERO. - Encargar»: the word of a label with its number or ordinal and a dash.
  private static func isArticle(_ word: Int, _ text: CuedText) -> Bool {
    let names: [StaticString] = [
      "Artículo", "ARTÍCULO", "Articulo", "ARTICULO", "Art", "ART", "Article", "ARTICLE",
    ]
    return word + 2 < text.count && text.word(word, isOneOf: names)
      && (text.gap(before: word + 2, has: "-") || text.hasDash(before: word + 2))
  }

  /// "Action Promote …", «Acción Promover …»: the heading of a column before what stands in it.
  private static func isActionHeading(_ word: Int, _ text: CuedText) -> Bool {
    let headings: [StaticString] = [
      "Action", "Activity", "Measure", "Output", "Milestone", "Activité", "Mesure", "Tâche",
      "Produit", "Jalon", "Acción", "Actividad", "Medida", "Tarea", "Producto", "Hito",
    ]
    guard word + 1 < text.count, text.word(word, isOneOf: headings) else { return false }
    return text.isNumeral(word + 1)
      || text.touchesNext(word) && text.isCapital(word + 1)
        && text.starts[word + 1].contains(.infinitive) && !text.word(word + 1, isOneOf: ["Plan"])
  }

  /// "… by 2030 Ensure all new plants": a capitalised verb within a line, as cells of a table run together have it; also behind
  /// a heading in capitals ("DIASPORA ENGAGEMENT Create a framework").
  static func isCellVerb(_ word: Int, _ text: CuedText) -> Bool {
    guard text.starts[word].contains(.infinitive),
      text.isCapital(word), !text.isUpper(word), word > 0,
      !text.covers[word].intersects(CueSet(.body, .weakBody, .lawReference, .heading, .permissive)),
      word + 1 < text.count, text.touchesNext(word), !text.isCapital(word + 1)
    else { return false }
    let isTitled =
      text.isUpper(word - 1) && text.length(word - 1) > 3
      || word > 1 && text.isNumeral(word - 1) && text.isUpper(word - 2) && text.length(word - 2) > 3
    guard isTitled || text.language == .english && !text.isCapital(word - 1),
      !text.covers[word - 1].intersects(CueSet(.determiner, .of, .and))
    else { return false }
    return !text.covers[word + 1].intersects(CueSet(.of, .and, .copula, .duty, .will))
  }

  func isOpening(_ word: Int) -> Bool { openings.contains(word) }

  /// An infinitive («Renforcer …», "to promote …") or a noun ("Establishment of …") that opens a point.
  func action(at opening: Int) -> Bond? {
    var word = opening
    if text.language == .english, text.word(word, endsIn: "to"), text.length(word) == 2,
      word + 1 < text.count
    {
      word += 1
    }
    // An adverb may stand first: "Actively promote", «No permitir».
    if !text.starts[word].intersects(CueSet(.infinitive, .actionNoun, .gerund)),
      word + 1 < text.count,
      text.touchesNext(word), text.word(word, endsIn: "ly") || text.word(word, endsIn: "mente")
    {
      word += 1
    }
    guard !isNumberedLaw(word) else { return nil }
    let starts = text.starts[word]
    let sentence = word..<text.sentenceRange(of: word).upperBound
    if starts.contains(.infinitive) {
      guard !isNounBeforeVerb(word) else { return nil }
      return Bond(
        modality: .action, words: word...text.end(of: .infinitive, at: word), commits: true)
    }
    if hasInfinitiveForm(word) {
      return Bond(modality: .action, words: word...word, commits: true)
    }
    guard text.isCapital(word) || word > opening && text.isCapital(opening) else {
      return nominal(after: opening, sentence)
    }
    if starts.contains(.actionNoun) || starts.contains(.gerund) {
      let cue = starts.contains(.actionNoun) ? Cue.actionNoun : .gerund
      let end = text.end(of: cue, at: word)
      // «Entrega», «Mejora» are verbs elsewhere.
      guard !hasFiniteVerb(min(word + 1, end)..<sentence.upperBound) else { return nil }
      return Bond(modality: .action, words: word...end, commits: true)
    }
    return nominal(after: opening, sentence)
  }

  /// "Act No. 86 of 1938": the name of a law, and no verb.
  private func isNumberedLaw(_ word: Int) -> Bool {
    text.covers[word].contains(.lawReference) && word + 1 < text.count
      && (text.isNumeral(word + 1) || text.isCapital(word + 1))
  }

  /// «Secourir les …», «Trazar un …»: a capitalised word in the ending of an infinitive with its object behind it.
  private func hasInfinitiveForm(_ word: Int) -> Bool {
    guard text.isCapital(word), !text.isUpper(word), text.length(word) > 4, word + 1 < text.count,
      text.touchesNext(word),
      text.covers[word + 1].contains(.determiner)
        || text.language == .spanish && text.word(word + 1, isOneOf: ["a", "al"])
    else { return false }
    switch text.language {
    case .french:
      guard !text.word(word, isOneOf: ["Entre", "Outre", "Contre", "Autre", "Premier", "Dernier"])
      else { return false }
      return text.word(word, endsIn: "er") || text.word(word, endsIn: "ir")
        || text.word(word, endsIn: "re")
    case .spanish:
      return text.word(word, endsIn: "ar") || text.word(word, endsIn: "er")
        || text.word(word, endsIn: "ir")
    default: return false
    }
  }

  /// «La mise en place de …», «El fortalecimiento de …»: the noun stands behind its article.
  func nominal(after opening: Int, _ sentence: Range<Int>) -> Bond? {
    guard text.isCapital(opening), text.covers[opening].contains(.determiner),
      opening + 1 < text.count, text.starts[opening + 1].contains(.actionNoun),
      !hasFiniteVerb(sentence)
    else { return nil }
    let end = text.end(of: .actionNoun, at: opening + 1)
    return Bond(modality: .action, words: opening...end, commits: true)
  }

  /// "Plan is …", "Support shall …": the word that looks like an order is a noun.
  func isNounBeforeVerb(_ word: Int) -> Bool {
    guard text.language == .english, word + 1 < text.count, text.touchesNext(word) else {
      return false
    }
    return text.starts[word + 1].intersects(
      CueSet(.copula, .past, .duty, .permissive, .will, .prohibition))
      || text.word(word + 1, endsIn: "of") && text.length(word + 1) == 2
        && !text.starts[word].contains(.actionNoun)
  }

  func hasFiniteVerb(_ range: Range<Int>) -> Bool {
    for word in range {
      if text.starts[word].intersects(
        CueSet(.permissive, .duty, .prohibition, .will, .past, .fact, .need, .copula)),
        !isSubordinate(word)
      {
        return true
      }
      if text.language != .english,
        text.starts[word].contains(.present) && !isSubordinate(word) && !followsDeterminer(word)
          || isFutureForm(word)
      {
        return true
      }
    }
    return false
  }

  func followsDeterminer(_ word: Int) -> Bool {
    word > 0 && text.covers[word - 1].intersects(CueSet(.determiner, .of, .and, .recipient))
  }
}

extension CuedText {
  /// A letter that numbers a point, and no article or preposition that an apostrophe has cut: «D'ici à 2030».
  func isEnumerator(_ word: Int) -> Bool {
    guard length(word) == 1 else { return false }
    guard word + 1 < count else { return true }
    let gap = gap(before: word + 1)
    return gap.first != UInt8(ascii: "'") && !gap.elementsEqual([0xE2, 0x80, 0x99])
  }

  /// A Roman numeral in small letters or capitals, as lists have it.
  func isRoman(_ word: Int) -> Bool {
    guard length(word) <= 4 else { return false }
    return text[Int(words[word].start)..<Int(words[word].end)].allSatisfy {
      "ivxIVX".utf8.contains($0)
    }
  }
}

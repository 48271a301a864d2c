import Policy

/// A body or office named in a passage.
struct NamedBody: Sendable, Hashable {
  var words: ClosedRange<Int>
  var isGeneric: Bool
  var isActing: Bool
  /// Courts, officers and private firms act, but do not lead.
  var canLead: Bool
}

/// Finds the names of institutions by a small grammar: a head ("Ministry", «direction», «Secretaría»), capitals or
/// adjectives beside it, and what follows "of", «de», «pour».
struct BodyFinder {
  let text: CuedText
  let bonds: [Bond]
  /// Whether the passage is an item of a list of those who sit in a body.
  var isSeat = false

  private static var heads: CueSet { CueSet(.body, .weakBody, .person) }
  /// What can follow a name without being part of it.
  private static var verbs: CueSet {
    CueSet(.duty, .prohibition, .right, .promise, .will, .permissive, .present, .copula, .past)
  }
  func bodies() -> [NamedBody] {
    guard
      text.present.intersects(CueSet(.body, .weakBody, .person, .generic, .charged))
        || !bonds.isEmpty || isSeat
    else { return [] }
    let seats = seats()
    var bodies: [NamedBody] = []
    var word = 0
    while word < text.count {
      guard canOpen(word),
        let name = generic(at: word) ?? name(at: word, notBefore: bodies.last?.words.upperBound)
          ?? initials(at: word) ?? seat(at: word, in: seats)
      else {
        word += 1
        continue
      }
      var body = name
      body.isActing = isActing(body.words, before: bodies.last)
      bodies.append(body)
      word = body.words.upperBound + 1
    }
    return bodies
  }

  // MARK: The name

  private func canOpen(_ word: Int) -> Bool {
    text.starts[word].intersects(CueSet(.body, .weakBody, .person, .generic).union(.capital))
  }

  private func generic(at word: Int) -> NamedBody? {
    guard text.starts[word].contains(.generic) else { return nil }
    let end = text.end(of: .generic, at: word)
    // "the Government Office", "State Secretariat": the head of a longer name follows.
    if end + 1 < text.count, text.touchesNext(end), text.isCapital(end + 1),
      text.starts[end + 1].intersects(Self.heads)
    {
      return nil
    }
    // «los Gobiernos Regionales»: a body's name is longer than what could be anybody.
    if text.starts[end].contains(.body), text.end(of: .body, at: end) > end { return nil }
    // «la Autoridad de Fronteras»: a name goes on behind "of".
    if text.language != .english, end + 2 < text.count, text.starts[end].intersects(Self.heads),
      text.isCapital(end), text.touchesNext(end), text.starts[end + 1].contains(.of)
    {
      let next = text.end(of: .of, at: end + 1) + 1
      if next < text.count, text.isCapital(next) { return nil }
    }
    return NamedBody(words: word...end, isGeneric: true, isActing: false, canLead: false)
  }

  private func name(at word: Int, notBefore limit: Int?) -> NamedBody? {
    guard text.starts[word].intersects(Self.heads) else { return nil }
    var head = word
    for cue in [Cue.body, .weakBody, .person] where text.starts[word].contains(cue) {
      head = max(head, text.end(of: cue, at: word))
    }
    let first = extendLeft(from: word, notBefore: limit.map { $0 + 1 } ?? 0)
    let last = extendRight(from: head)
    let isNamed = first < word || last > head
    let isCapital = text.isCapital(word) && (word > 0 || text.language != .english)
    if text.starts[word].contains(.weakBody), !isNamed, !isCapital { return nil }
    // In English and Spanish a plain noun ("a ministry") names nobody unless it is this one ("the council").
    if !isNamed, !isCapital, !isDefinite(word), !isSpecified(word) { return nil }
    if text.language == .english, !isCapital, first == word, last > head, !isDefinite(word),
      !isSpecified(word),
      !text.starts[word].contains(.body)
    {
      return nil
    }
    let cannotLead =
      text.has(CueSet(.notLead), in: first..<last + 1) || isAnyOne(first)
    return NamedBody(
      words: first...last, isGeneric: false, isActing: false, canLead: !cannotLead)
  }

  /// "no agency", «toute agence»: one of many, and none in particular.
  private func isAnyOne(_ first: Int) -> Bool {
    guard first > 0, text.touchesNext(first - 1), !text.isCapital(first) else { return false }
    return text.word(
      first - 1,
      isOneOf: [
        "No", "no", "Any", "any", "Every", "every", "Each", "each", "a", "an", "A", "An", "Aucune",
        "aucune", "Aucun", "aucun", "Toute", "toute", "Tout", "tout", "Chaque", "chaque", "une",
        "un",
        "Une", "Un", "Ninguna", "ninguna", "Toda", "toda", "Todo", "todo", "Cada", "cada",
        "cualquier",
        "Cualquier", "una", "Una", "ningún", "Ningún",
      ])
  }

  /// "the Agreement secretariat": a capitalised word between the article and the head.
  private func isSpecified(_ word: Int) -> Bool {
    text.language == .english && word > 1 && text.isCapital(word - 1) && text.touchesNext(word - 1)
      && isDefinite(word - 1)
  }

  /// "GRETA shall", «piloté par l'OFII», "| MFAT |": initials in a text that is not all capitals, with their verb behind them or
  /// a word before them that makes them act, or alone in a cell.
  private func initials(at word: Int) -> NamedBody? {
    let stands =
      text.gap(before: word, has: "(") || text.cell(around: word) != nil || isDefinite(word)
    guard isInitials(word) || text.isAbbreviated(word) && stands,
      !text.covers[word].intersects(CueSet(.currency, .month, .span)),
      !text.word(word, isOneOf: ["TBD", "TBC", "TBA", "NIL"])
    else { return nil }
    var last = word
    if !bonds.isEmpty, let cell = text.cell(around: word), cell.lowerBound == word {
      // "OPM / UNHCR"
      while last + 1 < text.count, last - word < 2, isInitials(last + 1),
        text.gap(before: last + 1, has: "/")
      {
        last += 1
      }
      guard cell == word...last || text.gap(before: last + 1, has: ";") else { return nil }
      return NamedBody(words: word...last, isGeneric: false, isActing: false, canLead: true)
    }
    if isListed(word...word) {
      return NamedBody(words: word...word, isGeneric: false, isActing: false, canLead: true)
    }
    // "The MSWD, shall issue": a comma that ought not to stand there.
    let isNear =
      word + 1 < text.count && text.sentence(word) == text.sentence(word + 1)
      && (text.touchesNext(word) || text.gap(before: word + 1, has: ","))
    let acts =
      isNear
      && (text.starts[word + 1].intersects(CueSet(.duty, .promise, .will, .permissive))
        || bonds.contains { $0.words.lowerBound == word + 1 && $0.commits }
        || text.gap(before: word + 1, has: ",") && actsBehindPartners(word))
    guard !text.covers[word].contains(.legalPerson), acts || isMadeToAct(word) else { return nil }
    return NamedBody(words: word...word, isGeneric: false, isActing: false, canLead: true)
  }

  /// "The NSO, in collaboration with the DNPM, will establish": those whom it works with stand between it and its verb.
  private func actsBehindPartners(_ word: Int) -> Bool {
    let sentence = text.sentenceRange(of: word)
    return text.word(
      word + 1,
      isOneOf: ["in", "through", "with", "together", "jointly", "en", "con", "avec", "junto"])
      && bonds.contains {
        $0.commits && sentence.contains($0.words.lowerBound)
          && (word + 2..<word + Self.partners).contains($0.words.lowerBound)
      }
  }

  /// More words than these do not stand between a body and its verb.
  private static let partners = 26

  private func isInitials(_ word: Int) -> Bool {
    guard (3...12).contains(text.length(word)), text.isUpper(word), !text.isRoman(word) else {
      return false
    }
    let isNextUpper =
      word + 1 < text.count && text.touchesNext(word) && text.isUpper(word + 1)
      && !text.gap(before: word + 1, has: "/")
    let isLastUpper =
      word > 0 && text.touchesNext(word - 1) && text.isUpper(word - 1)
      && !text.gap(before: word, has: "/")
    return !isNextUpper && !isLastUpper
  }

  /// Whether a passive's "by" or a word of charging stands before a name, perhaps with an article between.
  private func isMadeToAct(_ word: Int) -> Bool {
    var before = word - 1
    while before > 0, word - before < 3, text.touchesNext(before),
      text.covers[before].contains(.determiner),
      !text.covers[before].intersects(CueSet(.charged, .agent))
    {
      before -= 1
    }
    guard before > 0, text.touchesNext(before),
      text.covers[before].intersects(CueSet(.charged, .agent))
    else { return false }
    return text.covers[before].contains(.charged)
      || isAgent(before, in: text.sentenceRange(of: word))
  }

  private func isDefinite(_ word: Int) -> Bool {
    guard word > 0, text.touchesNext(word - 1) else { return false }
    let determiner = text.words[word - 1]
    switch text.text[Int(determiner.start)] | 0x20 {
    case UInt8(ascii: "t"): return text.language == .english  // the, this
    case UInt8(ascii: "l"), UInt8(ascii: "e"): return text.language != .english  // le, la, l', el
    case UInt8(ascii: "d"): return text.language == .french  // du, des
    default: return text.word(word - 1, endsIn: "al") || text.word(word - 1, endsIn: "au")
    }
  }

  private func extendLeft(from head: Int, notBefore limit: Int) -> Int {
    guard text.language == .english, text.isCapital(head) else { return head }
    var first = head
    while first > limit, text.touchesNext(first - 1), text.isCapital(first - 1),
      !text.covers[first - 1].intersects(CueSet(.determiner, .recipient, .agent, .subordinate))
    {
      first -= 1
    }
    return first
  }

  private func extendRight(from head: Int) -> Int {
    var last = head
    // Adjectives: «commission nationale consultative».
    while last + 1 < text.count, text.touchesNext(last),
      text.covers[last + 1].contains(.bodyAdjective)
        || text.language != .english && text.isCapital(last + 1)
          && !text.covers[last + 1].intersects(Self.verbs)
    {
      last += 1
    }
    while let next = complement(after: last, isFirst: last == head) { last = next }
    return last
  }

  /// The last word of "of Labour", «de l'intérieur et de la sécurité», "and Social Affairs" behind a name so far.
  private func complement(after last: Int, isFirst: Bool) -> Int? {
    guard last + 2 < text.count else { return nil }
    let link = last + 1
    let isComma = text.gap(before: link, has: ",")
    if isComma { return listed(after: last) }
    guard text.touchesNext(last) else { return nil }
    let isOf = text.starts[link].contains(.of)
    let isAnd = text.starts[link].contains(.and)
    guard isOf || isAnd, text.touchesNext(link) else { return nil }
    var word = isOf ? text.end(of: .of, at: link) + 1 : link + 1
    guard word < text.count else { return nil }
    // «de l'», «de la», "of the".
    while word + 1 < text.count, word - link < 4, text.touchesNext(word),
      text.covers[word].contains(.determiner) || text.starts[word].contains(.of)
    {
      guard isOf || text.language != .english else { return nil }
      word += 1
    }
    if text.starts[word].intersects(CueSet(.body, .person)) && isAnd { return nil }
    let cues = text.covers[word]
    if text.isCapital(word) {
      var end = word
      while end + 1 < text.count, text.touchesNext(end), text.isCapital(end + 1),
        !text.covers[end + 1].intersects(Self.verbs)
      {
        end += 1
      }
      while end + 1 < text.count, text.language != .english, text.touchesNext(end),
        text.covers[end + 1].contains(.bodyAdjective)
      {
        end += 1
      }
      return end
    }
    // In French (and for lower-case names in Spanish) the complement is written small.
    guard text.language != .english, text.length(word) > 3,
      !cues.intersects(Self.verbs), !text.starts[word].contains(.infinitive),
      !cues.intersects(CueSet(.legalPerson, .lawReference, .timeUnit, .month)),
      isFirst || !text.kinds(in: word...min(word + 1, text.count - 1)).isEmpty
    else { return nil }
    guard
      !text.kinds(in: word...min(word + 2, text.count - 1)).isEmpty
        || isFirst && text.language == .french && isGenitive(link) && !isInfinitive(word)
    else { return nil }
    var end = word
    if end + 1 < text.count, text.touchesNext(end),
      !text.kinds(in: end...end + 1).isEmpty && text.kinds(in: end...end).isEmpty
        || text.covers[end + 1].contains(.bodyAdjective)
        || text.kinds(in: end...end + 1).first != text.kinds(in: end...end).first
    {
      end += 1
    }
    return end
  }

  /// «de», «d'», «du», «des»: not «dès», «à», «pour», behind which «ministre» goes on with what he does.
  private func isGenitive(_ word: Int) -> Bool {
    ["d", "d'", "d’", "de", "du", "des"].contains(
      text.string(text.range(word...word)).lowercased())
  }

  /// «d'évaluer», «de fournir», «de prendre»: an office is charged with it, and is not named by it.
  private func isInfinitive(_ word: Int) -> Bool {
    let endings: [StaticString] = ["er", "ir", "dre", "ttre", "uire"]
    return endings.contains { text.word(word, endsIn: $0) }
  }

  /// "Education, Science and Technology": commas are crossed when an "and" ends the list.
  private func listed(after last: Int) -> Int? {
    var word = last + 1
    guard text.isCapital(last), text.isCapital(word), !text.starts[word].intersects(Self.heads)
    else {
      return nil
    }
    let limit = min(text.count, last + 10)
    while word < limit, text.sentence(word) == text.sentence(last) {
      if text.starts[word].contains(.and) {
        guard word + 1 < text.count, text.isCapital(word + 1),
          !text.starts[word + 1].intersects(Self.heads)
        else { return nil }
        return last + 1
      }
      guard text.isCapital(word) else { return nil }
      word += 1
    }
    return nil
  }
}

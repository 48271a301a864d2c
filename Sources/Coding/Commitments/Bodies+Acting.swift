import Policy

/// Whether a body that a passage names is the one that acts or decides in it.
extension BodyFinder {
  /// Verbs by which their subject acts or decides; what it did, has or is makes nobody a lead.
  private static var acts: CueSet {
    CueSet(.duty, .prohibition, .promise, .will, .permissive, .present)
  }

  /// Words behind which a body's verb is a condition: «si la Comisión resuelve».
  private static let conditions: [StaticString] = [
    "if", "If", "when", "When", "unless", "Unless", "once", "Once", "si", "Si", "lorsque",
    "Lorsque",
    "quand", "Quand", "cuando", "Cuando",
  ]

  func isActing(_ words: ClosedRange<Int>, before last: NamedBody?) -> Bool {
    if isAbsolute(words) || isListed(words) || isGiven(words) { return true }
    // The first body that has a cell of a table row to itself; who helps stands behind.
    if text.cell(around: words.lowerBound) == words {
      return last.map { text.cell(around: $0.words.lowerBound) != $0.words } ?? true
    }
    var before = words.lowerBound - 1
    if before >= 0, text.covers[before].contains(.determiner),
      !text.starts[before].intersects(CueSet(.recipient, .agent))
    {
      before -= 1
    }
    let sentence = text.sentenceRange(of: words.lowerBound)
    if before >= sentence.lowerBound {
      if text.covers[before].contains(.charged) || text.covers[words.lowerBound].contains(.charged)
      {
        return true
      }
      if text.starts[before].contains(.leadLabel) || text.covers[before].contains(.leadLabel),
        text.gap(before: words.lowerBound, has: ":")
      {
        return true
      }
      if text.word(before, isOneOf: Self.conditions) { return isResumed(words, in: sentence) }
      if text.covers[before].contains(.agent), text.clause(before) == text.clause(words.lowerBound)
      {
        return isAgent(before, in: sentence)
      }
      // "the Ministry and the Board shall": one acts as the other does.
      if text.covers[before].contains(.and) || text.clause(before) != text.clause(words.lowerBound),
        let last, last.words.upperBound >= before - 1
      {
        if last.isActing { return true }
      }
      // "such period as the Minister may determine"
      let next = words.upperBound + 1
      if text.word(before, isOneOf: ["as"]), next < text.count,
        text.starts[next].contains(.permissive)
      {
        return true
      }
      if text.covers[before].intersects(CueSet(.recipient, .of)) { return false }
      // "enable the Agency to", «informe l'office de»: what follows a verb is its object.
      // "under this Act, the Board" is another clause, and no verb.
      if text.starts[before].intersects(CueSet(.infinitive, .gerund)), before > sentence.lowerBound,
        text.clause(before) == text.clause(words.lowerBound),
        text.language == .english || !text.starts[before].contains(.actionNoun)
      {
        return false
      }
      if bonds.contains(where: { $0.words.contains(before) || $0.words.contains(before - 1) }),
        text.clause(before) == text.clause(words.lowerBound)
      {
        return isSubject(words, in: sentence, within: 2)
      }
    }
    return isSubject(words, in: sentence)
  }

  /// "If the Registrar renews the licence, he shall say so": the condition names who acts, a pronoun takes it up.
  private func isResumed(_ words: ClosedRange<Int>, in sentence: Range<Int>) -> Bool {
    guard text.language == .english, words.lowerBound - sentence.lowerBound <= 4 else {
      return false
    }
    return bonds.contains { bond in
      let verb = bond.words.lowerBound
      return sentence.contains(verb) && verb > words.upperBound + 1
        && text.starts[verb].intersects(CueSet(.duty, .will, .permissive))
        && text.word(verb - 1, isOneOf: ["he", "she", "it"])
    }
  }

  /// "(MoLSA; FY 2026/27; …)": the first in brackets that list the parts of a measure.
  func isListed(_ words: ClosedRange<Int>) -> Bool {
    let next = words.upperBound + 1
    return next < text.count && text.gap(before: words.lowerBound, has: "(")
      && text.gap(before: next, has: ";") && !text.gap(before: next, has: ")")
  }

  /// «Al Foro le corresponde …», «au préfet lui revient»: a pronoun takes up whom a task is given to.
  private func isGiven(_ words: ClosedRange<Int>) -> Bool {
    let next = words.upperBound + 1
    return text.touchesNext(words.upperBound) && text.starts[next].contains(.charged)
      && text.word(next, isOneOf: ["le", "les", "lui"])
  }

  /// ", the Central Bank taking the lead", ", l'Office assurant", ", emitiendo el Consejo": a clause without a finite verb.
  private func isAbsolute(_ words: ClosedRange<Int>) -> Bool {
    var first = words.lowerBound
    if first > 0, text.touchesNext(first - 1), text.covers[first - 1].contains(.determiner) {
      first -= 1
    }
    let next = words.upperBound + 1
    switch text.language {
    case .english, .french:
      guard first > 0, text.gap(before: first, has: ","), text.touchesNext(words.upperBound),
        !text.isCapital(next), text.length(next) > 5
      else { return false }
      return text.language == .english
        ? text.word(next, endsIn: "ing") : text.word(next, endsIn: "ant")
    case .spanish:
      guard first > 1, text.touchesNext(first - 1), text.gap(before: first - 1, has: ",") else {
        return false
      }
      return text.word(first - 1, endsIn: "ando") || text.word(first - 1, endsIn: "iendo")
    case .other: return false
    }
  }

  /// Whether what is said to be done "by" a body is what the sentence rules: its verb is a passive ("shall be decided by",
  /// «est délivré par», «será otorgada por»), and no other thing stands between ("a permit granted by").
  func isAgent(_ link: Int, in sentence: Range<Int>) -> Bool {
    let near = bonds.last { bond in
      sentence.contains(bond.words.lowerBound) && bond.words.upperBound < link
    }
    guard let near else { return isPresentPassive(before: link, in: sentence) }
    let last = near.words.upperBound
    // "moneys appropriated by Parliament" says who pays, not who acts.
    if text.covers[link].intersects(CueSet(.source, .bearer)) { return false }
    guard link - last <= 14, text.clause(last) == text.clause(link) || link - last <= 5 else {
      return false
    }
    if text.starts[near.words.lowerBound].contains(.copula) { return true }
    // «Identification des sites par le Comité»: a noun of action has its actor behind "by", unless a participle has.
    if near.modality == .action, text.starts[near.words.lowerBound].contains(.actionNoun),
      !text.isParticiple(link - 1)
    {
      return true
    }
    // The verb "be" or a reflexive beside the verb that binds makes it a passive.
    for word in max(sentence.lowerBound, near.words.lowerBound - 1)...min(last + 2, link)
    where word < near.words.lowerBound || word > last || text.language == .spanish {
      if text.covers[word].contains(.copula) || Self.isPassiveMark(text, word) { return true }
    }
    return false
  }

  /// "A travel document is issued by the Directorate", «es otorgada por», where no verb of the lists binds.
  private func isPresentPassive(before link: Int, in sentence: Range<Int>) -> Bool {
    let near = max(sentence.lowerBound, link - 4)..<link
    return link > sentence.lowerBound && text.isParticiple(link - 1)
      && text.has(CueSet(.copula), in: near) && !text.has(CueSet(.past), in: near)
  }

  /// be, être, ser, se, sera(n), será(n).
  private static func isPassiveMark(_ text: CuedText, _ word: Int) -> Bool {
    switch text.language {
    case .english: text.length(word) == 2 && text.word(word, endsIn: "be")
    case .french:
      text.word(word, endsIn: "être") && text.length(word) == 5
        || text.length(word) <= 6
          && (text.word(word, endsIn: "sera") || text.word(word, endsIn: "seront"))
    case .spanish:
      text.length(word) == 2 && text.word(word, endsIn: "se")
        || text.length(word) == 3 && text.word(word, endsIn: "ser")
        || text.length(word) <= 6
          && (text.word(word, endsIn: "será") || text.word(word, endsIn: "serán"))
    default: false
    }
  }

  /// Whether a verb by which a subject acts follows, at any distance where the name opens its sentence, else near by.
  private func isSubject(
    _ words: ClosedRange<Int>, in sentence: Range<Int>, within reach: Int = 9
  ) -> Bool {
    let opens = words.lowerBound - sentence.lowerBound <= 3 && reach > 2
    let limit = opens ? sentence.upperBound : min(sentence.upperBound, words.upperBound + reach)
    var word = words.upperBound + 1
    while word < limit {
      let bond = bonds.first { $0.words.lowerBound == word }
      if bond != nil || text.starts[word].intersects(Self.acts) {
        if !text.covers[word].contains(.determiner) {
          if bond?.modality != .right, !isState(word) { return true }
          if !opens { return false }
        }
      } else if text.starts[word].intersects(CueSet(.past, .copula)) {
        if text.has(CueSet(.charged), in: word..<min(word + 5, sentence.upperBound)) { return true }
        // What it did or is, it has done.
        if !opens { return false }
      }
      if !opens, text.starts[word].contains(.subordinate), word > words.upperBound + 1 {
        return false
      }
      word += 1
    }
    return false
  }

  /// "shall be informed", "is established", "shall enjoy": what happens to a body, or what it has or is.
  private func isState(_ verb: Int) -> Bool {
    if text.starts[verb].contains(.copula) {
      // "is responsible for", "is to convene": it acts all the same.
      let isTo =
        text.language == .english && verb + 1 < text.count
        && text.word(verb + 1, isOneOf: ["to"])
      return !isTo && !text.has(CueSet(.charged), in: verb..<min(verb + 4, text.count))
    }
    var next = verb + 1
    while next < text.count, next - verb <= 2,
      text.word(next, endsIn: "ly")
        || text.word(next, endsIn: "wise")
    {
      next += 1
    }
    guard next < text.count, text.sentence(next) == text.sentence(verb) else { return false }
    if text.starts[next].contains(.state) { return true }
    if text.word(verb, isOneOf: ["estará", "estarán"]), text.isParticiple(next),
      !text.covers[next].contains(.charged)
    {
      return true
    }
    return Self.isPassiveMark(text, next)
      && !text.has(CueSet(.charged), in: next..<min(next + 4, text.count))
  }
}

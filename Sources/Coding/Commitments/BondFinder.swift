import Policy

/// A word or phrase by which a sentence binds, promises, permits or aims.
struct Bond: Sendable, Hashable {
  var modality: Modality
  /// The verb, as indices of words.
  var words: ClosedRange<Int>
  /// A mere aim or permission does not commit.
  var commits: Bool
}

/// Finds the bonds of a passage: the modality ladder for English, French and Spanish.
struct BondFinder {
  let text: CuedText
  let setting: TextSetting
  /// Word indices at which an action point can begin: the passage, a sentence, what follows a colon or a bullet.
  let openings: [Int]

  init(_ text: CuedText, setting: TextSetting) {
    self.text = text
    self.setting = setting
    openings = Self.openings(text)
  }

  static var modal: CueSet {
    CueSet(.duty, .prohibition, .right, .promise, .will, .permissive, .aim, .order, .need)
  }

  /// All bonds, in the order of their words.
  func bonds() -> [Bond] {
    var bonds: [Bond] = []
    var word = 0
    var modalClause: Int32 = -1
    while word < text.count {
      let starts = text.starts[word]
      if starts.intersects(Self.modal), let bond = modalBond(at: word) {
        if let bond = bond.bond { bonds.append(bond) }
        modalClause = text.clause(word)
        word = bond.end + 1
        continue
      }
      if starts.intersects(CueSet(.copula, .present)) || hasFutureEnding(word),
        let bond = future(at: word) ?? passive(at: word, modalClause)
          ?? present(at: word, modalClause)
      {
        bonds.append(bond)
      }
      word += 1
    }
    for opening in openings {
      if let bond = action(at: opening) { bonds.append(bond) }
    }
    return bonds.count < 2 ? bonds : bonds.sorted { $0.words.lowerBound < $1.words.lowerBound }
  }

  // MARK: Modal verbs

  /// The longest modal phrase that begins at a word; `bond` is nil for a bare need or a forecast.
  func modalBond(at word: Int) -> (bond: Bond?, end: Int)? {
    var best: (cue: Cue, end: Int)?
    for cue in [
      Cue.prohibition, .right, .duty, .promise, .order, .will, .permissive, .aim, .need,
    ] where text.starts[word].contains(cue) {
      let end = text.end(of: cue, at: word)
      if best == nil || end > best!.end { best = (cue, end) }
    }
    guard let best else { return nil }
    let words = word...best.end
    func bond(_ modality: Modality, _ commits: Bool = true) -> (Bond?, Int) {
      (Bond(modality: modality, words: words, commits: commits), best.end)
    }
    if best.cue != .order, isRelative(word) { return (nil, best.end) }
    switch best.cue {
    case .prohibition, .duty: return bond(.duty)
    case .right: return bond(.right)
    case .promise: return bond(.promise)
    case .order: return isOpening(word) ? bond(.promise) : nil
    case .will: return isForecast(word) ? (nil, best.end) : bond(.promise)
    case .permissive: return bond(.permissive, false)
    case .aim: return bond(.action, false)
    default: return (nil, best.end)
    }
  }

  /// «les conditions que doivent remplir», «requisitos que deben cumplir», "objectives that have to be achieved": a
  /// modal verb right behind its relative describes, it does not order. English "shall" does even there.
  func isRelative(_ word: Int) -> Bool {
    guard word > 0, text.touchesNext(word - 1) else { return false }
    let before = Slice(
      base: text.text, bounds: Int(text.words[word - 1].start)..<Int(text.words[word - 1].end))
    switch text.language {
    case .french: return before.elementsEqual("que".utf8) || before.elementsEqual("qui".utf8)
    case .spanish: return before.elementsEqual("que".utf8)
    case .english:
      return before.elementsEqual("that".utf8) && !text.word(word, endsIn: "shall")
        && text.length(word) > 2
    default: return false
    }
  }

  /// "Temperatures will rise", "will have reached": said of the future, promised by nobody.
  func isForecast(_ word: Int) -> Bool {
    if text.covers[word].contains(.prediction) { return true }
    let sentence = text.sentenceRange(of: word)
    return text.has(CueSet(.nature), in: max(sentence.lowerBound, word - 6)..<word)
  }

  // MARK: Future and present of French and Spanish

  /// French -ra, -ront and Spanish -rá, -rán end a future, which binds in law and plan.
  func future(at word: Int) -> Bond? {
    guard text.length(word) >= 4, !text.isUpper(word) else { return nil }
    let isFuture: Bool
    switch text.language {
    case .french:
      isFuture =
        (text.word(word, endsIn: "ra") || text.word(word, endsIn: "ront")
          || text.word(word, endsIn: "rons") && isBehindUs(word))
        && !text.covers[word].intersects(CueSet(.determiner, .body, .idiom))
        && !text.isCapital(word)
    case .spanish:
      isFuture =
        text.word(word, endsIn: "rá") || text.word(word, endsIn: "rán")
        || isOurs(word)
    default: isFuture = false
    }
    // A relative clause some words back has had its own verb, in moods that no list holds.
    guard isFuture, !isSubordinate(word, within: 4), !isForecast(word) else { return nil }
    return Bond(modality: .promise, words: word...word, commits: true)
  }

  /// Whether `future` is worth asking about a word.
  @inline(__always)
  func hasFutureEnding(_ word: Int) -> Bool {
    switch text.language {
    case .french:
      text.word(word, endsIn: "ra") || text.word(word, endsIn: "ront")
        || text.word(word, endsIn: "rons")
    case .spanish:
      text.word(word, endsIn: "rá") || text.word(word, endsIn: "rán")
        || isOurs(word)
    default: false
    }
  }

  /// «pondremos», «abriremos», and not «extremos».
  @inline(__always)
  private func isOurs(_ word: Int) -> Bool {
    let endings: [StaticString] = ["aremos", "eremos", "iremos", "dremos"]
    return text.word(word, endsIn: "remos") && endings.contains { text.word(word, endsIn: $0) }
  }

  /// «nous inscrirons»
  private func isBehindUs(_ word: Int) -> Bool {
    word > 0 && text.word(word - 1, isOneOf: ["nous", "Nous"])
  }

  /// «est délivré», «sont fixés»: the passive of the present.
  func passive(at word: Int, _ modalClause: Int32) -> Bond? {
    guard text.starts[word].contains(.copula), !text.covers[word].contains(.fact) else {
      return nil
    }
    for next in (word + 1)..<min(word + 7, max(word + 1, text.count)) {
      if text.clause(next) == text.clause(word) {
        if next > word + 3 { break }
      } else if !resumes(at: next, word) {
        continue
      }
      guard text.isParticiple(next) else { continue }
      guard bindsInPresent(word) else { return nil }
      return Bond(modality: .promise, words: word...next, commits: true)
    }
    return nil
  }

  /// «sont, de plein droit, admis»: the word behind what commas have set apart.
  private func resumes(at next: Int, _ copula: Int) -> Bool {
    text.sentence(next) == text.sentence(copula) && text.clause(next) == text.clause(copula) + 2
      && text.clause(next - 1) == text.clause(copula) + 1
      && text.clause(copula + 1) == text.clause(copula) + 1
  }

  func present(at word: Int, _ modalClause: Int32) -> Bond? {
    guard text.starts[word].contains(.present), !text.covers[word].contains(.fact),
      !followsPreposition(word), modalClause != text.clause(word), bindsInPresent(word)
    else { return nil }
    return Bond(modality: .promise, words: word...word, commits: true)
  }

  /// Whether the present tense at a word orders, rather than states.
  func bindsInPresent(_ word: Int) -> Bool {
    guard !isSubordinate(word) else { return false }
    let sentence = text.sentenceRange(of: word)
    if text.has(CueSet(.prediction, .need), in: sentence) { return false }
    if sentence.contains(where: { text.starts[$0].contains(.past) && !isSubordinate($0) }) {
      return false
    }
    if text.has(CueSet(.nature), in: max(sentence.lowerBound, word - 6)..<word) { return false }
    // A determiner before it makes it a noun: «la demande», "the reports".
    if word > 0, text.touchesNext(word - 1), text.covers[word - 1].contains(.determiner),
      !text.covers[word - 1].contains(.subordinate),
      text.language != .french || !isPronoun(word - 1)
    {
      return false
    }
    if setting.isLaw { return hasSubject(before: word, in: sentence) }
    if text.has(CueSet(.baseline), in: sentence) { return false }
    // A fact told in a relative clause («qui dispose d'un contrat») leaves the main verb its force.
    if sentence.contains(where: { text.starts[$0].contains(.fact) && !isSubordinate($0) }) {
      return false
    }
    let subject = sentence.lowerBound..<word
    let actors = CueSet(.body, .person, .generic)
    if text.language == .english {
      guard let near = nearActor(before: word) else { return false }
      return setting.isPlan || text.covers[near].intersects(CueSet(.generic, .legalPerson, .person))
        || text.present.contains(.lawReference)
    }
    if text.has(actors, in: subject) { return true }
    // «est accordée par le ministre», «es resuelta por la Comisión»: the actor stands behind a passive.
    if text.starts[word].contains(.copula) {
      let behind = word..<min(word + 14, sentence.upperBound)
      if behind.contains(where: { text.covers[$0].contains(.agent) }),
        text.has(actors, in: behind)
          || behind.contains(where: { text.isUpper($0) && (3...9).contains(text.length($0)) })
      {
        return true
      }
    }
    return text.has(CueSet(.legalPerson), in: subject)
      || text.present.contains(.lawReference)
        && text.has(CueSet(.legalPerson, .lawReference), in: sentence)
  }

  /// «en règle», «par décret»: no finite verb stands behind a preposition.
  func followsPreposition(_ word: Int) -> Bool {
    guard word > 0, text.touchesNext(word - 1) else { return false }
    switch text.language {
    case .french:
      return text.word(
        word - 1, isOneOf: ["de", "du", "en", "par", "sous", "sur", "sans", "pour", "avec", "dans"])
    case .spanish:
      return text.word(
        word - 1,
        isOneOf: ["de", "del", "en", "por", "para", "con", "sin", "sobre", "bajo", "entre"])
    default: return false
    }
  }

  /// «le/la/les» before a verb may be a pronoun («les informe») when another word stands between it and the subject.
  func isPronoun(_ word: Int) -> Bool {
    word > 0 && text.touchesNext(word - 1)
      && !text.covers[word - 1].intersects(CueSet(.of, .recipient))
      && text.clause(word) == text.clause(word - 1) && text.length(word) <= 3
      && !text.covers[word - 1].contains(.present)
      && text.covers[word - 1].intersects(
        CueSet(.body, .person, .generic, .legalPerson))
  }

  func hasSubject(before word: Int, in sentence: Range<Int>) -> Bool {
    word > sentence.lowerBound || text.language == .spanish
  }

  func nearActor(before word: Int) -> Int? {
    var at = word - 1
    while at >= 0, word - at <= 8, text.sentence(at) == text.sentence(word) {
      if text.covers[at].intersects(CueSet(.body, .person, .generic, .legalPerson)) { return at }
      at -= 1
    }
    return nil
  }

  /// Whether a relative or conditional word rules the clause up to here and has not yet had its verb.
  func isSubordinate(_ word: Int, within reach: Int = .max) -> Bool {
    var at = word - 1
    var verbs = 0
    while at >= 0, word - at <= reach, text.clause(at) == text.clause(word) {
      let cues = text.covers[at]
      if cues.contains(.subordinate) { return verbs == 0 && !hasOwnVerb(at, before: word) }
      if text.starts[at].intersects(CueSet(.present, .copula, .permissive, .duty, .past))
        || isFutureForm(at)
      {
        verbs += 1
      }
      at -= 1
    }
    return false
  }

  /// «el funcionario que extienda la visa dejará»: the word behind the relative is its verb, in a mood that no list holds,
  /// and what follows is the main clause's.
  private func hasOwnVerb(_ relative: Int, before word: Int) -> Bool {
    guard text.language == .spanish, text.word(relative, isOneOf: ["que", "quien", "quienes"])
    else { return false }
    var verb = relative + 1
    while verb < word, text.length(verb) <= 3 { verb += 1 }
    return word - verb >= 2
      && !text.covers[verb].intersects(
        CueSet(.determiner, .of, .and, .recipient, .person, .body, .legalPerson, .generic))
  }

  func isFutureForm(_ word: Int) -> Bool {
    text.length(word) > 4
      && (text.word(word, endsIn: "rá") || text.word(word, endsIn: "rán")
        || text.language == .french && text.word(word, endsIn: "ront"))
  }
}

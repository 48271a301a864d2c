import Policy

/// Tells what part of a text a passage is: its sentences decide, each for itself.
struct RoleFinder {
  let text: CuedText
  let setting: TextSetting

  /// The role of the whole passage if one word at its beginning settles it.
  func opening() -> ProvisionRole? {
    if setting.isQuoted { return .quotation }
    if setting.part == .recital { return .recital }
    guard text.count > 0 else { return .fact }
    let first = firstWord()
    guard first < text.count else { return .fact }
    if text.starts[first].contains(.recital) || hasLateRecital(from: first) { return .recital }
    if isTitle(from: first) { return .title }
    return nil
  }

  /// "The High Contracting Parties, Considering …": a capitalised word of recitals behind those who speak.
  private func hasLateRecital(from first: Int) -> Bool {
    let limit = min(first + 16, text.sentenceRange(of: first).upperBound)
    return first + 1 < limit
      && (first + 1..<limit).contains {
        text.starts[$0].contains(.recital) && text.isCapital($0) && !text.isUpper($0)
          && text.length($0) > 5
      }
  }

  /// The role of one sentence.
  func role(of sentence: Range<Int>) -> ProvisionRole {
    if text.has(CueSet(.repeal), in: sentence) { return .repeal }
    if text.has(CueSet(.amendment), in: sentence) { return .quotation }
    if text.has(CueSet(.penalty), in: sentence) { return .penalty }
    if isDefinition(sentence) { return .definition }
    if isScope(sentence) { return .scope }
    if isCommencement(sentence) { return .commencement }
    if text.has(CueSet(.applicableLaw), in: sentence) { return .applicableLaw }
    return .rule
  }

  /// «dans les 60 jours de l'entrée en vigueur», "within a year of the entry into force": a date counted from there, in a
  /// rule of its own.
  private func isCommencement(_ sentence: Range<Int>) -> Bool {
    guard text.present.contains(.commencement) else { return false }
    return sentence.contains { word in
      text.starts[word].contains(.commencement)
        && !text.has(
          CueSet(.timeUnit, .delay), in: max(sentence.lowerBound, word - 8)..<word)
    }
  }

  /// The first word behind number and letter of a list item.
  private func firstWord() -> Int {
    var word = 0
    while word < text.count, word < 6,
      text.isNumeral(word) || text.isEnumerator(word) || text.isRoman(word)
    {
      word += 1
    }
    return word
  }

  private func isTitle(from first: Int) -> Bool {
    // "CONCORDANCIAS: D.S. Nº 035": an editor's list of other texts, wherever it stands.
    if text.starts[first].contains(.heading), text.isUpper(first), first + 1 < text.count,
      text.gap(before: first + 1, has: ":")
    {
      return true
    }
    if setting.part != nil, setting.part != .text { return false }
    if text.count < 40, !isOrderInCapitals {
      let upper = (first..<text.count).count { text.isUpper($0) || text.isNumeral($0) }
      if upper * 10 >= (text.count - first) * 8 { return true }
    }
    return text.starts[first].contains(.heading) && text.isUpper(first)
      && !text.tail(has: ".") && !text.tail(has: ";")
  }

  /// "EACH COUNCIL SHALL ESTABLISH A BOARD.": a sentence that binds, in a text that is set in capitals.
  private var isOrderInCapitals: Bool {
    text.present.intersects(CueSet(.duty, .prohibition, .right, .promise))
      && (text.tail(has: ".") || text.tail(has: ";") || text.tail(has: ":"))
  }

  private static var definitions: CueSet { CueSet(.definition, .quotedDefinition) }

  private func isDefinition(_ sentence: Range<Int>) -> Bool {
    for word in sentence where text.starts[word].intersects(Self.definitions) {
      if text.starts[word].contains(.definition) {
        // A term named in passing further on defines nothing.
        if word - sentence.lowerBound <= 14 || text.language != .english { return true }
        if text.word(text.end(of: .definition, at: word), isOneOf: ["deemed", "to"]) {
          return true
        }
      }
      if text.starts[word].contains(.quotedDefinition), isQuoteBefore(word) { return true }
    }
    return isEntry(sentence)
  }

  /// «réfugié : tout ressortissant …», "worker: any person …": a term, a colon, and what it stands for.
  private func isEntry(_ sentence: Range<Int>) -> Bool {
    var first = sentence.lowerBound
    while first < sentence.upperBound, text.isNumeral(first) || text.isEnumerator(first) {
      first += 1
    }
    let limit = min(first + 8, sentence.upperBound)
    guard first + 1 < limit else { return false }
    let colon = (first + 1..<limit).first { text.gap(before: $0, has: ":") }
    return colon.map {
      text.word(
        $0,
        isOneOf: [
          "any", "every", "tout", "toute", "tous", "toutes", "todo", "toda", "todos", "todas",
          "cualquier",
        ])
    } ?? false
  }

  /// Whether the word before is the end of a quoted or emphasised term.
  private func isQuoteBefore(_ word: Int) -> Bool {
    guard word > 0 else { return false }
    let gap = text.gap(before: word)
    if gap.contains(UInt8(ascii: "\"")) || gap.contains(UInt8(ascii: "*")) { return true }
    // » is C2 BB; the curly quotes are E2 80 98…9F.
    var before: UInt8 = 0
    for byte in gap {
      if before == 0xC2, byte == 0xBB { return true }
      if before == 0x80, (0x9C...0x9F).contains(byte) { return true }
      before = byte
    }
    return false
  }

  /// «la période qui lui est applicable», «el régimen que le sea aplicable»: said of somebody's case in passing.
  private func isPersonal(_ word: Int) -> Bool {
    word > 0 && text.clause(word - 1) == text.clause(word)
      && text.word(word - 1, isOneOf: ["lui", "leur", "le", "les"])
  }

  private func isScope(_ sentence: Range<Int>) -> Bool {
    guard text.present.contains(.scope) else { return false }
    for word in sentence where text.starts[word].contains(.scope) && !isPersonal(word) {
      let end = text.end(of: .scope, at: word)
      let isBareApply = text.language == .english && end - word <= 1
      guard isBareApply else { return true }
      // "shall apply" is scope when a law or the word "this" is its subject, a duty otherwise.
      if text.has(CueSet(.lawReference), in: sentence.lowerBound..<word) { return true }
    }
    return false
  }
}

internal import Policy

/// The terms and abbreviations that a document defines and that speak of migration in it.
///
/// Learnt are `"X" means …` (and its like in other languages), when the definition speaks of migration, and `X (Y)`, when
/// X does: Y is an abbreviation of X's words (Schwartz and Hearst, "A simple algorithm for identifying abbreviation
/// definitions in biomedical text", PSB 2003) or a quoted short name. A name of a body or of a law gives nothing.
struct DefinedTerms {
  let matcher: PhraseMatcher
  /// The lexicon's number of each code of `matcher`.
  let codes: [CodeNumber]

  /// What a defined term weighs at most: the definition is one reader's step away.
  private static let greatestWeight = 3.5
  private static let termLimit = 400

  init?(in document: Document, with passages: inout PassageCoder) {
    var learnt = Learnt()
    for provision in document.provisions where learnt.terms.count < Self.termLimit {
      var text = provision.text
      text.withUTF8 { text in
        guard Learnt.mayDefine(text) else { return }
        let language = passages.language(provision.language, of: text)
        passages.find(text, language: language, setting: .conceptsOnly)
        learnt.learn(from: text, passages, language)
      }
    }
    // The patterns are made of plain words, so compiling them cannot fail; if it did, nothing would be learnt.
    guard !learnt.terms.isEmpty,
      let matcher = try? PhraseMatcher([TermTable(name: "document", terms: learnt.terms)])
    else { return nil }
    self.matcher = matcher
    codes = matcher.codes.compactMap(passages.lexicon.matcher.code)
    if codes.count != matcher.codes.count { return nil }
  }

  private struct Learnt {
    var terms: [Term] = []
    var known: Set<String> = []

    /// Whether a text has a bracket or a quotation mark at all.
    static func mayDefine(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      text.contains {
        $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "\"") || $0 == 0xC2 || $0 == 0xE2
      }
    }

    mutating func learn(
      from text: UnsafeBufferPointer<UInt8>, _ passages: PassageCoder, _ language: Language
    ) {
      let scan = passages.scan
      let cues = passages.lexicon.cues
      for quotation in Quotation.all(in: text) {
        let isDefinition = Self.isNear(cues.defines, quotation, scan, words: 4)
        if quotation.isBracketed || Self.isNear(cues.shortName, quotation, scan, words: 3) {
          add(
            quotation, carriers: Self.before(quotation, scan), passages, in: text,
            isAbbreviation: false)
        } else if isDefinition {
          add(
            quotation, carriers: Self.definition(of: quotation, scan), passages, in: text,
            isAbbreviation: false)
        }
      }
      for bracket in Abbreviation.all(in: text) {
        guard let long = bracket.longForm(in: text, scan) else { continue }
        add(
          Quotation(range: bracket.range, isBracketed: true), carriers: long, passages, in: text,
          isAbbreviation: true)
      }
    }

    /// Adds a term with what the hits in `carriers` say.
    private mutating func add(
      _ quotation: Quotation, carriers: Range<Int>, _ passages: PassageCoder,
      in text: UnsafeBufferPointer<UInt8>, isAbbreviation: Bool
    ) {
      let name = String(decoding: text[quotation.range], as: UTF8.self)
      let words = FoldedText.words(of: Array(name.utf8))
      guard !words.isEmpty, words.count <= 6, name.utf8.count > 1, known.insert(name).inserted
      else { return }
      let concepts = passages.concepts
      let isInside: (Range<Int>) -> Bool = {
        carriers.lowerBound <= $0.lowerBound && $0.upperBound <= carriers.upperBound
          && !$0.overlaps(quotation.range)
      }
      guard concepts.evidence[concepts.relevanceWords].contains(where: isInside) else { return }
      let pattern =
        isAbbreviation
        ? "\"" + name + "\""
        : String(
          name.unicodeScalars.map { "()[]|*\"~>".unicodeScalars.contains($0) ? " " : Character($0) }
        )
      let weight = min(DefinedTerms.greatestWeight, max(concepts.relevanceSum, 0))
      guard weight > 0 else { return }
      terms.append(
        Term(code: Lexicon.relevanceCode, weight: weight, pattern: pattern, file: "document"))
      for found in concepts.found where found.kind == .population {
        guard concepts.evidence[found.words].contains(where: isInside) else { continue }
        terms.append(
          Term(
            code: passages.lexicon.matcher.name(found.code), weight: DefinedTerms.greatestWeight,
            pattern: pattern, file: "document"))
      }
    }

    /// Whether a word of a cue list stands within so many words of a quotation.
    private static func isNear(
      _ list: CodeNumber?, _ quotation: Quotation, _ scan: Scan, words: Int32
    ) -> Bool {
      guard let list else { return false }
      let first = Int32(
        scan.words.partitioningIndex { Int($0.end) > quotation.range.lowerBound })
      let end = Int32(
        scan.words.partitioningIndex { Int($0.start) >= quotation.range.upperBound })
      let hits = scan.hits(of: list)
      let from = hits.partitioningIndex { $0.lastWord >= first - words }
      return hits[from...].prefix { $0.firstWord < end + words }.contains {
        ($0.lastWord < first && $0.lastWord >= first - words)
          || ($0.firstWord >= end && $0.firstWord < end + words)
      }
    }

    /// The twelve words before a bracket, in its sentence.
    private static func before(_ quotation: Quotation, _ scan: Scan) -> Range<Int> {
      let end = scan.words.partitioningIndex { Int($0.end) > quotation.range.lowerBound }
      guard end > 0 else { return 0..<0 }
      var first = end
      while first > 0, end - first < 12,
        scan.words[first - 1].sentence == scan.words[end - 1].sentence
      {
        first -= 1
      }
      guard first < end else { return 0..<0 }
      return Int(scan.words[first].start)..<Int(scan.words[end - 1].end)
    }

    /// From a quoted term to the end of its sentence.
    private static func definition(of quotation: Quotation, _ scan: Scan) -> Range<Int> {
      let first = scan.words.partitioningIndex { Int($0.start) >= quotation.range.upperBound }
      guard first < scan.words.count else { return 0..<0 }
      let sentence = scan.words[first].sentence
      let end = first + scan.words[first...].prefix { $0.sentence == sentence }.count
      return Int(scan.words[first].start)..<Int(scan.words[end - 1].end)
    }
  }
}

/// Words between quotation marks.
struct Quotation {
  var range: Range<Int>
  /// A bracket stands right before it, as in (“the worker”) or (hereinafter “the worker”).
  var isBracketed: Bool

  private static let longest = 80

  /// All quotations of a text of at most 80 bytes, in any of the usual marks.
  static func all(in text: UnsafeBufferPointer<UInt8>) -> [Quotation] {
    var found: [Quotation] = []
    var at = 0
    while at < text.count {
      guard let mark = mark(text, at), mark.opens else {
        at += 1
        continue
      }
      let start = at + mark.length
      var end = start
      var closing: Int?
      while end < min(text.count, start + longest) {
        if let other = self.mark(text, end), other.closes {
          closing = other.length
          break
        }
        end += 1
      }
      guard let closing else {
        at = start
        continue
      }
      if let inner = trimmed(start..<end, text) {
        var before = at
        while before > 0, text[before - 1] == 0x20 { before -= 1 }
        found.append(
          Quotation(
            range: inner, isBracketed: before > 0 && text[before - 1] == UInt8(ascii: "(")))
      }
      at = end + closing
    }
    return found
  }

  private static func trimmed(
    _ range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    // French guillemets stand off with no-break spaces (C2 A0).
    while end - start >= 2, text[start] == 0xC2, text[start + 1] == 0xA0 { start += 2 }
    while end - start >= 2, text[end - 2] == 0xC2, text[end - 1] == 0xA0 { end -= 2 }
    return start < end ? start..<end : nil
  }

  private static func mark(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> (length: Int, opens: Bool, closes: Bool)? {
    switch text[at] {
    case UInt8(ascii: "\""): return (1, true, true)
    case 0xC2 where at + 1 < text.count && text[at + 1] == 0xAB: return (2, true, false)  // «
    case 0xC2 where at + 1 < text.count && text[at + 1] == 0xBB: return (2, false, true)  // »
    case 0xE2 where at + 2 < text.count && text[at + 1] == 0x80:
      switch text[at + 2] {
      case 0x9C, 0x9E: return (3, true, false)  // “ „
      case 0x9D: return (3, true, true)  // ”, which some texts use on both sides
      default: return nil
      }
    default: return nil
    }
  }
}

/// A bracket that holds capitals only: (IOM), (PNM).
struct Abbreviation {
  var range: Range<Int>

  static func all(in text: UnsafeBufferPointer<UInt8>) -> [Abbreviation] {
    var found: [Abbreviation] = []
    for at in text.indices where text[at] == UInt8(ascii: "(") {
      var end = at + 1
      var letters = 0
      while end < text.count, end - at <= 12, isPart(text[end]) {
        if text[end] != UInt8(ascii: ".") && text[end] != UInt8(ascii: "-") { letters += 1 }
        end += 1
      }
      guard end < text.count, text[end] == UInt8(ascii: ")"), (2...10).contains(letters) else {
        continue
      }
      found.append(Abbreviation(range: at + 1..<end))
    }
    return found
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// The words before it whose letters it abbreviates: from the last to the first, each letter is found in the words,
  /// and the first letter begins a word.
  func longForm(in text: UnsafeBufferPointer<UInt8>, _ scan: Scan) -> Range<Int>? {
    let letters = text[range].filter { (0x41...0x5A).contains($0) }.map { $0 | 0x20 }
    let end = scan.words.partitioningIndex { Int($0.end) > range.lowerBound }
    guard end > 0 else { return nil }
    let furthest = max(0, end - min(letters.count + 5, letters.count * 2))
    let before = UnsafeBufferPointer(
      rebasing: text[Int(scan.words[furthest].start)..<range.lowerBound])
    let bytes = [UInt8](unsafeUninitializedCapacity: before.count) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      FoldedText.fold(before, into: base)
      count = before.count
    }
    let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    var letter = letters.count - 1
    var at = lower.count - 1
    while letter >= 0, at >= 0 {
      let beginsWord = at == 0 || !FoldedText.isLetter(lower[at - 1])
      if lower[at] == letters[letter], letter > 0 || beginsWord {
        letter -= 1
        if letter < 0 { break }
      }
      at -= 1
    }
    guard letter < 0 else { return nil }
    let start = Int(scan.words[furthest].start) + at
    return start..<Int(scan.words[end - 1].end)
  }
}

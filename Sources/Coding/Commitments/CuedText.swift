import Policy

/// The codes of the cue lists in a matcher, looked up once.
struct CueIndex: Sendable {
  /// The kind of institution that the words of each of the matcher's codes tell.
  private let kinds: [String?]
  /// The matcher's number of each cue, by `Cue.rawValue`.
  private let numbers: [CodeNumber?]
  /// The cue of each of the matcher's codes that is one.
  private let cues: [Cue?]

  func code(of cue: Cue) -> CodeNumber? { numbers[Int(cue.rawValue)] }

  func cue(of code: CodeNumber) -> Cue? { cues[Int(code.rawValue)] }

  func kind(of code: CodeNumber) -> String? { kinds[Int(code.rawValue)] }

  init(_ matcher: PhraseMatcher) {
    numbers = Cue.allCases.map { matcher.code($0.code) }
    var cues = [Cue?](repeating: nil, count: matcher.codes.count)
    for cue in Cue.allCases {
      if let code = matcher.code(cue.code) { cues[Int(code.rawValue)] = cue }
    }
    self.cues = cues
    let prefix = "kind:"
    kinds = matcher.codes.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : nil }
  }
}

/// A passage with the cues that begin at, and cover, each of its words.
///
/// It lives no longer than the bytes that it looks at, and than the next text that has its room. A class, because the
/// finders of a passage all hold it.
final class CuedText {
  /// The languages whose grammar the finders know.
  enum Grammar {
    case english, french, spanish, other

    init(_ language: Language) {
      switch language {
      case .english: self = .english
      case .french: self = .french
      case .spanish: self = .spanish
      default: self = .other
      }
    }
  }

  let text: UnsafeBufferPointer<UInt8>
  let words: UnsafeBufferPointer<Scan.Word>
  let language: Grammar
  /// Cues of which a hit begins at the word.
  let starts: UnsafeBufferPointer<CueSet>
  /// Cues of which a hit covers the word.
  let covers: UnsafeBufferPointer<CueSet>
  let present: CueSet
  /// First word of the sentence of each word, and the word behind its last.
  private let sentences: UnsafeBufferPointer<Range<Int32>>
  /// Words that tell the kind of an institution, by kind.
  private let kindHits: [(kind: String, hit: Scan.Hit)]
  private let scan: Scan
  private let index: CueIndex
  /// Holds the memory of the above.
  private let room: CueRoom

  /// - Parameter scan: all hits of the text, or its marks and the other hits.
  init(
    _ text: UnsafeBufferPointer<UInt8>, scan: Scan, language: Language, index: CueIndex,
    room: CueRoom = CueRoom()
  ) {
    self.text = text
    self.scan = scan
    self.language = Grammar(language)
    self.index = index
    let (words, marks) = scan.marked
    self.words = words
    room.reserve(words: words.count)
    self.room = room
    Self.write(sentencesOf: words, to: room.sentences)
    let letters = Letters(text: text, words: words, language: self.language)
    var cues = Cues(words.count, marks: marks, letters, room)
    var kindHits: [(kind: String, hit: Scan.Hit)] = []
    for hit in scan.hits {
      if let cue = index.cue(of: hit.code), !letters.isOther(hit, cue) { cues.add(cue, hit) }
      if let kind = index.kind(of: hit.code) { kindHits.append((kind, hit)) }
    }
    self.kindHits = kindHits
    if cues.present.contains(.idiom) { cues.dropWordsOfIdioms() }
    sentences = UnsafeBufferPointer(start: room.sentences, count: words.count)
    starts = UnsafeBufferPointer(start: room.starts, count: words.count)
    covers = UnsafeBufferPointer(start: room.covers, count: words.count)
    present = cues.present
  }

  private static func write(
    sentencesOf words: UnsafeBufferPointer<Scan.Word>,
    to sentences: UnsafeMutablePointer<Range<Int32>>
  ) {
    var first = 0
    while first < words.count {
      var end = first + 1
      while end < words.count, words[end].sentence == words[first].sentence { end += 1 }
      let sentence = Int32(first)..<Int32(end)
      for word in first..<end { sentences[word] = sentence }
      first = end
    }
  }

  var count: Int { words.count }

  /// The last word of the longest hit of a cue that begins at a word.
  func end(of cue: Cue, at word: Int) -> Int {
    guard let code = index.code(of: cue) else { return word }
    var end = word
    for hit in scan.hits(of: code) where Int(hit.firstWord) == word {
      end = max(end, Int(hit.lastWord))
    }
    return end
  }

  /// The kinds of institution that words of a range speak for, the most specific (longest) first.
  func kinds(in range: ClosedRange<Int>) -> [String] {
    var found: [(kind: String, length: Int, first: Int)] = []
    for (kind, hit) in kindHits
    where Int(hit.firstWord) >= range.lowerBound && Int(hit.lastWord) <= range.upperBound {
      found.append((kind, Int(hit.lastWord - hit.firstWord), Int(hit.firstWord)))
    }
    return found.sorted { ($1.length, $0.first) < ($0.length, $1.first) }.map(\.kind)
  }

  /// The kind of institution that words speak for most of all, where texts are wanted.
  func kind(in range: ClosedRange<Int>) -> String? {
    room.wantsText ? kinds(in: range).first : nil
  }

  // MARK: Words

  func range(_ words: ClosedRange<Int>) -> Range<Int> {
    Int(self.words[words.lowerBound].start)..<Int(self.words[words.upperBound].end)
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
  }

  func isShareSign(_ word: Int) -> Bool { text[Int(words[word].start)] == UInt8(ascii: "%") }

  /// $, €, £ and their like, and no § or °.
  func isMoneySign(_ word: Int) -> Bool {
    let (start, end) = (Int(words[word].start), Int(words[word].end))
    if text[start] == UInt8(ascii: "$") { return true }
    // ¢ £ ¤ ¥ are C2 A2…A5; the signs of other currencies are E2 82 A0 and on.
    if text[start] == 0xC2 { return end - start == 2 && (0xA2...0xA5).contains(text[start + 1]) }
    return text[start] == 0xE2 && end - start == 3 && text[start + 1] == 0x82
  }

  /// The words as evidence.
  func evidence(_ words: ClosedRange<Int>) -> Words {
    let range = range(words)
    return Words(room.wantsText ? string(range) : "", range: range)
  }

  func sentence(_ word: Int) -> Int32 { words[word].sentence }
  func clause(_ word: Int) -> Int32 { words[word].clause }

  /// Whether nothing but blanks (or a hyphen or apostrophe) stands between a word and the next.
  @inline(__always)
  func touchesNext(_ word: Int) -> Bool {
    word + 1 < count && words[word].clause == words[word + 1].clause
  }

  @inline(__always)
  func isCapital(_ word: Int) -> Bool { starts[word].intersects(.capital) }

  /// Two letters or more, all of them capitals.
  func isUpper(_ word: Int) -> Bool {
    text[Int(words[word].start)..<Int(words[word].end)].isUpper && isCapital(word)
  }

  /// Two capitals or more, the first of them at its beginning: "MoLSS".
  func isAbbreviated(_ word: Int) -> Bool {
    let letters = text[Int(words[word].start)..<Int(words[word].end)]
    return letters.count <= 9 && isCapital(word)
      && letters.dropFirst().contains { (0x41...0x5A).contains($0) }
  }

  @inline(__always)
  func isNumeral(_ word: Int) -> Bool { starts[word].intersects(.numeral) }

  @inline(__always)
  func length(_ word: Int) -> Int { Int(words[word].end - words[word].start) }

  /// The value of a word of four digits between 1950 and 2099.
  @inline(__always)
  func year(_ word: Int) -> Int? {
    guard length(word) == 4 else { return nil }
    var value = 0
    for byte in text[Int(words[word].start)..<Int(words[word].end)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return (1950...2099).contains(value) ? value : nil
  }

  /// The bytes between a word and the one before it.
  func gap(before word: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    let from = word == 0 ? 0 : Int(words[word - 1].end)
    return text[from..<max(from, Int(words[word].start))]
  }

  /// Whether nothing but one blank stands before a word and behind another, as nearly always.
  @inline(__always)
  func followsBlank(_ word: Int) -> Bool {
    let end = words[word - 1].end
    return words[word].start == end + 1 && text[Int(end)] == 0x20
  }

  /// Whether a byte stands between a word and the one before it.
  @inline(__always)
  func gap(before word: Int, has byte: Unicode.Scalar) -> Bool {
    gap(before: word).contains(UInt8(ascii: byte))
  }

  /// Whether the text behind the last word has a byte.
  func tail(has byte: Unicode.Scalar) -> Bool {
    guard let last = words.last else { return false }
    return text[Int(last.end)...].contains(UInt8(ascii: byte))
  }

  /// Whether a word ends in these bytes.
  @inline(__always)
  func word(_ word: Int, endsIn ending: StaticString) -> Bool {
    let size = ending.utf8CodeUnitCount
    guard length(word) >= size else { return false }
    let from = Int(words[word].end) - size
    for i in 0..<size where text[from + i] != ending.utf8Start[i] { return false }
    return true
  }

  /// Whether a word is one of these, letter by letter.
  func word(_ word: Int, isOneOf choices: [StaticString]) -> Bool {
    choices.contains { length(word) == $0.utf8CodeUnitCount && self.word(word, endsIn: $0) }
  }

  /// Whether any word of the range begins or carries a cue.
  @inline(__always)
  func has(_ cues: CueSet, in range: Range<Int>) -> Bool {
    guard present.intersects(cues) else { return false }
    for word in range.clamped(to: 0..<count) where covers[word].intersects(cues) { return true }
    return false
  }

  /// The words of the sentence that a word stands in.
  @inline(__always)
  func sentenceRange(of word: Int) -> Range<Int> {
    let sentence = sentences[word]
    return Int(sentence.lowerBound)..<Int(sentence.upperBound)
  }
}

/// Cues of each word while they are gathered.
private struct Cues {
  let starts: UnsafeMutablePointer<CueSet>
  let covers: UnsafeMutablePointer<CueSet>
  let count: Int
  var present: CueSet = .none

  /// Begins with the cues of single words that the scan marked.
  init(_ count: Int, marks: UnsafePointer<UInt128>, _ letters: Letters, _ room: CueRoom) {
    (starts, covers, self.count) = (room.starts, room.covers, count)
    for word in 0..<count {
      var cues = CueSet(bits: marks[word])
      if cues.intersects(Letters.doubtful) { letters.dropOthers(from: &cues, of: word) }
      cues.formUnion(letters.shape(of: word))
      starts[word] = cues
      covers[word] = cues
      present.formUnion(cues)
    }
  }

  mutating func add(_ cue: Cue, _ hit: Scan.Hit) {
    starts[Int(hit.firstWord)].insert(cue)
    for word in Int(hit.firstWord)...Int(hit.lastWord) { covers[word].insert(cue) }
    present.insert(cue)
  }

  /// "By means of" holds no "means": an idiom hides the cues of its words.
  mutating func dropWordsOfIdioms() {
    let hidden = CueSet(
      .definition, .quotedDefinition, .permissive, .body, .weakBody, .fact, .source, .bearer, .duty,
      .pastYear, .validity
    ).union(CueSet(.rhythm, .indicator))
    for word in 0..<count where covers[word].contains(.idiom) {
      starts[word].subtract(hidden)
      covers[word].subtract(hidden)
    }
  }
}

/// Letters decide where folding has joined two words: the month May, the French participle «adopté», a name.
private struct Letters {
  let text: UnsafeBufferPointer<UInt8>
  let words: UnsafeBufferPointer<Scan.Word>
  let language: CuedText.Grammar

  /// The cues that `isOther` asks about.
  static var doubtful: CueSet {
    CueSet(.present, .right, .permissive, .will, .subordinate, .past)
  }
  private static let doubts: [Cue] = Cue.allCases.filter { doubtful.contains($0) }

  /// Drops the cues of one word that are another word.
  func dropOthers(from cues: inout CueSet, of word: Int) {
    let hit = Scan.Hit(
      code: CodeNumber(rawValue: -1), term: -1, firstWord: Int32(word), lastWord: Int32(word),
      start: words[word].start, end: words[word].end)
    for cue in Self.doubts where cues.contains(cue) && isOther(hit, cue) { cues.remove(cue) }
  }

  /// Whether what looks like a cue is another word. What it asks about stands in `doubtful`.
  func isOther(_ hit: Scan.Hit, _ cue: Cue) -> Bool {
    let first = Int(hit.firstWord)
    switch cue {
    case .present where language == .french:
      // «adopte» binds, «adopté» does not; only the letters with their accent tell.
      return endsInAccent(Int(hit.lastWord))
    case .subordinate where language == .french:
      // «où» is relative, «ou» is "or".
      return hit.firstWord == hit.lastWord && isPlainOu(first)
    case .past where language == .spanish:
      // «inició» tells of the past, «inicio» is a noun; «tuvo», «hubo» have no accent.
      return hit.firstWord == hit.lastWord && endsInPlainO(first)
    case .right where language == .french:
      return endsInAccent(first) || first < hit.lastWord && endsInAccent(first + 1)
    case .permissive, .will:
      // "May 2016", "Will" as a name.
      return first > 0 && isCapital(first) && words[first - 1].sentence == words[first].sentence
        && !isUpper(first) && !isQuoted(first)
    default:
      return false
    }
  }

  /// What the first letter of a word tells.
  @inline(__always)
  func shape(of word: Int) -> CueSet {
    let start = Int(words[word].start)
    return (0x30...0x39).contains(text[start])
      ? .numeral : text.isCapital(at: start) ? .capital : .none
  }

  private func endsInAccent(_ word: Int) -> Bool {
    let end = Int(words[word].end)
    return end - Int(words[word].start) >= 2 && text[end - 2] == 0xC3 && text[end - 1] == 0xA9
  }

  private func isPlainOu(_ word: Int) -> Bool {
    let (start, end) = (Int(words[word].start), Int(words[word].end))
    return end - start == 2 && text[start] | 0x20 == UInt8(ascii: "o")
  }

  private func endsInPlainO(_ word: Int) -> Bool {
    let end = Int(words[word].end)
    guard end - Int(words[word].start) >= 3, text[end - 1] == UInt8(ascii: "o") else {
      return false
    }
    // -uvo, -ubo
    return text[end - 3] != UInt8(ascii: "u")
  }

  private func isCapital(_ word: Int) -> Bool { text.isCapital(at: Int(words[word].start)) }

  private func isUpper(_ word: Int) -> Bool {
    text[Int(words[word].start)..<Int(words[word].end)].isUpper && isCapital(word)
  }

  private func isQuoted(_ word: Int) -> Bool {
    text[Int(words[word - 1].end)..<Int(words[word].start)].contains(UInt8(ascii: "\""))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a capital Latin letter stands at an offset.
  fileprivate func isCapital(at start: Int) -> Bool {
    let first = self[start]
    if (0x41...0x5A).contains(first) { return true }
    return first == 0xC3 && start + 1 < count && (0x80...0x9E).contains(self[start + 1])
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Two letters or more, none of them small.
  fileprivate var isUpper: Bool { count > 1 && !contains { (0x61...0x7A).contains($0) } }
}

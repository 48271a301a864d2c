import Policy

/// The codes of the cue lists in a matcher, looked up once.
struct CueIndex: Sendable {
  /// The matcher's number of each cue that has words.
  let codes: [(cue: Cue, code: CodeNumber)]
  /// The matcher's numbers of the words that tell the kind of an institution, with the kind.
  let kinds: [(kind: String, code: CodeNumber)]

  init(_ matcher: PhraseMatcher) {
    codes = Cue.allCases.compactMap { cue in matcher.code(cue.code).map { (cue, $0) } }
    let prefix = "kind:"
    kinds = matcher.codes.filter { $0.hasPrefix(prefix) }.compactMap { name in
      matcher.code(name).map { (String(name.dropFirst(prefix.count)), $0) }
    }
  }
}

/// A passage with the cues that begin at, and cover, each of its words.
///
/// It lives no longer than the bytes that it looks at.
struct CuedText {
  let text: UnsafeBufferPointer<UInt8>
  let words: [Scan.Word]
  let language: Language
  /// Cues of which a hit begins at the word.
  private(set) var starts: [CueSet]
  /// Cues of which a hit covers the word.
  private(set) var covers: [CueSet]
  private(set) var present: CueSet = .none
  private let scan: Scan
  private let index: CueIndex

  init(
    _ text: UnsafeBufferPointer<UInt8>, scan: Scan, language: Language, index: CueIndex
  ) {
    self.text = text
    self.scan = scan
    self.language = language
    self.index = index
    words = scan.words
    starts = [CueSet](repeating: .none, count: words.count)
    covers = starts
    for (cue, code) in index.codes {
      for hit in scan.hits(of: code) where !isOther(hit, cue) {
        starts[Int(hit.firstWord)].insert(cue)
        for word in hit.firstWord...hit.lastWord { covers[Int(word)].insert(cue) }
        present.insert(cue)
      }
    }
    if present.contains(.idiom) { dropWordsOfIdioms() }
  }

  var count: Int { words.count }

  /// The last word of the longest hit of a cue that begins at a word.
  func end(of cue: Cue, at word: Int) -> Int {
    guard let code = index.codes.first(where: { $0.cue == cue })?.code else { return word }
    var end = word
    for hit in scan.hits(of: code) where Int(hit.firstWord) == word {
      end = max(end, Int(hit.lastWord))
    }
    return end
  }

  /// The kinds of institution that words of a range speak for, the most specific (longest) first.
  func kinds(in range: ClosedRange<Int>) -> [String] {
    var found: [(kind: String, length: Int, first: Int)] = []
    for (kind, code) in index.kinds {
      for hit in scan.hits(of: code)
      where Int(hit.firstWord) >= range.lowerBound && Int(hit.lastWord) <= range.upperBound {
        found.append((kind, Int(hit.lastWord - hit.firstWord), Int(hit.firstWord)))
      }
    }
    return found.sorted { ($1.length, $0.first) < ($0.length, $1.first) }.map(\.kind)
  }

  // MARK: Words

  func range(_ words: ClosedRange<Int>) -> Range<Int> {
    Int(self.words[words.lowerBound].start)..<Int(self.words[words.upperBound].end)
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
  }

  /// The words as evidence.
  func evidence(_ words: ClosedRange<Int>) -> Words {
    let range = range(words)
    return Words(string(range), range: range)
  }

  func sentence(_ word: Int) -> Int32 { words[word].sentence }
  func clause(_ word: Int) -> Int32 { words[word].clause }

  /// Whether nothing but blanks (or a hyphen or apostrophe) stands between a word and the next.
  func touchesNext(_ word: Int) -> Bool {
    word + 1 < count && words[word].clause == words[word + 1].clause
  }

  func isCapital(_ word: Int) -> Bool {
    let start = Int(words[word].start)
    let first = text[start]
    if (0x41...0x5A).contains(first) { return true }
    return first == 0xC3 && start + 1 < text.count && (0x80...0x9E).contains(text[start + 1])
  }

  /// Two letters or more, all of them capitals.
  func isUpper(_ word: Int) -> Bool {
    let bytes = text[Int(words[word].start)..<Int(words[word].end)]
    guard bytes.count > 1, isCapital(word) else { return false }
    return !bytes.contains { (0x61...0x7A).contains($0) }
  }

  func isNumeral(_ word: Int) -> Bool { (0x30...0x39).contains(text[Int(words[word].start)]) }

  func length(_ word: Int) -> Int { Int(words[word].end - words[word].start) }

  /// The value of a word of four digits between 1950 and 2099.
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

  /// Whether a byte stands between a word and the one before it.
  func gap(before word: Int, has byte: Character) -> Bool {
    guard let value = byte.asciiValue else { return false }
    return gap(before: word).contains(value)
  }

  /// Whether the text behind the last word has a byte.
  func tail(has byte: Character) -> Bool {
    guard let value = byte.asciiValue, let last = words.last else { return false }
    return text[Int(last.end)...].contains(value)
  }

  /// Whether a word ends in these bytes.
  func word(_ word: Int, endsIn ending: StaticString) -> Bool {
    let size = ending.utf8CodeUnitCount
    guard length(word) >= size else { return false }
    let from = Int(words[word].end) - size
    for i in 0..<size where text[from + i] != ending.utf8Start[i] { return false }
    return true
  }

  /// Whether any word of the range begins or carries a cue.
  func has(_ cues: CueSet, in range: Range<Int>) -> Bool {
    for word in range.clamped(to: 0..<count) where covers[word].intersects(cues) { return true }
    return false
  }

  /// The words of the sentence that a word stands in.
  func sentenceRange(of word: Int) -> Range<Int> {
    let sentence = words[word].sentence
    var first = word
    while first > 0, words[first - 1].sentence == sentence { first -= 1 }
    var last = word
    while last + 1 < count, words[last + 1].sentence == sentence { last += 1 }
    return first..<last + 1
  }

  // MARK: What looks like a cue and is another word

  /// Letters decide where folding has joined two words: the month May, the French participle «adopté», a name.
  private func isOther(_ hit: Scan.Hit, _ cue: Cue) -> Bool {
    let first = Int(hit.firstWord)
    switch cue {
    case .present where language == .french:
      // «adopte» binds, «adopté» does not; only the letters with their accent tell.
      return word(Int(hit.lastWord), endsIn: "é")
    case .right where language == .french:
      return word(first, endsIn: "é") || first < hit.lastWord && word(first + 1, endsIn: "é")
    case .permissive, .will:
      // "May 2016", "Will" as a name.
      return first > 0 && isCapital(first) && words[first - 1].sentence == words[first].sentence
        && !isUpper(first) && !gap(before: first, has: "\"")
    default:
      return false
    }
  }

  /// "By means of" holds no "means": an idiom hides the cues of its words.
  private mutating func dropWordsOfIdioms() {
    let hidden = CueSet(
      .definition, .quotedDefinition, .permissive, .body, .weakBody, .fact, .source, .bearer)
    for word in 0..<count where covers[word].contains(.idiom) {
      starts[word].subtract(hidden)
      covers[word].subtract(hidden)
    }
  }
}

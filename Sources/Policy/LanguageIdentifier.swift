/// Tells the language of a passage by its script and its function words.
///
/// It reads only as far as it must: one language has to lead the next by a margin, or the passage has to end. So a
/// paragraph costs a few hundred bytes whatever its length. A passage with too few function words is
/// `Language.undetermined`; what to do then (say, take the language of the document) is the caller's choice.
///
/// A word speaks for each language that has it, the less the more languages share it. A letter that only one
/// language of the table has speaks for it too.
public struct LanguageIdentifier: Sendable {
  /// At most this many languages: the scores of all are one vector.
  public static let capacity = 16

  private typealias Scores = SIMD16<Int16>

  /// The word table: slots by up to eight folded bytes of a word, or by a letter, and what it says.
  private struct Slots: Sendable {
    /// A power of two of them; 0 where there is none. They stand together, for most words are not in the table.
    var keys: [UInt64]
    /// Of each slot, and behind them that of no word.
    var scores: [Scores]
    let shift: UInt64

    /// - Parameter count: the number of keys that will be added.
    init(for count: Int) {
      var bits: UInt64 = 4
      while 1 << bits < count * 3 { bits += 1 }
      keys = [UInt64](repeating: 0, count: 1 << Int(bits))
      scores = [Scores](repeating: .zero, count: keys.count + 1)
      shift = 64 - bits
    }

    mutating func add(_ key: UInt64, _ scores: Scores) {
      let slot = withView { $0.slot(of: key) }
      keys[slot] = key
      self.scores[slot] = scores
    }

    func withView<Result>(_ body: (View) -> Result) -> Result {
      keys.withUnsafeBufferPointer { keys in
        scores.withUnsafeBufferPointer { body(View(keys: keys, scores: $0, shift: shift)) }
      }
    }

    struct View {
      let keys: UnsafeBufferPointer<UInt64>
      let scores: UnsafeBufferPointer<Scores>
      let shift: UInt64

      /// Where a key stands, or would.
      @inline(__always)
      func slot(of key: UInt64) -> Int {
        var at = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> shift)
        // Neither the key nor nothing, asked at once: whether a word is in the table cannot be predicted.
        while min(keys[at] ^ key, keys[at]) != 0 { at = (at &+ 1) & (keys.count &- 1) }
        return at
      }

      @inline(__always)
      subscript(key: UInt64) -> Scores {
        let slot = slot(of: key)
        return scores[keys[slot] == key ? slot : keys.count]
      }
    }
  }

  private enum Script: String, Sendable, CaseIterable {
    case latin = "Latin"
    case cyrillic = "Cyrillic"
    case arabic = "Arabic"
  }

  /// What a word says that one language alone has.
  private static let full: Int16 = 12
  /// What a letter says.
  private static let letter: Int16 = 6
  /// The least score of a language that may be told: two words of its own, or more that are shared.
  private static let least: Int16 = 20
  /// The lead over the next language at which reading stops.
  private static let lead: Int16 = 72
  /// Bytes after which reading stops in any case.
  private static let horizon = 2_000

  private let languages: [Language]
  /// The language of a script in which the table has only one.
  private let byScript: [Language?]
  private let slots: Slots

  /// - Parameter table: the bytes of `languages.csv`: `language` (ISO 639-1), `script` (Latin, Cyrillic, Arabic), `words`
  ///   and `letters` separated by spaces. An elided word is written with its apostrophe (`l'`).
  /// - Throws: `Table.Error` with line and column for an unknown script, a word over eight bytes of UTF-8, a letter
  ///   that is not one of Latin-1 or Latin Extended-A, or too many languages.
  public init(table bytes: [UInt8]) throws(Table.Error) {
    let table = try Table(
      bytes, file: "languages.csv", required: ["language", "script", "words", "letters"])
    var languages: [Language] = []
    var ofScript: [Script: [Language]] = [:]
    var speakers: [UInt64: Set<Int>] = [:]
    for row in table.rows {
      guard languages.count < Self.capacity else {
        throw row.error("language", "there are more than \(Self.capacity) languages")
      }
      guard let script = Script(rawValue: row["script"]) else {
        throw row.error(
          "script",
          "«\(row["script"])» is not one of \(Script.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      let language = Language(rawValue: row["language"])
      ofScript[script, default: []].append(language)
      for word in row["words"].split(separator: " ") {
        guard let key = Self.key(word.utf8) else {
          throw row.error("words", "«\(word)» is longer than eight bytes")
        }
        speakers[key, default: []].insert(languages.count)
      }
      for letter in row["letters"].split(separator: " ") {
        guard letter.utf8.count == 2, let key = Self.key(letter.utf8) else {
          throw row.error("letters", "«\(letter)» is not one letter of two bytes")
        }
        speakers[key << 32, default: []].insert(languages.count)
      }
      languages.append(language)
    }
    self.languages = languages
    byScript = Script.allCases.map { script in
      let all = ofScript[script] ?? []
      return all.count == 1 ? all[0] : nil
    }

    var slots = Slots(for: speakers.count)
    for (key, indices) in speakers {
      var scores = Scores.zero
      let isLetter = key & 0xFF == 0
      let said = (isLetter ? Self.letter : Self.full) / Int16(indices.count)
      for index in indices { scores[index] = said }
      slots.add(key, scores)
    }
    self.slots = slots
  }

  /// The language of UTF-8 text, or `.undetermined`.
  ///
  /// - Complexity: O(min(bytes, 2 000)).
  public func language(of text: UnsafeBufferPointer<UInt8>) -> Language {
    let (scores, counts) = slots.withView { Self.tally(text, $0) }
    if counts.arabic > counts.latin || counts.cyrillic > counts.latin {
      let script: Script = counts.arabic > counts.cyrillic ? .arabic : .cyrillic
      if max(counts.arabic, counts.cyrillic) >= 4,
        let language = byScript[Script.allCases.firstIndex(of: script) ?? 0]
      {
        return language
      }
    }
    let (best, score, margin) = Self.lead(scores)
    guard score >= Self.least, margin >= Self.least / 5, margin * 5 >= score else {
      return .undetermined
    }
    return languages[best]
  }

  /// The language of UTF-8 text, or `.undetermined`.
  public func language(of text: some Collection<UInt8>) -> Language {
    text.withContiguousStorageIfAvailable { language(of: $0) }
      ?? Array(text.prefix(Self.horizon)).withUnsafeBufferPointer { language(of: $0) }
  }

  /// The language of a string, or `.undetermined`.
  public func language(of text: String) -> Language { language(of: text.utf8) }

  // MARK: - Reading

  private typealias Counts = (latin: Int, cyrillic: Int, arabic: Int)

  /// What the words and letters of a text say, and how many letters it has of each script.
  private static func tally(
    _ text: UnsafeBufferPointer<UInt8>, _ slots: Slots.View
  ) -> (Scores, Counts) {
    var scores = Scores.zero
    var counts: Counts = (0, 0, 0)
    var key: UInt64 = 0
    var length = 0
    let end = min(text.count, Self.horizon)
    var at = 0
    reading: while at < end {
      let byte = text[at]
      if length == 0 || length >= 8, at + 8 <= end {
        // Nearly all words have less than eight letters, none of them with an accent; of those with more only their end
        // is looked for.
        let run = LetterRun(text, at)
        if run.length == 8 || length >= 8 && run.length > 0 {
          if length == 0 { key = run.key }
          length &+= run.length
          counts.latin &+= run.length
          at &+= run.length
          continue
        }
        if length == 0, run.length > 0, text[at + run.length] < 0x80 {
          counts.latin &+= run.length
          at &+= run.length + 1
          let isElided = text[at - 1] == 0x27 || Self.isApostrophe(text, at)
          scores &+= slots[isElided ? run.key << 8 | 0x27 : run.key]
          if at > 200, Self.lead(scores).margin >= Self.lead { break reading }
          continue
        }
      }
      var isWord = true
      if byte < 0x80 {
        let folded = byte | 0x20
        isWord = folded >= 0x61 && folded <= 0x7A
        if isWord {
          key = key << 8 | UInt64(folded)
          length += 1
          counts.latin += 1
        }
        at += 1
      } else if byte >= 0xC3, byte <= 0xC5, at + 1 < text.count {
        let second = Self.lowercased(byte, text[at + 1])
        let pair = UInt64(byte) << 8 | UInt64(second)
        key = key << 16 | pair
        length += 2
        counts.latin += 1
        scores &+= slots[pair << 32]
        at += 2
      } else {
        switch byte {
        case 0xD0...0xD4: counts.cyrillic += 1
        case 0xD8...0xDB: counts.arabic += 1
        default: break
        }
        isWord = false
      }
      if !isWord {
        let isElided = byte == 0x27 || Self.isApostrophe(text, at)
        if length > 0, length <= 8 - (isElided ? 1 : 0) {
          if isElided { key = key << 8 | 0x27 }
          scores &+= slots[key]
          if at > 200, Self.lead(scores).margin >= Self.lead { break reading }
        }
        key = 0
        length = 0
        if byte >= 0x80 { at += Self.width(byte) }
      }
    }
    if at >= end, length > 0, length <= 8 { scores &+= slots[key] }
    return (scores, counts)
  }

  // MARK: - The table

  /// The folded bytes of a word as a number, or nil if there are more than eight or none. A letter's entry is its
  /// number times 2³², whose last byte is zero as that of no word is.
  private static func key(_ word: some Sequence<UInt8>) -> UInt64? {
    var key: UInt64 = 0
    var before: UInt8 = 0
    var length = 0
    for byte in word {
      let isLetter = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
      key =
        key << 8 | UInt64(byte < 0x80 ? (isLetter ? byte | 0x20 : byte) : lowercased(before, byte))
      before = byte
      length += 1
    }
    return (1...8).contains(length) ? key : nil
  }

  /// The second byte of a letter of Latin-1 or Latin Extended-A, made that of the small letter.
  @inline(__always)
  private static func lowercased(_ first: UInt8, _ second: UInt8) -> UInt8 {
    switch first {
    case 0xC3 where second >= 0x80 && second <= 0x9E && second != 0x97: second | 0x20
    case 0xC5 where second == 0x92: 0x93  // Œ
    default: second
    }
  }

  /// The ASCII letters with which eight bytes begin, read at once.
  private struct LetterRun {
    /// From 0 to 8.
    let length: Int
    /// The letters in lower case, as `LanguageIdentifier.key` has them.
    let key: UInt64

    /// - Parameter at: eight bytes stand from there on.
    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) {
      let bytes = UInt64(
        littleEndian: UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped + at)
          .loadUnaligned(as: UInt64.self))
      let folded = bytes | 0x2020_2020_2020_2020
      // The high bit of each byte: at least "a", and at most "z", and ASCII.
      let low = folded & 0x7F7F_7F7F_7F7F_7F7F
      let letters =
        (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x0505_0505_0505_0505) & ~bytes
      let others = ~letters & 0x8080_8080_8080_8080
      length = others.trailingZeroBitCount >> 3
      key = length == 0 ? 0 : folded.byteSwapped &>> UInt64(truncatingIfNeeded: 64 - 8 * length)
    }
  }

  private static func lead(_ scores: Scores) -> (best: Int, score: Int16, margin: Int16) {
    var best = 0
    for index in 1..<capacity where scores[index] > scores[best] { best = index }
    var others = scores
    others[best] = 0
    return (best, scores[best], scores[best] - others.max())
  }

  /// Bytes of the UTF-8 character that begins so; 1 for a stray byte.
  @inline(__always)
  private static func width(_ byte: UInt8) -> Int {
    byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// Whether U+2019 stands here.
  @inline(__always)
  private static func isApostrophe(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at + 2 < text.count && text[at] == 0xE2 && text[at + 1] == 0x80 && text[at + 2] == 0x99
  }
}

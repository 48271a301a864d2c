/// Recognises the words of a vocabulary in folded text, byte by byte, with one table look-up a byte.
///
/// Level one of the matcher. Its table is a trie of all words; letters that lead out of it go to a dead row, or behind
/// a prefix (`migrant*`) to a row that stays until the word ends. A separator writes the row in which the word ended
/// and goes back to the start: without a branch, so that nothing has to be predicted. Four stretches of the text are
/// read in turn, since one alone would wait for each look-up.
struct WordAutomaton: Sendable {
  /// What a folded byte is to the automaton. Letters of the vocabulary follow after `other`.
  enum ByteClass {
    static let filler: UInt8 = 1
    static let space: UInt8 = 2
    /// Punctuation that phrases do not cross.
    static let pause: UInt8 = 3
    /// Punctuation that may end a sentence.
    static let stop: UInt8 = 4
    /// A sign that is a word by itself.
    static let sign: UInt8 = 5
    /// A letter that no word of the vocabulary has.
    static let other: UInt8 = 6
  }

  /// `table[row]` is the word that ends there; a row is an offset into the table.
  private(set) var table: [UInt32]
  private(set) var classes: [UInt8]
  /// Symbol of each one-byte sign; 0 when no pattern has it.
  private(set) var signSymbols: [UInt32]
  /// The number of symbols; symbol 0 is any word outside the vocabulary.
  let symbolCount: Int

  /// Marks that no word ended: a separator follows a separator.
  static let noWord = UInt32.max

  /// - Parameters:
  ///   - words: folded words; the symbol of `words[i]` is `i + 1`.
  ///   - prefixes: folded beginnings; a word that begins so and is no word of its own has the symbol of the longest,
  ///     `words.count + i + 1`.
  init(words: [[UInt8]], prefixes: [[UInt8]]) {
    symbolCount = words.count + prefixes.count + 1
    var classes = [UInt8](repeating: ByteClass.pause, count: 256)
    for byte in UInt8.min...UInt8.max {
      if FoldedText.isLetter(byte) { classes[Int(byte)] = ByteClass.other }
      if FoldedText.isSign(byte) { classes[Int(byte)] = ByteClass.sign }
    }
    classes[Int(FoldedText.filler)] = ByteClass.filler
    for byte in " \t\r\n\u{0B}\u{0C}-'\"/_*`&".utf8 {
      classes[Int(byte)] = ByteClass.space
    }
    for byte in ".!?;".utf8 { classes[Int(byte)] = ByteClass.stop }

    // Classes in the order of frequency keep the columns that are used together in the same cache lines.
    var frequency = [Int](repeating: 0, count: 256)
    for word in words + prefixes { for byte in word { frequency[Int(byte)] += 1 } }
    let letters = (0..<256).filter {
      frequency[$0] > 0 && FoldedText.isLetter(UInt8($0)) && !(0x41...0x5A).contains($0)
    }.sorted { (frequency[$0], $1) > (frequency[$1], $0) }
    for (i, letter) in letters.enumerated() {
      classes[letter] = ByteClass.other + 1 + UInt8(i)
      if (0x61...0x7A).contains(letter) { classes[letter - 0x20] = classes[letter] }
    }
    let stride = Int(ByteClass.other) + 1 + letters.count

    // Row 0 is dead, row 1 the start. Fill the trie first; 0 means that a letter leads nowhere yet.
    var table = [UInt32](repeating: 0, count: 2 * stride)
    let start = UInt32(stride)
    func row(of word: [UInt8]) -> Int {
      var row = Int(start)
      for byte in word {
        let column = row + Int(classes[Int(byte)])
        if table[column] == 0 {
          table[column] = UInt32(table.count)
          table.append(contentsOf: repeatElement(0, count: stride))
        }
        row = Int(table[column])
      }
      return row
    }
    var signSymbols = [UInt32](repeating: 0, count: 256)
    for (i, word) in words.enumerated() {
      if word.count == 1, FoldedText.isSign(word[0]) {
        signSymbols[Int(word[0])] = UInt32(i + 1)
      } else {
        table[row(of: word)] = UInt32(i + 1)
      }
    }
    var tails: [Int: UInt32] = [:]
    for (i, prefix) in prefixes.enumerated() {
      tails[row(of: prefix)] = UInt32(words.count + i + 1)
    }
    let trieEnd = table.count
    // Each prefix gets a row in which the rest of the word is read.
    var tailRow: [UInt32: UInt32] = [:]
    for symbol in tails.values.sorted() {
      tailRow[symbol] = UInt32(table.count)
      table.append(contentsOf: repeatElement(0, count: stride))
      let row = Int(tailRow[symbol]!)
      table[row] = symbol
    }
    // Children stand behind their parents, so one pass hands the longest prefix down.
    var inherited = [UInt32](repeating: 0, count: trieEnd / stride)
    for row in Swift.stride(from: Int(start), to: trieEnd, by: stride) {
      let symbol = tails[row] ?? inherited[row / stride]
      if symbol != 0, table[row] == 0 { table[row] = symbol }
      for column in Int(ByteClass.other)..<stride {
        let child = Int(table[row + column])
        if child != 0 {
          inherited[child / stride] = symbol
        } else if symbol != 0 {
          table[row + column] = tailRow[symbol]!
        }
      }
    }
    for row in Swift.stride(from: 0, to: table.count, by: stride) {
      table[row + Int(ByteClass.filler)] = UInt32(row)
      for separator in ByteClass.space...ByteClass.sign { table[row + Int(separator)] = start }
      if row >= trieEnd {
        for column in Int(ByteClass.other)..<stride { table[row + column] = UInt32(row) }
      }
    }
    table[Int(start)] = Self.noWord
    self.table = table
    self.classes = classes
    self.signSymbols = signSymbols
    self.start = start
  }

  private let start: UInt32

  /// An end of a word: the row in the high half, the offset of the separator in the low half.
  typealias End = UInt64

  /// Writes the ends of all words of `text`, each with the separator behind it, to `ends`, which has room for
  /// `text.count + 4 * (stretches - 1) + 4` entries, in up to four stretches.
  ///
  /// - Returns: where the entries of each stretch lie in `ends`.
  func read(
    _ text: UnsafeBufferPointer<UInt8>, into ends: UnsafeMutablePointer<End>
  ) -> InlineArray<4, Range<Int>> {
    table.withUnsafeBufferPointer { table in
      classes.withUnsafeBufferPointer { classes in
        guard let bytes = text.baseAddress, let rows = table.baseAddress,
          let classes = classes.baseAddress
        else { return InlineArray(repeating: 0..<0) }
        return Stretches(rows: rows, classes: classes, start: start).read(
          bytes, count: text.count, into: ends)
      }
    }
  }
}

/// The inner loops, over raw tables.
private struct Stretches {
  let rows: UnsafePointer<UInt32>
  let classes: UnsafePointer<UInt8>
  let start: UInt32

  func read(
    _ text: UnsafePointer<UInt8>, count: Int, into ends: UnsafeMutablePointer<UInt64>
  ) -> InlineArray<4, Range<Int>> {
    var result = InlineArray<4, Range<Int>>(repeating: 0..<0)
    // Short texts are not worth cutting.
    guard count >= 128 else {
      result[0] = 0..<finish(text, 0, count, start, ends, 0, isLast: true)
      return result
    }
    var cut = InlineArray<5, Int>(repeating: count)
    cut[0] = 0
    for i in 1...3 { cut[i] = boundary(text, count, max(cut[i - 1], count / 4 * i)) }
    // Each stretch writes at most as many entries as it has bytes, one more for the last.
    var (s0, s1, s2, s3) = (start, start, start, start)
    let (c0, c1, c2, c3) = (cut[0], cut[1], cut[2], cut[3])
    var (n0, n1, n2, n3) = (c0, c1, c2, c3)
    let steps = min(c1 - c0, min(c2 - c1, min(c3 - c2, count - c3)))
    for i in 0..<steps {
      step(text, c0 &+ i, &s0, ends, &n0)
      step(text, c1 &+ i, &s1, ends, &n1)
      step(text, c2 &+ i, &s2, ends, &n2)
      step(text, c3 &+ i, &s3, ends, &n3)
    }
    result[0] = c0..<finish(text, c0 + steps, c1, s0, ends, n0, isLast: false)
    result[1] = c1..<finish(text, c1 + steps, c2, s1, ends, n1, isLast: false)
    result[2] = c2..<finish(text, c2 + steps, c3, s2, ends, n2, isLast: false)
    result[3] = c3..<finish(text, c3 + steps, count, s3, ends, n3, isLast: true)
    return result
  }

  /// One byte: at a separator the entry that was written stays, else the next one overwrites it.
  @inline(__always)
  private func step(
    _ text: UnsafePointer<UInt8>, _ at: Int, _ row: inout UInt32,
    _ ends: UnsafeMutablePointer<UInt64>, _ next: inout Int
  ) {
    let kind = classes[Int(text[at])]
    ends[next] = UInt64(row) << 32 | UInt64(UInt32(truncatingIfNeeded: at))
    let isSeparator =
      kind &- WordAutomaton.ByteClass.space
      <= WordAutomaton.ByteClass.sign - WordAutomaton.ByteClass.space
    next &+= isSeparator ? 1 : 0
    row = rows[Int(row &+ UInt32(kind))]
  }

  private func finish(
    _ text: UnsafePointer<UInt8>, _ from: Int, _ to: Int, _ row: UInt32,
    _ ends: UnsafeMutablePointer<UInt64>, _ next: Int, isLast: Bool
  ) -> Int {
    var (row, next) = (row, next)
    for at in from..<to { step(text, at, &row, ends, &next) }
    if isLast {
      ends[next] = UInt64(row) << 32 | UInt64(UInt32(truncatingIfNeeded: to))
      next += 1
    }
    return next
  }

  /// The offset behind the first separator at or after `from`, where a stretch can begin.
  private func boundary(_ text: UnsafePointer<UInt8>, _ count: Int, _ from: Int) -> Int {
    var at = from
    while at < count {
      let kind = classes[Int(text[at])]
      at += 1
      if kind >= WordAutomaton.ByteClass.space, kind <= WordAutomaton.ByteClass.sign { break }
    }
    return at
  }
}

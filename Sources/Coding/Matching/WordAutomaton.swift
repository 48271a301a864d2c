/// Recognises the words of a vocabulary in folded text: level one of the matcher.
///
/// Separators are found first, without a branch. A word is then walked through a trie of all words; where its letters lead
/// out of it, the longest prefix on the way (`migrant*`) speaks for it. `WordMemory` spares most words the walk.
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

  /// A cell of the double array.
  private struct Cell: Sendable {
    var base: UInt32 = 0
    var parent: UInt32 = .max

    var isTaken: Bool { parent != .max }
  }

  /// What the end of a word in a cell says.
  private struct End: Sendable {
    /// Of the word that ends here, or else of the longest prefix; 0 when there is neither.
    var symbol: UInt32 = 0
    /// Of the longest prefix on the way here; 0 when there is none.
    var prefix: UInt32 = 0
  }

  private let cells: [Cell]
  private let endOfCell: [End]
  private(set) var classes: [UInt8]
  /// 1 for a byte that separates words, else 0.
  private let separators: [UInt8]
  /// Symbol of each one-byte sign; 0 when no pattern has it.
  private(set) var signSymbols: [UInt32]
  /// The number of symbols; symbol 0 is any word outside the vocabulary.
  let symbolCount: Int

  /// Marks that letters are no word: there are none.
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
    var trie = [Node()]
    func node(of word: [UInt8]) -> Int {
      var node = 0
      for byte in word {
        let letter = classes[Int(byte)]
        if let next = trie[node].ways.first(where: { $0.letter == letter })?.node {
          node = next
        } else {
          trie[node].ways.append((letter, trie.count))
          node = trie.count
          trie.append(Node())
        }
      }
      return node
    }
    var signSymbols = [UInt32](repeating: 0, count: 256)
    for (i, word) in words.enumerated() {
      if word.count == 1, FoldedText.isSign(word[0]) {
        signSymbols[Int(word[0])] = UInt32(i + 1)
      } else {
        trie[node(of: word)].word = UInt32(i + 1)
      }
    }
    for (i, prefix) in prefixes.enumerated() {
      trie[node(of: prefix)].prefix = UInt32(words.count + i + 1)
    }
    (cells, endOfCell) = Self.cells(trie)
    self.classes = classes
    self.signSymbols = signSymbols
    separators = classes.map { (ByteClass.space...ByteClass.sign).contains($0) ? 1 : 0 }
  }

  /// A node of the trie while it is built.
  private struct Node {
    var ways: [(letter: UInt8, node: Int)] = []
    var word: UInt32 = 0
    var prefix: UInt32 = 0
  }

  /// Lays a trie out as a double array (Aoe, "An efficient digital search algorithm by using a double-array structure",
  /// IEEE Transactions on Software Engineering 15, 1989): the child of `cell` by a letter is `cell.base + letter`, if
  /// that cell's parent is `cell`.
  private static func cells(_ trie: [Node]) -> ([Cell], [End]) {
    let width = 256
    var cells = [Cell](repeating: Cell(), count: 2 * width)
    var ends = [End](repeating: End(), count: cells.count)
    func grow() {
      ends.append(contentsOf: repeatElement(End(), count: cells.count))
      cells.append(contentsOf: repeatElement(Cell(), count: cells.count))
    }
    var place = [Int](repeating: 0, count: trie.count)
    cells[0].parent = 0
    ends[0].symbol = trie[0].word
    // Where nodes look for room, by the least letter of their ways: what lies before is full, or nearly so.
    var room = [Int](repeating: 1, count: 2 * width)
    // Parents stand before their children.
    for (i, node) in trie.enumerated() {
      let at = place[i]
      guard !node.ways.isEmpty else { continue }
      let least = Int(node.ways.map(\.letter).min() ?? 0)
      let kind = least + (node.ways.count == 1 ? 0 : width)
      var base = room[kind]
      while node.ways.contains(where: { cells[base + Int($0.letter)].isTaken }) {
        base += 1
        if base + width >= cells.count { grow() }
      }
      room[kind] = base
      cells[at].base = UInt32(base)
      for way in node.ways {
        let child = base + Int(way.letter)
        place[way.node] = child
        let known = trie[way.node]
        let prefix = known.prefix != 0 ? known.prefix : ends[at].prefix
        cells[child].parent = UInt32(at)
        ends[child] = End(symbol: known.word != 0 ? known.word : prefix, prefix: prefix)
      }
      if base + 2 * width >= cells.count { grow() }
    }
    return (cells, ends)
  }

  /// Writes the offsets of all separators of `text`, then its length, to `ends`, which has room for `text.count + 1`.
  ///
  /// - Returns: how many were written.
  func cut(
    _ text: UnsafeBufferPointer<UInt8>, into ends: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var count = 0
    separators.withUnsafeBufferPointer { separators in
      // Each offset is written; the next overwrites it unless it was a separator's, so that nothing has to be predicted.
      for at in 0..<text.count {
        ends[count] = UInt32(truncatingIfNeeded: at)
        count &+= Int(separators[Int(text[at])])
      }
    }
    ends[count] = UInt32(truncatingIfNeeded: text.count)
    return count + 1
  }

  /// The symbol of the word in `letters`; `noWord` when it has no letter.
  func symbol(of letters: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    cells.withUnsafeBufferPointer { cells in
      var at: UInt32 = 0
      var isEmpty = true
      for i in 0..<count {
        let letter = UInt32(classes[Int(letters[i])])
        if letter == UInt32(ByteClass.filler) { continue }
        isEmpty = false
        let base = cells[Int(at)].base
        guard base != 0, cells[Int(base &+ letter)].parent == at else {
          return endOfCell[Int(at)].prefix
        }
        at = base &+ letter
      }
      return isEmpty ? Self.noWord : endOfCell[Int(at)].symbol
    }
  }
}

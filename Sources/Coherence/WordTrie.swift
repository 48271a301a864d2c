/// Words and beginnings of words, numbered as they come, so that all that a word is or begins with is found in one pass
/// over its bytes.
struct WordTrie: Sendable {
  private struct Node: Sendable {
    var byte: UInt8
    /// Index of the first child and of the next sibling; 0 for none, as the root is nobody's child.
    var child: Int32 = 0
    var sibling: Int32 = 0
    /// Number of the word that ends here, and of the beginning; -1 for none.
    var word: Int32 = -1
    var beginning: Int32 = -1
  }

  private var nodes = [Node(byte: 0)]
  /// The children of the root by their byte: most words are passed over by them.
  private var first = [Int32](repeating: 0, count: 256)
  private(set) var count = 0

  /// The number of a word or of a beginning, a new one if it was not known.
  mutating func insert(_ word: ArraySlice<UInt8>, isPrefix: Bool) -> Int {
    var at = 0
    for byte in word { at = child(of: at, byte) ?? add(byte, to: at) }
    let known = isPrefix ? nodes[at].beginning : nodes[at].word
    if known >= 0 { return Int(known) }
    if isPrefix {
      nodes[at].beginning = Int32(count)
    } else {
      nodes[at].word = Int32(count)
    }
    count += 1
    return count - 1
  }

  /// Calls with the number of the word, if it is known, and of each known beginning of it.
  func visit(_ word: [UInt8], _ body: (Int32) -> Void) {
    var at = 0
    for byte in word {
      guard let next = child(of: at, byte) else { return }
      at = next
      if nodes[at].beginning >= 0 { body(nodes[at].beginning) }
    }
    if nodes[at].word >= 0 { body(nodes[at].word) }
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    if node == 0 { return first[Int(byte)] == 0 ? nil : Int(first[Int(byte)]) }
    var at = nodes[node].child
    while at != 0 {
      if nodes[Int(at)].byte == byte { return Int(at) }
      at = nodes[Int(at)].sibling
    }
    return nil
  }

  private mutating func add(_ byte: UInt8, to node: Int) -> Int {
    let new = nodes.count
    nodes.append(Node(byte: byte, sibling: node == 0 ? 0 : nodes[node].child))
    if node == 0 { first[Int(byte)] = Int32(new) } else { nodes[node].child = Int32(new) }
    return new
  }
}

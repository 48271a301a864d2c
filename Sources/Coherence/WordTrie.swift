/// Numbers under words and under beginnings of words, so that all that a word calls up is found in one pass over its bytes.
struct WordTrie: Sendable {
  private struct Node: Sendable {
    var byte: UInt8
    /// Index of the first child and of the next sibling; 0 for none, as no node has the root below it.
    var child: Int32 = 0
    var sibling: Int32 = 0
    /// Numbers of words that end here, and of those that only begin so.
    var words: [Int32] = []
    var beginnings: [Int32] = []
  }

  private var nodes = [Node(byte: 0)]
  /// The nodes of the first bytes: most words are passed over by them.
  private var first = [Int32](repeating: 0, count: 256)

  mutating func insert(_ number: Int, word: [UInt8], isPrefix: Bool) {
    var at = 0
    for byte in word { at = child(of: at, byte) ?? add(byte, to: at) }
    if isPrefix {
      nodes[at].beginnings.append(Int32(number))
    } else {
      nodes[at].words.append(Int32(number))
    }
  }

  /// Calls with the numbers under the word and under its beginnings.
  func visit(_ word: [UInt8], _ body: (Int) -> Void) {
    var at = 0
    for byte in word {
      guard let next = child(of: at, byte) else { return }
      at = next
      for number in nodes[at].beginnings { body(Int(number)) }
    }
    for number in nodes[at].words { body(Int(number)) }
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    var at = node == 0 ? first[Int(byte)] : nodes[node].child
    while at != 0 {
      if nodes[Int(at)].byte == byte { return Int(at) }
      at = node == 0 ? 0 : nodes[Int(at)].sibling
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

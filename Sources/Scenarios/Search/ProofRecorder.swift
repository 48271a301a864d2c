/// Writes the steps of a search down in the order in which they happen; `ScenarioProof` reads them.
final class ProofRecorder {
  private var bytes: [UInt8] = []
  private let sink: ([UInt8]) -> Void
  private static let piece = 1 << 16

  /// - Parameter sink: is given the proof in pieces.
  init(sink: @escaping ([UInt8]) -> Void) {
    self.sink = sink
    bytes.reserveCapacity(Self.piece + 16)
  }

  /// The choice of a pair cannot reach its margin over the rival.
  func strike(_ pair: Int) { write(UInt(pair) << 2) }
  /// A variant, counted over all descriptors, would push the decided choice of a pair behind its rival.
  func bar(_ variant: Int, _ pair: Int, of variants: Int) {
    write(UInt(pair &* variants &+ variant &+ 1) << 2 | 2)
  }
  /// A subtree for each open variant of a descriptor follows.
  func branch(_ descriptor: Int) { write(UInt(descriptor) << 2 | 1) }
  /// All is decided: a scenario.
  func leaf() { write(2) }
  /// A tree for each independent part follows.
  func split() { write(3) }

  func finish() {
    sink(bytes)
    bytes.removeAll()
  }

  /// Seven bits a byte, the lowest first; the last byte has its top bit clear.
  private func write(_ value: UInt) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
    if bytes.count >= Self.piece {
      sink(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }
}

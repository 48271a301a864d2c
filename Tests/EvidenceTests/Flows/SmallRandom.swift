@testable import Evidence

/// Numbers that look random and are the same in every run (splitmix64).
struct SmallRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func number(in range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }

  /// A table of positive numbers with a share of zeros; no row and no column is empty.
  mutating func matrix(_ rows: Int, _ columns: Int, zeros: Double = 0) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns)
    for i in 0..<rows {
      for j in 0..<columns where i % columns == j || j % rows == i || number(in: 0...1) >= zeros {
        matrix[i, j] = number(in: 1...1000)
      }
    }
    return matrix
  }
}

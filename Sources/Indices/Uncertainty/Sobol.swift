/// First-order and total sensitivity indices from the runs of a design.
///
/// Runs come in the order A, B, AB₁…AB_d, where ABᵢ is A with column i from B. First order after Saltelli et al. 2010, total
/// order after Jansen 1999 ("Variance based sensitivity analysis of model output", Computer Physics Communications 181).
public struct Sobol: Sendable, Hashable {
  public let variance: Double
  public let first: [Double]
  public let total: [Double]
  /// The terms whose mean gives each index, n for each factor, for resampling.
  let firstTerms: [[Double]]
  let totalTerms: [[Double]]

  /// - Parameters:
  ///   - y: n (d + 2) outputs.
  ///   - n: rows of A.
  ///   - d: factors.
  ///   - isCentred: takes the mean off y first, which changes nothing in expectation and is less noisy.
  /// - Throws: `UndefinedResult` when there are not n (d + 2) numbers, or n is below 2.
  public init(_ y: [Double], n: Int, factors d: Int, isCentred: Bool = false)
    throws(UndefinedResult)
  {
    guard n > 1, d > 0, d < 1_000_000, n <= Int.max / (d + 2), y.count == n * (d + 2) else {
      throw UndefinedResult("\(y.count) outputs are not N (d + 2) for N = \(n) and d = \(d)")
    }
    guard !y.contains(where: \.isNaN) else {
      throw UndefinedResult("an output is missing", at: y.firstIndex(where: \.isNaN))
    }
    let runs = Array(y[..<(2 * n)])
    let spread = Column.standardDeviation(runs)
    let middle = isCentred ? Column.mean(runs) : 0
    variance = spread * spread
    var firstTerms: [[Double]] = []
    var totalTerms: [[Double]] = []
    for i in 0..<d {
      firstTerms.append((0..<n).map { (y[n + $0] - middle) * (y[(2 + i) * n + $0] - y[$0]) })
      totalTerms.append(
        (0..<n).map { j in
          let difference = y[j] - y[(2 + i) * n + j]
          return difference * difference / 2
        })
    }
    let variance = spread * spread
    first = firstTerms.map { $0.reduce(0, +) / Double(n) / variance }
    total = totalTerms.map { $0.reduce(0, +) / Double(n) / variance }
    self.firstTerms = firstTerms
    self.totalTerms = totalTerms
  }
}

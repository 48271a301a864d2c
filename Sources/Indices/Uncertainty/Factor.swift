public import Policy

/// A choice in the making of an index that could have been made otherwise.
public struct Factor: Sendable {
  /// What one alternative changes.
  enum Change: Sendable {
    /// Other values.
    case data(IndexData)
    /// Another step at a place in the recipe, from 0; nil leaves it out.
    case step(Int, Chain.Step?)
    /// Other weights, by code.
    case weights([String: Double])
    /// Other methods: one for all levels, or one a level.
    case methods([AggregationMethod])
    /// Nothing: the recipe's own way.
    case none
  }

  /// What the factor can be.
  enum Range: Sendable {
    /// Equally likely alternatives, with the labels that a fixed design calls them by.
    case alternatives([(label: String, change: Change)])
    /// A number of a step, uniform between two bounds.
    case interval(Double, Double, make: @Sendable (Double) throws -> Change)
  }

  public var name: String
  var range: Range

  /// The alternative that a draw stands for: floor(u n).
  func position(of draw: Double) -> Int {
    guard case .alternatives(let list) = range else { return 0 }
    return min(max(Int(draw * Double(list.count)), 0), list.count - 1)
  }

  /// The alternative of this label.
  func position(labelled label: String) -> Int? {
    guard case .alternatives(let list) = range else { return nil }
    if let found = list.firstIndex(where: { $0.label == label }) { return found }
    guard let number = Double(label) else { return nil }
    return list.firstIndex { Double($0.label) == number }
  }

  public var count: Int? {
    guard case .alternatives(let list) = range else { return nil }
    return list.count
  }
}

/// Random numbers that are the same for the same seed on every machine.
struct Draws: Sendable {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Uniform in 0..<1.
  mutating func next() -> Double { random.uniform() }

  /// Uniform whole numbers below a bound.
  mutating func next(below bound: Int) -> Int { min(Int(next() * Double(bound)), bound - 1) }
}

/// Which alternative every factor takes in every run.
public struct Design: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Independent runs.
    case monteCarlo = "montecarlo"
    /// The runs A, B, AB₁…AB_d that sensitivity indices need.
    case sobol
  }

  public var kind: Kind
  /// Rows of A; all runs of a Monte Carlo design.
  public var n: Int
  /// Run by run, one draw a factor.
  public var draws: [[Double]]
  /// Alternatives that a fixed design names, run by run; nil where the draw decides.
  var named: [[Int?]]

  /// Runs whose ranks are counted: all, or A and B.
  public var counted: Int { kind == .monteCarlo ? draws.count : 2 * n }

  /// - Parameters:
  ///   - isQuasi: draws that fill the space evenly (a Kronecker sequence with a random shift) instead of random ones.
  public init(_ kind: Kind, n: Int, factors d: Int, seed: UInt64, isQuasi: Bool = false) {
    self.kind = kind
    self.n = n
    var source = Draws(seed: seed)
    let width = kind == .sobol ? 2 * d : d
    // The generalised golden ratio: the root of x^(d + 1) = x + 1.
    var ratio = 2.0
    for _ in 0..<64 { ratio = power(1 + ratio, 1 / Double(width + 1)) }
    let shifts = (0..<width).map { _ in source.next() }
    var steps: [Double] = []
    for i in 0..<width { steps.append(power(1 / ratio, Double(i + 1))) }
    var rows: [[Double]] = []
    rows.reserveCapacity(n)
    for run in 0..<n {
      rows.append(
        (0..<width).map { i in
          guard isQuasi else { return source.next() }
          let x = shifts[i] + steps[i] * Double(run + 1)
          return x - x.rounded(.down)
        })
    }
    if kind == .sobol {
      let a = rows.map { Array($0[..<d]) }
      let b = rows.map { Array($0[d...]) }
      var all = a + b
      for i in 0..<d {
        all += zip(a, b).map { first, second in
          var row = first
          row[i] = second[i]
          return row
        }
      }
      rows = all
    }
    draws = rows
    named = []
  }

  /// Reads a fixed design: a row a run, for each factor a column `u_NAME` with its draw, a column NAME with the label of its
  /// alternative, or both (the label counts).
  ///
  /// - Parameter n: rows of A; told from the number of runs when nil.
  /// - Throws: `Table.Error` with line and column.
  public init(_ bytes: [UInt8], file: String, factors: [Factor], n: Int? = nil) throws(Table.Error)
  {
    let table = try Table(bytes, file: file)
    for factor in factors
    where !table.columns.contains(factor.name) && !table.columns.contains("u_" + factor.name) {
      throw Table.Error(
        file: file, line: 1, column: factor.name, reason: "the design has no column for this factor"
      )
    }
    var draws: [[Double]] = []
    var named: [[Int?]] = []
    for row in table.rows {
      var own: [Double] = []
      var places: [Int?] = []
      for factor in factors {
        let draw = try row.number("u_" + factor.name)
        guard draw.isMissing || (0...1).contains(draw) else {
          throw row.error("u_" + factor.name, "a draw is a number from 0 to 1")
        }
        let label = row[factor.name]
        let place = label.isEmpty ? nil : factor.position(labelled: label)
        if !label.isEmpty, place == nil, factor.count != nil {
          throw row.error(factor.name, "the factor \(factor.name) has no alternative «\(label)»")
        }
        if draw.isMissing, place == nil {
          throw row.error(factor.name, "neither a draw nor an alternative is given")
        }
        own.append(draw.isMissing ? 0 : draw)
        places.append(place)
      }
      draws.append(own)
      named.append(places)
    }
    let d = factors.count
    let rows = n ?? (draws.count % (d + 2) == 0 ? draws.count / (d + 2) : 0)
    kind =
      rows > 1 && d > 0 && rows <= draws.count / (d + 2) && draws.count == rows * (d + 2)
      ? .sobol : .monteCarlo
    guard n == nil || kind == .sobol else {
      throw Table.Error(
        file: file, reason: "\(draws.count) runs are not N (d + 2) for N = \(rows) and d = \(d)")
    }
    self.n = kind == .sobol ? rows : draws.count
    self.draws = draws
    self.named = named
  }
}

/// A prior table of flows changed as little as possible so that it has given net totals: y_ij = a_i · m_ij / a_j.
///
/// The multipliers are the minimum of Σ m_ij a_i / a_j + Σ net_i · log a_i, found by Newton steps; the product of the two
/// flows of a pair stays what it was (Plane 1981; Abel 2013).
public struct NetScaling: Sendable {
  public var table: Matrix
  public var steps: Int
  /// The greatest difference between a net total of the table and the one asked for.
  public var residual: Double

  /// - Parameters:
  ///   - prior: [origin, destination], not negative; the diagonal does not count.
  ///   - net: arrivals less departures of each; they add up to zero.
  ///   - names: for messages.
  /// - Throws: `FlowError` when the net totals do not add up to zero or the prior has no way for them.
  public init(prior: Matrix, net: [Double], names: [String]) throws(FlowError) {
    try Self.check(prior, net, names)
    var y = prior.withoutDiagonal
    let scale = max(y.total, net.reduce(0) { $0 + abs($1) })
    // Rounding of the given totals is spread so that they add up to nothing.
    let excess = net.reduce(0, +) / Double(max(1, net.count))
    let net = net.map { $0 - excess }
    var before = Double.infinity
    for step in 0..<600 {
      let (out, into) = (y.rowSums, y.columnSums)
      let gaps = net.indices.map { net[$0] - (into[$0] - out[$0]) }
      let error = gaps.reduce(0) { max($0, abs($1)) }
      if error <= 1e-14 * scale || (error <= 1e-10 * scale && error > before / 4) {
        (table, steps, residual) = (y, step, error)
        return
      }
      before = error
      var weights = y + y.transposed
      var d = Laplacian.solve(&weights, gaps.map { -$0 })
      let middle = ((d.max() ?? 0) + (d.min() ?? 0)) / 2
      for i in d.indices { d[i] -= middle }
      guard Self.advance(&y, d, net) else { break }
    }
    throw FlowError(
      .noFit, "net totals",
      "the prior flows cannot be brought to them: \(Self.stuck(y, net, names))",
      "give the prior a positive number where people can move, or correct the totals")
  }

  /// One step along `d`, shortened until it brings the table nearer.
  private static func advance(_ y: inout Matrix, _ d: [Double], _ net: [Double]) -> Bool {
    let total = y.total
    let (out, into) = (y.rowSums, y.columnSums)
    var slope = 0.0
    var linear = 0.0
    for i in d.indices {
      slope += d[i] * (out[i] - into[i] + net[i])
      linear += d[i] * net[i]
    }
    var length = 1 / max(1, d.reduce(0) { max($0, abs($1)) })
    for _ in 0..<60 {
      var next = y
      let up = d.map { exponential($0 * length) }
      next.scaleRows(by: up)
      next.scaleColumns(by: up.map { 1 / $0 })
      let change = next.total - total + length * linear
      if change <= 1e-12 * total + 1e-4 * length * slope {
        y = next
        return true
      }
      length /= 2
    }
    return false
  }

  /// The country that is farthest from its total.
  private static func stuck(_ y: Matrix, _ net: [Double], _ names: [String]) -> String {
    let have = zip(y.columnSums, y.rowSums).map { $0 - $1 }
    let worst = net.indices.max { abs(net[$0] - have[$0]) < abs(net[$1] - have[$1]) } ?? 0
    return "\(names[worst]) must have \(net[worst].plain), but gets to \(have[worst].plain)"
  }

  private static func check(_ prior: Matrix, _ net: [Double], _ names: [String]) throws(FlowError) {
    guard prior.isSquare, prior.rows == net.count, names.count == net.count, !net.isEmpty else {
      throw FlowError(
        .shape, "the prior",
        "it has \(prior.rows) rows and \(prior.columns) columns for \(net.count) net totals",
        "give one row, one column and one net total for each country")
    }
    for i in 0..<prior.rows {
      guard net[i].isFinite else {
        throw FlowError(.notANumber, "net total of \(names[i])", "it is missing", "give a number")
      }
      for j in 0..<prior.rows where i != j && !(prior[i, j] >= 0 && prior[i, j].isFinite) {
        throw FlowError(
          .badInput, "the prior, from \(names[i]) to \(names[j])", "\(prior[i, j].plain)",
          "give a number of people from 0", amount: prior[i, j])
      }
    }
    let sum = net.reduce(0, +)
    let size = net.reduce(0) { $0 + abs($1) }
    guard abs(sum) <= 1e-6 * max(size, 1e-12) else {
      throw FlowError(
        .unbalanced, "net totals", "they add up to \(sum.plain)",
        "one country's gain is another's loss: make them add up to zero", amount: sum)
    }
  }
}

/// People who moved between two countries over an interval, by [origin, destination], and the same people by where they
/// were born. Outward, returning and transit moves are parts of the total, never to be added to it.
public struct MigrantFlows: Sendable {
  /// All moves; nothing on the diagonal.
  public var total: Matrix
  /// Moves out of the country of birth.
  public var outward: Matrix
  /// Moves back to it.
  public var returning: Matrix

  /// Moves between two countries by people born in a third.
  public var transit: Matrix {
    total.combined(with: outward + returning) { max($0 - $1, 0) }
  }

  /// Arrivals less departures of each country.
  public var net: [Double] { zip(total.columnSums, total.rowSums).map { $0 - $1 } }

  /// A mean of two estimates: `weight` times this one and the rest of the other.
  func mixed(with other: MigrantFlows, weight: Double) -> MigrantFlows {
    let mix = { (a: Double, b: Double) in weight * a + (1 - weight) * b }
    return MigrantFlows(
      total: total.combined(with: other.total, mix),
      outward: outward.combined(with: other.outward, mix),
      returning: returning.combined(with: other.returning, mix))
  }
}

extension AdjustedStocks {
  /// As few moves as explain the change: everyone who can have stayed is taken to have stayed.
  ///
  /// Then, birthplace by birthplace, a country either sends or receives, and the quasi-independent fit has the closed
  /// form out_i · in_j / Σ out; the sum over birthplaces is one matrix product.
  ///
  /// - Parameter offset: how apt people of any birthplace are to go from one country to another (distance, language, an
  ///   older flow), by [origin, destination]; its diagonal does not matter. With it, moves within each birthplace are
  ///   fitted to its pattern.
  /// - Throws: `FlowError` when the offset has zeros where people must have moved.
  public func minimumFlows(
    offset: Matrix? = nil, countries: [String], fitting: ProportionalFit.Procedure = .newton
  ) throws(FlowError) -> MigrantFlows {
    var leaving = start
    var arriving = end
    for at in start.cells.indices {
      let stayed = min(start.cells[at], end.cells[at])
      leaving.cells[at] -= stayed
      arriving.cells[at] -= stayed
    }
    if let offset {
      return try OffsetFlows(
        leaving: leaving, arriving: arriving, offset: offset, fitting: fitting
      ).flows(countries)
    }
    return Self.spread(leaving, arriving)
  }

  /// Moves as if where people live at the end had nothing to do with where they lived at the start: the most that can
  /// be believed.
  public func independentFlows() -> MigrantFlows { Self.spread(start, end) }

  /// The two estimates in the proportion that fits recorded flows of Europe best (Azose and Raftery, PNAS 116, 2019).
  ///
  /// - Parameter weight: of the estimate with the fewest moves, from 0 to 1.
  public static func pseudoBayes(
    minimum: MigrantFlows, independent: MigrantFlows, weight: Double = 0.87
  ) -> MigrantFlows {
    minimum.mixed(with: independent, weight: weight)
  }

  /// f_kij = x_ki · y_kj / Σ_j y_kj for each birthplace k, summed over all of them.
  private static func spread(_ x: Matrix, _ y: Matrix) -> MigrantFlows {
    let n = x.rows
    var shares = x
    shares.scaleRows(by: y.rowSums.map { $0 > 0 ? 1 / $0 : 0 })
    let (near, far) = (shares, y)
    let halves = Pair.concurrently(
      { near.transposedTimes(far, depth: 0..<(n / 2)) },
      { near.transposedTimes(far, depth: (n / 2)..<n) })
    var outward = y
    outward.scaleRows(by: shares.diagonal)
    var returning = shares.transposed
    returning.scaleColumns(by: y.diagonal)
    return MigrantFlows(
      total: (halves.0 + halves.1).withoutDiagonal, outward: outward.withoutDiagonal,
      returning: returning.withoutDiagonal)
  }
}

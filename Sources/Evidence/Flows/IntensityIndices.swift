/// Measures of how much, how evenly and how one-sidedly people move (Bell and others, Journal of the Royal Statistical
/// Society A 165, 2002). A measure that cannot be had, such as a rate without people, is nil.
public struct IntensityIndices: Sendable {
  /// Share of pairs of countries between which anybody moves.
  public var connectivity: Double?
  /// Half the sum of differences to a table in which all flows are equal.
  public var inequalityEqual: Double?
  /// The same to a table with these totals in which origins and destinations do not matter to each other.
  public var inequalityExpected: Double?
  /// Gini coefficient of all flows, corrected for their number.
  public var gini: Double?
  /// Net migration per hundred moves in either direction.
  public var effectiveness: Double?
  /// Half of net migration per hundred people.
  public var aggregateNetRate: Double?
  /// Moves per hundred people.
  public var crudeProbability: Double?
  /// The crude probability over the logarithm of the square of the number of countries.
  public var courgeauK: Double?
  public var coefficientOfVariation: Double?

  /// - Parameters:
  ///   - flows: [origin, destination]; the diagonal does not count.
  ///   - population: of each country.
  /// - Throws: `FlowError` for a flow or population that is negative or no number.
  public init(flows: Matrix, population: [Double], names: [String]) throws(FlowError) {
    try Self.check(flows, population, names)
    let n = flows.rows
    let table = flows.withoutDiagonal
    var values: [Double] = []
    for i in 0..<n { for j in 0..<n where i != j { values.append(table[i, j]) } }
    let count = Double(values.count)
    let moves = values.reduce(0, +)
    let people = population.reduce(0, +)
    let (out, into) = (table.rowSums, table.columnSums)
    let net = (0..<n).reduce(0) { $0 + abs(into[$1] - out[$1]) }
    if people > 0 {
      aggregateNetRate = 50 * net / people
      let crude = 100 * moves / people
      crudeProbability = crude
      courgeauK = n > 1 ? crude / logarithm(Double(n * n)) : nil
    }
    guard count > 0 else { return }
    connectivity = Double(values.count { $0 > 0 }) / count
    guard moves > 0 else { return }
    inequalityEqual = values.reduce(0) { $0 + abs($1 / moves - 1 / count) } / 2
    effectiveness = 100 * net / (2 * moves)
    let mean = moves / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    coefficientOfVariation = variance.squareRoot() / mean
    if values.count > 1 {
      let ranked = values.sorted().enumerated().reduce(0) {
        $0 + (Double(2 * ($1.offset + 1)) - count - 1) * $1.element
      }
      gini = 2 * ranked / (2 * (count - 1) * moves)
    }
    let anywhere = Matrix(rows: n, columns: n, repeating: 1).withoutDiagonal
    if let expected = try? ProportionalFit(seed: anywhere, rows: out, columns: into).table {
      let all = expected.total
      inequalityExpected =
        zip(table.cells, expected.cells).reduce(0) { $0 + abs($1.0 / moves - $1.1 / all) } / 2
    }
  }

  private static func check(_ flows: Matrix, _ population: [Double], _ names: [String])
    throws(FlowError)
  {
    guard flows.isSquare, flows.rows == population.count, names.count == population.count else {
      throw FlowError(
        .shape, "the flows",
        "\(flows.rows) rows and \(flows.columns) columns for \(population.count) populations",
        "give one row, one column and one population for each country")
    }
    for i in 0..<flows.rows {
      guard population[i] >= 0, population[i].isFinite else {
        throw FlowError(
          .badInput, "population of \(names[i])", "\(population[i].plain)",
          "give a number of people from 0", amount: population[i])
      }
      for j in 0..<flows.rows where i != j && !(flows[i, j] >= 0 && flows[i, j].isFinite) {
        throw FlowError(
          .badInput, "the flow from \(names[i]) to \(names[j])", "\(flows[i, j].plain)",
          "give a number of people from 0", amount: flows[i, j])
      }
    }
  }
}

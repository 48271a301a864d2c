/// Flows read straight from two stock tables, without births and deaths: the country of birth is taken for the origin.
public enum StockDifference {
  /// Growth of the people born in i and living in j; where they grew fewer, nothing (M1 of Abel and Cohen 2019).
  public static func droppingNegatives(start: Matrix, end: Matrix) -> Matrix {
    start.combined(with: end) { max($1 - $0, 0) }.withoutDiagonal
  }

  /// The same, where a fall counts as a move back home (M2).
  public static func reversingNegatives(start: Matrix, end: Matrix) -> Matrix {
    let falls = start.combined(with: end) { max($0 - $1, 0) }.withoutDiagonal
    return droppingNegatives(start: start, end: end) + falls.transposed
  }

  /// A known or assumed flow of the whole world, shared out as the people abroad are at the start (M3; Dennett 2016).
  ///
  /// - Throws: `FlowError` when the world's flow is no number from 0, or when nobody lives abroad.
  public static func rates(start: Matrix, worldFlow: Double) throws(FlowError) -> Matrix {
    guard worldFlow >= 0, worldFlow.isFinite else {
      throw FlowError(
        .badInput, "the flow of the world", "\(worldFlow.plain)", "give a number of people from 0",
        amount: worldFlow)
    }
    var shares = start.withoutDiagonal
    let abroad = shares.total
    guard abroad > 0 else {
      throw FlowError(
        .badInput, "stocks at the start", "nobody lives outside the country of birth",
        "the rates method needs people abroad: use another method")
    }
    for at in shares.cells.indices { shares.cells[at] *= worldFlow / abroad }
    return shares
  }
}

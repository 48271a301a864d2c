/// The answer to "how many moved": not a number but what several methods make of the same tables.
public struct FlowRange: Sendable {
  /// [origin, destination], over the methods that are estimates; bounds are left out.
  public var low: Matrix
  public var high: Matrix
  /// The middle one, or the mean of the middle two.
  public var middle: Matrix

  /// - Parameter estimates: of the same countries; nil when none of them is more than a bound.
  public init?(_ estimates: [FlowEstimate]) {
    let tables = estimates.filter { !$0.method.isBound }.map(\.flows)
    guard let first = tables.first else { return nil }
    low = first
    high = first
    middle = first
    for at in first.cells.indices {
      let values = tables.map { $0.cells[at] }.sorted()
      low.cells[at] = values[0]
      high.cells[at] = values[values.count - 1]
      middle.cells[at] = (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
    }
  }
}

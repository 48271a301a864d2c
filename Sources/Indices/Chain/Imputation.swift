/// How gaps of one indicator, or of one unit, are filled. Numbers that are there never change.
public enum Imputation: String, Sendable, Hashable, CaseIterable {
  case mean
  case median

  /// The value that stands for what is there; a gap when nothing is.
  func centre(_ x: [Double]) -> Double {
    switch self {
    case .mean: Column.mean(x)
    case .median: Column.median(x)
    }
  }

  /// Fills each gap with the mean or median of what is there.
  public func fill(_ x: [Double]) -> [Double] {
    let value = centre(x)
    return x.map { $0.isMissing ? value : $0 }
  }

  /// Fills each gap with the mean or median of its group.
  ///
  /// A unit without a group keeps its gap. A group in which nothing is there keeps a gap for the median and has a number that
  /// cannot be (0/0) for the mean.
  public func fill(_ x: [Double], within groups: [String?]) -> [Double] {
    var filled = x
    for (group, members) in Dictionary(grouping: x.indices, by: { groups[$0] }) where group != nil {
      var value = centre(members.map { x[$0] })
      if value.isMissing, self == .mean { value = .nan }
      for member in members where x[member].isMissing { filled[member] = value }
    }
    return filled
  }

  /// Fills the gaps of each unit from its own other indicators.
  ///
  /// Numbers times their direction are brought to 0...1 over the units; the mean or median of what the unit has is taken
  /// and brought back to the scale of each indicator that it lacks.
  ///
  /// - Parameters:
  ///   - columns: members of one aggregate, of one length.
  ///   - directions: 1 or -1 for each.
  public func fillByRow(_ columns: [[Double]], directions: [Double]) -> [[Double]] {
    let bounds = zip(columns, directions).map { column, direction in
      Column.bounds(column.map { $0 * direction })
    }
    var filled = columns
    for row in columns.first?.indices ?? 0..<0 where columns.contains(where: { $0[row].isMissing })
    {
      var shares: [Double] = []
      for (i, column) in columns.enumerated() {
        guard !column[row].isNaN, let (low, high) = bounds[i], low < high else { continue }
        shares.append((column[row] * directions[i] - low) / (high - low))
      }
      let share = centre(shares)
      guard !share.isNaN else { continue }
      for (i, column) in columns.enumerated() where column[row].isMissing {
        guard let (low, high) = bounds[i] else { continue }
        filled[i][row] = (share * (high - low) + low) * directions[i]
      }
    }
    return filled
  }
}

/// How gaps in the time series of one indicator and one unit are filled.
public enum SeriesImputation: String, Sendable, Hashable, CaseIterable {
  /// From the most recent earlier year that has a value.
  case latest
  /// On the straight line between neighbours, flat beyond both ends; needs two values.
  case linear
  /// With the value before; before the first value, with the first.
  case constant
  /// Linear, or constant where only one value is there.
  case linearConstant = "linear-constant"

  /// The series filled, and for each value the place of the value that it came from; nil where it came from two or none.
  ///
  /// - Parameters:
  ///   - y: values in the order of time.
  ///   - times: their times, ascending.
  ///   - reach: for `latest`, the times of the data set, ascending, and how many of them to look back at most.
  public func fill(_ y: [Double], times: [Double], reach: (years: [Double], most: Int?)? = nil)
    -> (values: [Double], source: [Int?])
  {
    var values = y
    var source: [Int?] = y.indices.map { y[$0].isNaN ? nil : $0 }
    let there = y.indices.filter { !y[$0].isNaN }
    guard let first = there.first, let last = there.last else { return (values, source) }
    if self == .linear, there.count < 2 { return (values, source) }
    for gap in y.indices where y[gap].isMissing {
      let before = there.last { $0 < gap }
      switch self {
      case .latest:
        guard let before else { continue }
        if let reach, let most = reach.most {
          let steps = reach.years.count { $0 < times[gap] && $0 >= times[before] }
          guard steps <= most else { continue }
        }
        values[gap] = y[before]
        source[gap] = before
      case .constant:
        source[gap] = before ?? first
        values[gap] = y[before ?? first]
      case .linear, .linearConstant:
        if let before, let after = there.first(where: { $0 > gap }) {
          let share = (times[gap] - times[before]) / (times[after] - times[before])
          values[gap] = y[before] + (y[after] - y[before]) * share
        } else {
          source[gap] = before == nil ? first : last
          values[gap] = y[before == nil ? first : last]
        }
      }
    }
    return (values, source)
  }
}

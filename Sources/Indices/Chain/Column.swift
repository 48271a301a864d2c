/// Statistics of one column of numbers, gaps and numbers that cannot be left out.
///
/// Skewness and kurtosis are those of Excel (type 2 of Joanes and Gill 1998, "Comparing measures of sample skewness and
/// kurtosis", The Statistician 47).
enum Column {
  static func present(_ x: [Double]) -> [Double] { x.filter { !$0.isNaN } }

  /// Nil when nothing is there.
  static func bounds(_ x: [Double]) -> (low: Double, high: Double)? {
    var low = Double.infinity
    var high = -Double.infinity
    var isThere = false
    for value in x where !value.isNaN {
      isThere = true
      low = Swift.min(low, value)
      high = Swift.max(high, value)
    }
    return isThere ? (low, high) : nil
  }

  /// In two passes, so that the mean of equal numbers is that number; a gap when nothing is there.
  static func mean(_ x: [Double]) -> Double {
    var count = 0.0
    var sum = 0.0
    for value in x where !value.isNaN {
      count += 1
      sum += value
    }
    guard count > 0 else { return .missing }
    let first = sum / count
    guard first.isFinite else { return first }
    var rest = 0.0
    for value in x where !value.isNaN { rest += value - first }
    return first + rest / count
  }

  /// With n - 1; a gap for fewer than two values.
  static func standardDeviation(_ x: [Double]) -> Double {
    let values = present(x)
    guard values.count > 1 else { return .missing }
    let middle = mean(values)
    let sum = values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    return (sum / Double(values.count - 1)).squareRoot()
  }

  static func median(_ x: [Double]) -> Double {
    let values = present(x).sorted()
    guard let last = values.last else { return .missing }
    let half = values.count / 2
    return values.count % 2 == 1
      ? values[half] : values.count == 1 ? last : (values[half - 1] + values[half]) / 2
  }

  /// Linear between order statistics: h = (n - 1) p (type 7 of Hyndman and Fan 1996).
  ///
  /// - Parameter sorted: ascending, without gaps.
  static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    guard let last = sorted.last else { return .missing }
    let h = Double(sorted.count - 1) * p
    let below = Int(h.rounded(.down))
    guard below + 1 < sorted.count else { return last }
    return sorted[below] + (h - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// A gap for fewer than three values, NaN when all are equal.
  static func skewness(_ x: [Double]) -> Double {
    guard let (n, squares, cubes) = moments(x, atLeast: 3, third) else { return .missing }
    return n.squareRoot() * cubes / (squares * squares.squareRoot()) * (n * (n - 1)).squareRoot()
      / (n - 2)
  }

  /// A gap for fewer than four values, NaN when all are equal.
  static func kurtosis(_ x: [Double]) -> Double {
    guard let (n, squares, fourths) = moments(x, atLeast: 4, fourth) else { return .missing }
    let r = n * fourths / (squares * squares)
    return ((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
  }

  private static func third(_ m: Double) -> Double { m * m * m }

  private static func fourth(_ m: Double) -> Double { (m * m) * (m * m) }

  /// How many values there are, and the sums over their distances from the mean squared and raised higher; NaN when all
  /// are equal, nil for too few.
  private static func moments(_ x: [Double], atLeast least: Int, _ higher: (Double) -> Double)
    -> (n: Double, squares: Double, higher: Double)?
  {
    let values = present(x)
    guard values.count >= least else { return nil }
    let n = Double(values.count)
    guard let bounds = bounds(values), bounds.low < bounds.high else { return (n, .nan, .nan) }
    let middle = mean(values)
    var squares = 0.0
    var sum = 0.0
    for value in values {
      let m = value - middle
      squares += m * m
      sum += higher(m)
    }
    return (n, squares, sum)
  }
}

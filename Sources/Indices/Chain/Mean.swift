/// A weighted mean of the components of an aggregate.
public enum Mean: Sendable, Hashable {
  case arithmetic
  case geometric
  case harmonic
  /// (sum of w x^p / sum of w)^(1/p)
  case generalised(power: Double)

  /// The mean of what is there; gaps and numbers that cannot be are left out and the other weights count for more.
  ///
  /// - Returns: a gap when nothing is there.
  /// - Throws: `UndefinedResult` with the place of a number that the mean cannot take, or when the weights sum to zero.
  public func callAsFunction(_ x: [Double], _ weights: [Double]) throws(UndefinedResult) -> Double {
    if let place = x.indices.first(where: { !x[$0].isNaN && !takes(x[$0]) }) {
      throw UndefinedResult("\(needs), and this is \(x[place].cell)", at: place)
    }
    guard x.contains(where: { !$0.isNaN }) else { return .missing }
    var total = LongSum()
    for (value, weight) in zip(x, weights) where !value.isNaN { total.add(weight) }
    guard total.value != 0 else {
      throw UndefinedResult("the weights of what is there sum to zero")
    }
    var sum = LongSum()
    for (value, weight) in zip(x, weights) where !value.isNaN {
      sum.add(term(value, self == .arithmetic ? weight / total.value : weight))
    }
    return restored(sum.value, total.value)
  }

  /// What the mean needs of a number.
  var needs: String {
    switch self {
    case .arithmetic: "the arithmetic mean needs numbers"
    case .geometric: "the geometric mean needs numbers above 0"
    case .harmonic: "the harmonic mean needs numbers other than 0"
    case .generalised: "the generalised mean with a negative power needs numbers above 0"
    }
  }

  @inline(__always)
  func takes(_ value: Double) -> Bool {
    switch self {
    case .arithmetic: true
    case .geometric: value > 0
    case .harmonic: value != 0
    case .generalised(let p): p > 0 || value > 0
    }
  }

  /// What a number adds to the sum. For the arithmetic mean, weights sum to 1 already.
  @inline(__always)
  func term(_ value: Double, _ weight: Double) -> Double {
    switch self {
    case .arithmetic: weight * value
    case .geometric: weight * log(value)
    case .harmonic: weight / value
    case .generalised(let p): weight * power(value, p)
    }
  }

  /// The mean from the sum of terms and the sum of weights.
  @inline(__always)
  func restored(_ sum: Double, _ total: Double) -> Double {
    switch self {
    case .arithmetic: sum
    case .geometric: exp(sum / total)
    case .harmonic: total / sum
    case .generalised(let p): power(sum / total, 1 / p)
    }
  }
}

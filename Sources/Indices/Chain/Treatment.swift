/// How outliers of an indicator are treated: winsorised, then transformed if that was not enough.
///
/// A column passes when the absolute skewness is below one threshold or the kurtosis below another (JRC practice; COINr
/// 1.1.14, `Treat`).
public struct Treatment: Sendable, Hashable {
  /// A transformation that pulls in a long tail.
  public enum Transformation: Sendable, Hashable {
    /// ln(x - min + 0.01 (max - min))
    case logCT
    /// ln(x - min + 1)
    case logCTOriginal
    /// As `logCT` for a tail to the right, mirrored for a tail to the left.
    case logCTPlus
    /// ln((max - 1)(x - min)/(max - min) + 1)
    case logGII
    /// ((x - min + 1)^lambda - 1)/lambda; the logarithm for lambda 0. Without `shifted`, x as it is.
    case boxCox(lambda: Double, shifted: Bool)

    /// The word that tables of treated points use.
    public var name: String {
      switch self {
      case .logCT: "log_CT"
      case .logCTOriginal: "log_CT_orig"
      case .logCTPlus: "log_CT_plus"
      case .logGII: "log_GII"
      case .boxCox: "boxcox"
      }
    }
  }

  /// The points to move at most; nil for no limit.
  public var most: Int?
  public var skewness: Double
  public var kurtosis: Double
  public var fallback: Transformation?
  /// The transformation works on the winsorised numbers, not on the original ones.
  public var isCombined: Bool

  public init(
    most: Int? = 5, skewness: Double = 2, kurtosis: Double = 3.5,
    fallback: Transformation? = .logCT, isCombined: Bool = false
  ) {
    self.most = most
    self.skewness = skewness
    self.kurtosis = kurtosis
    self.fallback = fallback
    self.isCombined = isCombined
  }

  /// Skewness and kurtosis at one stage, and whether they pass; nil where that cannot be told.
  public struct Check: Sendable, Hashable {
    public var skewness: Double
    public var kurtosis: Double
    public var passes: Bool?
  }

  /// A column after winsorisation.
  public struct Winsorised: Sendable, Hashable {
    public var values: [Double]
    /// Points now tied at the top or bottom that was pulled in.
    public var moved: Int
    /// `winhi`, `winlo` or empty, for each row.
    public var marks: [String]
  }

  /// A column after both stages.
  public struct Treated: Sendable, Hashable {
    public var values: [Double]
    public var marks: [String]
    public var first: Check
    public var moved: Int?
    public var second: Check?
    public var third: Check?
    public var transformation: String?
    /// Outliers cannot be told, or the treatment could not be checked: the column is as it was.
    public var isUndecidable: Bool
  }

  public func check(_ x: [Double]) -> Check {
    let skew = Column.skewness(x)
    let kurt = Column.kurtosis(x)
    let passes: Bool? =
      if !skew.isNaN, abs(skew) < skewness { true } else if !kurt.isNaN, kurt < kurtosis {
        true
      } else if skew.isNaN || kurt.isNaN {
        nil
      } else {
        false
      }
    return Check(skewness: skew, kurtosis: kurt, passes: passes)
  }

  /// Pulls the farthest points in to the next value, one tied set a step, while the column fails and fewer than `most` points moved.
  ///
  /// - Throws: `UndefinedResult` when it cannot be told whether the column passes.
  public func winsorise(_ x: [Double]) throws(UndefinedResult) -> Winsorised {
    var values = x
    var high: [Int] = []
    var low: [Int] = []
    guard var passes = check(values).passes else {
      throw UndefinedResult(
        "outliers cannot be told: skewness and kurtosis need four values that are not all equal")
    }
    while !passes, high.count + low.count < most ?? Int.max {
      guard let bounds = Column.bounds(values), bounds.low < bounds.high else { break }
      if Column.skewness(values) >= 0 {
        high = values.indices.filter { values[$0] == bounds.high }
        let next = values.reduce(-Double.infinity) {
          $1.isNaN || $1 == bounds.high ? $0 : max($0, $1)
        }
        for place in high { values[place] = next }
      } else {
        low = values.indices.filter { values[$0] == bounds.low }
        let next = values.reduce(Double.infinity) {
          $1.isNaN || $1 == bounds.low ? $0 : min($0, $1)
        }
        for place in low { values[place] = next }
      }
      guard let now = check(values).passes else {
        throw UndefinedResult("winsorisation left too few different values to check")
      }
      passes = now
    }
    var marks = [String](repeating: "", count: x.count)
    for place in high { marks[place] = "winhi" }
    for place in low { marks[place] = "winlo" }
    return Winsorised(values: values, moved: high.count + low.count, marks: marks)
  }

  /// Both stages, with what was found and done.
  public func apply(_ x: [Double]) -> Treated {
    let first = check(x)
    let blank = [String](repeating: "", count: x.count)
    var treated = Treated(
      values: x, marks: blank, first: first, moved: nil, second: nil, third: nil,
      transformation: nil, isUndecidable: first.passes == nil)
    guard first.passes == false else { return treated }
    guard let winsorised = try? winsorise(x) else {
      treated.isUndecidable = true
      return treated
    }
    let second = check(winsorised.values)
    treated.moved = winsorised.moved
    treated.second = second
    treated.values = winsorised.values
    treated.marks = winsorised.marks
    guard second.passes == false, let fallback else { return treated }
    let base = isCombined ? winsorised.values : x
    guard let values = try? fallback.apply(base) else {
      treated.isUndecidable = true
      treated.values = x
      treated.marks = blank
      return treated
    }
    let third = check(values)
    treated.third = third
    guard third.passes != nil else {
      treated.isUndecidable = true
      treated.values = x
      treated.marks = blank
      return treated
    }
    treated.values = values
    let name = fallback.mark(of: base)
    treated.transformation = name
    treated.marks = winsorised.marks.map { $0 + "+" + name }
    return treated
  }
}

extension Treatment.Transformation {
  /// - Throws: `UndefinedResult` when the direction of the tail cannot be told.
  public func apply(_ x: [Double]) throws(UndefinedResult) -> [Double] {
    guard let (low, high) = Column.bounds(x) else { return x }
    switch self {
    case .logCT: return x.mapPresent { log($0 - low + 0.01 * (high - low)) }
    case .logCTOriginal: return x.mapPresent { log($0 - low + 1) }
    case .logCTPlus:
      let skew = Column.skewness(x)
      guard !skew.isNaN else {
        throw UndefinedResult("the direction of the tail needs three values that are not all equal")
      }
      let margin = 0.01 * (high - low)
      return skew > 0
        ? x.mapPresent { log($0 - low + margin) } : x.mapPresent { -log(high + margin - $0) }
    case .logGII:
      guard low < high else { throw UndefinedResult("all values are equal") }
      guard high > 1 else {
        throw UndefinedResult(
          "this logarithm needs a largest value above 1, for it turns the order round below")
      }
      return x.mapPresent { log((high - 1) * ($0 - low) / (high - low) + 1) }
    case .boxCox(let lambda, let shifted):
      guard shifted || low > 0 else {
        throw UndefinedResult(
          "Box-Cox without a shift needs values above 0; the smallest is \(low)")
      }
      return x.mapPresent {
        let z = shifted ? $0 - low + 1 : $0
        return lambda == 0 ? log(z) : (power(z, lambda) - 1) / lambda
      }
    }
  }

  /// What a table of treated points calls it, for a column with a tail of this direction.
  func mark(of x: [Double]) -> String {
    guard self == .logCTPlus else { return name }
    return Column.skewness(x) > 0 ? "log_CT" : "log_CT_neg"
  }
}

/// What each thing does to all others, and what all others do to it: directly, and by one step further.
///
/// Second order after Weitz, Carlsen, Nilsson and Skånberg (Sustainability Science 13, 2018): to the direct influence
/// of a target is added, at half weight, the influence of the targets that it moves. All sums are exact, in units of
/// 10^-`decimals` (first order) and 10^-2`decimals` (second order).
public struct Influence: Sendable, Hashable {
  public let matrix: InteractionMatrix
  /// Row sums: how much a thing helps (or, below zero, hinders) all others. The active sum.
  public let active: [Int]
  /// Column sums: how much a thing is helped by all others. The passive sum.
  public let passive: [Int]
  public let positiveActive: [Int]
  public let negativeActive: [Int]
  /// Sum over j ≠ i of I(i,j) · active(j).
  public let secondActive: [Int128]
  /// The same without the way back to i: I(i,j) · (active(j) - I(j,i)).
  public let secondActiveWithoutReturn: [Int128]
  /// Sum over j ≠ i of I(j,i) · passive(j).
  public let secondPassive: [Int128]

  /// - Complexity: O(n²).
  public init(_ matrix: InteractionMatrix) {
    let n = matrix.count
    var active = Array(repeating: 0, count: n)
    var passive = active
    var positive = active
    var negative = active
    for i in 0..<n {
      for j in 0..<n {
        let cell = matrix[i, j]
        active[i] += cell
        passive[j] += cell
        if cell > 0 { positive[i] += cell } else { negative[i] += cell }
      }
    }
    var second = Array(repeating: Int128(0), count: n)
    var withoutReturn = second
    var secondPassive = second
    for i in 0..<n {
      for j in 0..<n where j != i {
        let cell = Int128(matrix[i, j])
        second[i] += cell * Int128(active[j])
        withoutReturn[i] += cell * Int128(active[j] - matrix[j, i])
        secondPassive[i] += Int128(matrix[j, i]) * Int128(passive[j])
      }
    }
    self.matrix = matrix
    self.active = active
    self.passive = passive
    positiveActive = positive
    negativeActive = negative
    secondActive = second
    secondActiveWithoutReturn = withoutReturn
    self.secondPassive = secondPassive
  }

  /// How much the second order counts beside the first: a fraction, one half unless told.
  public struct Weight: Sendable, Hashable {
    public let numerator: Int
    public let denominator: Int

    /// - Returns: nil unless 0 ≤ numerator ≤ denominator · 10 and 0 < denominator ≤ 1,000,000.
    public init?(_ numerator: Int, over denominator: Int) {
      guard (1...1_000_000).contains(denominator), (0...denominator * 10).contains(numerator)
      else { return nil }
      self.numerator = numerator
      self.denominator = denominator
    }

    /// A decimal number from 0 to 10, with at most six decimals.
    public init?(_ text: String) {
      guard let decimal = Decimal(text), decimal.places <= 6 else { return nil }
      self.init(decimal.digits, over: PowerOfTen.of(decimal.places))
    }

    private init(half: Void) {
      numerator = 1
      denominator = 2
    }

    public static let half = Weight(half: ())
    public var value: Double { Double(numerator) / Double(denominator) }
  }

  /// Net influence: active + weight · second order, in units of 10^-2`decimals` / `weight.denominator`.
  public func total(_ weight: Weight = .half, withoutReturn: Bool = false) -> [Int128] {
    let unit = Int128(PowerOfTen.of(matrix.decimals)) * Int128(weight.denominator)
    let second = withoutReturn ? secondActiveWithoutReturn : secondActive
    return zip(active, second).map { Int128($0) * unit + Int128(weight.numerator) * $1 }
  }

  /// `total` as numbers, for printing.
  public func totalValues(_ weight: Weight = .half, withoutReturn: Bool = false) -> [Double] {
    let unit = PowerOfTen.of(matrix.decimals)
    let scale = Double(unit) * Double(unit) * Double(weight.denominator)
    return total(weight, withoutReturn: withoutReturn).map { Double($0) / scale }
  }

  /// What each does to the members of a group, in units of 10^-`decimals`.
  public func active(on group: Set<Int>) -> [Int] {
    (0..<matrix.count).map { i in group.reduce(0) { $0 + matrix[i, $1] } }
  }

  /// A pair that pulls in opposite directions, or harms both ways. `first` stands before `second`.
  public struct Pair: Sendable, Hashable {
    public let first: Int
    public let second: Int
    public let forth: Int
    public let back: Int
  }

  /// Pairs of which one helps the other but is hindered by it.
  public var conflicts: [Pair] { pairs { $0.signum() * $1.signum() < 0 } }
  /// Pairs that hinder each other.
  public var mutualNegatives: [Pair] { pairs { $0 < 0 && $1 < 0 } }

  private func pairs(where isSought: (Int, Int) -> Bool) -> [Pair] {
    (0..<matrix.count).flatMap { i in
      (i + 1..<max(i + 1, matrix.count)).compactMap { j in
        let (forth, back) = (matrix[i, j], matrix[j, i])
        return isSought(forth, back) ? Pair(first: i, second: j, forth: forth, back: back) : nil
      }
    }
  }
}

/// Places in an order: larger values first, ties by position.
enum Ranking {
  static func largestFirst<Value: Comparable>(_ values: [Value]) -> [Int] {
    values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
  }
}

enum PowerOfTen {
  /// 10^`exponent`, for exponents to 18.
  static func of(_ exponent: Int) -> Int {
    (0..<min(max(exponent, 0), 18)).reduce(1) { power, _ in power * 10 }
  }
}

extension Influence {
  /// Positions (from 0) by a measure, the largest first and ties by position.
  public static func ranked<Value: Comparable>(_ values: [Value]) -> [Int] {
    Ranking.largestFirst(values)
  }
}

/// Direct and indirect influence and dependence after Godet's MICMAC: powers of the matrix of absolute influences.
///
/// Influence at power p is the row sum of M^p, dependence its column sum; both are exact at any size. The ranking is
/// stable at the first power whose two rankings are those of the next power as well.
public struct Micmac: Sendable, Hashable {
  /// Powers looked through for a stable ranking; a matrix that keeps turning (a ring) has none.
  public static let mostPowers = 100
  /// Powers shown at least.
  static let leastPowers = 6

  /// Where a thing stands on the plane of influence and dependence.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// High influence, low dependence.
    case driver
    /// High on both.
    case relay
    /// Low influence, high dependence.
    case dependent
    /// Low on both.
    case autonomous
  }

  public struct Power: Sendable, Hashable {
    public let exponent: Int
    /// Row and column sums of M^exponent, in units of 10^-(decimals · exponent).
    public let influence: [WholeNumber]
    public let dependence: [WholeNumber]

    /// Positions, the most influential first.
    public var influenceRanking: [Int] { Ranking.largestFirst(influence) }
    /// Positions, the most dependent first.
    public var dependenceRanking: [Int] { Ranking.largestFirst(dependence) }

    /// Strictly above the mean counts as high.
    public var roles: [Role] {
      let influential = Self.high(influence)
      let dependent = Self.high(dependence)
      return zip(influential, dependent).map {
        $0 ? ($1 ? .relay : .driver) : ($1 ? .dependent : .autonomous)
      }
    }

    private static func high(_ values: [WholeNumber]) -> [Bool] {
      let sum = values.reduce(WholeNumber(0), +)
      return values.map { $0 * WholeNumber(values.count) > sum }
    }
  }

  /// From the first power to the stable one and the one after it, or further.
  public let powers: [Power]
  /// Nil when no ranking was stable within `mostPowers`.
  public let stablePower: Int?

  /// The roles by direct influence.
  public var direct: [Role] { powers[0].roles }
  /// The roles at the stable power, or at the last one looked at.
  public var indirect: [Role] {
    (stablePower.map { powers[$0 - 1] } ?? powers[powers.count - 1]).roles
  }

  /// - Complexity: O(n² · powers) operations on numbers of `powers` words.
  public init(_ matrix: InteractionMatrix) {
    let magnitudes = matrix.magnitudes
    var influence = Self.ones(matrix.count)
    var dependence = influence
    var powers: [Power] = []
    var stable: Int?
    var last: (influence: [Int], dependence: [Int])?
    for exponent in 1...Self.mostPowers {
      influence = Self.product(magnitudes, influence, isTransposed: false)
      dependence = Self.product(magnitudes, dependence, isTransposed: true)
      let power = Power(exponent: exponent, influence: influence, dependence: dependence)
      powers.append(power)
      let rankings = (power.influenceRanking, power.dependenceRanking)
      if stable == nil, let last, last == rankings { stable = exponent - 1 }
      if stable != nil, exponent >= Self.leastPowers { break }
      last = rankings
    }
    self.powers = stable == nil ? Array(powers.prefix(Self.leastPowers)) : powers
    stablePower = stable
  }

  private static func ones(_ count: Int) -> [WholeNumber] {
    Array(repeating: WholeNumber(1), count: count)
  }

  private static func product(
    _ matrix: InteractionMatrix, _ vector: [WholeNumber], isTransposed: Bool
  ) -> [WholeNumber] {
    (0..<matrix.count).map { i in
      (0..<matrix.count).reduce(WholeNumber(0)) { sum, j in
        let cell = isTransposed ? matrix[j, i] : matrix[i, j]
        return cell == 0 ? sum : sum + vector[j] * WholeNumber(cell)
      }
    }
  }
}

/// Which scenarios are wanted: the variants that each descriptor may take, and how far its choice must be ahead of every rival.
public struct ScenarioQuestion: Sendable, Hashable {
  /// For each descriptor the variants that it may take, as a set of bits.
  public var allowed: [UInt64]
  /// For each descriptor the least margin of its choice, in units of the matrix; nil when it is not asked to be consistent.
  /// 0 is the definition of consistency, -1 tolerates one unit of inconsistency, 2 asks for two units of lead.
  public var leastMargins: [Int?]

  /// All scenarios in which every choice has at least the given margin.
  public init(_ matrix: CrossImpactMatrix, leastMargin: Int = 0) {
    allowed = matrix.descriptors.map { descriptor in
      descriptor.variants.count >= 64 ? .max : (1 << UInt64(descriptor.variants.count)) - 1
    }
    leastMargins = matrix.descriptors.map { _ in leastMargin }
  }

  /// Holds a descriptor at a variant; it is then no longer asked to be consistent, as something that policy has decided.
  public mutating func hold(_ descriptor: Int, at variant: Int) {
    allowed[descriptor] = 1 << UInt64(variant)
    leastMargins[descriptor] = nil
  }

  /// Asks for one variant of a descriptor, which must be consistent like all others.
  public mutating func require(_ descriptor: Int, _ variant: Int) {
    allowed[descriptor] &= 1 << UInt64(variant)
  }
}

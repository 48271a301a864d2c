public import Coherence

/// A score that the user calls coherent enough.
public struct CoherenceMinimum: Sendable, Hashable, Codable {
  public var by: CoherenceTable.Dimension
  /// The pair that it is asked of; of every pair that has a score where they are nil.
  public var first: String?
  public var second: String?
  public var minimum: Double

  public init(
    by: CoherenceTable.Dimension, first: String? = nil, second: String? = nil, minimum: Double
  ) {
    self.by = by
    self.first = first
    self.second = second
    self.minimum = minimum
  }
}

extension CoherenceTable {
  /// What is asked of the pairs of the table; a minimum for a named pair goes before one for all.
  public func targets(_ minima: [CoherenceMinimum]) -> [Reform.Target] {
    var wanted: [Pair: Double] = [:]
    for minimum in minima where minimum.by == dimension {
      if let first = minimum.first, let second = minimum.second {
        wanted[Pair(first, second)] = minimum.minimum
      }
    }
    let general = minima.last { $0.by == dimension && $0.first == nil }?.minimum
    return rows.compactMap { row in
      (wanted[row.pair] ?? general).map { Reform.Target(pair: row.pair, minimum: $0) }
    }
  }
}

extension Store {
  private static let minima = "coherence.minima"

  /// The scores that the user asks for, as they were kept last.
  public func coherenceMinima() throws -> [CoherenceMinimum] {
    try read { try $0.fact(Self.minima) }.flatMap { JSONText.value($0) } ?? []
  }

  /// Keeps scores to ask for, in the place of those of the same dimension; none forgets them.
  public func keep(_ minima: [CoherenceMinimum], by dimension: CoherenceTable.Dimension) throws {
    let others = try coherenceMinima().filter { $0.by != dimension }
    try write { try $0.set(Self.minima, to: JSONText.of(others + minima)) }
  }
}

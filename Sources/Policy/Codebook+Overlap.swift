/// How far two groups of people share members, by the rules of the knowledge base.
public enum Overlap: Int, Sendable, Hashable, Comparable {
  /// They cannot share a member at one time.
  case none = 0
  /// Same dimension, neither contains the other.
  case unlikely = 1
  /// Different dimension: women and domestic workers.
  case possible = 2
  /// One contains the other, or they are the same.
  case contained = 3

  public static func < (a: Overlap, b: Overlap) -> Bool { a.rawValue < b.rawValue }
}

extension Codebook {
  /// The overlap of two groups of people.
  ///
  /// - Parameter acrossBorders: true between two countries, where the nationals abroad of one are the foreigners of
  ///   the other and nationality keeps nobody apart.
  public func overlap(_ a: String, _ b: String, acrossBorders: Bool = false) -> Overlap {
    guard let first = population(a), let second = population(b) else {
      return a == b ? .contained : .possible
    }
    let above = containing(a)
    let beside = containing(b)
    if above.contains(b) || beside.contains(a) { return .contained }
    for code in above {
      guard let group = population(code), !(acrossBorders && group.dimension == "nationality")
      else { continue }
      if group.disjoint.contains(where: beside.contains) { return .none }
    }
    return first.dimension == second.dimension ? .unlikely : .possible
  }
}

/// Who passes on between whom, by the groups that they belong to.
///
/// Gould and Fernandez, "Structures of mediation: a formal approach to brokerage in transaction networks", Sociological
/// Methodology 19 (1989).
public struct Brokerage: Sendable, Hashable {
  /// All three of one group.
  public var coordinator = 0
  /// Between two of one group, of another oneself.
  public var itinerant = 0
  /// Lets in: the receiver is of one's own group.
  public var gatekeeper = 0
  /// Speaks for: the sender is of one's own group.
  public var representative = 0
  /// All three of different groups.
  public var liaison = 0

  public var total: Int { coordinator + itinerant + gatekeeper + representative + liaison }
}

extension Network {
  /// For each actor, how often it stands between two that have no tie of their own.
  ///
  /// - Parameter groups: one for each actor (its sector, say); an actor beyond its end is a group of its own.
  public func brokerage(groups: [Int]) -> [Brokerage] {
    let groups = complete(groups)
    return (0..<count).map { broker in
      var roles = Brokerage()
      for from in sources[broker] {
        for to in targets[broker] where to != from && !has(from, to) {
          let (a, b, c) = (groups[from], groups[broker], groups[to])
          switch (a == b, b == c, a == c) {
          case (true, true, _): roles.coordinator += 1
          case (false, _, true): roles.itinerant += 1
          case (false, true, _): roles.gatekeeper += 1
          case (true, false, _): roles.representative += 1
          default: roles.liaison += 1
          }
        }
      }
      return roles
    }
  }

  /// Whether groups talk with one another or only among themselves: (external − internal)/(external + internal), from −1
  /// to 1; nil without ties. Krackhardt and Stern, Social Psychology Quarterly 51 (1988).
  public func externalInternal(groups: [Int]) -> Double? {
    let groups = complete(groups)
    var external = 0
    var all = 0
    for from in 0..<count {
      for to in targets[from] {
        all += 1
        if groups[from] != groups[to] { external += 1 }
      }
    }
    return all == 0 ? nil : Double(2 * external - all) / Double(all)
  }

  private func complete(_ groups: [Int]) -> [Int] {
    let unused = (groups.max() ?? 0) &+ 1
    return (0..<count).map { groups.indices.contains($0) ? groups[$0] : unused &+ $0 }
  }
}

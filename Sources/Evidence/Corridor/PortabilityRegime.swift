/// Whether social security goes with people through a corridor, by the four regimes of Holzmann (2016).
///
/// I when an arrangement in force binds both countries; else II when the host's law lets legal foreigners join and pays
/// benefits abroad; III when it shuts them out; IV is the share of people without legal status, which is not known here.
/// What is not established leaves several regimes possible.
public struct PortabilityRegime: Sendable, Hashable {
  public enum Regime: String, Sendable, Hashable, CaseIterable {
    case portable = "I"
    case exportable = "II"
    case excluded = "III"
    case informal = "IV"
  }

  /// For people who stay legally: one when it is established, several when it is not.
  public var possible: [Regime]
  /// Arrangements that bind both countries, whether or not they are known to be applied.
  public var arrangements: [SocialSecurityArrangement]
  public var hostLaw: HostLaw?

  public init(_ pair: PairTable.Pair, in evidence: Evidence) {
    arrangements = evidence.socialSecurity.filter { $0.binds(pair.origin, pair.destination) }
    hostLaw = evidence.hostLaw[pair.destination]
    if arrangements.contains(where: { $0.isInForce == true }) {
      possible = [.portable]
      return
    }
    // A list of bilateral arrangements is never known to be complete, so I stays possible unless one was denied.
    let denied = !arrangements.isEmpty && arrangements.allSatisfy { $0.isInForce == false }
    var regimes: [Regime] = denied ? [] : [.portable]
    switch (hostLaw?.letsForeignersJoin, hostLaw?.paysAbroad) {
    case (false?, _): regimes.append(.excluded)
    case (true?, true?): regimes.append(.exportable)
    case (true?, false?): regimes.append(.excluded)
    default: regimes += [.exportable, .excluded]
    }
    possible = regimes
  }

  public var isPortable: Bool { possible == [.portable] }
}

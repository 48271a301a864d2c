import Policy

/// How the components of an aggregate become its score.
public enum AggregationMethod: Sendable, Hashable {
  case mean(Mean)
  /// Units beaten less units that beat it, by weight of the indicators in common.
  case copeland
  /// Net flow of outranking (PROMETHEE II, usual criterion).
  case netFlow
  /// Units below in the order of Kemeny.
  case kemeny
  /// Closeness to the best of what there is (TOPSIS).
  case closeness
  /// Mean with a penalty for imbalance (Mazziotta and Pareto): z-scores with mean 100 and standard deviation 10, M - S²/M, or
  /// M + S²/M where a high score is bad.
  case mazziottaPareto(isPenalty: Bool)
  /// The largest weighted sum that no unit exceeds 1 with: each unit with the weights that flatter it most.
  case benefitOfDoubt
  /// What the components have in common, each weighing the more the less it errs.
  case unobservedComponents

  /// Names as recipes give them; `a_` of the R package COINr may stand before.
  init(_ name: String, _ settings: Settings) throws(Table.Error) {
    switch name.hasPrefix("a_") ? String(name.dropFirst(2)) : name {
    case "amean": self = .mean(.arithmetic)
    case "gmean": self = .mean(.geometric)
    case "hmean": self = .mean(.harmonic)
    case "genmean":
      let p = try settings.required(try settings.number("p"), "p")
      guard p != 0 else {
        throw settings.error("p", "the power of a generalised mean cannot be 0; gmean is its limit")
      }
      self = .mean(.generalised(power: p))
    case "copeland", "outranking": self = .copeland
    case "promethee": self = .netFlow
    case "kemeny": self = .kemeny
    case "topsis": self = .closeness
    case "mpi": self = .mazziottaPareto(isPenalty: try settings.text("sign") != "+")
    case "bod": self = .benefitOfDoubt
    case "ucm": self = .unobservedComponents
    default:
      throw settings.error(
        "levels",
        "there is no aggregation «\(name)»; there are: amean, gmean, hmean, genmean, copeland, promethee, kemeny, topsis, mpi, bod, ucm"
      )
    }
  }
}

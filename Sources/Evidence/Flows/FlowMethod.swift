/// A way to estimate flows from stocks.
public enum FlowMethod: Sendable, Hashable {
  case dropNegatives
  case reverseNegatives
  case rates
  case minimum(AdjustedStocks.Mode)
  case independence(AdjustedStocks.Mode)
  case pseudoBayes(AdjustedStocks.Mode)

  /// The six that Abel and Cohen (2019) publish and compare.
  public static let published: [FlowMethod] = [
    .dropNegatives, .reverseNegatives, .rates, .minimum(.openDR), .minimum(.closed),
    .pseudoBayes(.closed),
  ]

  /// The published ones, and independence, which is a bound and no estimate.
  public static let all: [FlowMethod] =
    published + [.independence(.openDR), .independence(.closed)]

  /// "drop-negatives", "minimum-closed", "minimum-open-dr", …
  public var name: String {
    switch self {
    case .dropNegatives: "drop-negatives"
    case .reverseNegatives: "reverse-negatives"
    case .rates: "rates"
    case .minimum(let mode): "minimum-" + mode.rawValue
    case .independence(let mode): "independence-" + mode.rawValue
    case .pseudoBayes(let mode): "pseudo-bayes-" + mode.rawValue
    }
  }

  /// What it does, in a few plain words.
  public var title: String {
    switch self {
    case .dropNegatives: "growth of the people born there, falls left out"
    case .reverseNegatives: "growth of the people born there, falls taken as returns"
    case .rates: "net migration of the world shared out by stocks"
    case .minimum(let mode): "fewest moves that the accounts allow, " + Self.words(mode)
    case .independence(let mode): "moves as if nobody were attached to a place, " + Self.words(mode)
    case .pseudoBayes(let mode): "between fewest and independent moves, " + Self.words(mode)
    }
  }

  private static func words(_ mode: AdjustedStocks.Mode) -> String {
    switch mode {
    case .closed: "world closed"
    case .openDR: "world open"
    case .open: "world open, shares of the other table"
    }
  }

  /// Independence is a bound, too high to be believed, and stays out of the range of answers.
  public var isBound: Bool {
    if case .independence = self { true } else { false }
  }

  var mode: AdjustedStocks.Mode? {
    switch self {
    case .minimum(let mode), .independence(let mode), .pseudoBayes(let mode): mode
    default: nil
    }
  }

  /// By its own name, without the mode (which is then closed), or by the names of the literature: `sd_drop_neg`,
  /// `sd_rev_neg`, `mig_rate`, `da_min_open`, `da_min_closed`, `da_pb_closed`.
  public init?(name: String) {
    let plain = String(name.lowercased().map { $0 == "_" ? "-" : $0 })
    let aliases: [String: FlowMethod] = [
      "sd-drop-neg": .dropNegatives, "sd-rev-neg": .reverseNegatives, "mig-rate": .rates,
      "da-min-open": .minimum(.openDR), "da-min-closed": .minimum(.closed),
      "da-pb-closed": .pseudoBayes(.closed), "minimum": .minimum(.closed),
      "independence": .independence(.closed), "pseudo-bayes": .pseudoBayes(.closed),
    ]
    if let method = aliases[plain] {
      self = method
      return
    }
    let known = [FlowMethod.dropNegatives, .reverseNegatives, .rates] + Self.accounting
    guard let method = known.first(where: { $0.name == plain }) else { return nil }
    self = method
  }

  /// Every assumption with every mode.
  public static let accounting: [FlowMethod] = AdjustedStocks.Mode.allCases.flatMap {
    [.minimum($0), .independence($0), .pseudoBayes($0)]
  }
}

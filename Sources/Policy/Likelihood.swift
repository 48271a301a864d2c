/// How likely an expert would sign a finding, in the four words that people are told.
public enum Likelihood: String, Sendable, Hashable, CaseIterable, Comparable {
  case weak, possible, likely, high

  /// The least score that deserves the word.
  public var threshold: Double {
    switch self {
    case .weak: 0
    case .possible: 0.4
    case .likely: 0.6
    case .high: 0.8
    }
  }

  public init(score: Double) {
    self = Self.allCases.last { score >= $0.threshold } ?? .weak
  }

  public static func < (a: Likelihood, b: Likelihood) -> Bool { a.threshold < b.threshold }
}

extension Finding {
  public var likelihood: Likelihood { Likelihood(score: score) }
}

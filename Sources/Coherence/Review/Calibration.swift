import Foundation
public import Policy

/// How often the findings of one rule were right, of those that persons decided.
public struct RulePrecision: Sendable, Hashable {
  public let kind: Finding.Kind
  public let rule: String
  public let confirmed: Int
  public let dismissed: Int
  /// Findings of the rule that nobody has decided.
  public let undecided: Int
  /// Share confirmed of those decided; nil before the first decision.
  public let precision: Double?
  /// The share of all findings like these lies between with nine chances in ten (Wilson 1927).
  public let low: Double
  public let high: Double
  /// What was to be expected: the mean score of those decided; nil before the first decision.
  public let expected: Double?
  /// What is added to the log-odds of the scores of those undecided.
  public let shift: Double
}

/// Scores set right by what persons decided.
///
/// The log-odds of all scores of a rule are moved by one amount: the likeliest given what was decided on that rule, held back by a
/// normal prior around 0 of standard deviation 1 (recalibration of the intercept, Cox 1958, with a ridge). So a few decisions
/// move little, many move as far as they must, the order of the findings of a rule stays, and a rule on which nobody
/// decided keeps its scores. Each decision is compared with its own finding's score, so that deciding the best first does no harm.
public struct Calibration: Sendable, Hashable {
  /// A kind of finding and the rule that made it.
  struct Key: Sendable, Hashable {
    var kind: Finding.Kind
    var rule: String
  }

  /// By kind, then by rule.
  public let rules: [RulePrecision]
  private let byKey: [Key: RulePrecision]

  /// - Parameter findings: with the scores that the rules gave them, and with the status that persons gave them.
  /// - Complexity: linear.
  public init(_ findings: [Finding]) {
    let kinds = Dictionary(uniqueKeysWithValues: zip(Finding.Kind.allCases, 0...))
    var byKey: [Key: RulePrecision] = [:]
    for (key, findings) in Dictionary(grouping: findings, by: \.calibrationKey) {
      byKey[key] = RulePrecision(key, findings)
    }
    self.byKey = byKey
    rules = byKey.values.sorted {
      (kinds[$0.kind] ?? 0, $0.rule) < (kinds[$1.kind] ?? 0, $1.rule)
    }
  }

  /// What is known of the rule that made a finding; nil where no finding of the rule was given.
  public func precision(of finding: Finding) -> RulePrecision? { byKey[finding.calibrationKey] }

  /// The score of an undecided finding, given the score of the rule.
  public func score(of finding: Finding) -> Double {
    guard let shift = byKey[finding.calibrationKey]?.shift, shift != 0 else { return finding.score }
    return LogOdds.moved(finding.score, by: shift)
  }
}

extension RulePrecision {
  fileprivate init(_ key: Calibration.Key, _ findings: [Finding]) {
    kind = key.kind
    rule = key.rule
    let decided = findings.filter { $0.status != .proposed }
    confirmed = decided.count { $0.status == .confirmed }
    dismissed = decided.count - confirmed
    undecided = findings.count - decided.count
    let share = CountedShare(confirmed, of: decided.count)
    precision = share.value
    (low, high) = (share.low, share.high)
    expected =
      decided.isEmpty
      ? nil : decided.reduce(0) { $0 + LogOdds.bounded($1.score) } / Double(decided.count)
    shift = LogOdds.shift(decided.map { ($0.score, $0.status == .confirmed) })
  }
}

extension Finding {
  /// The rule that made it: the first that it names which is not the number of an effect ("E0412"); its kind, where it names none.
  public var rule: String {
    let isEffect = { (rule: String) in rule.first == "E" && rule.dropFirst().allSatisfy(\.isNumber)
    }
    return grounds.first { !isEffect($0.rule) }?.rule ?? kind.rawValue
  }

  fileprivate var calibrationKey: Calibration.Key { .init(kind: kind, rule: rule) }
}

/// Probabilities as log-odds.
private enum LogOdds {
  static func bounded(_ score: Double) -> Double {
    min(0.99, max(0.01, score.isFinite ? score : 0.01))
  }

  static func moved(_ score: Double, by shift: Double) -> Double {
    let score = bounded(score)
    return 1 / (1 + (1 - score) / score * exp(-shift))
  }

  /// The mode of the posterior, by Newton's method on a concave function.
  static func shift(_ decided: [(score: Double, isTrue: Bool)]) -> Double {
    guard !decided.isEmpty else { return 0 }
    var shift = 0.0
    for _ in 0..<50 {
      var slope = -shift
      var curvature = 1.0
      for (score, isTrue) in decided {
        let chance = moved(score, by: shift)
        slope += (isTrue ? 1 : 0) - chance
        curvature += chance * (1 - chance)
      }
      // A step of at most 1 cannot leap over the mode and back for ever.
      let step = min(1, max(-1, slope / curvature))
      shift += step
      if abs(step) < 1e-12 { break }
    }
    return shift
  }
}

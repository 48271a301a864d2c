public import Policy

/// How often statements made with a score are right: a score means something when of those scored about 0.8 four in
/// five are (reliability diagram; Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised
/// learning", ICML 2005).
public struct Reliability: Sendable, Hashable {
  public struct Bin: Sendable, Hashable {
    /// Scores from and below.
    public var scores: Range<Double>
    public var count: Int
    /// Mean score of the statements in it, and the share of them that is right.
    public var mean: Double
    public var right: Double
  }

  /// Bins that hold a statement.
  public private(set) var bins: [Bin] = []
  public let count: Int
  /// Mean distance between score and share of right ones over the bins, weighted by their counts (expected calibration
  /// error).
  public let error: Double

  /// - Parameter statements: scores from 0 to 1 with whether they are right.
  public init(_ statements: [(score: Double, isRight: Bool)], bins number: Int = 10) {
    var scores = [Double](repeating: 0, count: number)
    var right = [Int](repeating: 0, count: number)
    var counts = right
    for statement in statements {
      let bin = min(number - 1, max(0, Int(statement.score * Double(number))))
      scores[bin] += statement.score
      counts[bin] += 1
      if statement.isRight { right[bin] += 1 }
    }
    var distance = 0.0
    for bin in 0..<number where counts[bin] > 0 {
      let size = Double(counts[bin])
      let found = Bin(
        scores: Double(bin) / Double(number)..<Double(bin + 1) / Double(number),
        count: counts[bin], mean: scores[bin] / size, right: Double(right[bin]) / size)
      bins.append(found)
      distance += abs(found.mean - found.right) * size
    }
    count = statements.count
    error = statements.isEmpty ? 0 : distance / Double(statements.count)
  }
}

extension Reliability {
  /// Of relevance: each passage's score against its label.
  public static func ofRelevance(
    _ gold: [GoldPassage], _ codings: [ProvisionCoding]
  ) -> Reliability {
    Reliability(
      zip(gold, codings).map { (score: $1.relevance.score, isRight: $0.isRelevant) })
  }

  /// Of objectives of the Global Compact: each one given against the labels.
  public static func ofObjectives(
    _ gold: [GoldPassage], _ codings: [ProvisionCoding]
  ) -> Reliability {
    Reliability(
      zip(gold, codings).flatMap { passage, coding -> [(score: Double, isRight: Bool)] in
        guard coding.relevance.isRelevant else { return [] }
        let right = Set(passage.objectives.map(Evaluation.code(ofObjective:)))
        return coding.objectives.filter { $0.code.hasPrefix("GCM-") }.map {
          (score: $0.score, isRight: right.contains($0.code))
        }
      })
  }
}

public import Policy

/// How well codings agree with what people have labelled.
///
/// Precision, recall and their harmonic mean F1 for each label, with percentile bootstrap intervals over passages
/// (Efron, "Bootstrap methods", Annals of Statistics 7, 1979; 95 %). Objectives and populations of a passage that is not
/// found relevant count as not given: the figures are end to end.
public struct Evaluation: Sendable {
  /// What was found, missed and wrongly given of one label.
  public struct Counts: Sendable, Hashable {
    public var found = 0
    public var wrong = 0
    public var missed = 0

    /// 1 when nothing was given: nothing given is nothing wrong.
    public var precision: Double { found + wrong == 0 ? 1 : Double(found) / Double(found + wrong) }
    /// 1 when there was nothing to find.
    public var recall: Double { found + missed == 0 ? 1 : Double(found) / Double(found + missed) }
    public var f1: Double {
      let all = 2 * found + wrong + missed
      return all == 0 ? 1 : Double(2 * found) / Double(all)
    }

    mutating func add(_ isGold: Bool, _ isGiven: Bool) {
      if isGold && isGiven {
        found += 1
      } else if isGiven {
        wrong += 1
      } else if isGold {
        missed += 1
      }
    }
  }

  /// One label's figures with what to look at.
  public struct Figure: Sendable, Hashable {
    public var label: String
    public var counts: Counts
    /// 95 % bootstrap interval of F1.
    public var interval: ClosedRange<Double>
    /// Ids of the passages that were wrongly given the label.
    public var wrong: [String]
    /// Ids of the passages that have the label and were not given it.
    public var missed: [String]
  }

  /// A mean over labels or decisions.
  public struct Mean: Sendable, Hashable {
    public var f1: Double
    public var interval: ClosedRange<Double>
  }

  /// Relevance over all passages, then without those that are migration text by their document alone.
  public var relevance: Figure
  public var fairRelevance: Figure
  /// Relevance by language, the most frequent first.
  public var relevanceByLanguage: [Figure]
  /// Passages that look like migration and are not, and the ids of those that were taken for it.
  public var traps: (count: Int, taken: [String])
  /// By objective of the Global Compact, those that occur in the gold.
  public var objectives: [Figure]
  public var objectivesMacro: Mean
  public var objectivesMicro: Mean
  public var populations: [Figure]
  public var populationsMacro: Mean
  /// Commitment, lead, deadline, budget, indicator.
  public var parts: [Figure]
  public var partsByLanguage: [Language: [Figure]]
  /// What was given instead of the gold objectives: pairs by how often.
  public var confusions: [(gold: String, given: String, count: Int)]

  /// - Parameters:
  ///   - codings: one for each gold passage, in the same order; the shorter of the two decides.
  ///   - rounds: bootstrap samples.
  ///   - seed: of the bootstrap; the same seed gives the same intervals.
  /// - Complexity: O(passages · labels · rounds).
  public init(
    gold: [GoldPassage], codings: [ProvisionCoding], populations table: GoldPopulations,
    rounds: Int = 1000, seed: UInt64 = 1
  ) {
    let pairs = Array(zip(gold, codings))
    let bootstrap = Bootstrap(count: pairs.count, rounds: rounds, seed: seed)

    func figure(
      _ label: String, over included: (GoldPassage) -> Bool = { _ in true },
      gold isGold: (GoldPassage) -> Bool, given isGiven: (ProvisionCoding) -> Bool
    ) -> (Figure, [Outcome]) {
      let outcomes = pairs.map { passage, coding in
        included(passage) ? Outcome(isGold: isGold(passage), isGiven: isGiven(coding)) : .none
      }
      return (Figure(label, outcomes, ids: pairs.map(\.0.id), bootstrap), outcomes)
    }
    func mean(_ labels: [[Outcome]]) -> (macro: Mean, micro: Mean) {
      bootstrap.means(of: labels)
    }

    let isRelevant = { (coding: ProvisionCoding) in coding.relevance.isRelevant }
    relevance = figure("relevance", gold: \.isRelevant, given: isRelevant).0
    fairRelevance =
      figure(
        "relevance without context-only", over: { !$0.isContextOnly }, gold: \.isRelevant,
        given: isRelevant
      ).0
    var languages: [Language: Int] = [:]
    for passage in gold { languages[passage.language, default: 0] += 1 }
    let ordered = languages.keys.sorted {
      (-languages[$0, default: 0], $0) < (-languages[$1, default: 0], $1)
    }
    relevanceByLanguage = ordered.map { language in
      figure(
        language.rawValue, over: { $0.language == language }, gold: \.isRelevant,
        given: isRelevant
      ).0
    }
    let traps = pairs.filter(\.0.isTrap)
    self.traps = (
      traps.count, traps.filter { $0.1.relevance.isRelevant }.map(\.0.id)
    )

    let numbers = Set(gold.flatMap(\.objectives)).sorted()
    let byObjective = numbers.map { number in
      figure(
        Self.code(ofObjective: number), gold: { $0.objectives.contains(number) },
        given: { coding in
          coding.relevance.isRelevant
            && coding.objectives.contains { $0.code == Self.code(ofObjective: number) }
        })
    }
    objectives = byObjective.map(\.0)
    (objectivesMacro, objectivesMicro) = mean(byObjective.map(\.1))

    let labels = Set(gold.flatMap(\.populations)).sorted()
    let byPopulation = labels.map { label in
      figure(
        label, gold: { $0.populations.contains(label) },
        given: { $0.relevance.isRelevant && table.labels(of: $0.populations).contains(label) })
    }
    populations = byPopulation.map(\.0)
    (populationsMacro, _) = mean(byPopulation.map(\.1))

    func parts(_ included: @escaping (GoldPassage) -> Bool) -> [Figure] {
      [
        figure(
          "commitment", over: included, gold: \.isCommitment, given: { $0.commitment != nil }),
        figure(
          "lead", over: included, gold: \.hasLead,
          given: { $0.particulars.lead.quality == .named }),
        figure(
          "deadline", over: included, gold: \.hasDeadline,
          given: { $0.particulars.deadline.quality == .named }),
        figure(
          "budget", over: included, gold: \.hasBudget,
          given: { $0.particulars.budget.quality == .named }),
        figure(
          "indicator", over: included, gold: \.hasIndicator,
          given: { $0.particulars.indicator.quality == .named }),
      ].map(\.0)
    }
    self.parts = parts { _ in true }
    partsByLanguage = Dictionary(
      uniqueKeysWithValues: ordered.map { language in (language, parts { $0.language == language })
      })
    confusions = Self.confusions(pairs)
  }

  static func code(ofObjective number: Int) -> String {
    number < 10 ? "GCM-0\(number)" : "GCM-\(number)"
  }

  /// Each missed objective with each objective wrongly given to the same passage; "none" where nothing was.
  private static func confusions(
    _ pairs: [(GoldPassage, ProvisionCoding)]
  ) -> [(gold: String, given: String, count: Int)] {
    struct Pair: Hashable {
      var gold: String
      var given: String
    }
    var counts: [Pair: Int] = [:]
    for (passage, coding) in pairs {
      let gold = Set(passage.objectives.map(code(ofObjective:)))
      let given =
        coding.relevance.isRelevant
        ? Set(coding.objectives.map(\.code).filter { $0.hasPrefix("GCM-") }) : []
      let missed = gold.subtracting(given)
      let wrong = given.subtracting(gold)
      for code in missed {
        for other in wrong.isEmpty ? ["none"] : wrong {
          counts[Pair(gold: code, given: other), default: 0] += 1
        }
      }
      if missed.isEmpty {
        for other in wrong { counts[Pair(gold: "none", given: other), default: 0] += 1 }
      }
    }
    return counts.map { ($0.key.gold, $0.key.given, $0.value) }
      .sorted { (-$0.2, $0.0, $0.1) < (-$1.2, $1.0, $1.1) }
  }
}

/// Whether a label is right for one passage and whether it was given.
enum Outcome: UInt8, Sendable {
  case none, found, wrong, missed

  init(isGold: Bool, isGiven: Bool) {
    self = isGold ? (isGiven ? .found : .missed) : isGiven ? .wrong : .none
  }
}

extension Evaluation.Counts {
  mutating func add(_ outcome: Outcome) {
    switch outcome {
    case .none: break
    case .found: found += 1
    case .wrong: wrong += 1
    case .missed: missed += 1
    }
  }

  static func + (a: Self, b: Self) -> Self {
    Self(found: a.found + b.found, wrong: a.wrong + b.wrong, missed: a.missed + b.missed)
  }
}

extension Evaluation.Figure {
  fileprivate init(_ label: String, _ outcomes: [Outcome], ids: [String], _ bootstrap: Bootstrap) {
    var counts = Evaluation.Counts()
    for outcome in outcomes { counts.add(outcome) }
    self.label = label
    self.counts = counts
    interval = bootstrap.means(of: [outcomes]).macro.interval
    wrong = zip(outcomes, ids).filter { $0.0 == .wrong }.map(\.1)
    missed = zip(outcomes, ids).filter { $0.0 == .missed }.map(\.1)
  }
}

/// Samples of passages with replacement, the same for all figures.
private struct Bootstrap {
  let count: Int
  let rounds: Int
  let seed: UInt64

  /// Macro and micro F1 over labels with their intervals.
  func means(of labels: [[Outcome]]) -> (macro: Evaluation.Mean, micro: Evaluation.Mean) {
    let all = figures(labels) { $0 }
    var macros: [Double] = []
    var micros: [Double] = []
    var random = SplitMix64(seed: seed)
    var sample = [Int](repeating: 0, count: count)
    for _ in 0..<(count > 0 ? rounds : 0) {
      for i in sample.indices { sample[i] = Int.random(in: 0..<count, using: &random) }
      let round = figures(labels) { sample[$0] }
      macros.append(round.macro)
      micros.append(round.micro)
    }
    return (
      Evaluation.Mean(f1: all.macro, interval: Self.interval(macros, around: all.macro)),
      Evaluation.Mean(f1: all.micro, interval: Self.interval(micros, around: all.micro))
    )
  }

  private func figures(
    _ labels: [[Outcome]], _ passage: (Int) -> Int
  ) -> (macro: Double, micro: Double) {
    var sum = 0.0
    var total = Evaluation.Counts()
    for outcomes in labels {
      var counts = Evaluation.Counts()
      for i in outcomes.indices { counts.add(outcomes[passage(i)]) }
      sum += counts.f1
      total = total + counts
    }
    return (labels.isEmpty ? 1 : sum / Double(labels.count), total.f1)
  }

  private static func interval(_ values: [Double], around value: Double) -> ClosedRange<Double> {
    guard !values.isEmpty else { return value...value }
    let sorted = values.sorted()
    let low = sorted[Int(Double(sorted.count) * 0.025)]
    let high = sorted[min(sorted.count - 1, Int(Double(sorted.count) * 0.975))]
    return low...high
  }
}

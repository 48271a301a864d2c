import Coding
import Policy

/// The figures of an evaluation, for people and for programs.
struct EvaluationText {
  private let evaluation: Evaluation
  private let passages: Int
  private let relevance: Reliability
  private let objectives: Reliability

  init(
    _ evaluation: Evaluation, passages: Int, relevance: Reliability, objectives: Reliability
  ) {
    self.evaluation = evaluation
    self.passages = passages
    self.relevance = relevance
    self.objectives = objectives
  }

  // MARK: For people

  func text(_ terminal: Terminal) -> String {
    var text =
      "\(passages) passages. P precision, R recall, F1 their mean, with its 95 % interval.\n"
    func section(_ title: String, _ figures: [Evaluation.Figure]) {
      guard !figures.isEmpty else { return }
      text += "\n" + terminal.styled(title, .bold) + "\n"
      var table = TextTable("", "P", "R", "F1", "interval", "found", "wrong", "missed")
      for figure in figures {
        let counts = figure.counts
        table.add(
          figure.label, counts.precision.rounded3, counts.recall.rounded3, counts.f1.rounded3,
          Self.interval(figure.interval), "\(counts.found)", "\(counts.wrong)", "\(counts.missed)")
      }
      text += table.text(width: max(terminal.width, 80))
    }
    section("Relevance", [evaluation.relevance, evaluation.fairRelevance])
    section("Relevance by language", evaluation.relevanceByLanguage)
    if evaluation.traps.count > 0 {
      let taken = evaluation.traps.taken
      text +=
        "Traps taken: \(taken.count) of \(evaluation.traps.count)"
        + (taken.isEmpty ? "" : " (\(taken.joined(separator: ", ")))").withoutControls + "\n"
    }
    section("Commitments", evaluation.parts)
    for language in evaluation.relevanceByLanguage.map({ Language(rawValue: $0.label) })
    where evaluation.relevanceByLanguage.count > 1 {
      section("Commitments, \(language.rawValue)", evaluation.partsByLanguage[language] ?? [])
    }
    section("Objectives", evaluation.objectives)
    if !evaluation.objectives.isEmpty {
      text += Self.means(evaluation.objectivesMacro, evaluation.objectivesMicro)
    }
    section("Populations", evaluation.populations)
    if !evaluation.populations.isEmpty {
      text += "macro F1 \(evaluation.populationsMacro.f1.rounded3)"
      text += "  \(Self.interval(evaluation.populationsMacro.interval))\n"
    }
    text += confusionText(terminal)
    text += reliabilityText("Relevance, score by score", relevance, terminal)
    text += reliabilityText("Objectives, score by score", objectives, terminal)
    return text
  }

  private static func interval(_ range: ClosedRange<Double>) -> String {
    "\(range.lowerBound.rounded3)–\(range.upperBound.rounded3)"
  }

  private static func means(_ macro: Evaluation.Mean, _ micro: Evaluation.Mean) -> String {
    "macro F1 \(macro.f1.rounded3)  \(interval(macro.interval))\n"
      + "micro F1 \(micro.f1.rounded3)  \(interval(micro.interval))\n"
  }

  private func confusionText(_ terminal: Terminal) -> String {
    let shown = evaluation.confusions.prefix(15)
    guard !shown.isEmpty else { return "" }
    var table = TextTable("labelled", "given", "times")
    for confusion in shown { table.add(confusion.gold, confusion.given, "\(confusion.count)") }
    return "\n" + terminal.styled("Objectives taken for others", .bold) + "\n"
      + table.text(width: terminal.width)
  }

  private func reliabilityText(
    _ title: String, _ reliability: Reliability, _ terminal: Terminal
  ) -> String {
    guard reliability.count > 0 else { return "" }
    var table = TextTable("score", "mean", "right", "cases")
    for bin in reliability.bins {
      table.add(
        "\(bin.scores.lowerBound.rounded2)–\(bin.scores.upperBound.rounded2)", bin.mean.rounded2,
        bin.right.rounded2, "\(bin.count)")
    }
    return "\n" + terminal.styled(title, .bold) + "\n" + table.text(width: terminal.width)
      + "mean distance \(reliability.error.rounded3)\n"
  }

  // MARK: For programs

  var json: JSONValue {
    .record([
      "passages": .integer(passages),
      "relevance": Self.json(evaluation.relevance),
      "relevanceWithoutContextOnly": Self.json(evaluation.fairRelevance),
      "relevanceByLanguage": Self.json(evaluation.relevanceByLanguage),
      "traps": .record([
        "count": .integer(evaluation.traps.count), "taken": .strings(evaluation.traps.taken),
      ]),
      "commitments": Self.json(evaluation.parts),
      "commitmentsByLanguage": .object(
        evaluation.relevanceByLanguage.map { figure in
          JSONValue.Member(
            key: figure.label,
            value: Self.json(evaluation.partsByLanguage[Language(rawValue: figure.label)] ?? []))
        }),
      "objectives": Self.json(evaluation.objectives),
      "objectivesMacro": Self.json(evaluation.objectivesMacro),
      "objectivesMicro": Self.json(evaluation.objectivesMicro),
      "populations": Self.json(evaluation.populations),
      "populationsMacro": Self.json(evaluation.populationsMacro),
      "confusions": .array(
        evaluation.confusions.map {
          .record([
            "gold": .string($0.gold), "given": .string($0.given), "count": .integer($0.count),
          ])
        }),
      "reliability": .record([
        "relevance": Self.json(relevance), "objectives": Self.json(objectives),
      ]),
    ])
  }

  private static func json(_ figures: [Evaluation.Figure]) -> JSONValue {
    .array(figures.map(json))
  }

  private static func json(_ figure: Evaluation.Figure) -> JSONValue {
    .record([
      "label": .string(figure.label), "precision": .number(figure.counts.precision),
      "recall": .number(figure.counts.recall), "f1": .number(figure.counts.f1),
      "interval": json(figure.interval), "found": .integer(figure.counts.found),
      "wrong": .strings(figure.wrong), "missed": .strings(figure.missed),
    ])
  }

  private static func json(_ mean: Evaluation.Mean) -> JSONValue {
    .record(["f1": .number(mean.f1), "interval": json(mean.interval)])
  }

  private static func json(_ range: ClosedRange<Double>) -> JSONValue {
    .array([.number(range.lowerBound), .number(range.upperBound)])
  }

  private static func json(_ reliability: Reliability) -> JSONValue {
    .record([
      "count": .integer(reliability.count), "error": .number(reliability.error),
      "bins": .array(
        reliability.bins.map { bin in
          .record([
            "from": .number(bin.scores.lowerBound), "to": .number(bin.scores.upperBound),
            "count": .integer(bin.count), "mean": .number(bin.mean), "right": .number(bin.right),
          ])
        }),
    ])
  }
}

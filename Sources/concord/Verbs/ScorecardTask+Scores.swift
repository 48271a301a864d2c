import Foundation
import Indices
import Policy
import Reports
import Workspace

/// Scores: of one round, between two, and what it takes to reach a target.
extension ScorecardTask {
  func score() throws -> ExitStatus {
    let instrument = try instrument()
    let (sheets, isWhole) = try sheets(instrument, files)
    guard !sheets.isEmpty else { throw nothingThere(instrument) }
    let scorer = Scorer(instrument)
    let cards = scorer.score(sheets, basis: basis)
    let ranks = try? scorer.ranks(cards)
    let uncertainty = try uncertainty(instrument, sheets, cards)
    switch arguments.format {
    case "json":
      let records = cards.enumerated().map { i, card in
        card.record(rank: ranks?[i], uncertainty: uncertainty?.units[i])
      }
      terminal.line(
        (cards.count == 1 ? records[0] : .array(records)).text(indent: true))
    case "csv":
      terminal.write(CSV.line(Scorecard.columns))
      for card in cards { for row in card.rows { terminal.write(CSV.line(row)) } }
    default:
      for (i, card) in cards.enumerated() {
        terminal.write(ScorecardText(card, terminal, uncertainty?.units[i]).text)
      }
      if cards.count > 1 { try writeRanks(cards, scorer) }
    }
    try write(
      Scorecard.tables(cards, ranks: ranks, uncertainty: uncertainty), of: instrument)
    try writeReport(cards, instrument, uncertainty: uncertainty)
    let status = complain(cards)
    return isWhole ? status : .partly
  }

  /// What the disagreement of respondents does to the scores; nil where they agree on all that several of them answered.
  private func uncertainty(
    _ instrument: Instrument, _ sheets: [AnswerSheet], _ cards: [Scorecard]
  ) throws -> RespondentUncertainty? {
    let runs = try arguments.integer("draws", in: 1...1_000_000)
    let isDisputed = cards.contains { $0.agreement?.disputed.isEmpty == false }
    guard isDisputed else { return nil }
    return RespondentUncertainty(
      instrument, sheets, basis: basis, runs: runs ?? 1000,
      seed: UInt64(try arguments.integer("random", in: 0...Int.max) ?? 1))
  }

  /// The results as a workbook, where --out names one.
  private func write(_ tables: [ResultTable], of instrument: Instrument) throws {
    guard let out = arguments["out"] else { return }
    guard out.lowercased().hasSuffix(".xlsx") else {
      throw Arguments.UsageError(
        message: "--out cannot be «\(out)».",
        hint: "Results go into a workbook that ends in .xlsx; for CSV and JSON use --format.")
    }
    try ResultWorkbook.write(tables, to: URL(fileURLWithPath: out), title: instrument.name)
    terminal.remark(out.withoutControls)
  }

  private func writeRanks(_ cards: [Scorecard], _ scorer: Scorer) throws {
    guard scorer.instrument.isScored else { return }
    let ranks = try scorer.ranks(cards)
    terminal.line("\n" + terminal.styled("Units by score", .bold))
    var table = TextTable("RANK", "SCORE", "POSSIBLE", "ANSWERED", "UNIT")
    let order = cards.indices.sorted { (ranks[$0] ?? .max, $0) < (ranks[$1] ?? .max, $1) }
    for i in order {
      let node = cards[i].overall
      table.add(
        ranks[i].map(String.init) ?? "–", node.score?.rounded2 ?? "–",
        node.bounds.map { "\($0.lowerBound.rounded2)–\($0.upperBound.rounded2)" } ?? "",
        "\(Int((node.coverage * 100).rounded())) %", cards[i].unit + " " + cards[i].round)
    }
    terminal.write(table.text(width: terminal.width))
  }

  private func writeReport(
    _ cards: [Scorecard], _ instrument: Instrument, _ comparison: ScorecardComparison? = nil,
    uncertainty: RespondentUncertainty? = nil
  ) throws {
    guard let out = arguments["report"] else { return }
    guard cards.count == 1 else {
      throw Arguments.UsageError(
        message: "A page shows one unit in one round; the answers are of \(cards.count).",
        hint: "Choose with --unit, --round and --side.")
    }
    let resources = try ResourceFolder()
    let language = Language(rawValue: arguments["language"] ?? "en")
    let report = try ScorecardReport(
      cards[0], of: instrument, comparison: comparison, uncertainty: uncertainty?.units.first,
      language: language,
      resource: resources.bytes)
    try report.write(to: URL(fileURLWithPath: out))
    terminal.remark(out.withoutControls)
  }

  func compare() throws -> ExitStatus {
    let later = try instrument()
    var earlier = later
    if let edition = arguments["earlier-edition"] {
      let name = (arguments.positional(1) ?? "").split(separator: "@").first.map(String.init) ?? ""
      earlier = try shelf.instrument(name + "@" + edition)
    }
    let pair = try rounds(later)
    let comparison = ScorecardComparison(
      (pair.earlier, earlier), (pair.later, later), basis: basis)
    switch arguments.format {
    case "json": terminal.line(comparison.record.text(indent: true))
    case "csv":
      terminal.write(CSV.line(ScorecardComparison.columns))
      for row in comparison.rows { terminal.write(CSV.line(row)) }
    default: terminal.write(ScorecardText.text(of: comparison, terminal))
    }
    try write(comparison.tables, of: later)
    try writeReport([comparison.later], later, comparison)
    let status = complain([comparison.earlier, comparison.later])
    return pair.isWhole ? status : .partly
  }

  private func rounds(_ instrument: Instrument) throws -> (
    earlier: AnswerSheet, later: AnswerSheet, isWhole: Bool
  ) {
    let (all, isWhole) = try sheets(instrument, files)
    func one(_ round: String?, _ otherwise: AnswerSheet?) throws -> AnswerSheet {
      let fitting = round.map { round in all.filter { $0.round == round } }
      guard let fitting else {
        guard let otherwise else { throw nothingThere(instrument) }
        return otherwise
      }
      guard let only = fitting.first, fitting.count == 1 else {
        throw Arguments.UsageError(
          message: fitting.isEmpty
            ? "There are no answers for the round \(round ?? "")."
            : "There are several units in the round \(round ?? ""): choose with --unit and --side.")
      }
      return only
    }
    if arguments["from"] == nil, arguments["to"] == nil {
      guard all.count == 2 else {
        throw Arguments.UsageError(
          message: "Two rounds are needed; the answers are of \(all.count).",
          hint: "Choose with --from, --to, --unit and --side.")
      }
    }
    let ordered = all.sorted { $0.round < $1.round }
    return (
      try one(arguments["from"], ordered.first), try one(arguments["to"], ordered.last), isWhole
    )
  }

  func reach() throws -> ExitStatus {
    var instrument = try instrument()
    if arguments.has("every-respondent") {
      // Whoever is right on each item, no answer is worse than the worst that was given.
      instrument.consensus = instrument.direction == .higherIsBetter ? .lowest : .highest
    }
    let (sheets, isWhole) = try sheets(instrument, files)
    guard let sheet = sheets.first, sheets.count == 1 else {
      guard !sheets.isEmpty else { throw nothingThere(instrument) }
      throw Arguments.UsageError(
        message: "The answers are of \(sheets.count) units or rounds.",
        hint: "Choose one with --unit, --round and --side.")
    }
    guard let target = arguments["target"] else {
      throw Arguments.UsageError(message: "Say what to reach: --target CLASS, or --target score:60")
    }
    let fixed = Set(
      (arguments["keep"] ?? "").split(separator: ",").map { String($0).trimmingSpaces })
    for id in fixed where instrument.item(id) == nil {
      throw Arguments.UsageError(message: "--keep: \(instrument.id) has no item «\(id)».")
    }
    let scorer = Scorer(instrument)
    let change: SmallestChange
    if target.hasPrefix("score:"), let score = Double(target.dropFirst(6)), score.isFinite {
      change = try scorer.smallestChange(sheet, toScore: score, fixed: fixed, basis: basis)
    } else if let code = Int(target) {
      change = try scorer.smallestChange(sheet, toClass: code, fixed: fixed, basis: basis)
    } else {
      throw Arguments.UsageError(
        message: "--target cannot be «\(target)».", hint: "It is a class, or score:60.")
    }
    try write([change.table], of: instrument)
    switch arguments.format {
    case "json": terminal.line(change.record.text(indent: true))
    case "csv":
      terminal.write(CSV.line(["item", "part", "label", "to", "gain"]))
      for step in change.steps {
        terminal.write(
          CSV.line([step.item, step.part ?? "", step.label, step.to, "\(step.gain)"]))
      }
    default: terminal.write(ScorecardText.text(of: change, terminal))
    }
    return isWhole ? .done : .partly
  }

  func classes() throws -> ExitStatus {
    let instrument = try instrument()
    let codes = arguments.positionals.dropFirst(2).map { Int($0) }
    let domains = instrument.root.parts.compactMap { part in
      if case .node(let node) = part { node } else { nil }
    }
    guard codes.count == domains.count, codes.allSatisfy({ $0 != nil }) else {
      throw Arguments.UsageError(
        message: "\(instrument.id) has \(domains.count) domains: give the class of each.",
        hint: domains.map(\.label).joined(separator: "; "))
    }
    let given = Dictionary(uniqueKeysWithValues: zip(domains.map(\.id), codes.compactMap(\.self)))
    guard let range = instrument.overallRange(domainClasses: given) else {
      terminal.complain("no answers give these classes: check them against concord scorecard show.")
      return .failed
    }
    let possible = instrument.classes(in: range)
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.record([
          "lowest": .number(range.lowerBound), "highest": .number(range.upperBound),
          "classes": .array(possible.map { .integer($0.code) }),
        ]).text(indent: true))
    case "csv":
      terminal.write(CSV.line(["lowest", "highest", "classes"]))
      terminal.write(
        CSV.line([
          "\(range.lowerBound)", "\(range.upperBound)",
          possible.map { String($0.code) }.joined(separator: "; "),
        ]))
    default:
      terminal.line("\(range.lowerBound.rounded2) to \(range.upperBound.rounded2)")
      for each in possible { terminal.line("class \(each.code): \(each.label)") }
    }
    return .done
  }
}

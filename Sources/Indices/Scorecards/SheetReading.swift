import Policy

/// The answers of one sheet read by the instrument: one reading for each item, and what each respondent said.
struct SheetReading {
  let instrument: Instrument
  let sheet: AnswerSheet
  let basis: Instrument.Basis
  private(set) var unit = ScoreTree.Unit(readings: [:])
  private(set) var problems: [AnswerProblem] = []
  /// Answers that were used or refused, by item.
  private(set) var answers: [String: [Answer]] = [:]
  private(set) var byRespondent: [String: [String: Double]] = [:]
  /// Readings of what is done, where the answers tell it from the law.
  private(set) var practice: [String: ItemReading] = [:]
  /// What each one's answers alone would give.
  private(set) var respondents: [(name: String, unit: ScoreTree.Unit)] = []

  init(_ instrument: Instrument, _ sheet: AnswerSheet, basis: Instrument.Basis) {
    self.instrument = instrument
    self.sheet = sheet
    self.basis = basis
    let known = Set(instrument.items.map(\.id))
    let nodes = Set(instrument.nodes.map(\.id))
    var used: [Answer] = []
    for answer in sheet.answers {
      let isOwn = isOwn(answer)
      if known.contains(answer.item) {
        answers[answer.item, default: []].append(answer)
        if isOwn { used.append(answer) }
      } else if nodes.contains(answer.item) {
        if isOwn { take(answer) }
      } else {
        problems.append(
          AnswerProblem(
            file: answer.file, line: answer.line, column: "item", item: answer.item,
            reason: "\(instrument.id) (\(instrument.edition)) has no such item"))
      }
    }
    checkEdition()
    readEach(used)
    if basis != .practice, sheet.answers.contains(where: { $0.basis == "practice" }) {
      practice = SheetReading(instrument, sheet, basis: .practice).unit.readings
    }
  }

  /// Whether an answer speaks of what is scored: law, policy or practice.
  func isOwn(_ answer: Answer) -> Bool {
    answer.basis.map { $0 == basis.rawValue } ?? (basis == instrument.bases[0])
  }

  private mutating func checkEdition() {
    guard sheet.instrument == instrument.id, sheet.edition == instrument.edition else {
      problems.append(
        AnswerProblem(
          file: sheet.answers.first?.file, item: "",
          reason:
            "the answers are to \(sheet.instrument) (\(sheet.edition)), not to \(instrument.id) (\(instrument.edition))"
        ))
      return
    }
  }

  /// The score of a domain that is given in the place of its items.
  private mutating func take(_ answer: Answer) {
    let node = instrument.nodes.first { $0.id == answer.item }
    let scale = node.flatMap(ScoreTree.scale(of:))
    guard let score = Double(answer.value), score.isFinite,
      scale.map({ $0.lowerBound - 1e-9 <= score && score <= $0.upperBound + 1e-9 }) ?? true
    else {
      let range = scale.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""
      problems.append(
        AnswerProblem(
          file: answer.file, line: answer.line, item: answer.item,
          reason: "«\(answer.value)» is no score of this domain: give a number\(range)"))
      return
    }
    unit.given[answer.item] = score
  }

  private mutating func readEach(_ used: [Answer]) {
    var order: [String] = []
    var groups: [String: [Answer]] = [:]
    for answer in used {
      let name = answer.respondent ?? ""
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(answer)
    }
    for name in order.isEmpty ? [""] : order {
      var reader = RespondentReading(instrument, groups[name] ?? [], sheet.perspective)
      reader.readAll()
      problems += reader.problems
      respondents.append((name, ScoreTree.Unit(readings: reader.readings, given: unit.given)))
    }
    for item in instrument.items {
      let readings = respondents.map { $0.unit.readings[item.id] ?? .unanswered(item) }
      unit.readings[item.id] = Self.consensus(readings, instrument.consensus, item)
      for (respondent, reading) in zip(respondents, readings) {
        if let score = reading.score {
          byRespondent[item.id, default: [:]][respondent.name] = score
        }
      }
    }
  }

  private static func consensus(
    _ readings: [ItemReading], _ rule: Instrument.Consensus, _ item: Instrument.Item
  ) -> ItemReading {
    let answered = readings.filter { $0.state == .answered }
    guard let first = answered.first else {
      return readings.first { $0.state != .unanswered } ?? readings.first ?? .unanswered(item)
    }
    guard answered.count > 1, first.score != nil else { return first }
    var one = first
    one.score = rule(answered.compactMap(\.score))
    let ranges = answered.compactMap(\.range)
    let low = rule(ranges.map(\.lowerBound)) ?? 0
    let high = rule(ranges.map(\.upperBound)) ?? 0
    one.range = ranges.isEmpty ? nil : min(low, high)...max(low, high)
    one.coverage = answered.reduce(0) { $0 + $1.coverage } / Double(answered.count)
    one.code = answered.allSatisfy { $0.code == first.code } ? first.code : nil
    return one
  }

  func respondentScores() -> [Scorecard.RespondentScore] {
    guard respondents.count > 1 else { return [] }
    let tree = ScoreTree(instrument, respondents.map(\.unit))
    return respondents.indices.map { i in
      Scorecard.RespondentScore(
        respondent: respondents[i].name,
        answered: respondents[i].unit.readings.values.count { $0.state == .answered },
        score: tree.values[instrument.root.id]?[i].score)
    }
  }

  func agreement() -> Scorecard.Agreement? {
    var codes: [String: Double] = [:]
    var nominal: [[Double]] = []
    var interval: [[Double]] = []
    var disputed: [(item: String, spread: Double)] = []
    for item in instrument.items where item.isScored {
      let readings = respondents.compactMap { $0.unit.readings[item.id] }
        .filter { $0.state == .answered }
      guard readings.count > 1 else { continue }
      nominal.append(
        readings.map { reading in
          let code = reading.code ?? ""
          if codes[code] == nil { codes[code] = Double(codes.count) }
          return codes[code] ?? 0
        })
      let scores = readings.compactMap(\.score)
      let low = item.range?.lowerBound ?? scores.min() ?? 0
      let width = (item.range?.upperBound ?? scores.max() ?? 1) - low
      let shares = scores.map { width > 0 ? ($0 - low) / width : 0 }
      interval.append(shares)
      let spread = (shares.max() ?? 0) - (shares.min() ?? 0)
      if Set(nominal[nominal.count - 1]).count > 1 { disputed.append((item.id, spread)) }
    }
    guard !nominal.isEmpty else { return nil }
    let ranked = disputed.enumerated().sorted {
      ($1.element.spread, $0.offset) < ($0.element.spread, $1.offset)
    }
    return Scorecard.Agreement(
      items: nominal.count, respondents: respondents.count,
      nominal: KrippendorffAlpha.alpha(nominal, metric: .nominal),
      interval: KrippendorffAlpha.alpha(interval, metric: .interval),
      disputed: ranked.map(\.element.item))
  }
}

extension Instrument.Consensus {
  /// Nil for no values.
  func callAsFunction(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    switch self {
    case .mean: return values.reduce(0, +) / Double(values.count)
    case .lowest: return values.min()
    case .highest: return values.max()
    case .median:
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }
}

/// The readings of one respondent; formulas and conditions look at their own answers to other items.
struct RespondentReading {
  let instrument: Instrument
  let perspective: String?
  private let answers: [String: [Answer]]
  private(set) var readings: [String: ItemReading] = [:]
  private(set) var problems: [AnswerProblem] = []

  init(_ instrument: Instrument, _ answers: [Answer], _ perspective: String?) {
    self.instrument = instrument
    self.perspective = perspective
    self.answers = Dictionary(grouping: answers, by: \.item)
  }

  mutating func readAll() {
    for item in instrument.items { _ = reading(of: item) }
  }

  /// Ends, for the instrument was checked to have no item that leads back to itself.
  private mutating func reading(of item: Instrument.Item) -> ItemReading {
    if let known = readings[item.id] { return known }
    var reading = ItemReading.unanswered(item)
    if !item.isAsked(of: perspective) {
      reading = ItemReading(state: .otherSide, coverage: 0)
    } else if let rule = idleRule(item) {
      reading = ItemReading(state: .idle(rule), coverage: 1)
    } else {
      var others: [String: Double] = [:]
      if case .number(let rule) = item.kind, let formula = rule.formula {
        for name in formula.names where !rule.inputs.contains(name) {
          if let other = instrument.item(name) { others[name] = self.reading(of: other).score }
        }
      }
      do {
        reading = try ItemReader(instrument: instrument, item: item).read(answers[item.id] ?? []) {
          others[$0]
        }
      } catch {
        problems.append(error)
      }
    }
    readings[item.id] = reading
    return reading
  }

  /// What the item counts as when it is not asked; nil when it is. An unanswered condition leaves the item open.
  private mutating func idleRule(_ item: Instrument.Item) -> Instrument.MissingRule? {
    guard let condition = item.condition, let other = instrument.item(condition.item) else {
      return nil
    }
    let reading = reading(of: other)
    switch reading.state {
    case .unanswered: return nil
    case .answered:
      let codes = (reading.code ?? "").split(separator: ";").map { String($0).trimmingSpaces }
      return codes.contains(where: condition.answers.contains) ? nil : condition.otherwise
    case .notApplicable, .idle, .otherSide: return condition.otherwise
    }
  }
}

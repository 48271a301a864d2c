import Policy

/// What an answer is worth, with the scores that are possible while it is incomplete.
struct ItemReading: Sendable, Hashable {
  enum State: Sendable, Hashable {
    case answered
    /// Nothing, or nothing that can be used.
    case unanswered
    case notApplicable
    /// Not asked, for the answer to another item makes it idle; counts as the rule says.
    case idle(Instrument.MissingRule)
    /// Not asked of this side.
    case otherSide
  }

  var state: State
  /// Nil unless answered.
  var score: Double?
  /// Nil when the item has no bounds.
  var range: ClosedRange<Double>?
  /// Share of its parts that are answered.
  var coverage: Double
  /// Code of the option, or the text.
  var code: String?

  static func unanswered(_ item: Instrument.Item) -> ItemReading {
    ItemReading(state: .unanswered, score: nil, range: item.range, coverage: 0)
  }

  static func answered(_ score: Double, _ code: String?) -> ItemReading {
    ItemReading(state: .answered, score: score, range: score...score, coverage: 1, code: code)
  }
}

/// An answer that cannot be used, and why.
public struct AnswerProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where the answer stands, when it was read from a file.
  public var file: String? = nil
  public var line: Int?
  public var column = "answer"
  /// Empty where the whole sheet is meant.
  public var item: String
  public var reason: String

  public var description: String {
    let place = line.map { "line \($0), column \(column), " } ?? ""
    guard !item.isEmpty else { return (file.map { $0 + ": " } ?? "") + reason }
    return (file.map { $0 + ", " } ?? "") + place + "item «\(item)»: \(reason)"
  }
}

/// Reads the answers of one respondent to one item.
struct ItemReader {
  let instrument: Instrument
  let item: Instrument.Item

  /// - Parameter other: the score of another item, for formulas that name one.
  func read(_ answers: [Answer], _ other: (String) -> Double?) throws(AnswerProblem) -> ItemReading
  {
    guard let first = answers.first else {
      if case .number(let rule) = item.kind, rule.inputs.isEmpty {
        return try number(rule, [:], place: (nil, nil), other)
      }
      return .unanswered(item)
    }
    if answers.count == 1, first.part == nil, let reason = missing(first.value) {
      return reason == .unknown
        ? .unanswered(item)
        : ItemReading(state: .notApplicable, coverage: 1, code: first.value)
    }
    switch item.kind {
    case .choice(let options), .marker(_, let options):
      let option = try self.option(first, in: options)
      guard let value = option.value else {
        return ItemReading(state: .notApplicable, coverage: 1, code: option.code)
      }
      return .answered(item.rescale.map { $0(value) } ?? value, option.code)
    case .points(let base, let extras, let cap): return try points(answers, base, extras, cap)
    case .number(let rule):
      var inputs: [String: Double] = [:]
      for answer in answers {
        let name = answer.part ?? (rule.inputs.count == 1 ? rule.inputs[0] : "")
        guard rule.inputs.contains(name) else {
          throw problem(answer, "say which number is meant: \(rule.inputs.joined(separator: ", "))")
        }
        if missing(answer.value) != nil { continue }
        inputs[name] = try amount(answer, rule)
      }
      return try number(rule, inputs, place: (first.file, first.line), other)
    case .text:
      return ItemReading(state: .answered, coverage: 1, code: first.value)
    }
  }

  private func problem(_ answer: Answer, _ reason: String) -> AnswerProblem {
    AnswerProblem(file: answer.file, line: answer.line, item: item.id, reason: reason)
  }

  private func missing(_ value: String) -> Instrument.MissingReason? {
    if let reason = instrument.missingCodes[value] { return reason }
    guard !item.options.contains(where: { $0.code.lowercased() == value.lowercased() }) else {
      return nil
    }
    switch value.lowercased() {
    case "", "unknown", "not known", "..": return .unknown
    case "n/a", "na", "not applicable", "not_applicable": return .notApplicable
    default: return nil
    }
  }

  private func option(_ answer: Answer, in options: [Instrument.Option]) throws(AnswerProblem)
    -> Instrument.Option
  {
    let value = answer.value.lowercased()
    if let option = options.first(where: { $0.code.lowercased() == value })
      ?? options.first(where: { $0.label.lowercased() == value })
    {
      return option
    }
    if let number = Double(value) {
      let codes = options.filter { Double($0.code) == number }
      if let option = codes.first { return option }
      let worth = options.filter { $0.value == number }
      if worth.count == 1 { return worth[0] }
    }
    throw problem(
      answer,
      "«\(answer.value)» is none of its answers: use \(options.map(\.code).joined(separator: ", "))"
    )
  }

  private func points(
    _ answers: [Answer], _ base: [Instrument.Option], _ extras: [Instrument.Option], _ cap: Double?
  ) throws(AnswerProblem) -> ItemReading {
    let codes = (base + extras).map(\.code)
    var isThere: [String: Bool] = [:]
    for answer in answers {
      if let part = answer.part {
        guard codes.contains(part) else {
          throw problem(answer, "there is no «\(part)»: use \(codes.joined(separator: ", "))")
        }
        guard let yes = try yesOrNo(answer) else { continue }
        isThere[part] = yes
      } else {
        // A list of what is there; the rest is not.
        let named = answer.value.split(separator: ";").map { String($0).trimmingSpaces }
        for code in codes where isThere[code] == nil { isThere[code] = false }
        for code in named where !["none", "no", "0"].contains(code.lowercased()) {
          guard codes.contains(code) else {
            throw problem(
              answer,
              "«\(code)» is none of its parts: use \(codes.joined(separator: "; ")), or none"
            )
          }
          isThere[code] = true
        }
      }
    }
    func sum(_ isCounted: (String) -> Bool) -> Double {
      func total(_ options: [Instrument.Option]) -> Double {
        options.reduce(0) { $0 + (isCounted($1.code) ? $1.value ?? 0 : 0) }
      }
      let points = total(base) + Swift.min(cap ?? .infinity, total(extras))
      return item.rescale.map { $0(points) } ?? points
    }
    guard !isThere.isEmpty else { return .unanswered(item) }
    let score = sum { isThere[$0] == true }
    let other = sum { isThere[$0] != false }
    return ItemReading(
      state: .answered, score: score, range: Swift.min(score, other)...Swift.max(score, other),
      coverage: Double(isThere.count) / Double(codes.count),
      code: codes.filter { isThere[$0] == true }.joined(separator: "; "))
  }

  private func yesOrNo(_ answer: Answer) throws(AnswerProblem) -> Bool? {
    if missing(answer.value) == .unknown { return nil }
    switch answer.value.lowercased() {
    case "yes", "y", "1", "true", "x", "oui", "si", "sí": return true
    case "no", "n", "0", "false", "non", "n/a", "na", "not applicable": return false
    default: throw problem(answer, "«\(answer.value)» is neither yes nor no")
    }
  }

  private func amount(_ answer: Answer, _ rule: Instrument.NumberRule) throws(AnswerProblem)
    -> Double
  {
    guard let value = Double(answer.value), value.isFinite else {
      throw problem(answer, "«\(answer.value)» is no number")
    }
    if let allowed = rule.allowed, !allowed.contains(value) {
      throw problem(
        answer, "\(answer.value) is outside \(allowed.lowerBound) to \(allowed.upperBound)")
    }
    return value
  }

  private func number(
    _ rule: Instrument.NumberRule, _ inputs: [String: Double], place: (file: String?, line: Int?),
    _ other: (String) -> Double?
  ) throws(AnswerProblem) -> ItemReading {
    var value: Double
    if let formula = rule.formula {
      guard formula.names.allSatisfy({ (inputs[$0] ?? other($0)) != nil }) else {
        return .unanswered(item)
      }
      do {
        value = try formula.value { inputs[$0] ?? other($0) }
      } catch {
        throw AnswerProblem(
          file: place.file, line: place.line, item: item.id,
          reason: "\(formula.text) cannot be worked out: \(error)")
      }
    } else {
      guard let given = inputs[rule.inputs[0]] else { return .unanswered(item) }
      value = given
    }
    if let clamp = rule.clamp {
      value = Swift.min(Swift.max(value, clamp.lowerBound), clamp.upperBound)
    }
    let code = inputs.keys.sorted().map { name in
      rule.inputs.count == 1 ? "\(inputs[name] ?? 0)" : "\(name)=\(inputs[name] ?? 0)"
    }
    return .answered(item.rescale.map { $0(value) } ?? value, code.joined(separator: "; "))
  }
}

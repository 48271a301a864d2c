import Policy
import Scenarios

/// What the options of `concord scenarios` ask for.
struct ScenarioRequest {
  var question: ScenarioQuestion
  var limit: Int?
  var isCount: Bool
  var showsMargins: Bool
  /// The tolerance as it is printed: how far a choice may fall short.
  var tolerance: String
  /// The least lead asked for, if one was.
  var leastLead: String?

  init(_ arguments: Arguments, _ matrix: CrossImpactMatrix) throws {
    limit = try arguments.integer("limit", in: 0...Int.max)
    isCount = arguments.has("count")
    showsMargins = arguments.has("margins")
    tolerance = "0"
    var least = 0
    if let text = arguments["tolerance"] {
      guard let units = matrix.units(atLeast: "-" + text), units <= 0 else {
        throw Arguments.UsageError(
          message: "--tolerance cannot be «\(text)».", hint: "It is a number from 0 up.")
      }
      least = units
      tolerance = matrix.text(-units)
    }
    if let text = arguments["min-consistency"] {
      guard arguments["tolerance"] == nil else {
        throw Arguments.UsageError(
          message: "--tolerance and --min-consistency contradict each other.",
          hint: "The first asks for less than consistency, the second for more.")
      }
      guard let units = matrix.units(atLeast: text) else {
        throw Arguments.UsageError(
          message: "--min-consistency cannot be «\(text)».", hint: "It is a number.")
      }
      least = units
      leastLead = matrix.text(units)
    }
    question = ScenarioQuestion(matrix, leastMargin: least)
    for pin in try matrix.pins(arguments["with"] ?? "", option: "with") {
      question.require(pin.descriptor, pin.variant)
    }
    for pin in try matrix.pins(arguments["hold"] ?? "", option: "hold") {
      question.hold(pin.descriptor, at: pin.variant)
    }
  }

  /// What a certificate was about.
  init(
    question: ScenarioQuestion, limit: Int?, isCount: Bool, showsMargins: Bool,
    matrix: CrossImpactMatrix
  ) {
    self.question = question
    self.limit = limit
    self.isCount = isCount
    self.showsMargins = showsMargins
    let least = question.leastMargins.compactMap { $0 }.min() ?? 0
    tolerance = matrix.text(max(0, -least))
    leastLead = least > 0 ? matrix.text(least) : nil
  }
}

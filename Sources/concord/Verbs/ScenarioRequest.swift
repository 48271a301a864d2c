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
    for (descriptor, variant) in try Self.choices(arguments["with"], matrix, option: "with") {
      question.require(descriptor, variant)
    }
    for (descriptor, variant) in try Self.choices(arguments["hold"], matrix, option: "hold") {
      question.hold(descriptor, at: variant)
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

  /// `Borders=open; 3=2`: descriptors and variants by name or by number from 1.
  private static func choices(_ text: String?, _ matrix: CrossImpactMatrix, option: String) throws
    -> [(Int, Int)]
  {
    guard let text else { return [] }
    return try text.split(separator: ";").map { part in
      let sides = part.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
      guard sides.count == 2 else {
        throw Arguments.UsageError(
          message: "--\(option) cannot be «\(part)».",
          hint: "Write descriptor=variant, several separated by semicolons.")
      }
      let descriptor = try place(
        sides[0], in: matrix.descriptors.map(\.name), what: "descriptor", option)
      let variant = try place(
        sides[1], in: matrix.descriptors[descriptor].variants,
        what: "variant of \(matrix.descriptors[descriptor].name)", option)
      return (descriptor, variant)
    }
  }

  private static func place(
    _ text: String, in names: [String], what: String, _ option: String
  ) throws -> Int {
    let found = names.indices.filter { names[$0] == text }
    if found.count == 1 { return found[0] }
    if let number = Int(text), names.indices.contains(number - 1) { return number - 1 }
    throw Arguments.UsageError(
      message: found.isEmpty
        ? "--\(option): there is no \(what) «\(text)»."
        : "--\(option): more than one \(what) is called «\(text)»; use its number.",
      hint: Spelling.nearest(to: text, in: names).map { "Did you mean «\($0)»?" }
        ?? "There are: \(names.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ").shortened(to: 300))"
    )
  }
}

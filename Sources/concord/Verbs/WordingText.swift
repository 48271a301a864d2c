import Coding
import Policy

/// What words beside terms or verbs add, for people and for programs.
extension Explanation.Wording {
  /// The sum, and the words that weigh most: `-1.89: most «situations» -0.30, «registered» 0.27`.
  var text: String {
    let most = parts.map { "«\($0.words.text)» \($0.weight.rounded2)" }.joined(separator: ", ")
    return weight.rounded2 + (isCapped ? " (no more is allowed)" : "")
      + (most.isEmpty ? "" : ": most \(most)")
  }

  var json: JSONValue {
    .record([
      "weight": .number(weight),
      "words": .array(
        parts.map { .record(["words": .string($0.words.text), "weight": .number($0.weight)]) }),
    ])
  }
}

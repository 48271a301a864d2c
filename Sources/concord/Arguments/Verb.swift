/// What a verb takes, does and looks like: one table from which parsing, help, manual page and completion are made.
struct VerbDescription: Sendable {
  struct Positional: Sendable {
    var name: String
    var help: String
    var isOptional = false
    var isRepeated = false
  }

  struct Option: Sendable {
    /// Long name without dashes.
    var name: String
    /// Name of its value as help shows it; nil for a flag.
    var value: String?
    var help: String
    /// The values it can have, if they are few.
    var choices: [String] = []
  }

  struct Example: Sendable {
    var command: String
    var does: String
  }

  var name: String
  var summary: String
  var discussion: String
  var positionals: [Positional] = []
  var options: [Option] = []
  var examples: [Example] = []

  /// "concord assess [OPTIONS] FOLDER"
  var usage: String {
    var usage = "concord \(name) [OPTIONS]"
    for positional in positionals {
      var word = positional.name + (positional.isRepeated ? "…" : "")
      if positional.isOptional { word = "[\(word)]" }
      usage += " " + word
    }
    return usage
  }
}

/// One thing that `concord` can be told to do.
protocol Verb {
  static var description: VerbDescription { get }
  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus
}

/// How a run ended.
enum ExitStatus: Int32 {
  case done = 0
  /// Part of the input could not be used; it was said which.
  case partly = 1
  /// The command was wrong.
  case usage = 2
  /// Nothing could be done.
  case failed = 3
}

extension VerbDescription.Option {
  static let workspace = Self(
    name: "workspace", value: "FILE",
    help: "The workspace to use, or its folder (concord.db in this folder unless told).")

  static func format(_ choices: [String]) -> Self {
    Self(
      name: "format", value: "FORMAT", help: "How to print: \(choices.joined(separator: ", ")).",
      choices: choices)
  }

  /// What every verb understands.
  static let common: [Self] = [
    Self(name: "help", value: nil, help: "Show this help."),
    Self(name: "quiet", value: nil, help: "No progress and no remarks, results only."),
  ]
}

import Foundation

/// The words given to one verb, parsed by its description.
struct Arguments: Sendable {
  /// The command was wrong; `hint` says what would be right.
  struct UsageError: Error, CustomStringConvertible {
    var message: String
    var hint: String?

    var description: String { hint.map { message + "\n" + $0 } ?? message }
  }

  let verb: VerbDescription
  private(set) var positionals: [String] = []
  private var values: [String: String] = [:]
  private var flags: Set<String> = []

  /// - Parameter words: everything after the verb. `--name value`, `--name=value`, flags and positionals in any order;
  ///   after `--` all are positionals.
  init(_ words: [String], for verb: VerbDescription) throws(UsageError) {
    self.verb = verb
    let known = verb.options + VerbDescription.Option.common
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        positionals += rest
        break
      }
      if word == "-h" {
        flags.insert("help")
        continue
      }
      guard word.hasPrefix("-"), word != "-" else {
        positionals.append(word)
        continue
      }
      let parts = word.drop(while: { $0 == "-" }).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts.first.map(String.init) ?? ""
      guard let option = known.first(where: { $0.name == name }) else {
        throw UsageError(
          message: "concord \(verb.name) has no option \(word).",
          hint: Spelling.nearest(to: name, in: known.map(\.name)).map { "Did you mean --\($0)?" }
            ?? "See concord \(verb.name) --help.")
      }
      guard option.value != nil else {
        guard parts.count == 1 else { throw UsageError(message: "--\(name) takes no value.") }
        flags.insert(name)
        continue
      }
      guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
        throw UsageError(message: "--\(name) needs a value: --\(name) \(option.value ?? "")")
      }
      guard option.choices.isEmpty || option.choices.contains(value) else {
        throw UsageError(
          message: "--\(name) cannot be «\(value)».",
          hint: "It can be: \(option.choices.joined(separator: ", ")).")
      }
      values[name] = value
    }
    guard !wantsHelp else { return }
    try checkPositionals()
  }

  private func checkPositionals() throws(UsageError) {
    let needed = verb.positionals.filter { !$0.isOptional }
    if positionals.count < needed.count {
      let missing = needed[positionals.count]
      throw UsageError(
        message: "\(missing.name) is missing: \(missing.help)", hint: "Usage: \(verb.usage)")
    }
    if positionals.count > verb.positionals.count, verb.positionals.last?.isRepeated != true {
      let word = positionals[verb.positionals.count]
      throw UsageError(
        message: "«\(word)» is one word too many.",
        hint: [Self.hint(folder: word), "Usage: \(verb.usage)"].compactMap(\.self)
          .joined(separator: "\n"))
    }
  }

  var wantsHelp: Bool { flags.contains("help") }
  var isQuiet: Bool { flags.contains("quiet") }

  subscript(option: String) -> String? { values[option] }

  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// The positional at a place, or nil when it was left out.
  func positional(_ index: Int) -> String? { index < positionals.count ? positionals[index] : nil }

  /// A whole number within bounds, or nil when the option was not given.
  func integer(_ option: String, in bounds: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = values[option] else { return nil }
    guard let number = Int(text), bounds.contains(number) else {
      throw UsageError(
        message: "--\(option) cannot be «\(text)».",
        hint: "It is a whole number from \(bounds.lowerBound) to \(bounds.upperBound).")
    }
    return number
  }

  /// Threads: as many as `--jobs` says, else as there are processors.
  func jobs() throws(UsageError) -> Int {
    try integer("jobs", in: 1...256) ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// The format asked for, or the first of its choices.
  var format: String {
    values["format"] ?? verb.options.first { $0.name == "format" }?.choices.first ?? "text"
  }
}

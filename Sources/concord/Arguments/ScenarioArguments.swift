import Policy
import Scenarios

/// Descriptors, variants and scenarios as they are written on the command line: by name or by number from 1.
extension CrossImpactMatrix {
  /// "Border enforcement" or "7".
  func descriptor(named text: String, option: String) throws(Arguments.UsageError) -> Int {
    try Self.place(text, in: descriptors.map(\.name), "the matrix has no descriptor", option)
  }

  /// By name, else by name without regard to case, else by number from 1.
  private static func place(
    _ text: String, in names: [String], _ complaint: String, _ option: String
  ) throws(Arguments.UsageError) -> Int {
    let word = text.trimmingSpaces
    let folded = word.lowercased()
    var found = names.indices.filter { names[$0] == word }
    if found.isEmpty { found = names.indices.filter { names[$0].lowercased() == folded } }
    if found.count == 1 { return found[0] }
    if let number = Int(word), names.indices.contains(number - 1) { return number - 1 }
    guard found.isEmpty else {
      throw Arguments.UsageError(
        message: "--\(option): «\(word)» is the name of several.",
        hint: "Use a number: \(found.map { String($0 + 1) }.joined(separator: ", ")).")
    }
    throw Arguments.UsageError(
      message: "--\(option): \(complaint) «\(word)».",
      hint: Spelling.nearest(to: word, in: names).map { "Did you mean «\($0)»?" }
        ?? "There are: \(names.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: "; ").shortened(to: 300))"
    )
  }

  /// "Border enforcement=strict" or "7=3".
  func pin(_ text: String, option: String) throws(Arguments.UsageError) -> Intervention.Pin {
    // A name may hold an equals sign itself: the last one that leaves two known names is meant.
    var failure = Arguments.UsageError(
      message: "--\(option): «\(text)» is not of the form DESCRIPTOR=VARIANT.")
    for (place, character) in text.enumerated().reversed() where character == "=" {
      let left = String(text.prefix(place))
      let right = String(text.dropFirst(place + 1))
      do {
        let descriptor = try descriptor(named: left, option: option)
        return Intervention.Pin(
          descriptor: descriptor, variant: try variant(named: right, of: descriptor, option: option)
        )
      } catch {
        failure = error
      }
    }
    throw failure
  }

  private func variant(named text: String, of descriptor: Int, option: String)
    throws(Arguments.UsageError) -> Int
  {
    try Self.place(
      text, in: descriptors[descriptor].variants,
      "«\(descriptors[descriptor].name)» has no variant", option)
  }

  /// Several pins, separated by semicolons.
  func pins(_ text: String, option: String) throws(Arguments.UsageError) -> [Intervention.Pin] {
    var pins: [Intervention.Pin] = []
    for part in text.split(separator: ";") where !String(part).trimmingSpaces.isEmpty {
      pins.append(try pin(String(part).trimmingSpaces, option: option))
    }
    return pins
  }

  /// Several descriptors, separated by semicolons.
  func descriptors(named text: String, option: String) throws(Arguments.UsageError) -> [Int] {
    var places: [Int] = []
    for part in text.split(separator: ";") where !String(part).trimmingSpaces.isEmpty {
      places.append(try descriptor(named: String(part), option: option))
    }
    return places
  }

  /// "2 1 3 1": a number from 1 for each descriptor.
  func scenario(_ text: String, option: String) throws(Arguments.UsageError) -> Scenario {
    let words = text.split { $0 == " " || $0 == "," }
    let numbers = words.compactMap { Int($0) }
    guard numbers.count == words.count, numbers.count == descriptors.count,
      zip(numbers, descriptors).allSatisfy({ (1...$1.variants.count).contains($0) })
    else {
      throw Arguments.UsageError(
        message: "--\(option): «\(text)» is no scenario of this matrix.",
        hint:
          "A scenario is \(descriptors.count) numbers, one for each descriptor, each from 1 to its count of variants: \(descriptors.map { String($0.variants.count) }.joined(separator: " "))."
      )
    }
    return Scenario(numbers: numbers)
  }

  /// A scenario in words, on one line.
  func words(_ scenario: Scenario) -> String {
    descriptors.indices.map { descriptors[$0].name + ": " + descriptors[$0].variants[scenario[$0]] }
      .joined(separator: "; ").withoutControls
  }

  /// A value in units of the matrix as a JSON number.
  func number(_ value: Int) -> JSONValue {
    decimals == 0 ? .integer(value) : .number(Double(text(value)) ?? 0)
  }
}

extension Arguments {
  /// Says whether long work is to end: after `--seconds`, or when the user interrupts it.
  func endOfWork() throws -> @Sendable () -> Bool {
    Interruption.listen()
    let clock = ContinuousClock()
    let deadline = try integer("seconds", in: 1...10_000_000).map { clock.now + .seconds($0) }
    return { Interruption.isRequested || deadline.map { clock.now > $0 } == true }
  }
}

extension JSONValue {
  /// A scenario as its numbers from 1.
  static func scenario(_ scenario: Scenario) -> JSONValue {
    .array(scenario.numbers.map(JSONValue.integer))
  }

  static func pins(_ pins: [Intervention.Pin]) -> JSONValue {
    .array(pins.map { .array([.integer($0.descriptor + 1), .integer($0.variant + 1)]) })
  }
}

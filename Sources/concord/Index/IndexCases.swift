import Foundation
import Indices
import Policy

/// Running reference cases from the command line.
enum IndexCases {
  /// Prints what each case gives under the keys that its expectation has; where there is an expectation, compares.
  static func run(_ path: String, _ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus
  {
    let file = URL(fileURLWithPath: path)
    let cases = try VectorCase.read(try IndexFiles.bytes(file), file: file.lastPathComponent)
    var records: [JSONValue] = []
    var differing: [String] = []
    var failed = 0
    for item in cases {
      var members: [JSONValue.Member] = []
      if !item.id.isEmpty { members.append(.init(key: "id", value: .string(item.id))) }
      members.append(.init(key: "op", value: .string(item.op)))
      do {
        let outcome = try item.run()
        if cases.count == 1, arguments.format == "text", item.expected == nil {
          terminal.line(outcome.value.text())
          return .done
        }
        members.append(.init(key: "expected", value: outcome.value))
        if outcome.isWarned { members.append(.init(key: "warning", value: .bool(true))) }
        if item.expectsError { differing.append("\(item.id): an error is expected") }
        if let expected = item.expected, !outcome.value.agrees(with: expected) {
          differing.append("\(item.id): \(outcome.value.text())")
        }
      } catch {
        failed += 1
        members.append(.init(key: "expect_error", value: .bool(true)))
        members.append(.init(key: "error", value: .string("\(error)")))
        if !item.expectsError, item.expected != nil { differing.append("\(item.id): \(error)") }
      }
      records.append(.object(members))
    }
    terminal.line(
      JSONValue.record(["format": .string("index-cases/1"), "cases": .array(records)]).text(
        indent: arguments.format != "json"))
    terminal.remark(
      "\(cases.count) cases, \(failed) of them errors; \(differing.count) differ from what is expected."
    )
    for line in differing.prefix(20) { terminal.complain(line) }
    let isOneError = cases.count == 1 && failed == 1 && !(cases.first?.expectsError ?? false)
    return isOneError ? .failed : differing.isEmpty ? .done : .partly
  }
}

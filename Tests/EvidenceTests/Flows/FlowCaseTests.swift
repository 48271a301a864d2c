import Evidence
import Foundation
import Policy
import Testing

/// The public reference cases: totals to a millionth, cells to a ten-thousandth.
@Suite struct FlowCaseTests {
  static let cases: [LocatedJSON] = {
    guard let file = Shared.file("data/flows/cases.json"), let data = try? Data(contentsOf: file)
    else { return [] }
    return (try? FlowCase.cases([UInt8](data)).cases) ?? []
  }()

  @Test(
    .enabled(
      if: Shared.file("data/flows/cases.json") != nil, "no reference cases beside the repository"))
  func everyReferenceCaseIsReproduced() throws {
    #expect(Self.cases.count >= 26)
    for json in Self.cases {
      let result = try FlowCase(json).result()
      let expected = try #require(json["expected"])
      expect(result, expected, json["id"]?.text ?? "?")
    }
  }

  private func expect(_ got: JSONValue, _ wanted: LocatedJSON, _ place: String) {
    switch (got, wanted.value) {
    case (.object(let members), .object(let others)):
      #expect(Set(members.map(\.key)) == Set(others.map(\.key)), "keys of \(place)")
      for other in others {
        guard let member = members.first(where: { $0.key == other.key }) else { continue }
        expect(member.value, other.value, place + "." + other.key)
      }
    case (.array(let values), .array(let others)):
      #expect(values.count == others.count, "\(place)")
      for (i, (value, other)) in zip(values, others).enumerated() {
        expect(value, other, "\(place)[\(i)]")
      }
    case (.string(let text), .string(let other)): #expect(text == other)
    default:
      let value: Double? =
        switch got {
        case .number(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
      guard let value, let other = wanted.number else {
        Issue.record("\(place): \(got) against \(wanted.value)")
        return
      }
      let isCell = place.contains("[")
      let tolerance = isCell ? 1e-4 : 1e-6 * max(1e-3, abs(other))
      #expect(abs(value - other) <= tolerance, "\(place): \(value) against \(other)")
    }
  }
}

/// Reference data that may lie beside the repository.
enum Shared {
  static func file(_ path: String) -> URL? {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      let file = folder.appendingPathComponent("shared/" + path)
      if FileManager.default.fileExists(atPath: file.path) { return file }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }
}

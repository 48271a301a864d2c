import Foundation
import Indices
import Policy

/// Where the tests find instruments and published results.
enum ScorecardFixture {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func bundled(_ name: String) throws -> [Instrument] {
    let file = root.appendingPathComponent("Resources/scorecards/\(name).json")
    return try Instrument.read([UInt8](Data(contentsOf: file)), file: name + ".json")
  }

  /// Published results beside the checkout; nil when they are not there.
  static func shared(_ path: String) -> Table? {
    for candidate in ["../shared/data", "../../shared/data"] {
      let file = root.appendingPathComponent(candidate).appendingPathComponent(path).standardized
      if let data = try? Data(contentsOf: file) {
        return try? Table([UInt8](data), file: path)
      }
    }
    return nil
  }

  static func instrument(_ json: String) throws -> Instrument {
    try Instrument.read(Array(json.utf8), file: "test.json")[0]
  }

  static func sheet(
    _ instrument: Instrument, _ answers: KeyValuePairs<String, String>, unit: String = "XXX",
    respondent: String? = nil
  ) -> AnswerSheet {
    AnswerSheet(
      instrument: instrument.id, edition: instrument.edition, unit: unit,
      answers: answers.map { Answer(item: $0.key, value: $0.value, respondent: respondent) })
  }
}

/// Numbers from a seed, the same on every machine (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

import Evidence
import Foundation
import Policy
import Testing

/// Figures that were computed from the same tables by other code.
@Suite struct ReferenceFactsTests {
  static var isBeside: Bool { Bundled.shared != nil }

  private static func reference() throws -> [String: Any] {
    let url = try #require(Bundled.shared).appendingPathComponent("facts.json")
    return try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
  }

  private static func parsed(_ json: JSONValue) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(json.text().utf8)) as? [String: Any])
  }

  /// Every key of the reference with its value, to the decimals that it has.
  static func compare(_ found: Any?, _ wanted: Any, _ path: String) {
    switch wanted {
    case let wanted as [String: Any]:
      for (key, value) in wanted {
        compare((found as? [String: Any])?[key], value, path + "." + key)
      }
    case let wanted as [Any]:
      let list = found as? [Any] ?? []
      #expect(list.count == wanted.count, "\(path)")
      for (i, value) in wanted.enumerated() where i < list.count {
        compare(list[i], value, path + "[\(i)]")
      }
    case let wanted as NSNumber:
      let value = (found as? NSNumber)?.doubleValue ?? .nan
      #expect(
        abs(value - wanted.doubleValue) <= 1e-9 * max(1, abs(wanted.doubleValue)),
        "\(path): \(value), not \(wanted)")
    case let wanted as String: #expect(found as? String == wanted, "\(path)")
    case is NSNull:
      #expect(found is NSNull, "\(path): \(found ?? "nothing") where nothing is known")
    default: Issue.record("\(path): a value of another kind")
    }
  }

  @Test(.enabled(if: isBeside, "the reference figures do not lie beside the repository"))
  func profilesHaveTheReferenceFigures() throws {
    let evidence = try Bundled.full()
    let profiles = try #require(Self.reference()["profiles"] as? [[String: Any]])
    #expect(profiles.count == 5)
    for wanted in profiles {
      let code = try #require(wanted["iso3"] as? String)
      let country = try evidence.countries.country(code)
      let found = try Self.parsed(ProfileFacts(of: country, in: evidence).json)
      Self.compare(found, wanted, code)
    }
  }

  @Test(.enabled(if: isBeside, "the reference figures do not lie beside the repository"))
  func theWorldHasTheReferenceFigures() throws {
    let world = try Self.parsed(WorldFacts(Bundled.full()).json)
    let wanted = try #require(Self.reference()["world"] as? [String: Any])
    let comparisons = try #require(world["comparisons"] as? [String: Any])
    for (key, value) in wanted {
      switch key {
      case "revision_2015":
        let found = try #require(
          comparisons["UN DESA, 2019 and UN DESA, 2020, 2015"] as? [String: Any])
        var renamed = try #require(value as? [String: Any])
        renamed["totals"] = [
          renamed.removeValue(forKey: "total_rev2019"),
          renamed.removeValue(forKey: "total_rev2020"),
        ].compactMap(\.self)
        Self.compare(found, renamed, key)
      case "un_vs_world_bank_2010":
        Self.compare(comparisons["World Bank, 2010 and UN DESA, 2020, 2010"], value, key)
      case "un_vs_world_bank_2000":
        Self.compare(comparisons["World Bank, 1960–2000 and UN DESA, 2019, 2000"], value, key)
      case "rpw_first_last": Self.compare(world["rpw_means"], value, key)
      default: Self.compare(world[key], value, key)
      }
    }
  }
}

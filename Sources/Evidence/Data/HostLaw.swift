/// Whether a country's social security takes in foreigners who stay legally, and pays benefits into other countries.
public struct HostLaw: Sendable, Hashable {
  /// Nil where it is not established.
  public var letsForeignersJoin: Bool?
  public var paysAbroad: Bool?
  public var source: String

  static func read(_ reader: RecordReader) throws(EvidenceError) -> [CountryCode: HostLaw] {
    var reader = reader
    let country = try reader.required("iso3")
    let (join, pays) = (try reader.required("foreigners_join"), try reader.required("pays_abroad"))
    let source = reader.column("source") ?? -1
    func answer(_ column: Int) throws(EvidenceError) -> Bool? {
      switch reader.text(column) {
      case "yes": return true
      case "no": return false
      case "", "unknown": return nil
      case let word:
        throw reader.mistake(column, "«\(word)» is no answer.", "Write yes, no or unknown.")
      }
    }
    var laws: [CountryCode: HostLaw] = [:]
    while try reader.next() {
      laws[try reader.code(country)] = HostLaw(
        letsForeignersJoin: try answer(join), paysAbroad: try answer(pays),
        source: reader.text(source))
    }
    return laws
  }
}

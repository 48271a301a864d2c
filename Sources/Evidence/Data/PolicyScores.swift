/// SDG indicator 10.7.2: how far a country's policies facilitate orderly, safe, regular and responsible migration.
public struct PolicyScore: Sendable, Hashable {
  public var country: CountryCode
  public var year: Int
  public var domain: String
  /// 1 requires further progress, 2 partially meets, 3 meets, 4 fully meets; nil when the country did not answer.
  public var score: Int?
  /// Which of the tables at hand it stands in.
  var table = 0

  static func read(_ reader: RecordReader, table: Int = 0) throws(EvidenceError) -> [PolicyScore] {
    var reader = reader
    let (country, year) = (try reader.required("iso3"), try reader.required("year"))
    let (domain, score) = (try reader.required("domain"), try reader.required("score"))
    var scores: [PolicyScore] = []
    while try reader.next() {
      let value = try reader.count(score)
      if let value, !(1...4).contains(value) {
        throw reader.mistake(
          score, "\(value) is no class of the indicator.",
          "It is 1, 2, 3 or 4; leave it empty where the country did not answer.")
      }
      scores.append(
        PolicyScore(
          country: try reader.code(country), year: try reader.year(year),
          domain: reader.text(domain), score: value, table: table))
    }
    return scores
  }
}

/// What one of the two countries of a corridor reports about it from its own registers, surveys or census.
public struct BilateralReport: Sendable, Hashable {
  public enum Reporter: String, Sendable, Hashable { case origin, destination }
  /// People who live there, or who moved in a year.
  public enum Measure: String, Sendable, Hashable, CaseIterable { case stock, flow }

  public var year: Int
  public var origin: CountryCode
  public var destination: CountryCode
  public var reporter: Reporter
  public var measure: Measure
  public var people: Int
  /// Register, census or survey, as the country names it.
  public var source: String

  static func read(_ reader: RecordReader) throws(EvidenceError) -> [BilateralReport] {
    var reader = reader
    let (year, origin) = (try reader.required("year"), try reader.required("origin"))
    let (destination, who) = (try reader.required("destination"), try reader.required("reporter"))
    let (measure, people) = (try reader.required("measure"), try reader.required("people"))
    let source = reader.column("source") ?? -1
    var reports: [BilateralReport] = []
    while try reader.next() {
      guard let reporter = Reporter(rawValue: reader.text(who)) else {
        throw reader.mistake(
          who, "«\(reader.text(who))» is no reporter.", "Write origin or destination.")
      }
      guard let counted = Measure(rawValue: reader.text(measure)) else {
        throw reader.mistake(
          measure, "«\(reader.text(measure))» is no measure.", "Write stock or flow.")
      }
      guard let count = try reader.count(people) else { continue }
      reports.append(
        BilateralReport(
          year: try reader.year(year), origin: try reader.code(origin),
          destination: try reader.code(destination), reporter: reporter, measure: counted,
          people: count, source: reader.text(source)))
    }
    return reports
  }
}

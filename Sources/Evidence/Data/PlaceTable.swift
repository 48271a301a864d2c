import Policy

/// Numbers for countries, by year: population, births, remittances. A number that is not there is nil, never zero.
public struct PlaceTable: Sendable {
  public let columns: [String]
  private let keys: [(country: CountryCode, year: Int)]
  /// Row by row; not a number where there is no figure.
  private let values: [Double]
  /// One word a row about how its figures came about, when the file has such a column.
  private let labels: [String]

  /// Columns whose numbers may lie below zero.
  private static let signed: Set<String> = ["net_migration_k", "value"]

  /// - Parameters:
  ///   - columns: names of the columns with numbers; those that the file lacks have no figures.
  ///   - time: name of the column with the year.
  ///   - label: name of a column with one word about the row.
  /// - Throws: `EvidenceError` naming the cell; for a country that is there twice for a year as well.
  public init(
    _ reader: RecordReader, columns: [String], time: String = "year", label: String? = nil
  ) throws(EvidenceError) {
    var reader = reader
    let country = try reader.required("iso3")
    let year = try reader.required(time)
    let places = columns.map { reader.column($0) }
    guard places.contains(where: { $0 != nil }) else {
      throw EvidenceError(
        reader.file, problem: "None of the columns \(columns.joined(separator: ", ")) is there.",
        remedy: "The file has: \(reader.columns.prefix(20).joined(separator: ", ")).")
    }
    let labelColumn = label.flatMap { reader.column($0) }
    var rows: [(country: CountryCode, year: Int, line: Int, values: [Double], label: String)] = []
    while try reader.next() {
      var values: [Double] = []
      values.reserveCapacity(columns.count)
      for place in places {
        let number = try place.flatMap { column throws(EvidenceError) in
          Self.signed.contains(reader.columns[column])
            ? try reader.number(column) : try reader.amount(column)
        }
        values.append(number ?? .nan)
      }
      rows.append(
        (
          try reader.code(country), try reader.year(year), reader.line, values,
          labelColumn.map { reader.text($0) } ?? ""
        ))
    }
    rows.sort { $0.country == $1.country ? $0.year < $1.year : $0.country < $1.country }
    for (a, b) in zip(rows, rows.dropFirst()) where a.country == b.country && a.year == b.year {
      throw EvidenceError(
        reader.file, cell: "lines \(min(a.line, b.line)) and \(max(a.line, b.line))",
        problem: "\(a.country) is there twice for \(a.year).", remedy: "Keep one of the two rows.")
    }
    self.columns = columns
    keys = rows.map { ($0.country, $0.year) }
    values = rows.flatMap(\.values)
    labels = rows.map(\.label)
  }

  public var count: Int { keys.count }
  /// The newest year of any country.
  public var lastYear: Int? { keys.map(\.year).max() }

  /// Years with a row for the country, rising.
  public func years(of country: CountryCode) -> [Int] { range(of: country).map { keys[$0].year } }

  /// All countries that have a row, in their order.
  public var countries: [CountryCode] {
    var countries: [CountryCode] = []
    for key in keys where countries.last != key.country { countries.append(key.country) }
    return countries
  }

  public func value(_ column: String, of country: CountryCode, in year: Int) -> Double? {
    guard let column = columns.firstIndex(of: column),
      let row = range(of: country).first(where: { keys[$0].year == year })
    else { return nil }
    let value = values[row * columns.count + column]
    return value.isNaN ? nil : value
  }

  /// Years and figures of a column, rising, without the years that have none.
  public func series(_ column: String, of country: CountryCode) -> [(year: Int, value: Double)] {
    years(of: country).compactMap { year in
      value(column, of: country, in: year).map { (year, $0) }
    }
  }

  /// The newest figure of a column.
  public func latest(_ column: String, of country: CountryCode) -> (year: Int, value: Double)? {
    series(column, of: country).last
  }

  /// The word about a row, empty when there is none.
  public func label(of country: CountryCode, in year: Int) -> String {
    range(of: country).first { keys[$0].year == year }.map { labels[$0] } ?? ""
  }

  private func range(of country: CountryCode) -> Range<Int> {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].country < country { low = middle + 1 } else { high = middle }
    }
    let start = low
    while low < keys.count, keys[low].country == country { low += 1 }
    return start..<low
  }
}

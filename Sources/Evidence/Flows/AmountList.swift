internal import Policy

/// Births, deaths or population by country, as a file lists them: for the whole interval, or year by year.
struct AmountList: Sendable {
  enum Kind: String, Sendable {
    case births
    case deaths
    case population

    /// Columns that hold it, the first one first; those ending in thousands are so read.
    var columns: [String] {
      let plain = ["value", rawValue] + (self == .population ? ["pop", "people"] : [])
      let thousands =
        ["\(rawValue)_k", "\(rawValue)_thousands"]
        + (self == .population ? ["pop_mid_k", "pop_k"] : [])
      return plain + thousands
    }
  }

  let file: FlowFiles.File
  let kind: Kind
  /// By country; the key of a file without years is nil.
  private let values: [String: [Int?: Double]]
  /// A population file may give both moments in one line.
  private let moments: [String: (start: Double, end: Double)]

  /// Where each country is first.
  private let lines: [String: Int]

  func line(of code: String) -> Int? { lines[code] }

  var countries: Set<String> { Set(values.keys).union(moments.keys) }

  init(_ file: FlowFiles.File, _ kind: Kind) throws(Table.Error) {
    let table = try Table(file.bytes, file: file.name)
    let country = try table.oneOf(["country", "iso3", "code", "residence"])
    let hasYears = table.columns.contains("year")
    let hasBoth =
      kind == .population && table.columns.contains("start") && table.columns.contains("end")
    let column = hasBoth ? "" : try table.oneOf(kind.columns)
    let unit = column.hasSuffix("_k") || column.hasSuffix("_thousands") ? 1000.0 : 1
    var values: [String: [Int?: Double]] = [:]
    var moments: [String: (start: Double, end: Double)] = [:]
    var lines: [String: Int] = [:]
    for row in table.rows {
      let code = try row.name(country)
      lines[code] = lines[code] ?? row.line
      let isTwice: Bool
      if hasBoth {
        isTwice = moments[code] != nil
        moments[code] = (try row.people("start"), try row.people("end"))
      } else {
        let year = hasYears ? try row.year("year") : nil
        isTwice = values[code]?[year] != nil
        values[code, default: [:]][year] = try row.people(column) * unit
      }
      guard !isTwice else {
        throw row.error(country, "\(code) is there twice: keep one of the two lines")
      }
    }
    self.file = file
    self.kind = kind
    self.values = values
    self.moments = moments
    self.lines = lines
  }

  /// The total of an interval between two mid-years: half of the first year, the full years between, half of the last.
  func total(_ codes: [String], over interval: ClosedRange<Int>?) throws(Table.Error) -> [Double] {
    var totals: [Double] = []
    for code in codes {
      guard let years = values[code] else { throw missing(code) }
      if let whole = years[nil] {
        totals.append(whole)
        continue
      }
      guard let interval else {
        throw Table.Error(
          file.name, problem: "It goes by years, but the stocks do not say theirs.",
          remedy: "Give a column year in the stock files, or --from YEAR --to YEAR, or the sums of "
            + "the interval without a column year.")
      }
      var sum = 0.0
      for year in interval {
        guard let value = years[year] else {
          throw Table.Error(
            file.name, cell: "\(code), \(year)", problem: "The \(kind.rawValue) are missing.",
            remedy: "Add the line; every year from \(interval.lowerBound) to "
              + "\(interval.upperBound) is needed.")
        }
        sum += year == interval.lowerBound || year == interval.upperBound ? value / 2 : value
      }
      totals.append(sum)
    }
    return totals
  }

  /// People in a country at the start or the end.
  func level(_ code: String, year: Int?, at moment: StockList.Moment) throws(Table.Error)
    -> Double
  {
    if let moment = moments[code].map({ moment == .start ? $0.start : $0.end }) { return moment }
    guard let years = values[code] else { throw missing(code) }
    if let year, let value = years[year] { return value }
    guard years[nil] == nil else {
      throw Table.Error(
        file.name, problem: "It does not say of when the population is.",
        remedy: "Give it with a column year, or with two columns start and end.")
    }
    throw Table.Error(
      file.name, cell: code,
      problem: year.map { "There is no population of \($0)." }
        ?? "The population goes by years, but the stocks do not say theirs.",
      remedy: year.map { "Add a line for \($0)." }
        ?? "Give --from YEAR --to YEAR, or a column year in the stock files.")
  }

  private func missing(_ code: String) -> Table.Error {
    Table.Error(
      file.name, cell: code, problem: "There is no line for \(code).",
      remedy: "Add it, or leave the country out with --without \(code).")
  }
}

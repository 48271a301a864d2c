import Policy

extension RecordReader {
  /// The complaint about a pair that is there twice, with the lines of the first such pair; nil when there is none.
  fileprivate func lines(of error: EvidenceError, ends: (Int, Int), year: Int?) -> EvidenceError? {
    var reader = self
    var seen: [String: Int] = [:]
    while (try? reader.next()) == true {
      let key = [ends.0, ends.1, year ?? -1].map { reader.text($0) }.joined(separator: "\t")
      guard let line = seen.updateValue(reader.line, forKey: key) else { continue }
      var error = error
      let when = year.map { ", " + reader.text($0) } ?? ""
      error.cell =
        "lines \(line) and \(reader.line), \(reader.text(ends.0)) to \(reader.text(ends.1))\(when)"
      return error
    }
    return nil
  }
}

/// Whole numbers for ordered pairs of countries, by year: migrants by origin and destination, refugees by origin and
/// country of asylum. A figure that is not there is nil, never zero.
public struct PairTable: Sendable {
  public struct Pair: Sendable, Hashable, Comparable {
    public var origin: CountryCode
    public var destination: CountryCode

    public init(_ origin: CountryCode, _ destination: CountryCode) {
      self.origin = origin
      self.destination = destination
    }

    public static func < (a: Pair, b: Pair) -> Bool {
      a.origin == b.origin ? a.destination < b.destination : a.origin < b.origin
    }
  }

  /// One figure about one pair.
  public struct Cell: Sendable, Hashable {
    public var pair: Pair
    public var year: Int
    public var measure: Int
    public var value: Int
  }

  /// What is counted, such as "migrants" and "female"; a measure's place in it is its number.
  public let measures: [String]
  public let years: [Int]
  /// In their order, so that those of one origin stand together.
  public let pairs: [Pair]
  /// `values[(pair · years + year) · measures + measure]`; `absent` where there is no figure.
  private let values: [Int]
  private static let absent = Int.min

  /// - Throws: `EvidenceError` when a pair is given twice for a year; `name` is the file it came from.
  public init(measures: [String], cells: [Cell], name: String) throws(EvidenceError) {
    let years = Set(cells.map(\.year)).sorted()
    let pairs = Set(cells.map(\.pair)).sorted()
    let yearIndex = Dictionary(uniqueKeysWithValues: zip(years, 0...))
    let pairIndex = Dictionary(uniqueKeysWithValues: zip(pairs, 0...))
    var values = [Int](repeating: Self.absent, count: pairs.count * years.count * measures.count)
    for cell in cells {
      guard let pair = pairIndex[cell.pair], let year = yearIndex[cell.year] else { continue }
      let at = (pair * years.count + year) * measures.count + cell.measure
      guard values[at] == Self.absent else {
        throw EvidenceError(
          name, cell: "\(cell.pair.origin) to \(cell.pair.destination), \(cell.year)",
          problem: "The pair is there twice for this year.", remedy: "Keep one of the two rows.")
      }
      values[at] = cell.value
    }
    self.measures = measures
    self.years = years
    self.pairs = pairs
    self.values = values
  }

  /// Reads a long table (`year`, the two countries, one column a measure) or a wide one (the two countries, then
  /// columns such as "1990 migrants").
  ///
  /// - Parameters:
  ///   - ends: names of the columns of origin and destination.
  ///   - measures: what is read; the first must be there.
  /// - Throws: `EvidenceError` naming the cell.
  public init(_ reader: RecordReader, ends: (String, String), measures: [String])
    throws(EvidenceError)
  {
    let start = reader
    var reader = reader
    let origin = try reader.required(ends.0)
    let destination = try reader.required(ends.1)
    var columns: [(column: Int, year: Int, measure: Int)] = []
    let yearColumn = reader.column("year")
    for (measure, name) in measures.enumerated() {
      if yearColumn != nil {
        if measure == 0 { _ = try reader.required(name) }
        if let column = reader.column(name) { columns.append((column, 0, measure)) }
      } else {
        for (column, head) in reader.columns.enumerated() {
          let words = head.split(separator: " ")
          guard words.count == 2, words[1] == name, let year = Int(words[0]) else { continue }
          columns.append((column, year, measure))
        }
      }
    }
    guard !columns.isEmpty else {
      throw EvidenceError(
        reader.file, problem: "There is no column with figures.",
        remedy:
          "Give a column year and one named \(measures[0]), or columns named «2020 \(measures[0])»."
      )
    }
    var cells: [Cell] = []
    cells.reserveCapacity(1 << 17)
    while try reader.next() {
      let pair = Pair(try reader.code(origin), try reader.code(destination))
      let rowYear = try yearColumn.map { column throws(EvidenceError) in try reader.year(column) }
      for (column, year, measure) in columns {
        guard let value = try reader.count(column) else { continue }
        cells.append(Cell(pair: pair, year: rowYear ?? year, measure: measure, value: value))
      }
    }
    do {
      try self.init(measures: measures, cells: cells, name: reader.file)
    } catch {
      throw start.lines(of: error, ends: (origin, destination), year: yearColumn) ?? error
    }
  }

  /// The figure of a pair, nil where there is none.
  public func value(_ pair: Pair, _ year: Int, measure: Int = 0) -> Int? {
    guard let y = years.firstIndex(of: year) else { return nil }
    let at = lowerBound(pair)
    return at < pairs.count && pairs[at] == pair ? value(at: at, year: y, measure: measure) : nil
  }

  /// Figures of all pairs of an origin for a year, in the order of destinations.
  public func from(_ origin: CountryCode, _ year: Int, measure: Int = 0) -> [(
    country: CountryCode, value: Int
  )] {
    guard let y = years.firstIndex(of: year) else { return [] }
    var found: [(country: CountryCode, value: Int)] = []
    var at = lowerBound(Pair(origin, .none))
    while at < pairs.count, pairs[at].origin == origin {
      if let value = value(at: at, year: y, measure: measure) {
        found.append((pairs[at].destination, value))
      }
      at += 1
    }
    return found
  }

  /// Figures of all pairs of a destination for a year, in the order of origins.
  public func to(_ destination: CountryCode, _ year: Int, measure: Int = 0) -> [(
    country: CountryCode, value: Int
  )] {
    guard let y = years.firstIndex(of: year) else { return [] }
    return pairs.indices.compactMap { at in
      guard pairs[at].destination == destination,
        let value = value(at: at, year: y, measure: measure)
      else { return nil }
      return (pairs[at].origin, value)
    }
  }

  /// All figures of a year.
  public func all(_ year: Int, measure: Int = 0) -> [(pair: Pair, value: Int)] {
    guard let y = years.firstIndex(of: year) else { return [] }
    return pairs.indices.compactMap { at in
      value(at: at, year: y, measure: measure).map { (pairs[at], $0) }
    }
  }

  /// The same table as wide CSV, the smallest form.
  public func csv(ends: (String, String)) -> String {
    var used: [(year: Int, measure: Int)] = []
    for year in years.indices {
      for measure in measures.indices
      where pairs.indices.contains(where: { value(at: $0, year: year, measure: measure) != nil }) {
        used.append((year, measure))
      }
    }
    var text = CSV.line(
      [ends.0, ends.1] + used.map { "\(years[$0.year]) \(measures[$0.measure])" })
    for (at, pair) in pairs.enumerated() {
      text += CSV.line(
        [pair.origin.description, pair.destination.description]
          + used.map { value(at: at, year: $0.year, measure: $0.measure).map(String.init) ?? "" })
    }
    return text
  }

  private func value(at pair: Int, year: Int, measure: Int) -> Int? {
    let value = values[(pair * years.count + year) * measures.count + measure]
    return value == Self.absent ? nil : value
  }

  private func lowerBound(_ pair: Pair) -> Int {
    var (low, high) = (0, pairs.count)
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle] < pair { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A labour agreement that two countries signed. Which of the two sends workers is not coded, nor whether it is in force.
public struct LabourAgreement: Sendable, Hashable {
  public var id: String
  public var parties: [CountryCode]
  /// Nil when it is not known.
  public var year: Int?
  /// ISO 8601; empty when it is not known.
  public var signed: String
  public var ratified: String
  /// Codes of the features found in its text; nil when its text was not found or not coded.
  public var features: Set<String>?
  /// Which of the tables at hand it stands in.
  var table = 0
}

/// Labour agreements by pair of countries.
public struct Agreements: Sendable {
  /// Codes of the features, in the order of the table.
  public let features: [String]
  public let all: [LabourAgreement]
  private let byPair: [Set<CountryCode>: [Int]]

  /// - Parameters:
  ///   - tables: lists of agreements; one of the same identity and parties in a later list takes the place of the earlier.
  ///   - provisions: their coded features, a column a feature.
  /// - Throws: `EvidenceError` naming the cell.
  init(_ tables: [RecordReader], provisions: [RecordReader]) throws(EvidenceError) {
    var coded: [String: Set<String>] = [:]
    var names: [String] = []
    for table in provisions {
      let found = try Self.features(table)
      names += found.names.filter { !names.contains($0) }
      coded.merge(found.coded) { $1 }
    }
    var all: [LabourAgreement] = []
    var places: [[AnyHashable]: Int] = [:]
    for (number, table) in tables.enumerated() {
      for var agreement in try Self.read(table) {
        agreement.features = coded[agreement.id]
        agreement.table = number
        let key: [AnyHashable] = [agreement.id, Set(agreement.parties)]
        if let at = places[key] {
          all[at] = agreement
        } else {
          places[key] = all.count
          all.append(agreement)
        }
      }
    }
    features = names
    self.all = all
    var byPair: [Set<CountryCode>: [Int]] = [:]
    for (i, agreement) in all.enumerated() { byPair[Set(agreement.parties), default: []].append(i) }
    self.byPair = byPair
  }

  /// The coded features by identity of the agreement.
  static func features(_ reader: RecordReader) throws(EvidenceError) -> (
    names: [String], coded: [String: Set<String>]
  ) {
    var reader = reader
    var coded: [String: Set<String>] = [:]
    let id = try reader.required("treaty_id")
    let columns = reader.columns.indices.filter { $0 != id }
    while try reader.next() {
      var found: Set<String> = []
      for column in columns {
        switch reader.text(column) {
        case "1": found.insert(reader.columns[column])
        case "0", "": break
        case let word:
          throw reader.mistake(
            column, "«\(word)» is neither 0 nor 1.", "Write 1 where the text has the feature.")
        }
      }
      guard coded.updateValue(found, forKey: reader.text(id)) == nil else {
        throw reader.mistake(
          id, "The agreement «\(reader.text(id))» is there twice.", "Keep one of the two rows.")
      }
    }
    return (columns.map { reader.columns[$0] }, coded)
  }

  /// The rows of one list, without features.
  static func read(_ reader: RecordReader) throws(EvidenceError) -> [LabourAgreement] {
    var reader = reader
    let (id, a, b) = (
      try reader.required("treaty_id"), try reader.required("iso_a"), try reader.required("iso_b")
    )
    let (year, signed) = (try reader.required("year"), reader.column("signed") ?? -1)
    let ratified = reader.column("ratified_on") ?? -1
    var all: [LabourAgreement] = []
    while try reader.next() {
      let parties = [try reader.code(a), try reader.code(b)]
      guard parties[0] != parties[1] else {
        throw reader.mistake(
          b, "\(parties[1]) has an agreement with itself.", "Write the other party.")
      }
      guard !reader.isBlank(id) else {
        throw reader.mistake(
          id, "The agreement has no identity.",
          "Write one: by it the coded features are found in the other table.")
      }
      all.append(
        LabourAgreement(
          id: reader.text(id), parties: parties,
          year: reader.isBlank(year) ? nil : try reader.year(year), signed: reader.text(signed),
          ratified: reader.text(ratified), features: nil))
    }
    return all
  }

  /// From the first to the last year of an agreement, as a source writes it.
  var years: String {
    let years = all.compactMap(\.year)
    guard let first = years.min(), let last = years.max() else { return "" }
    return first == last ? String(first) : "\(first)–\(last)"
  }

  /// The agreements between two countries, the newest first.
  public func between(_ a: CountryCode, _ b: CountryCode) -> [LabourAgreement] {
    (byPair[[a, b]] ?? []).map { all[$0] }.sorted {
      ($0.year ?? 0, $0.signed) > ($1.year ?? 0, $1.signed)
    }
  }

  /// The agreements of one country by the other party.
  public func of(_ country: CountryCode) -> [CountryCode: [LabourAgreement]] {
    var found: [CountryCode: [LabourAgreement]] = [:]
    for agreement in all where agreement.parties.contains(country) {
      guard let other = agreement.parties.first(where: { $0 != country }) else { continue }
      found[other, default: []].append(agreement)
    }
    return found
  }
}

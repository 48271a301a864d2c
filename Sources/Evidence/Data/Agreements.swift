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
}

/// Labour agreements by pair of countries.
public struct Agreements: Sendable {
  /// Codes of the features, in the order of the table.
  public let features: [String]
  public let all: [LabourAgreement]
  private let byPair: [Set<CountryCode>: [Int]]

  init(_ reader: RecordReader, provisions: RecordReader?) throws(EvidenceError) {
    var coded: [String: Set<String>] = [:]
    var names: [String] = []
    if var provisions {
      let id = try provisions.required("treaty_id")
      let columns = provisions.columns.indices.filter { $0 != id }
      names = columns.map { provisions.columns[$0] }
      while try provisions.next() {
        var found: Set<String> = []
        for column in columns {
          switch provisions.text(column) {
          case "1": found.insert(provisions.columns[column])
          case "0", "": break
          case let word:
            throw provisions.mistake(
              column, "«\(word)» is neither 0 nor 1.", "Write 1 where the text has the feature.")
          }
        }
        coded[provisions.text(id)] = found
      }
    }
    var reader = reader
    let (id, a, b) = (
      try reader.required("treaty_id"), try reader.required("iso_a"), try reader.required("iso_b")
    )
    let (year, signed) = (try reader.required("year"), reader.column("signed") ?? -1)
    let ratified = reader.column("ratified_on") ?? -1
    var all: [LabourAgreement] = []
    while try reader.next() {
      all.append(
        LabourAgreement(
          id: reader.text(id), parties: [try reader.code(a), try reader.code(b)],
          year: reader.isBlank(year) ? nil : try reader.year(year), signed: reader.text(signed),
          ratified: reader.text(ratified), features: coded[reader.text(id)]))
    }
    features = names
    self.all = all
    var byPair: [Set<CountryCode>: [Int]] = [:]
    for (i, agreement) in all.enumerated() { byPair[Set(agreement.parties), default: []].append(i) }
    self.byPair = byPair
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

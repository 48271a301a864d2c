/// How a country stands to a treaty. What a list that is not complete does not say is unknown, never "not bound".
public enum TreatyStatus: String, Sendable, Hashable, CaseIterable {
  case party
  case signatory
  case not
  case unknown
}

/// One country's act on one treaty.
public struct TreatyAct: Sendable, Hashable {
  public var country: CountryCode
  public var instrument: String
  public var status: TreatyStatus
  /// ISO 8601, as exact as it is known; empty when it is not.
  public var date: String
  /// Ratification, accession, succession, acceptance; empty when it is not known.
  public var action: String
  /// The day, month or year for which the list holds.
  public var asOf: String
  public var source: String
}

/// How complete the list of a treaty's parties is.
public struct TreatyCoverage: Sendable, Hashable {
  public var instrument: String
  public var listed: Int
  public var stated: Int?
  public var asOf: String
  public var isComplete: Bool
}

/// The treaties on the rights of migrants, refugees and workers, and who is bound by them.
public struct Treaties: Sendable {
  public let instruments: [TreatyCoverage]
  private let acts: [CountryCode: [String: TreatyAct]]

  init(acts reader: RecordReader, coverage: RecordReader) throws(EvidenceError) {
    instruments = try Self.instruments(coverage)
    var reader = reader
    let columns = (
      country: try reader.required("iso3"), instrument: try reader.required("instrument"),
      status: try reader.required("status"), date: try reader.required("date"),
      action: reader.column("action") ?? -1, asOf: reader.column("as_of") ?? -1,
      source: reader.column("source") ?? -1
    )
    var acts: [CountryCode: [String: TreatyAct]] = [:]
    while try reader.next() {
      let word = reader.text(columns.status)
      guard let status = TreatyStatus(rawValue: word) else {
        throw reader.mistake(
          columns.status, "«\(word)» is no status.", "Write party, signatory, not or unknown.")
      }
      let act = TreatyAct(
        country: try reader.code(columns.country), instrument: reader.text(columns.instrument),
        status: status, date: reader.text(columns.date), action: reader.text(columns.action),
        asOf: reader.text(columns.asOf), source: reader.text(columns.source))
      // A party that is listed as a signatory too is a party.
      if let known = acts[act.country]?[act.instrument], known.status == .party { continue }
      acts[act.country, default: [:]][act.instrument] = act
    }
    self.acts = acts
  }

  private static func instruments(_ reader: RecordReader) throws(EvidenceError) -> [TreatyCoverage]
  {
    var reader = reader
    let (name, listed) = (try reader.required("instrument"), try reader.required("parties_listed"))
    let (stated, asOf) = (try reader.required("parties_stated"), try reader.required("as_of"))
    let complete = try reader.required("list_complete")
    var instruments: [TreatyCoverage] = []
    while try reader.next() {
      instruments.append(
        TreatyCoverage(
          instrument: reader.text(name), listed: try reader.count(listed) ?? 0,
          stated: try reader.count(stated), asOf: reader.text(asOf),
          isComplete: reader.text(complete) == "yes"))
    }
    return instruments
  }

  public func act(of country: CountryCode, on instrument: String) -> TreatyAct? {
    acts[country]?[instrument]
  }

  /// A country that no list mentions at all is unknown to all of them.
  public func status(of country: CountryCode, on instrument: String) -> TreatyStatus {
    if let act = acts[country]?[instrument] { return act.status }
    guard acts[country] != nil,
      let coverage = instruments.first(where: { $0.instrument == instrument }),
      coverage.isComplete
    else { return .unknown }
    return .not
  }
}

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
  /// Which of the tables at hand it stands in.
  var table = 0
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

  /// - Parameters:
  ///   - acts: lists of acts; a row of a later list takes the place of an earlier one on the same country and treaty.
  ///   - coverage: how complete the lists are; a later row on a treaty takes the place of an earlier one.
  /// - Throws: `EvidenceError` naming the cell.
  init(acts lists: [RecordReader], coverage: [RecordReader]) throws(EvidenceError) {
    var instruments: [TreatyCoverage] = []
    for list in coverage {
      for new in try Self.instruments(list) {
        if let at = instruments.firstIndex(where: { $0.instrument == new.instrument }) {
          instruments[at] = new
        } else {
          instruments.append(new)
        }
      }
    }
    var acts: [CountryCode: [String: TreatyAct]] = [:]
    for (number, list) in lists.enumerated() {
      for var act in try Self.acts(list) {
        act.table = number
        // A party that the same list has as a signatory too is a party.
        if let known = acts[act.country]?[act.instrument], known.table == number,
          known.status == .party
        {
          continue
        }
        acts[act.country, default: [:]][act.instrument] = act
        // Who else is bound by a treaty that no table of coverage has is not known.
        if !instruments.contains(where: { $0.instrument == act.instrument }) {
          instruments.append(
            TreatyCoverage(
              instrument: act.instrument, listed: 0, stated: nil, asOf: act.asOf, isComplete: false)
          )
        }
      }
    }
    for i in instruments.indices where instruments[i].listed == 0 {
      let name = instruments[i].instrument
      instruments[i].listed = acts.values.count { $0[name]?.status == .party }
    }
    self.instruments = instruments
    self.acts = acts
  }

  static func acts(_ reader: RecordReader) throws(EvidenceError) -> [TreatyAct] {
    var reader = reader
    let columns = (
      country: try reader.required("iso3"), instrument: try reader.required("instrument"),
      status: try reader.required("status"), date: reader.column("date") ?? -1,
      action: reader.column("action") ?? -1, asOf: reader.column("as_of") ?? -1,
      source: reader.column("source") ?? -1
    )
    var acts: [TreatyAct] = []
    while try reader.next() {
      let word = reader.text(columns.status)
      guard let status = TreatyStatus(rawValue: word) else {
        throw reader.mistake(
          columns.status, "«\(word)» is no status.", "Write party, signatory, not or unknown.")
      }
      acts.append(
        TreatyAct(
          country: try reader.code(columns.country), instrument: reader.text(columns.instrument),
          status: status, date: reader.text(columns.date), action: reader.text(columns.action),
          asOf: reader.text(columns.asOf), source: reader.text(columns.source)))
    }
    return acts
  }

  static func instruments(_ reader: RecordReader) throws(EvidenceError) -> [TreatyCoverage] {
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

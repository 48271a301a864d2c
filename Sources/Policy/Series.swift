/// An indicator by place (or corridor), time and breakdown, with its source: the form in which statistics are kept and
/// exchanged, whatever file they came from.
///
/// The terms are those of SDMX (ISO 17369): the *key* names the series within its structure, *attributes* describe it,
/// and each observation has a period, a value and a status.
public struct Series: Sendable, Hashable, Codable {
  /// The code of a dimension, or the text of an attribute, under the identifier of its concept.
  public struct Facet: Sendable, Hashable, Codable {
    /// The concept: `REF_AREA`, `SEX`, `UNIT_MEASURE`.
    public var id: String
    /// The code: `PHL`, `F`, `USD`.
    public var value: String
    /// What the code is called, where the file says it.
    public var name: String?

    public init(_ id: String, _ value: String, name: String? = nil) {
      self.id = id
      self.value = value
      self.name = name
    }
  }

  /// The structure that gives the key its meaning, as `AGENCY:ID(VERSION)`; nil for a table without one.
  public var structure: String?
  /// Every dimension but time, in the order of the structure.
  public var key: [Facet]
  /// What holds for all observations: unit, multiplier, decimals, title.
  public var attributes: [Facet]
  /// In the order of the file.
  public var observations: [Observation]
  /// Who published it, in which revision, and the file it was read from.
  public var source: Source

  /// Where a figure comes from.
  public struct Source: Sendable, Hashable, Codable {
    public var producer: String?
    /// The edition; figures of two editions are never subtracted from each other.
    public var revision: String?
    public var file: String?

    public init(producer: String? = nil, revision: String? = nil, file: String? = nil) {
      self.producer = producer
      self.revision = revision
      self.file = file
    }
  }

  public init(
    structure: String? = nil, key: [Facet], attributes: [Facet] = [],
    observations: [Observation] = [], source: Source = Source()
  ) {
    self.structure = structure
    self.key = key
    self.attributes = attributes
    self.observations = observations
    self.source = source
  }

  /// The value of a dimension or attribute by its concept.
  public subscript(id: String) -> String? {
    (key.first { $0.id == id } ?? attributes.first { $0.id == id })?.value
  }

  /// The code of the indicator, by the concept names in use.
  public var indicator: String? { first(of: ["INDICATOR", "SERIES", "MEASURE", "SUBJECT"]) }

  /// The country or area that the figures are about; of a corridor, the one that reports.
  public var place: String? { first(of: ["REF_AREA", "GEO", "LOCATION", "COUNTRY"]) }

  /// The other end of a corridor.
  public var counterpart: String? {
    first(of: ["COUNTERPART_AREA", "COUNTERPART", "ORIGIN", "COMP_BREAKDOWN_1"])
  }

  public var unit: String? { first(of: ["UNIT_MEASURE", "UNIT"]) }

  private func first(of ids: [String]) -> String? {
    for id in ids { if let value = self[id] { return value } }
    return nil
  }
}

/// One value of a series at a time.
public struct Observation: Sendable, Hashable, Codable {
  /// As it is written in the file: `2019`, `2019-Q3`.
  public var time: String
  /// As it is written in the file, so that nothing is lost by reading it; empty when there is none.
  public var text: String
  public var status: ObservationStatus?
  /// What holds for this value alone, the status left out.
  public var attributes: [Series.Facet]
  /// Line or row of the file, from 1.
  public var line: Int?

  public init(
    time: String, text: String, status: ObservationStatus? = nil,
    attributes: [Series.Facet] = [], line: Int? = nil
  ) {
    self.time = time
    self.text = text
    self.status = status
    self.attributes = attributes
    self.line = line
  }

  /// The number; nil when it is missing or is no finite number.
  public var value: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
}

/// How far a value can be relied on: a code of the SDMX list CL_OBS_STATUS, or one of the producer's own.
public struct ObservationStatus: RawRepresentable, Sendable, Hashable, Codable {
  public var rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let normal = Self(rawValue: "A")
  public static let breakInSeries = Self(rawValue: "B")
  public static let definitionDiffers = Self(rawValue: "D")
  public static let estimated = Self(rawValue: "E")
  public static let forecast = Self(rawValue: "F")
  public static let imputed = Self(rawValue: "I")
  /// Missing: the data exist but were not collected.
  public static let notCollected = Self(rawValue: "L")
  /// Missing: the data cannot exist.
  public static let cannotExist = Self(rawValue: "M")
  public static let missing = Self(rawValue: "O")
  public static let provisional = Self(rawValue: "P")
  public static let lowReliability = Self(rawValue: "U")
  public static let unvalidated = Self(rawValue: "V")

  /// True for a code that says that there is no value.
  public var isMissing: Bool { ["L", "M", "O", "H", "Q"].contains(rawValue) }

  /// True for a value that was not counted but worked out or foretold.
  public var isModelled: Bool { ["E", "F", "I"].contains(rawValue) }
}

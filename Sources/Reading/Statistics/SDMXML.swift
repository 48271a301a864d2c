import Policy

/// Reads SDMX-ML 2.1 data, generic and structure-specific, by series, by any other dimension, or flat.
///
/// Structure-specific data do not say which of their attributes are dimensions: the roles of the structure say so, or,
/// where the user has none, the table of concepts.
struct SDMXML {
  private let reader: StatisticsReader
  private let file: String
  private let roles: StatisticsReader.Roles

  init(_ reader: StatisticsReader, _ file: String, _ roles: StatisticsReader.Roles) {
    self.reader = reader
    self.file = file
    self.roles = roles
  }

  func read(_ bytes: [UInt8]) throws(Table.Error) -> StatisticsFile {
    var state = SDMXMLState(roles: roles, concepts: reader.concepts)
    do throws(XMLEvents.Failure) {
      try XMLEvents.read(bytes, depth: reader.limits.depth) {
        events throws(XMLEvents.Failure) in
        while let event = try events.next() {
          switch event {
          case .start(let name):
            state.start(name, events.attributes, line: events.line)
          case .end(let name): state.end(name)
          case .text(let text): state.text += text
          }
        }
      }
    } catch {
      let reason =
        switch error {
        case .malformed: "it is cut short or not well-formed XML"
        case .documentType: "it holds a document type, which SDMX has not: do not trust it"
        case .tooDeep: "its elements are nested too deeply"
        }
      throw Table.Error(file: file, reason: reason + ". Get it again from where it came")
    }
    guard state.hasData else {
      throw Table.Error(
        file: file,
        reason: state.isStructure
          ? "it holds structures, not data: give it with --structure and name the file of the data"
          : "it is no SDMX-ML data: there is no DataSet in it")
    }
    return StatisticsFile(
      .sdmxML, state.table(Series.Source(producer: state.sender, file: file)))
  }
}

/// What is open while the elements of a data message pass by.
private struct SDMXMLState {
  private enum Level { case none, dataSet, series, observation, group }

  private let roles: StatisticsReader.Roles
  private let concepts: StatisticalConcepts
  private var assembly = TableAssembly()
  private var structureIDs: [String: Int] = [:]
  private var observationDimensions: [String: String] = [:]
  private var header: (id: String, dimension: String, kind: StatisticalTable.Structure.Kind)?
  private var structure = 0
  private var action: String?
  private var observationDimension = "TIME_PERIOD"
  private var isKey = false
  private var isReference = false
  private var level = Level.none
  private var values: [Level: [(Int, String)]] = [:]
  private var line: Int?
  private var groups: [(key: [(Int, String)], values: [(Int, String)])] = []
  private var groupKey: [(Int, String)] = []
  private(set) var hasData = false
  private(set) var isStructure = false
  private(set) var sender: String?
  var text: [UInt8] = []

  init(roles: StatisticsReader.Roles, concepts: StatisticalConcepts) {
    self.roles = roles
    self.concepts = concepts
  }

  mutating func start(_ name: String, _ attributes: [(name: String, value: String)], line: Int) {
    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    text.removeAll(keepingCapacity: true)
    switch name {
    case "Sender" where sender == nil: sender = attribute("id")
    case "Structures": isStructure = true
    case "Structure" where level == .none && attribute("structureID") != nil:
      header = (
        attribute("structureID") ?? "", attribute("dimensionAtObservation") ?? "TIME_PERIOD",
        .datastructure
      )
    case "StructureUsage": header?.kind = .dataflow
    case "ProvisionAgreement", "ProvisionAgrement": header?.kind = .dataprovision
    case "Ref" where header != nil && level == .none:
      declare(
        (attribute("agencyID").map { $0 + ":" } ?? "") + (attribute("id") ?? "")
          + "(" + (attribute("version") ?? "1.0") + ")")
    case "DataSet":
      hasData = true
      level = .dataSet
      values = [:]
      groups = []
      let reference = attribute("structureRef") ?? ""
      structure = structureIDs[reference] ?? 0
      observationDimension = observationDimensions[reference] ?? observationDimension
      action = attribute("action").flatMap(Self.action)
      add(attributes, ignoring: Self.reserved)
    case "Series":
      level = .series
      values[.series] = []
      add(attributes, ignoring: ["type"])
    case "Group":
      level = .group
      values[.group] = []
      groupKey = []
      add(attributes, ignoring: ["type"])
    case "Obs":
      self.line = line
      values[.observation] = []
      let outer = level
      level = .observation
      add(attributes, ignoring: ["type"])
      if outer == .dataSet { values[.series] = [] }
    case "SeriesKey", "ObsKey", "GroupKey": isKey = true
    case "Attributes": isKey = false
    case "Value":
      guard let id = attribute("id"), let value = attribute("value"), level != .none else { break }
      let role: StatisticalTable.Role =
        id == "TIME_PERIOD" ? .time : isKey ? .dimension : roles[id] ?? .attribute
      put(id, value, role)
      if level == .group, isKey { groupKey.append((assembly.place(of: id, role), value)) }
    case "ObsDimension":
      let id = attribute("id") ?? observationDimension
      put(id, attribute("value") ?? "", id == "TIME_PERIOD" ? .time : .dimension)
    case "ObsValue": put("OBS_VALUE", attribute("value") ?? "", .measure)
    default: break
    }
  }

  private static let reserved: Set<String> = [
    "structureRef", "type", "dataScope", "action", "setID", "validFromDate", "validToDate",
    "publicationYear", "publicationPeriod", "reportingBeginDate", "reportingEndDate",
    "REPORTING_YEAR_START_DAY",
  ]

  private static func action(_ word: String) -> String? {
    switch word {
    case "Append": "A"
    case "Replace": "R"
    case "Delete": "D"
    case "Merge": "M"
    case "Information": "I"
    default: nil
    }
  }

  private mutating func declare(_ id: String) {
    guard let header, structureIDs[header.id] == nil else { return }
    structureIDs[header.id] = assembly.structures.count
    observationDimensions[header.id] = header.dimension
    observationDimension = header.dimension
    assembly.structures.append(StatisticalTable.Structure(header.kind, id))
  }

  /// The attributes of an element of structure-specific data.
  private mutating func add(_ attributes: [(name: String, value: String)], ignoring: Set<String>) {
    for (id, value) in attributes where !ignoring.contains(id) {
      let role: StatisticalTable.Role =
        if let known = roles[id] {
          known
        } else if id.hasPrefix("OBS_VALUE") {
          .measure
        } else if id == "TIME_PERIOD" {
          .time
        } else if id == observationDimension {
          .dimension
        } else if let known = concepts.role(of: id) {
          known
        } else {
          level == .dataSet ? .attribute : .dimension
        }
      put(id, value, role)
      if level == .group, role == .dimension {
        groupKey.append((assembly.place(of: id, role), value))
      }
    }
  }

  private mutating func put(_ id: String, _ value: String, _ role: StatisticalTable.Role) {
    values[level, default: []].append((assembly.place(of: id, role), value))
  }

  mutating func end(_ name: String) {
    switch name {
    case "URN" where header != nil && level == .none:
      let urn = String(decoding: text, as: UTF8.self)
      if urn.contains("Dataflow=") { header?.kind = .dataflow }
      if let equals = urn.lastIndex(of: "=") { declare(String(urn[urn.index(after: equals)...])) }
    case "Structure" where level == .none: break
    case "Header": header = nil
    case "SeriesKey", "ObsKey", "GroupKey": isKey = false
    case "Group":
      groups.append((groupKey, values[.group] ?? []))
      level = .dataSet
    case "Obs":
      assembly.add(
        (values[.dataSet] ?? []) + (values[.series] ?? []) + (values[.observation] ?? []),
        structure: structure, action: action, line: line)
      level = values[.series]?.isEmpty == false ? .series : .dataSet
    case "Series":
      values[.series] = []
      level = .dataSet
    case "DataSet":
      assembly.complete(groups)
      level = .none
    default: break
    }
    text.removeAll(keepingCapacity: true)
  }

  func table(_ source: Series.Source) -> StatisticalTable { assembly.table(source) }
}

extension TableAssembly {
  /// Gives the rows the attributes of the groups that they belong to.
  mutating func complete(_ groups: [(key: [(Int, String)], values: [(Int, String)])]) {
    var byShape: [[Int]: [[String]: [(Int, String)]]] = [:]
    let used = usedPlaces
    for group in groups {
      // What no series or observation has is an attribute of the group, whatever it was taken for.
      let key = group.key.filter { used.contains($0.0) }.sorted { $0.0 < $1.0 }
      byShape[key.map(\.0), default: [:]][key.map(\.1), default: []] += group.values
    }
    guard !byShape.isEmpty else { return }
    fill { cells in
      var more: [(Int, String)] = []
      for (shape, members) in byShape {
        let own = shape.map { $0 < cells.count ? cells[$0] ?? "" : "" }
        more += members[own] ?? []
      }
      return more
    }
  }
}

import Policy

/// Reads SDMX-JSON data messages 1.0 and 2.0 (sdmx-twg/sdmx-json, field guide), and the answers of the World Bank's API.
struct SDMXJSON {
  private let file: String
  private let isSecondEdition: Bool

  static func read(_ bytes: [UInt8], file: String) throws(Table.Error) -> StatisticsFile {
    let (value, mistake) = LocatedJSON.read(bytes)
    if let mistake {
      throw Table.Error(
        file: file, line: mistake.at.line, column: String(mistake.at.column),
        reason: "this is not JSON: \(mistake.reason)")
    }
    guard let value else { throw Table.Error(file: file, reason: "the file is empty") }
    if let elements = value.elements { return try WorldBankJSON.read(elements, file: file) }
    if let errors = value["errors"]?.elements, let first = errors.first, value["data"] == nil {
      let words = first["title"]?.text ?? first["message"]?.text ?? "no reason is given"
      throw Table.Error(file: file, reason: "the service answered with an error: \(words)")
    }
    let isSecond = value["data"]?["structures"] != nil
    let message = value["data"] ?? value
    guard message["dataSets"] != nil || message["structures"] != nil else {
      throw Table.Error(file: file, reason: "it is no SDMX-JSON data: there are no dataSets in it")
    }
    return try SDMXJSON(file: file, isSecondEdition: isSecond).read(message, whole: value)
  }

  private func error(_ json: LocatedJSON?, _ reason: String) -> Table.Error {
    Table.Error(
      file: file, line: json?.at.line, column: json.map { String($0.at.column) }, reason: reason)
  }

  private func read(_ message: LocatedJSON, whole: LocatedJSON) throws(Table.Error)
    -> StatisticsFile
  {
    let structures: [LocatedJSON] =
      message["structures"]?.elements ?? [message["structure"]].compactMap(\.self)
    guard !structures.isEmpty else {
      throw error(message, "the structure is missing, without which the data cannot be read")
    }
    var assembly = TableAssembly()
    var layouts: [SDMXJSONLayout] = []
    for structure in structures {
      layouts.append(
        try SDMXJSONLayout(structure, isSecondEdition: isSecondEdition, file: file, &assembly))
      assembly.structures.append(Self.reference(structure, layouts.count))
    }
    var errors: [Table.Error] = []
    for dataSet in message["dataSets"]?.elements ?? [] {
      let index = dataSet["structure"]?.integer ?? 0
      guard layouts.indices.contains(index) else {
        throw error(dataSet["structure"], "there is no structure number \(index)")
      }
      var reader = SDMXJSONDataSet(
        layout: layouts[index], structure: index, file: file,
        action: dataSet["action"]?.text.flatMap(Self.action))
      reader.read(dataSet, &assembly)
      errors += reader.errors.prefix(max(0, StatisticsFile.mostErrors - errors.count))
    }
    let sender = (whole["meta"] ?? whole["header"])?["sender"]?["id"]?.text
    return StatisticsFile(
      isSecondEdition ? .sdmxJSON2 : .sdmxJSON1,
      assembly.table(Series.Source(producer: sender, file: file)), errors: errors)
  }

  private static func action(_ word: String) -> String? {
    switch word.lowercased() {
    case "append": "A"
    case "replace": "R"
    case "delete": "D"
    case "merge": "M"
    default: nil
    }
  }

  /// The structure's reference, from its URN or its address.
  private static func reference(_ structure: LocatedJSON, _ number: Int)
    -> StatisticalTable.Structure
  {
    let name = structure["name"]?.text
    let links = structure["links"]?.elements ?? []
    for (kind, rel) in [
      (StatisticalTable.Structure.Kind.dataflow, "dataflow"), (.datastructure, "datastructure"),
      (.dataprovision, "provisionagreement"),
    ] {
      for link in links where link["rel"]?.text == rel {
        if let urn = link["urn"]?.text, let equals = urn.lastIndex(of: "=") {
          return StatisticalTable.Structure(
            kind, String(urn[urn.index(after: equals)...]), name: name)
        }
        let parts = (link["href"]?.text ?? "").split(separator: "/").map(String.init)
        if let at = parts.lastIndex(of: rel), at + 2 < parts.count {
          let version = at + 3 < parts.count ? parts[at + 3] : "1.0"
          return StatisticalTable.Structure(
            kind, "\(parts[at + 1]):\(parts[at + 2])(\(version))", name: name)
        }
      }
    }
    return StatisticalTable.Structure(.dataflow, "UNKNOWN:STRUCTURE_\(number)(1.0)", name: name)
  }
}

/// What the numbers of a message point to: the components of one structure with their values.
struct SDMXJSONLayout {
  struct Component {
    var place: Int
    /// Code and name of each value; a value that is no code stands in the data itself.
    var values: [(code: String, name: String?)?]
  }

  var dataSetDimensions: [Component] = []
  var seriesDimensions: [Component] = []
  var observationDimensions: [Component] = []
  var measures: [Component] = []
  var dataSetAttributes: [Component] = []
  var groupAttributes: [Component] = []
  var seriesAttributes: [Component] = []
  var observationAttributes: [Component] = []

  /// Of the whole key, in the order of `dimensionGroupAttributes`.
  var dimensions: [Component] { dataSetDimensions + seriesDimensions + observationDimensions }

  init(
    _ structure: LocatedJSON, isSecondEdition: Bool, file: String, _ assembly: inout TableAssembly
  ) throws(Table.Error) {
    func components(
      _ json: LocatedJSON?, _ role: StatisticalTable.Role, _ assembly: inout TableAssembly
    ) throws(Table.Error) -> [Component] {
      var made: [Component] = []
      for each in json?.elements ?? [] {
        guard let id = each["id"]?.text, !id.isEmpty else {
          throw Table.Error(
            file: file, line: each.at.line, column: String(each.at.column),
            reason: "a component has no «id»")
        }
        let own: StatisticalTable.Role = role == .dimension && id == "TIME_PERIOD" ? .time : role
        let place = assembly.place(
          of: id, own, name: each["name"]?.text ?? Self.name(each["names"]))
        let values = (each["values"]?.elements ?? []).map {
          value -> (code: String, name: String?)? in
          if let text = value.text { return (text, nil) }
          guard !value.isNull else { return nil }
          if let code = value["id"]?.text {
            return (code, value["name"]?.text ?? Self.name(value["names"]))
          }
          // An uncoded value: 1.0 gives it a name, 2.0 a value.
          if let inner = value["value"] {
            return SDMXJSONDataSet.text(of: inner).map { ($0.text, nil) }
          }
          return (value["name"]?.text ?? Self.name(value["names"])).map { ($0, nil) }
        }
        for value in values { if let value { assembly.label(place, value.code, value.name) } }
        made.append(Component(place: place, values: values))
      }
      return made
    }
    let dimensions = structure["dimensions"]
    let attributes = structure["attributes"]
    dataSetDimensions = try components(dimensions?["dataSet"], .dimension, &assembly)
    seriesDimensions = try components(dimensions?["series"], .dimension, &assembly)
    observationDimensions = try components(dimensions?["observation"], .dimension, &assembly)
    measures = try components(structure["measures"]?["observation"], .measure, &assembly)
    if measures.isEmpty {
      measures = [Component(place: assembly.place(of: "OBS_VALUE", .measure), values: [])]
    }
    dataSetAttributes = try components(attributes?["dataSet"], .attribute, &assembly)
    groupAttributes = try components(attributes?["dimensionGroup"], .attribute, &assembly)
    seriesAttributes = try components(attributes?["series"], .attribute, &assembly)
    observationAttributes = try components(attributes?["observation"], .attribute, &assembly)
  }

  private static func name(_ names: LocatedJSON?) -> String? {
    names?.members?.first?.value.text
  }
}

/// The rows of one data set. What points to nothing is an error with its place; the rest is read.
struct SDMXJSONDataSet {
  let layout: SDMXJSONLayout
  let structure: Int
  let file: String
  let action: String?
  private(set) var errors: [Table.Error] = []

  init(layout: SDMXJSONLayout, structure: Int, file: String, action: String?) {
    self.layout = layout
    self.structure = structure
    self.file = file
    self.action = action
  }

  private mutating func note(_ at: LocatedJSON.Position, _ reason: String) {
    guard errors.count < StatisticsFile.mostErrors else { return }
    errors.append(
      Table.Error(file: file, line: at.line, column: String(at.column), reason: reason))
  }

  mutating func read(_ dataSet: LocatedJSON, _ assembly: inout TableAssembly) {
    var common: [(Int, String)] = []
    for dimension in layout.dataSetDimensions {
      if let value = dimension.values.first ?? nil { common.append((dimension.place, value.code)) }
    }
    common += values(dataSet["attributes"], layout.dataSetAttributes, &assembly)
    let start = assembly.count
    for (text, at, json) in dataSet["series"]?.members ?? [] {
      guard let key = key(text, at, layout.seriesDimensions) else { continue }
      let own = common + key + values(json["attributes"], layout.seriesAttributes, &assembly)
      for observation in json["observations"]?.members ?? [] {
        add(observation, own, layout.observationDimensions, &assembly)
      }
    }
    for observation in dataSet["observations"]?.members ?? [] {
      // Without series, the key of an observation holds the dimensions that a series would have.
      let parts = observation.key.utf8.count { $0 == UInt8(ascii: ":") } + 1
      let isFlat = parts == layout.observationDimensions.count
      add(
        observation, common,
        isFlat
          ? layout.observationDimensions : layout.seriesDimensions + layout.observationDimensions,
        &assembly)
    }
    var groups: [(key: [(Int, String)], values: [(Int, String)])] = []
    for (text, at, json) in dataSet["dimensionGroupAttributes"]?.members ?? [] {
      guard let key = key(text, at, layout.dimensions) else { continue }
      groups.append((key, values(json, layout.groupAttributes, &assembly)))
    }
    if start < assembly.count { assembly.complete(groups) }
  }

  private mutating func add(
    _ observation: (key: String, at: LocatedJSON.Position, value: LocatedJSON),
    _ common: [(Int, String)], _ dimensions: [SDMXJSONLayout.Component],
    _ assembly: inout TableAssembly
  ) {
    guard let key = key(observation.key, observation.at, dimensions) else { return }
    var row = common + key
    let cells = observation.value.elements ?? [observation.value]
    // Numbers beyond measures and attributes point to annotations.
    for (cell, component) in zip(cells, layout.measures + layout.observationAttributes) {
      if let text = value(cell, component, &assembly) { row.append((component.place, text)) }
    }
    assembly.add(row, structure: structure, action: action, line: observation.at.line)
  }

  /// "0:3:1", a blank for a dimension that the key leaves open.
  private mutating func key(
    _ key: String, _ at: LocatedJSON.Position, _ dimensions: [SDMXJSONLayout.Component]
  ) -> [(Int, String)]? {
    var values: [(Int, String)] = []
    let parts = key.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == dimensions.count || key.isEmpty else {
      note(at, "the key «\(key)» has \(parts.count) parts for \(dimensions.count) dimensions")
      return nil
    }
    for (part, dimension) in zip(parts, dimensions) where !part.isEmpty {
      guard let index = Int(part), dimension.values.indices.contains(index) else {
        note(at, "the key «\(key)» points to a value that its dimension has not")
        return nil
      }
      if let value = dimension.values[index] { values.append((dimension.place, value.code)) }
    }
    return values
  }

  private mutating func values(
    _ json: LocatedJSON?, _ components: [SDMXJSONLayout.Component],
    _ assembly: inout TableAssembly
  ) -> [(Int, String)] {
    var values: [(Int, String)] = []
    for (cell, component) in zip(json?.elements ?? [], components) {
      if let text = value(cell, component, &assembly) { values.append((component.place, text)) }
    }
    return values
  }

  /// The text of a cell: the code that its number points to, or what stands in it.
  private mutating func value(
    _ cell: LocatedJSON, _ component: SDMXJSONLayout.Component, _ assembly: inout TableAssembly
  ) -> String? {
    if cell.isNull { return nil }
    if !component.values.isEmpty, let index = cell.integer {
      guard component.values.indices.contains(index) else {
        note(cell.at, "\(index) points to a value that the component has not")
        return nil
      }
      return component.values[index]?.code
    }
    guard let (text, suffix) = Self.text(of: cell) else { return nil }
    if !suffix.isEmpty { assembly.mark(suffix, at: component.place) }
    return text
  }

  /// A value as SDMX-CSV writes it: several joined by semicolons, languages as `en:…;fr:…`.
  static func text(of json: LocatedJSON) -> (text: String, suffix: String)? {
    switch json.value {
    case .null: return nil
    case .bool(let flag): return (flag ? "true" : "false", "")
    case .number(let text), .string(let text): return (text, "")
    case .array(let elements):
      let texts = elements.compactMap { text(of: $0)?.text }
      return (texts.map(quoted).joined(separator: ";"), "[]")
    case .object(let members):
      let texts = members.compactMap { member in
        text(of: member.value).map { member.key + ":" + quoted($0.text) }
      }
      return (
        texts.joined(separator: ";"), "[" + members.map(\.key).joined(separator: ";") + "]"
      )
    }
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x3B || $0 == 0x22 }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

/// The World Bank's API, version 2: a head and a list of observations.
enum WorldBankJSON {
  static func read(_ elements: [LocatedJSON], file: String) throws(Table.Error) -> StatisticsFile {
    guard elements.count == 2, let records = elements[1].elements else {
      let message = elements.first?["message"]?.elements?.first
      throw Table.Error(
        file: file, line: elements.first?.at.line,
        reason: message.map {
          "the service answered: \($0["value"]?.text ?? $0["key"]?.text ?? "an error")"
        }
          ?? "this is a list, neither SDMX-JSON nor an answer of the World Bank's API")
    }
    var assembly = TableAssembly()
    let indicator = assembly.place(of: "INDICATOR", .dimension)
    let area = assembly.place(of: "REF_AREA", .dimension)
    let time = assembly.place(of: "TIME_PERIOD", .time)
    let value = assembly.place(of: "OBS_VALUE", .measure)
    let status = assembly.place(of: "OBS_STATUS", .attribute)
    let unit = assembly.place(of: "UNIT_MEASURE", .attribute)
    let decimals = assembly.place(of: "DECIMALS", .attribute)
    for record in records {
      var row: [(Int, String)] = []
      func add(_ place: Int, _ json: LocatedJSON?) {
        guard let json, let text = SDMXJSONDataSet.text(of: json)?.text, !text.isEmpty else {
          return
        }
        row.append((place, text))
      }
      guard let date = record["date"] else {
        throw Table.Error(
          file: file, line: record.at.line, reason: "a record has no «date»")
      }
      add(indicator, record["indicator"]?["id"])
      let code = record["countryiso3code"]?.text ?? ""
      add(area, code.isEmpty ? record["country"]?["id"] : record["countryiso3code"])
      add(time, date)
      add(value, record["value"])
      add(status, record["obs_status"])
      add(unit, record["unit"])
      add(decimals, record["decimal"])
      if let id = record["indicator"]?["id"]?.text {
        assembly.label(indicator, id, record["indicator"]?["value"]?.text)
      }
      if !code.isEmpty { assembly.label(area, code, record["country"]?["value"]?.text) }
      assembly.add(row, line: record.at.line)
    }
    var remarks: [String] = []
    let head = elements[0]
    if let pages = head["pages"]?.integer, pages > 1 {
      remarks.append(
        "this is page \(head["page"]?.integer ?? 1) of \(pages): the other pages are in other files."
      )
    }
    return StatisticsFile(
      .worldBankJSON,
      assembly.table(
        Series.Source(producer: "World Bank", revision: head["lastupdated"]?.text, file: file)),
      remarks: remarks)
  }
}

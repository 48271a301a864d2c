/// Observations as a file of statistics holds them: columns with their role, rows with their cells as written, so that
/// reading and writing loses nothing.
///
/// A *component* is what SDMX calls a dimension, measure or attribute; each is a column. `series` groups the rows.
public struct StatisticalTable: Sendable, Hashable {
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    case dimension, time, measure, attribute
    /// Neither: a key written out, a column of the producer's own.
    case other
  }

  public struct Column: Sendable, Hashable {
    public var id: String
    public var name: String?
    public var role: Role
    /// What follows the id in the heading: `[]` for several values in a cell, `[en;fr]` for several languages.
    public var suffix: String
    /// What codes are called, where the file says it.
    public var labels: [String: String]

    public init(
      _ id: String, name: String? = nil, role: Role, suffix: String = "",
      labels: [String: String] = [:]
    ) {
      self.id = id
      self.name = name
      self.role = role
      self.suffix = suffix
      self.labels = labels
    }
  }

  /// What the rows are data of.
  public struct Structure: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case dataflow, datastructure, dataprovision
    }

    public var kind: Kind
    /// `AGENCY:ID(VERSION)`
    public var id: String
    public var name: String?

    public init(_ kind: Kind, _ id: String, name: String? = nil) {
      self.kind = kind
      self.id = id
      self.name = name
    }
  }

  public struct Row: Sendable, Hashable {
    /// Place in `structures`.
    public var structure: Int
    /// `I` information, `A` append, `M` merge, `R` replace, `D` delete; nil where the file does not say it.
    public var action: String?
    /// One for each column, nil where there is nothing.
    public var cells: [String?]
    /// Line or row of the file, from 1.
    public var line: Int?

    public init(structure: Int = 0, action: String? = nil, cells: [String?], line: Int? = nil) {
      self.structure = structure
      self.action = action
      self.cells = cells
      self.line = line
    }
  }

  public var structures: [Structure]
  public var columns: [Column]
  public var rows: [Row]
  public var source: Series.Source

  public init(
    structures: [Structure] = [], columns: [Column], rows: [Row] = [],
    source: Series.Source = Series.Source()
  ) {
    self.structures = structures
    self.columns = columns
    self.rows = rows
    self.source = source
  }

  public func column(_ id: String) -> Int? { columns.firstIndex { $0.id == id } }

  /// The rows grouped into series by structure and dimensions, in the order in which the series first occur.
  ///
  /// Attributes that have one value throughout a series belong to it, others to its observations. Rows that delete
  /// something, and those without a value, a status or a period, are no observations.
  ///
  /// - Parameter measure: id of the measure; the first one unless told.
  /// - Complexity: O(cells).
  public func series(measure: String? = nil) -> [Series] {
    let measured = measure.flatMap(column) ?? columns.firstIndex { $0.role == .measure }
    let time = columns.firstIndex { $0.role == .time }
    let status = column("OBS_STATUS")
    let dimensions = columns.indices.filter { columns[$0].role == .dimension }
    let attributes = columns.indices.filter { columns[$0].role == .attribute && $0 != status }
    var groups: [[String]: Int] = [:]
    var members: [[Int]] = []
    for (i, row) in rows.enumerated() where row.action != "D" {
      guard measured.flatMap({ row.cells[$0] }) != nil || status.flatMap({ row.cells[$0] }) != nil
      else { continue }
      let key = [String(row.structure)] + dimensions.map { row.cells[$0] ?? "" }
      if let group = groups[key] {
        members[group].append(i)
      } else {
        groups[key] = members.count
        members.append([i])
      }
    }
    return members.map { lines in
      let first = rows[lines[0]]
      func facet(_ column: Int, _ row: Row) -> Series.Facet? {
        row.cells[column].map {
          Series.Facet(columns[column].id, $0, name: columns[column].labels[$0])
        }
      }
      let common = Set(
        attributes.filter { column in
          lines.allSatisfy { rows[$0].cells[column] == first.cells[column] }
        })
      return Series(
        structure: structures.indices.contains(first.structure)
          ? structures[first.structure].id : nil,
        key: dimensions.compactMap { facet($0, first) },
        attributes: attributes.filter(common.contains).compactMap { facet($0, first) },
        observations: lines.map { line in
          let row = rows[line]
          return Observation(
            time: time.flatMap { row.cells[$0] } ?? "",
            text: measured.flatMap { row.cells[$0] } ?? "",
            status: status.flatMap { row.cells[$0] }.map(ObservationStatus.init(rawValue:)),
            attributes: attributes.filter { !common.contains($0) }.compactMap { facet($0, row) },
            line: row.line)
        }, source: source)
    }
  }

  /// A table of series, with the columns in the order dimensions, time, measure, attributes.
  public init(_ series: [Series], source: Series.Source = Series.Source()) {
    var dimensions: [String] = []
    var attributes: [String] = []
    var labels: [String: [String: String]] = [:]
    var structures: [Structure] = []
    func learn(_ facets: [Series.Facet], _ ids: inout [String], _ seen: inout Set<String>) {
      for facet in facets {
        if seen.insert(facet.id).inserted { ids.append(facet.id) }
        if let name = facet.name { labels[facet.id, default: [:]][facet.value] = name }
      }
    }
    var seen: Set<String> = []
    for each in series { learn(each.key, &dimensions, &seen) }
    let hasStatus = series.contains { $0.observations.contains { $0.status != nil } }
    if hasStatus {
      attributes.append("OBS_STATUS")
      seen.insert("OBS_STATUS")
    }
    for each in series {
      learn(each.attributes, &attributes, &seen)
      for observation in each.observations { learn(observation.attributes, &attributes, &seen) }
    }
    columns =
      dimensions.map { Column($0, role: .dimension, labels: labels[$0] ?? [:]) }
      + [Column("TIME_PERIOD", role: .time), Column("OBS_VALUE", role: .measure)]
      + attributes.map { Column($0, role: .attribute, labels: labels[$0] ?? [:]) }
    let places = Dictionary(uniqueKeysWithValues: zip(columns.map(\.id), columns.indices))
    rows = []
    for each in series {
      var structure = 0
      if let id = each.structure {
        structure = structures.firstIndex { $0.id == id } ?? structures.count
        if structure == structures.count { structures.append(Structure(.dataflow, id)) }
      }
      for observation in each.observations {
        var cells = [String?](repeating: nil, count: columns.count)
        for facet in each.key + each.attributes + observation.attributes {
          if let place = places[facet.id] { cells[place] = facet.value }
        }
        cells[dimensions.count] = observation.time.isEmpty ? nil : observation.time
        cells[dimensions.count + 1] = observation.text.isEmpty ? nil : observation.text
        if let status = observation.status, let place = places["OBS_STATUS"] {
          cells[place] = status.rawValue
        }
        rows.append(Row(structure: structure, cells: cells, line: observation.line))
      }
    }
    self.structures = structures
    self.source = source
  }
}

import Policy

/// Rows of components that arrive by name, in any order, made into a table whose columns stand as dimensions, time,
/// measures, attributes.
struct TableAssembly {
  private var columns: [StatisticalTable.Column] = []
  private var places: [String: Int] = [:]
  private var rows: [StatisticalTable.Row] = []
  var structures: [StatisticalTable.Structure] = []

  var count: Int { rows.count }

  /// The place of a component; its first role holds.
  mutating func place(of id: String, _ role: StatisticalTable.Role, name: String? = nil) -> Int {
    if let place = places[id] { return place }
    places[id] = columns.count
    columns.append(StatisticalTable.Column(id, name: name, role: role))
    return columns.count - 1
  }

  /// Says that a component holds several values or languages in a cell.
  mutating func mark(_ suffix: String, at place: Int) {
    if columns[place].suffix.isEmpty { columns[place].suffix = suffix }
  }

  mutating func label(_ place: Int, _ code: String, _ name: String?) {
    if let name, name != code, columns[place].labels[code] == nil {
      columns[place].labels[code] = name
    }
  }

  /// - Parameter values: place and text of each component.
  mutating func add(
    _ values: some Sequence<(Int, String)>, structure: Int = 0, action: String? = nil,
    line: Int? = nil
  ) {
    var cells = [String?](repeating: nil, count: columns.count)
    for (place, value) in values { cells[place] = value }
    rows.append(
      StatisticalTable.Row(structure: structure, action: action, cells: cells, line: line))
  }

  /// The places at which some row has a value.
  var usedPlaces: Set<Int> {
    var used: Set<Int> = []
    for row in rows { for (i, cell) in row.cells.enumerated() where cell != nil { used.insert(i) } }
    return used
  }

  /// Puts values into the empty cells of the rows that are there.
  mutating func fill(_ more: ([String?]) -> [(Int, String)]) {
    for i in rows.indices {
      for (place, value) in more(rows[i].cells) {
        while rows[i].cells.count <= place { rows[i].cells.append(nil) }
        if rows[i].cells[place] == nil { rows[i].cells[place] = value }
      }
    }
  }

  func table(_ source: Series.Source) -> StatisticalTable {
    let ranks: [StatisticalTable.Role: Int] = [
      .dimension: 0, .time: 1, .measure: 2, .attribute: 3, .other: 4,
    ]
    let order = columns.indices.sorted {
      (ranks[columns[$0].role] ?? 4, $0) < (ranks[columns[$1].role] ?? 4, $1)
    }
    // Code lists come whole; what no row uses is no part of the data.
    var used = columns.map { _ in Set<String>() }
    for row in rows {
      for (i, cell) in row.cells.enumerated() where !columns[i].labels.isEmpty {
        if let cell { used[i].insert(cell) }
      }
    }
    return StatisticalTable(
      structures: structures,
      columns: order.map { i in
        var column = columns[i]
        column.labels = column.labels.filter { used[i].contains($0.key) }
        return column
      },
      rows: rows.map { row in
        var row = row
        row.cells = order.map { $0 < row.cells.count ? row.cells[$0] : nil }
        return row
      }, source: source)
  }
}

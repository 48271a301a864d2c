public import Policy

/// The items of an instrument as a table: how an official list that cannot be shipped is put into its shape.
///
/// Columns: `domain` (id of a domain of the shape), `id`, `label`, `options` ("0=no; 5=partly; 10=yes": the worth of each
/// answer and its meaning); may have `perspectives`, `level`, `guidance`, `weight`, `gcm`, `sdg`, each list divided by `;`.
/// A row whose `options` are empty is answered in words and bears no score.
public enum ItemList {
  /// - Returns: the items by domain, in the order of the table.
  /// - Throws: `Table.Error` with line and column for the first row that cannot be used.
  public static func read(_ table: Table, to shape: Instrument) throws(Table.Error)
    -> [(domain: String, item: Instrument.Item)]
  {
    for column in ["domain", "id", "label", "options"] where !table.columns.contains(column) {
      throw Table.Error(
        file: table.file, line: 1, column: column,
        reason: "the column is missing; the table has: \(table.columns.joined(separator: ", "))")
    }
    let domains = Set(shape.nodes.dropFirst().map(\.id))
    var taken = Set(shape.items.map(\.id)).union(shape.nodes.map(\.id))
    var items: [(domain: String, item: Instrument.Item)] = []
    for row in table.rows {
      guard domains.contains(row["domain"]) else {
        throw row.error(
          "domain",
          "«\(row["domain"])» is no domain of \(shape.name): use \(domains.sorted().joined(separator: ", "))"
        )
      }
      for column in ["id", "label"] where row[column].isEmpty {
        throw row.error(column, "the cell is empty")
      }
      guard taken.insert(row["id"]).inserted else {
        throw row.error("id", "«\(row["id"])» is there already")
      }
      items.append((row["domain"], try item(row, shape)))
    }
    return items
  }

  private static func item(_ row: Table.Row, _ shape: Instrument) throws(Table.Error)
    -> Instrument.Item
  {
    var options: [Instrument.Option] = []
    for entry in row.list("options") {
      let parts = entry.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
      guard parts.count == 2, let value = Double(parts[0]), value.isFinite else {
        throw row.error("options", "«\(entry)» is not written as 5=collected")
      }
      guard !options.contains(where: { $0.code == parts[0] }) else {
        throw row.error("options", "\(parts[0]) is there twice")
      }
      options.append(Instrument.Option(code: parts[0], label: parts[1], value: value))
    }
    let sides = Set(shape.perspectives.map(\.id))
    for side in row.list("perspectives") where !sides.contains(side) {
      throw row.error(
        "perspectives", "«\(side)» is unknown: use \(sides.sorted().joined(separator: "; "))")
    }
    var weight = 1.0
    if !row["weight"].isEmpty {
      guard let number = Double(row["weight"]), number.isFinite, number >= 0 else {
        throw row.error("weight", "«\(row["weight"])» is no number from 0 up")
      }
      weight = number
    }
    let links = ["gcm", "sdg"].compactMap { key in
      row.list(key).isEmpty ? nil : Instrument.Link(to: key, ids: row.list(key))
    }
    return Instrument.Item(
      id: row["id"], label: row["label"],
      guidance: row["guidance"].isEmpty ? nil : row["guidance"],
      kind: options.isEmpty ? .text : .choice(options), weight: weight, rescale: nil,
      missing: nil, notApplicable: .leaveOut, condition: nil,
      perspectives: row.list("perspectives"), level: row["level"].isEmpty ? nil : row["level"],
      formerly: nil, crosswalk: links)
  }
}

extension Instrument {
  /// This instrument with more items at the end of their domains.
  public func adding(_ items: [(domain: String, item: Item)]) -> Instrument {
    var instrument = self
    for (domain, item) in items { instrument.root.add(item, to: domain) }
    return instrument
  }
}

extension Instrument.Node {
  fileprivate mutating func add(_ item: Instrument.Item, to domain: String) {
    if id == domain {
      parts.append(.item(item))
      return
    }
    for i in parts.indices {
      guard case .node(var node) = parts[i] else { continue }
      node.add(item, to: domain)
      parts[i] = .node(node)
    }
  }
}

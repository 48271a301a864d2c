public import Policy

/// The structure of an index, from its metadata table: indicators, the aggregates above them, and what else the data hold.
public struct Framework: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case indicator = "Indicator"
    case aggregate = "Aggregate"
    case group = "Group"
    case denominator = "Denominator"
    case other = "Other"
  }

  /// One row of the metadata.
  public struct Node: Sendable {
    public var code: String
    public var name: String
    public var kind: Kind
    /// 1 for indicators, 2… for aggregates, 0 for the rest.
    public var level: Int
    public var parent: String?
    public var direction: Double
    public var weight: Double
    public var unit: String
    /// Numbers of further columns that methods can take their parameters from: `Target`, `goalpost_lower`, …
    public var parameters: [String: Double]
    /// Code of the column that the indicator is divided by.
    public var denominator: String?
    public var line: Int
  }

  public let file: String
  /// Rows that are in the index, and the indicators that are not, in the order of the file.
  public private(set) var nodes: [Node]
  /// Codes of group columns.
  public let groups: [String]
  /// The name of each group column.
  public let groupNames: [String: String]
  public let denominators: [String]
  public let others: [String]
  private var positions: [String: Int]
  /// Codes of all indicators and aggregates of the file, also of those that were removed.
  let allCodes: Set<String>

  /// The highest level; 1 when there are only indicators.
  public var top: Int { nodes.map(\.level).max() ?? 1 }

  public var indicators: [Node] { nodes.filter { $0.level == 1 } }

  public func nodes(at level: Int) -> [Node] { nodes.filter { $0.level == level } }

  public subscript(code: String) -> Node? { positions[code].map { nodes[$0] } }

  public func children(of code: String) -> [Node] { nodes.filter { $0.parent == code } }

  /// The aggregate at a level that a node stands under; the node itself when it is there already.
  public func ancestor(of node: Node, at level: Int) -> String? {
    var node = node
    while node.level < level {
      guard let parent = node.parent, let next = self[parent] else { return nil }
      node = next
    }
    return node.level == level ? node.code : nil
  }

  /// The indicators under an aggregate.
  public func indicators(under code: String) -> [Node] {
    guard let node = self[code] else { return [] }
    return indicators.filter { ancestor(of: $0, at: node.level) == code }
  }

  /// Without some indicators, and without the aggregates that have nothing left.
  public func removing(_ codes: Set<String>) -> Framework {
    var copy = self
    copy.nodes.removeAll { codes.contains($0.code) }
    while let empty = copy.nodes.first(where: { node in
      node.level > 1 && !copy.nodes.contains { $0.parent == node.code }
    }) {
      copy.nodes.removeAll { $0.code == empty.code }
    }
    copy.positions = Dictionary(uniqueKeysWithValues: zip(copy.nodes.map(\.code), 0...))
    return copy
  }

  /// Reads a metadata table (`iMeta.csv`).
  ///
  /// - Throws: `Table.Error` with file, line and column: a code that is there twice or has a blank, a parent that is not one
  ///   level up, a cycle, an aggregate without children, weights below 0 or that sum to zero.
  public init(_ bytes: some Sequence<UInt8>, file: String) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["iCode", "Type"])
    let further = table.columns.filter {
      !["Level", "iCode", "iName", "Direction", "Weight", "Unit", "Denominator", "Parent", "Type"]
        .contains($0)
    }
    var nodes: [Node] = []
    var groups: [String] = []
    var groupNames: [String: String] = [:]
    var denominators: [String] = []
    var others: [String] = []
    var seen: Set<String> = []
    for row in table.rows {
      let node = try Self.node(row, further)
      guard seen.insert(node.code).inserted else {
        throw row.error("iCode", "\(node.code) is there twice")
      }
      switch node.kind {
      case .indicator, .aggregate: nodes.append(node)
      case .group:
        groups.append(node.code)
        groupNames[node.code] = node.name
      case .denominator: denominators.append(node.code)
      case .other: others.append(node.code)
      }
    }
    self.file = file
    self.nodes = nodes
    self.groups = groups
    self.groupNames = groupNames
    self.denominators = denominators
    self.others = others
    allCodes = Set(nodes.map(\.code))
    positions = Dictionary(uniqueKeysWithValues: zip(nodes.map(\.code), 0...))
    try check()
  }

  private static func node(_ row: Table.Row, _ further: [String]) throws(Table.Error) -> Node {
    let code = row["iCode"]
    try checkCode(code, row)
    guard let kind = Kind(rawValue: row["Type"]) else {
      throw row.error(
        "Type",
        "«\(row["Type"])» is not one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let isIndex = kind == .indicator || kind == .aggregate
    let level = try row.number("Level")
    let levelNumber = level.isNaN ? 0 : Int(exactly: level) ?? -1
    if isIndex {
      guard kind == .indicator ? levelNumber == 1 : (2...100).contains(levelNumber) else {
        throw row.error(
          "Level",
          kind == .indicator ? "an indicator has level 1" : "an aggregate has level 2, 3, …")
      }
    }
    let direction = try row.number("Direction")
    guard !isIndex || direction == 1 || direction == -1 else {
      throw row.error("Direction", "the direction of \(code) must be 1 or -1")
    }
    let weight = try row.number("Weight")
    guard !isIndex || weight >= 0 && weight.isFinite else {
      throw row.error("Weight", "the weight of \(code) must be a number, 0 or more")
    }
    var parameters: [String: Double] = [:]
    for column in further {
      let text = row[column]
      if let value = Double(text), value.isFinite { parameters[column] = value }
      if ["TRUE", "true"].contains(text) { parameters[column] = 1 }
      if ["FALSE", "false"].contains(text) { parameters[column] = 0 }
    }
    return Node(
      code: code, name: row["iName"].isEmpty ? code : row["iName"], kind: kind,
      level: isIndex ? levelNumber : 0, parent: row.optional("Parent"), direction: direction,
      weight: weight, unit: row["Unit"], parameters: parameters,
      denominator: row.optional("Denominator"), line: row.line)
  }

  private static func checkCode(_ code: String, _ row: Table.Row) throws(Table.Error) {
    guard let first = code.utf8.first else { throw row.error("iCode", "the code is missing") }
    guard !code.utf8.contains(UInt8(ascii: " ")), !(0x30...0x39).contains(first) else {
      throw row.error("iCode", "«\(code)»: a code has no blanks and does not begin with a digit")
    }
  }

  private func check() throws(Table.Error) {
    for node in nodes {
      try checkCycle(from: node)
      guard let parent = node.parent else {
        guard node.level == 1 || node.level == top else {
          throw error(node, "Parent", "\(node.code) needs a parent at level \(node.level + 1)")
        }
        continue
      }
      guard let above = self[parent] else {
        throw error(node, "Parent", "there is no aggregate «\(parent)»")
      }
      guard above.level == node.level + 1 else {
        throw error(
          node, "Parent",
          "\(parent) is at level \(above.level), and the parent of \(node.code) must be at level \(node.level + 1)"
        )
      }
    }
    guard nodes.contains(where: { $0.level == 1 }) else {
      throw Table.Error(file: file, column: "Type", reason: "there is no indicator")
    }
    for node in nodes where node.level > 1 {
      let children = children(of: node.code)
      guard !children.isEmpty else {
        throw error(node, "iCode", "nothing has the aggregate \(node.code) as its parent")
      }
      guard children.contains(where: { $0.weight > 0 }) else {
        throw error(
          children[0], "Weight",
          "the weights under \(node.code) (\(children.map(\.code).joined(separator: ", "))) sum to zero"
        )
      }
    }
    for node in nodes {
      if let denominator = node.denominator, !denominators.contains(denominator) {
        throw error(
          node, "Denominator",
          "«\(denominator)» is not a row of the type Denominator in this table")
      }
    }
  }

  private func checkCycle(from node: Node) throws(Table.Error) {
    var path = [node.code]
    var next = node.parent
    while let code = next {
      if let start = path.firstIndex(of: code) {
        let round = (path[start...] + [code]).joined(separator: " → ")
        throw error(self[code] ?? node, "Parent", "the parents go round: \(round)")
      }
      path.append(code)
      next = self[code]?.parent
    }
  }

  private func error(_ node: Node, _ column: String, _ reason: String) -> Table.Error {
    Table.Error(file: file, line: node.line, column: column, reason: reason)
  }
}

extension Table.Row {
  /// A number, a gap for an empty cell or `NA`.
  ///
  /// - Throws: `Table.Error` for anything else.
  func number(_ column: String) throws(Table.Error) -> Double {
    let text = self[column]
    if text.isEmpty || text == "NA" { return .missing }
    guard let value = text.plainNumber else {
      throw error(
        column, "«\(text)» is not a number; leave the cell empty where the value is missing")
    }
    return value
  }

  func optional(_ column: String) -> String? {
    let text = self[column]
    return text.isEmpty || text == "NA" ? nil : text
  }
}

extension String {
  /// A finite decimal number, without the words and the hexadecimal digits that `Double` also takes.
  var plainNumber: Double? {
    let isDecimal = utf8.allSatisfy {
      (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    guard isDecimal, let value = Double(self), value.isFinite else { return nil }
    return value
  }
}

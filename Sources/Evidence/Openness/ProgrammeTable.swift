public import Policy

/// The table of programmes that a person fills: a line a programme with a column for each item (`openness: no quota`,
/// `rights: equal pay`), or a line an item (`programme, axis, item, value`).
///
/// A cell is `yes`, `no`, `partly`, a number from 0 to 1, empty or `unknown` where nobody knows, or `n/a` where the
/// question makes no sense for the programme. Every item is a question to which "yes" means more open or more rights.
public enum ProgrammeTable {
  /// - Throws: `Table.Error` naming line and column.
  public static func read(_ table: Table) throws(Table.Error) -> [LabourProgramme] {
    guard table.columns.contains("programme") else {
      throw Table.Error(
        file: table.file, line: 1, column: "programme",
        reason: "the column is missing: each line needs the name of its programme")
    }
    let programmes =
      table.columns.contains("axis") && table.columns.contains("item")
      ? try long(table) : try wide(table)
    guard !programmes.isEmpty else {
      throw Table.Error(
        file: table.file,
        reason: "there is no line below the names of the columns: add one for each programme")
    }
    return programmes
  }

  private static func wide(_ table: Table) throws(Table.Error) -> [LabourProgramme] {
    var columns: [(column: String, axis: LabourProgramme.Axis, item: String)] = []
    for column in table.columns {
      for axis in LabourProgramme.Axis.allCases where column.lowercased().hasPrefix(axis.rawValue) {
        let item = String(
          column.dropFirst(axis.rawValue.count).drop { ": ._-/".contains($0) })
        if !item.isEmpty { columns.append((column, axis, item)) }
      }
    }
    for axis in LabourProgramme.Axis.allCases where !columns.contains(where: { $0.axis == axis }) {
      throw Table.Error(
        file: table.file, line: 1,
        reason:
          "no column begins with «\(axis.rawValue)»: name each item «\(axis.rawValue): item», "
          + "or give the columns programme, axis, item, value")
    }
    var programmes: [LabourProgramme] = []
    for row in table.rows {
      let name = try self.name(row)
      let country = row["country"]
      if programmes.contains(where: { $0.name == name && $0.country == country }) {
        throw row.error("programme", "«\(name)» is there twice: keep one line")
      }
      var programme = LabourProgramme(name: name, country: country, items: [])
      for column in columns {
        switch try answer(row, column.column) {
        case .known(let value):
          programme.items.append(.init(axis: column.axis, name: column.item, value: value))
        case .unknown:
          programme.items.append(.init(axis: column.axis, name: column.item, value: nil))
        case .senseless: break
        }
      }
      programmes.append(programme)
    }
    return programmes
  }

  private static func long(_ table: Table) throws(Table.Error) -> [LabourProgramme] {
    guard table.columns.contains("value") else {
      throw Table.Error(
        file: table.file, line: 1, column: "value",
        reason: "the column is missing: give programme, axis, item, value")
    }
    struct Question: Hashable {
      var axis: LabourProgramme.Axis
      var item: String
    }
    var programmes: [LabourProgramme] = []
    var questions: [Question: Double] = [:]
    var order: [Question] = []
    var senseless: [Int: Set<Question>] = [:]
    for row in table.rows {
      let name = try self.name(row)
      guard let axis = LabourProgramme.Axis(rawValue: row["axis"].lowercased()) else {
        throw row.error("axis", "«\(row["axis"])» must be openness or rights")
      }
      guard !row["item"].isEmpty else { throw row.error("item", "the cell is empty") }
      let weight = try self.weight(row)
      let question = Question(axis: axis, item: row["item"])
      if let before = questions[question] {
        guard before == weight else {
          throw row.error(
            "weight", "«\(question.item)» has weight \(before.plain) elsewhere: use one weight")
        }
      } else {
        questions[question] = weight
        order.append(question)
      }
      let country = row["country"]
      let at =
        programmes.firstIndex { $0.name == name && $0.country == country } ?? programmes.count
      if at == programmes.count {
        programmes.append(LabourProgramme(name: name, country: country, items: []))
      }
      let isTwice =
        programmes[at].items.contains { $0.axis == axis && $0.name == question.item }
        || senseless[at]?.contains(question) == true
      guard !isTwice else {
        throw row.error("item", "«\(question.item)» of «\(name)» is there twice: keep one line")
      }
      let value: Double?
      switch try answer(row, "value") {
      case .known(let known): value = known
      case .unknown: value = nil
      case .senseless:
        senseless[at, default: []].insert(question)
        continue
      }
      programmes[at].items.append(
        .init(
          axis: axis, name: question.item, value: value, weight: weight, source: row["source"]))
    }
    // An item that a programme has no line for is unknown there, not no.
    for at in programmes.indices {
      for question in order where senseless[at]?.contains(question) != true {
        let has = programmes[at].items.contains {
          $0.axis == question.axis && $0.name == question.item
        }
        guard !has else { continue }
        programmes[at].items.append(
          .init(
            axis: question.axis, name: question.item, value: nil,
            weight: questions[question] ?? 1))
      }
    }
    return programmes
  }

  private enum Answer {
    case known(Double)
    case unknown
    case senseless
  }

  private static func answer(_ row: Table.Row, _ column: String) throws(Table.Error) -> Answer {
    switch row[column].lowercased() {
    case "", "?", "unknown": return .unknown
    case "n/a", "na", "-", "–": return .senseless
    case "yes", "y", "full", "fully": return .known(1)
    case "partly", "partial", "part": return .known(0.5)
    case "no", "n", "none": return .known(0)
    case let text:
      guard let value = Double(text), (0...1).contains(value) else {
        throw row.error(
          column,
          "«\(row[column])» must be yes, no, partly, a number from 0 to 1, n/a, or empty where it "
            + "is unknown")
      }
      return .known(value)
    }
  }

  private static func name(_ row: Table.Row) throws(Table.Error) -> String {
    guard !row["programme"].isEmpty else {
      throw row.error("programme", "the cell is empty: name the programme")
    }
    return row["programme"]
  }

  private static func weight(_ row: Table.Row) throws(Table.Error) -> Double {
    guard !row["weight"].isEmpty else { return 1 }
    guard let weight = Double(row["weight"]), weight > 0, weight <= 1000 else {
      throw row.error("weight", "«\(row["weight"])» must be a number above 0")
    }
    return weight
  }
}

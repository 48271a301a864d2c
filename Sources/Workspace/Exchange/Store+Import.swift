public import Foundation
import Policy

/// Taking in what was made elsewhere: decisions of another person, tables of the user.
extension Store {
  /// Adds the decisions of a file that `export` made, as CSV or JSON (told by the file's ending).
  ///
  /// Decisions that are there already are passed over, so that importing twice changes nothing.
  ///
  /// - Returns: how many were new, and a note on each entry that could not be used.
  /// - Throws: `StoreError` when the file cannot be read or the workspace not be written.
  public func importDecisions(from file: URL) throws -> (added: Int, notes: [Note]) {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: file))
    } catch {
      throw StoreError(
        .missing, file: file.path,
        problem: "the file cannot be read (\(error.localizedDescription)).",
        remedy: "Check its name and that you may read it.")
    }
    let name = file.lastPathComponent
    let (decisions, notes) =
      ProjectFile.ending(of: name) == "json"
      ? Decision.readJSON(bytes, file: name) : Decision.readCSV(bytes, file: name)
    return (try add(decisions), notes)
  }
}

extension Project {
  /// Puts a table of the user into a project folder, under its own name, after trying every row.
  ///
  /// - Parameters:
  ///   - file: a CSV file named as one of `UserTables.files`.
  ///   - isReplacing: whether a table of this name that is there already gives way.
  /// - Returns: notes on rows that the next assessment will not be able to use.
  /// - Throws: `FolderError` or `Table.Error`; the folder is then as before.
  public static func importTable(
    _ file: URL, into folder: URL, resources: ResourceFolder, isReplacing: Bool = false
  ) throws -> [Note] {
    let name = file.lastPathComponent
    guard UserTables.files.contains(name) else {
      throw FolderError(
        description:
          "\(name): this is no table that Concord knows. Name it \(UserTables.files.joined(separator: ", ")), or decisions.csv for decisions."
      )
    }
    let target = folder.appendingPathComponent(name)
    guard isReplacing || !FileManager.default.fileExists(atPath: target.path) else {
      throw FolderError(
        description:
          "\(target.path): the project has this table already. Say --replace to replace it.")
    }
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: file))
    } catch {
      throw FolderError(
        description: "\(file.path): it cannot be read (\(error.localizedDescription)).")
    }
    _ = try Table(bytes, file: name)
    let knowledge = try Knowledge(resources, adding: UserTables(contents: [name: bytes]))
    do {
      try Data(bytes).write(to: target, options: .atomic)
    } catch {
      throw FolderError(
        description: "\(target.path): it cannot be written (\(error.localizedDescription)).")
    }
    return knowledge.notes
  }
}

extension Decision {
  static func readCSV(_ bytes: [UInt8], file: String) -> ([Decision], [Note]) {
    var decisions: [Decision] = []
    var notes: [Note] = []
    do {
      for row in try Table(
        bytes, file: file, required: ["finding", "type", "status", "date", "passages"]
      ).rows {
        do {
          decisions.append(try Decision(row))
        } catch {
          notes.append(Note(error))
        }
      }
    } catch {
      notes.append(Note(error))
    }
    return (decisions, notes)
  }

  private init(_ row: Table.Row) throws(Table.Error) {
    func text(_ column: String) -> String { Spreadsheet.text(ofCell: row[column]) }
    guard let kind = Finding.Kind(rawValue: row["type"]) else {
      throw row.error("type", "«\(row["type"])» is no type of finding")
    }
    let act = try Self.act(row, detail: text("detail"))
    for column in ["finding", "date"] where row[column].isEmpty {
      throw row.error(column, "the cell is empty")
    }
    guard let passages = JSONText.value(text("passages"), as: [Passage].self) else {
      throw row.error("passages", "the cell does not hold the passages as they were exported")
    }
    self.init(
      finding: row["finding"], kind: kind, act: act, note: text("note"),
      person: text("person"), date: row["date"], why: text("why"), passages: passages)
  }

  /// A row without an act is of a table that holds statuses only.
  private static func act(_ row: Table.Row, detail: String) throws(Table.Error) -> Act {
    guard !row["act"].isEmpty, row["act"] != Act.Name.status.rawValue else {
      guard let status = Finding.Status(rawValue: row["status"]) else {
        throw row.error("status", "«\(row["status"])» is not proposed, confirmed or dismissed")
      }
      return .status(status)
    }
    guard let name = Act.Name(rawValue: row["act"]) else {
      throw row.error(
        "act", "«\(row["act"])» is not \(Act.Name.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    guard let act = Act(name, detail: detail) else {
      throw row.error("detail", "the cell does not hold what was exported for «\(name.rawValue)»")
    }
    return act
  }

  static func readJSON(_ bytes: [UInt8], file: String) -> ([Decision], [Note]) {
    let (value, mistake) = LocatedJSON.read(bytes)
    var decisions: [Decision] = []
    var notes: [Note] = []
    func note(_ at: LocatedJSON.Position, _ text: String) {
      notes.append(Note(file: file, line: at.line, column: String(at.column), text: text))
    }
    if let mistake { note(mistake.at, "this is not JSON: \(mistake.reason).") }
    if let value, case .array(let elements) = value.value {
      for element in elements {
        if let decision = Decision(element) {
          decisions.append(decision)
        } else {
          note(
            element.at,
            "this is no decision: it needs finding, type, status, date and passages as they were exported."
          )
        }
      }
    } else if let value {
      note(value.at, "the file must be a list of decisions.")
    }
    return (decisions, notes)
  }

  private init?(_ json: LocatedJSON) {
    guard let finding = json["finding"]?.text, let date = json["date"]?.text,
      let kind = json["type"]?.text.flatMap(Finding.Kind.init(rawValue:)),
      let act = Self.act(json),
      case .array(let elements)? = json["passages"]?.value
    else { return nil }
    var passages: [Passage] = []
    for element in elements {
      guard let file = element["file"]?.text, let locator = element["locator"]?.text,
        let text = element["text"]?.text
      else { return nil }
      passages.append(Passage(file: file, locator: locator, text: text))
    }
    self.init(
      finding: finding, kind: kind, act: act, note: json["note"]?.text ?? "",
      person: json["person"]?.text ?? "", date: date, why: json["why"]?.text ?? "",
      passages: passages)
  }

  private static func act(_ json: LocatedJSON) -> Act? {
    guard let name = json["act"]?.text, name != Act.Name.status.rawValue else {
      return json["status"]?.text.flatMap(Finding.Status.init(rawValue:)).map(Act.status)
    }
    return Act.Name(rawValue: name).flatMap { Act($0, detail: json["detail"]?.text ?? "") }
  }
}

public import Policy

/// The user's tables of institutions, ties and co-ordination bodies.
///
/// | table | columns (the first are required; several values are divided by `;`) |
/// | --- | --- |
/// | `institutions.csv` | `name`, `aliases`, `kind`, `country`, `level` |
/// | `ties.csv` | `from`, `to`, `kind` (reports, funds, shares data, coordinates, oversees) |
/// | `bodies.csv` | `name`, `members`, `chair`, `matter` |
///
/// Ties and bodies name institutions by their name or an alias; one that `institutions.csv` lacks is added.
extension UserTables {
  /// What the tables say, and notes on rows that could not be used.
  ///
  /// - Parameter country: of institutions for which the table does not say it.
  public func institutionalMap(country: String?, codebook: Codebook) -> (InstitutionalMap, [Note]) {
    var reader = InstitutionTableReader(country: country, codebook: codebook)
    for (file, required) in [
      ("institutions.csv", ["name"]), ("ties.csv", ["from", "to", "kind"]),
      ("bodies.csv", ["name", "members"]),
    ] {
      guard let bytes = contents[file] else { continue }
      do {
        for row in try Table(bytes, file: file, required: required).rows {
          do {
            switch file {
            case "institutions.csv": try reader.addInstitution(row)
            case "ties.csv": try reader.addTie(row)
            default: try reader.addBody(row)
            }
          } catch {
            reader.notes.append(Note(error))
          }
        }
      } catch {
        reader.notes.append(Note(error))
      }
    }
    return (reader.map, reader.notes)
  }
}

extension Institution {
  /// The stable id of an institution: its country and name in lower case.
  static func identifier(name: String, country: String?) -> ID {
    let name = name.lowercased()
    return country.map { $0.lowercased() + "/" + name } ?? name
  }
}

private struct InstitutionTableReader {
  let country: String?
  let codebook: Codebook
  private(set) var map = InstitutionalMap()
  var notes: [Note] = []
  private var idByName: [String: Institution.ID] = [:]
  private var ids: Set<Institution.ID> = []

  init(country: String?, codebook: Codebook) {
    self.country = country
    self.codebook = codebook
  }

  mutating func addInstitution(_ row: Table.Row) throws(Table.Error) {
    let name = try filled(row, "name")
    let kind = row["kind"]
    guard kind.isEmpty || codebook.actor(kind) != nil else {
      throw row.error("kind", "«\(kind)» is no kind of institution in actors.csv")
    }
    let levelName = row["level"].lowercased()
    guard let level = levelName.isEmpty ? .national : GovernmentLevel(rawValue: levelName) else {
      let all = GovernmentLevel.allCases.map(\.rawValue).joined(separator: ", ")
      throw row.error("level", "«\(row["level"])» is no level: use one of \(all)")
    }
    let place = row["country"].isEmpty ? country : row["country"]
    let id = Institution.identifier(name: name, country: place)
    guard ids.insert(id).inserted else {
      throw row.error("name", "«\(name)» stands in the table twice; the first row holds")
    }
    let aliases = row.list("aliases")
    map.institutions.append(
      Institution(
        id: id, name: name, aliases: aliases, kind: kind.isEmpty ? nil : kind, country: place,
        level: level))
    for alias in [name] + aliases { idByName[alias.lowercased()] = id }
  }

  mutating func addTie(_ row: Table.Row) throws(Table.Error) {
    let from = try filled(row, "from")
    let to = try filled(row, "to")
    guard let kind = Tie.Kind(rawValue: row["kind"].lowercased()) else {
      let all = Tie.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw row.error("kind", "«\(row["kind"])» is no kind of tie: use one of \(all)")
    }
    map.ties.append(Tie(from: identifier(of: from), to: identifier(of: to), kind: kind))
  }

  mutating func addBody(_ row: Table.Row) throws(Table.Error) {
    let name = try filled(row, "name")
    let members = row.list("members")
    guard !members.isEmpty else {
      throw row.error("members", "the cell is empty: name the members, divided by semicolons")
    }
    let id = Institution.identifier(name: name, country: country)
    guard !map.bodies.contains(where: { $0.id == id }) else {
      throw row.error("name", "«\(name)» stands in the table twice; the first row holds")
    }
    let chair = row["chair"]
    let matter = row["matter"]
    map.bodies.append(
      Body(
        id: id, name: name, members: members.map { identifier(of: $0) },
        chair: chair.isEmpty ? nil : identifier(of: chair), matter: matter.isEmpty ? nil : matter))
  }

  private func filled(_ row: Table.Row, _ column: String) throws(Table.Error) -> String {
    guard !row[column].isEmpty else { throw row.error(column, "the cell is empty") }
    return row[column]
  }

  private mutating func identifier(of name: String) -> Institution.ID {
    if let id = idByName[name.lowercased()] { return id }
    let id = Institution.identifier(name: name, country: country)
    map.institutions.append(Institution(id: id, name: name, country: country))
    idByName[name.lowercased()] = id
    ids.insert(id)
    return id
  }
}

import Policy

/// The institutions met so far, found by country and name.
struct Register {
  var institutions: [Institution]
  /// The words of each institution's name.
  private(set) var words: [[String]]
  private var index: [Institution.ID: Int] = [:]

  /// - Parameter given: by the user's tables; their names and aliases stand before what is found.
  init(given: [Institution]) {
    institutions = given
    words = given.map { InstitutionName($0.name).words }
    for (i, institution) in given.enumerated() {
      index[institution.id] = i
      for name in [institution.name] + institution.aliases {
        let key = Self.key(InstitutionName(name), country: institution.country)
        if index[key] == nil { index[key] = i }
      }
    }
  }

  func words(of id: Institution.ID) -> [String] { index[id].map { words[$0] } ?? [] }

  mutating func enter(
    _ name: InstitutionName, kind: String?, country: String?, _ level: GovernmentLevel
  ) -> Institution.ID {
    let id = Self.key(name, country: country)
    if let i = index[id] {
      if institutions[i].kind == nil { institutions[i].kind = kind }
      alias(name.written, of: id)
      return institutions[i].id
    }
    index[id] = institutions.count
    institutions.append(
      Institution(id: id, name: name.written.unshouted, kind: kind, country: country, level: level))
    words.append(InstitutionName(name.written).words)
    return id
  }

  mutating func alias(_ alias: String, of id: Institution.ID) {
    let alias = alias.unshouted
    guard let i = index[id], institutions[i].name != alias, !institutions[i].aliases.contains(alias)
    else { return }
    institutions[i].aliases.append(alias)
  }

  private static func key(_ name: InstitutionName, country: String?) -> String {
    "\((country ?? "").lowercased())/\(name.key)"
  }
}

import Policy

/// Co-ordinating bodies without the institution that their matter plainly needs.
struct SiloRule: Sendable {
  let corpus: Corpus
  let codebook: Codebook
  let tables: CoherenceTables
  let map: InstitutionalMap

  /// Shared weight of words from which a mandate touches the matter of a body.
  private static let touching = 2.0

  func findings() throws -> [Finding] {
    let kinds = Dictionary(map.institutions.map { ($0.id, $0) }) { first, _ in first }
    var findings: [Finding] = []
    for body in map.bodies {
      try Task.checkCancellation()
      guard let place = body.place, let statement = statement(at: place) else { continue }
      let members = body.members.compactMap { kinds[$0] }
      guard members.count >= 2, isBetweenMinistries(members) else { continue }
      guard let absent = absent(body, statement, members) else { continue }
      findings.append(finding(body, statement, absent))
    }
    return findings
  }

  private struct Absence {
    var name: String
    var reason: String
    var mandate: Statement?
    var score: Double
  }

  private func statement(at place: Place) -> Statement? {
    guard let document = corpus.documents.firstIndex(where: { $0.document.file == place.file })
    else { return nil }
    return corpus.statements[corpus.statements(of: document)].first {
      $0.provision == place.provision
    }
  }

  /// A body of ministries or departments of one government, not the board of an agency or a local commission.
  private func isBetweenMinistries(_ members: [Institution]) -> Bool {
    let central: Set<String> = [
      "INTERIOR", "FOREIGN", "LABOUR", "HEALTH", "EDUCATION", "FINANCE", "ECONOMY", "AGRICULTURE",
      "ENVIRONMENT",
      "SOCIAL", "JUSTICE", "PLANNING", "CENTRE", "MIGAGENCY", "DIASPORA", "DEVCOOP", "WOMEN",
      "HOUSING",
    ]
    return Set(members.compactMap(\.kind)).intersection(central).count >= 2
  }

  /// The institution of another text of the set whose mandate the body's matter touches, of a kind the matter needs.
  private func absent(_ body: Body, _ statement: Statement, _ members: [Institution]) -> Absence? {
    let present = Set(members.compactMap(\.kind))
    let matter = matter(body, statement)
    let hits = Set(tables.cues.hits(in: Wording(matter.utf8)).map(\.cue))
    var wanted: [String: String] = [:]
    for need in tables.needs where hits.contains(need.cue) && present.isDisjoint(with: need.kinds) {
      for kind in need.kinds where wanted[kind] == nil { wanted[kind] = need.reason }
    }
    guard !wanted.isEmpty else { return nil }
    let stems = matterStems(matter)
    var best: Absence?
    for (i, coded) in corpus.documents.enumerated() where i != statement.document {
      let document = coded.document
      guard document.level == .national || document.level == corpus.document(statement).level,
        corpus.countryStems[i] == corpus.countryStems[statement.document]
      else { continue }
      for name in document.institutions where !isMember(name, members, statement) {
        guard let kind = kind(of: name), let reason = wanted[kind] else { continue }
        var touching: (Statement, Double)?
        for index in corpus.statements(of: i) where corpus.statements[index].role == .rule {
          let likeness = corpus.likeness(corpus.statements[index].stems, stems)
          if likeness.shared > touching?.1 ?? Self.touching {
            touching = (corpus.statements[index], likeness.shared)
          }
        }
        guard let touching else { continue }
        let score = min(0.9, 0.5 + 0.08 * touching.1 + (statement.has(tables.closedList) ? 0.1 : 0))
        if score > best?.score ?? 0 {
          best = Absence(name: name, reason: reason, mandate: touching.0, score: score)
        }
      }
    }
    return best
  }

  private func kind(of name: String) -> String? {
    let folded = Wording(name.utf8).words.map(\.text)
    return map.institutions.first { institution in
      ([institution.name] + institution.aliases).contains {
        Wording($0.utf8).words.map(\.text) == folded
      }
    }?.kind
  }

  private func isMember(_ name: String, _ members: [Institution], _ statement: Statement) -> Bool {
    let words = Wording(name.utf8).words.map(\.text)
    let composing = Wording(composition(statement).utf8).words.map(\.text)
    if words.count > 1, composing.count >= words.count,
      (0...(composing.count - words.count)).contains(where: {
        composing[$0..<$0 + words.count].elementsEqual(words)
      })
    {
      return true
    }
    return members.contains { member in
      ([member.name] + member.aliases).contains { Wording($0.utf8).words.map(\.text) == words }
    }
  }

  /// The article that composes the body, with its parts.
  private func composition(_ statement: Statement) -> String {
    corpus.statements[corpus.statements(of: statement.document)]
      .filter { $0.article == statement.article }.map { corpus.provision($0).text }.joined(
        separator: ". ")
  }

  /// What the body deals with: its own article and the aims or the purpose of its document that it is charged with.
  private func matter(_ body: Body, _ statement: Statement) -> String {
    var parts = [body.matter ?? "", composition(statement)]
    let isGeneral = statement.has(tables.allAims)
    for other in corpus.statements[corpus.statements(of: statement.document)] {
      if other.isAim, isGeneral { parts.append(corpus.provision(other).text) }
      if other.has(tables.purpose), isGeneral { parts.append(corpus.provision(other).text) }
    }
    return parts.joined(separator: ". ")
  }

  private func matterStems(_ matter: String) -> [Int32] {
    let wanted = Set(Wording(matter.utf8).words.filter { $0.text.count > 2 }.map(\.stem))
    return corpus.stemNumbers(of: wanted)
  }

  private func finding(_ body: Body, _ statement: Statement, _ absent: Absence) -> Finding {
    let passages = Passages(corpus: corpus)
    let mandate = absent.mandate.map { " \(passages.name($0)) gives it the task." } ?? ""
    return Finding(
      id: "", kind: .silo, score: absent.score, objectives: ["INST-COORD"],
      populations: statement.populations.sorted(),
      between: [passages.passage(statement, marking: [])], absent: absent.name,
      why:
        "\(body.name) (\(passages.name(statement))) has no seat for \(absent.name), although \(absent.reason).\(mandate)",
      grounds: [
        Finding.Ground(
          rule: "needed-institution-absent",
          text: "The matter of the body needs this institution: \(absent.reason).")
      ],
      remedy:
        "Add \(absent.name) to the members, or say how it is consulted before the body decides.")
  }
}

import Policy

/// Co-ordinating bodies without the institution that their matter plainly needs.
struct SiloRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }
  private var tables: CoherenceTables { setting.tables }
  private var codebook: Codebook { setting.codebook }

  /// Shared weight of words from which a mandate touches the matter of a body.
  private static let touching = 1.4
  /// Shared weight from which a closed list shuts out whoever has the mandate.
  private static let shutOut = 0.8

  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      let range = corpus.statements(of: document)
      var bodies: [(statement: Statement, absent: Absence)] = []
      for index in range where corpus.statements[index].has(tables.composes) {
        let statement = corpus.statements[index]
        guard isOfBody(index, in: range) else { continue }
        guard let absent = absent(statement, composition(statement, in: range)) else { continue }
        bodies.append((statement, absent))
      }
      // A jury or a technical cell beside the body that deals with the matter does not need the same institution.
      for rivals in Dictionary(grouping: bodies, by: \.absent.name).values {
        guard let nearest = rivals.max(by: { $0.absent.touching < $1.absent.touching }) else {
          continue
        }
        findings.append(finding(nearest.statement, nearest.absent))
      }
    }
    return findings
  }

  /// It speaks of a committee or council, or what stands right before it, its list's head or the title of its document does:
  /// "the forces that make up the Ministry" composes none.
  private func isOfBody(_ index: Int, in range: Range<Int>) -> Bool {
    let statement = corpus.statements[index]
    if corpus.statements[range.clamped(to: index - 2..<index + 1)].contains(where: {
      $0.has(tables.bodyWord)
    }) {
      return true
    }
    let provision = corpus.provision(statement)
    return speaksOfBody(provision.head ?? "") || provision.path.contains(where: speaksOfBody)
      || speaksOfBody(corpus.document(statement).title)
  }

  private func speaksOfBody(_ words: String) -> Bool {
    tables.cues.hits(in: Wording(words.utf8)).contains { $0.cue == tables.bodyWord }
  }

  private struct Absence {
    var name: String
    var reason: String
    /// A provision that shows what the institution does; nil when its name alone is known.
    var mandate: Statement?
    /// Weight of the words that its matter shares with the mandate.
    var touching: Double
    var score: Double
  }

  /// Kinds of institution that belong to a government and sit on its committees.
  private static let central: Set<String> = [
    "INTERIOR", "FOREIGN", "LABOUR", "HEALTH", "EDUCATION", "FINANCE", "ECONOMY", "AGRICULTURE",
    "ENVIRONMENT", "SOCIAL", "JUSTICE", "PLANNING", "CENTRE", "MIGAGENCY", "DIASPORA", "DEVCOOP",
    "WOMEN", "HOUSING",
  ]

  /// The words that list the members: what follows "is composed of" in its sentence, and the items below.
  private func composition(_ statement: Statement, in range: Range<Int>) -> String {
    let text = corpus.provision(statement).text
    let wording = Wording(text.utf8)
    var parts = tables.cues.hits(in: wording, setting.coding(statement).language)
      .filter { $0.cue == tables.composes }.map { hit in
        let first = wording.words[hit.words.lowerBound]
        let last = wording.words.last { $0.sentence == first.sentence } ?? first
        return Passages.slice(text, first.range.lowerBound..<last.range.upperBound)
      }
    for other in corpus.statements[range]
    where other.article == statement.article && other.provision > statement.provision {
      parts.append(corpus.provision(other).text)
    }
    return parts.joined(separator: ". ")
  }

  /// It names a ministry or a department, not the secretary who chairs a board.
  private func isOfGovernment(_ composition: String) -> Bool {
    tables.cues.hits(in: Wording(composition.utf8)).contains { $0.cue == tables.ministry }
  }

  /// Kinds of institution that a list of members, or a name, speaks of.
  private func kinds(in words: String) -> Set<String> {
    Set(
      tables.cues.hits(in: Wording(words.utf8)).compactMap { tables.kindOfCue[$0.cue] })
  }

  /// The institution of another text of the set whose mandate the body's matter touches, of a kind the matter needs.
  private func absent(_ statement: Statement, _ composition: String) -> Absence? {
    let present = kinds(in: composition)
    // A body of ministries or departments of one government, not the board of an agency or a local commission.
    let isClosed = isClosed(statement)
    let seats = isClosed && present.count >= 2 ? 1 : 2
    if isClosed, let holder = holder(statement, composition) { return holder }
    guard
      isClosed
        || isOfGovernment(composition)
          && present.intersection(Self.central).count >= seats
    else { return nil }
    let matter = matter(statement)
    let hits = Set(tables.cues.hits(in: Wording(matter.utf8)).map(\.cue))
    let needs = tables.needs.filter { need in
      hits.contains(need.cue) && present.isDisjoint(with: need.kinds)
    }
    guard !needs.isEmpty || isClosed else { return nil }
    let stems = matterStems(matter)
    var best: Absence?
    for (i, coded) in corpus.documents.enumerated() where i != statement.document {
      let document = coded.document
      guard document.level == .national || document.level == corpus.document(statement).level,
        !corpus.countryStems[i].isDisjoint(with: corpus.countryStems[statement.document])
      else { continue }
      for name in document.institutions where !isMember(name, composition) {
        let kinds = kinds(in: name)
        guard kinds.isDisjoint(with: present) else { continue }
        let need = needs.first { !kinds.isDisjoint(with: $0.kinds) }
        // A list that is closed shuts out whoever deals with its matter, whatever the kind.
        guard need != nil || isClosed, let touching = touching(stems, need, in: i) else { continue }
        let score = min(
          0.9, (need == nil ? 0.4 : 0.5) + 0.06 * touching.shared + (isClosed ? 0.15 : 0))
        if score > best?.score ?? 0 {
          best = Absence(
            name: name, reason: need?.reason ?? "its own text deals with the same matter",
            mandate: touching.statement, touching: touching.shared, score: score)
        }
      }
    }
    return best ?? named(statement, needs, present: present, composition)
      ?? (isClosed ? unnamed(statement, present: present) : nil)
  }

  /// Its own words, or those of its article, say that there are no other members.
  private func isClosed(_ statement: Statement) -> Bool {
    statement.has(tables.closedList)
      || corpus.statements[corpus.statements(of: statement.document)].contains {
        $0.article == statement.article && $0.has(tables.closedList)
      }
  }

  /// The institution without a seat that alone can do, runs or knows something of the body's matter, as a provision of the set
  /// says; or, of a broad body, the ministry that its own text charges with something of it.
  private func holder(_ statement: Statement, _ composition: String) -> Absence? {
    guard setting.concernsMigration(statement.document) else { return nil }
    let stems = matterStems(matter(statement))
    let level = corpus.document(statement).level
    let present = kinds(in: composition)
    var best: Absence?
    let isBroad = present.intersection(Self.central).count >= Self.broad
    for other in corpus.statements where !other.has(tables.repealed) && !other.has(tables.composes)
    {
      let isSole = other.has(tables.soleHolder)
      guard isSole || isBroad && other.document == statement.document else { continue }
      let document = corpus.document(other)
      guard other.document != statement.document || other.article != statement.article,
        document.level == .national || document.level == level,
        !corpus.areOfDifferentCountries(statement, other)
      else { continue }
      let shared = corpus.likeness(other.stems, stems).shared
      guard shared >= Self.shutOut, shared > best?.touching ?? 0 else { continue }
      let named = names(in: other).first { name in
        let kinds = kinds(in: name)
        return !isMember(name, composition) && !speaksOfBody(name)
          && (!isOfGovernment(name) || kinds.isDisjoint(with: present))
          && (isSole || isOfGovernment(name) && !kinds.isEmpty)
      }
      guard let name = named ?? (isSole ? inspectors(other, present: present) : nil) else {
        continue
      }
      best = Absence(
        name: name,
        reason: isSole
          ? "it alone can do, runs or knows something that the body deals with"
          : "the text charges it with something that the body deals with",
        mandate: other, touching: shared, score: min(0.85, 0.6 + 0.06 * shared))
    }
    return best
  }

  /// The institutions that a provision names, with the words that tell one from another: «Office national du foncier».
  private func names(in statement: Statement) -> [String] {
    let text = corpus.provision(statement).text
    let words = Wording(text.utf8).words
    return setting.coding(statement).actors.filter { !$0.isGeneric }.map { actor in
      guard let range = actor.words.range,
        let next = words.firstIndex(where: { $0.range.lowerBound >= range.upperBound }),
        Self.joints.contains(String(decoding: words[next].text, as: UTF8.self)),
        let last = words[next...].first(where: { $0.text.count > 3 }),
        last.range.upperBound - range.upperBound < Self.longestJoint
      else { return actor.words.text }
      return Passages.slice(text, range.lowerBound..<last.range.upperBound)
    }
  }

  private static let joints: Set<String> = ["of", "for", "de", "du", "des", "d", "del", "para"]
  /// The most bytes of what may stand behind a name to tell it from others.
  private static let longestJoint = 32

  /// A kind of institution of which a provision says it without a name ("labour inspectors alone"), by its usual name.
  private func inspectors(_ statement: Statement, present: Set<String>) -> String? {
    let text = corpus.provision(statement).text
    let language = setting.coding(statement).language
    let wording = Wording(text.utf8)
    guard
      let sole = tables.cues.hits(in: wording, language).first(where: {
        $0.cue == tables.soleHolder
      })
    else { return nil }
    let before = Passages.slice(text, 0..<wording.words[sole.words.lowerBound].range.lowerBound)
    return kinds(in: before).intersection(Self.central).subtracting(present).sorted().first
      .flatMap(codebook.actor)
      .flatMap { $0.names[language] ?? $0.names[.english] }
  }

  /// Seats of one government that a body must have to be expected to be complete.
  private static let broad = 3

  /// The institution that a broad body's own words call for, where the texts name one of the kind but none is by it.
  private func named(
    _ statement: Statement, _ needs: [CoherenceTables.Need], present: Set<String>,
    _ composition: String
  ) -> Absence? {
    let isClosed = isClosed(statement)
    guard present.intersection(Self.central).count >= (isClosed ? 2 : Self.broad),
      setting.concernsMigration(statement)
    else { return nil }
    let text = corpus.provision(statement).text
    let own = Set(tables.cues.hits(in: Wording(text.utf8)).map(\.cue))
    let countries = Set(corpus.document(statement).countries)
    // A matter that several institutions can answer for calls for none of them, unless the list shuts them all out.
    for need in needs where (need.kinds.count == 1 || isClosed) && own.contains(need.cue) {
      let institution = setting.map.institutions.first { institution in
        institution.level == .national && institution.kind.map(need.kinds.contains) == true
          && institution.country.map(countries.contains) == true
          && isOfGovernment(institution.name)
          && !isMember(institution.name, composition)
          && !Self.speaks(text, of: institution.name)
      }
      guard let institution else { continue }
      return Absence(
        name: institution.name, reason: need.reason, mandate: nil, touching: 0, score: 0.5)
    }
    return nil
  }

  /// In how many words a body's own provision must speak of a matter for the institution of it to be missed that no text names.
  private static let plain = 2

  /// The kind of institution that the words of a body with a closed list call for more than once, by its usual name.
  private func unnamed(_ statement: Statement, present: Set<String>) -> Absence? {
    let isConcerned = corpus.statements[corpus.statements(of: statement.document)].contains {
      setting.concernsMigration($0)
    }
    guard isConcerned else { return nil }
    let text = corpus.provision(statement).text
    let language = setting.coding(statement).language
    let wording = Wording(text.utf8)
    let hits = tables.cues.hits(in: wording)
    for need in tables.needs where need.kinds.count == 1 {
      let words = Set(
        hits.filter { $0.cue == need.cue }.map { wording.words[$0.words.lowerBound].stem })
      guard words.count >= Self.plain, present.isDisjoint(with: need.kinds),
        let actor = need.kinds.first.flatMap(codebook.actor),
        let name = actor.names[language] ?? actor.names[.english]
      else { continue }
      return Absence(name: name, reason: need.reason, mandate: nil, touching: 0, score: 0.5)
    }
    return nil
  }

  /// The provision of a document that the matter touches most, where it shares words enough or the document deals with what
  /// is needed in several places.
  private func touching(_ stems: [Int32], _ need: CoherenceTables.Need?, in document: Int) -> (
    statement: Statement, shared: Double
  )? {
    let range = corpus.statements(of: document).filter { corpus.statements[$0].canConflict }
    let shares = range.map {
      (corpus.statements[$0], corpus.likeness(corpus.statements[$0].stems, stems).shared)
    }
    guard let best = shares.max(by: { $0.1 < $1.1 }) else { return nil }
    let deals = range.count { corpus.statements[$0].has(need?.cue) } >= 2
    return best.1 > (need == nil ? Self.shutOut : Self.touching) || deals ? best : nil
  }

  /// The list names the institution, or its head: "the Registrar General" for "Registrar General's Office".
  private func isMember(_ name: String, _ composition: String) -> Bool {
    let wording = Wording(name.utf8)
    let hits = tables.cues.hits(in: wording)
    let plain = Set(
      hits.filter { [tables.function, tables.ministry, tables.office].contains($0.cue) }
        .flatMap(\.words))
    let own = wording.words.indices.filter {
      !plain.contains($0) && wording.words[$0].text.count > 1
    }
    .map { wording.words[$0].stem }
    let listed = Set(Wording(composition.utf8).words.map(\.stem))
    return own.allSatisfy(listed.contains)
  }

  /// Whether the words of a name stand in a text one behind the other.
  private static func speaks(_ text: String, of name: String) -> Bool {
    let words = Wording(text.utf8).words.map(\.text)
    let name = Wording(name.utf8).words.map(\.text)
    guard !name.isEmpty, words.count >= name.count else { return false }
    return (0...words.count - name.count).contains { words[$0...].starts(with: name) }
  }

  /// What the body deals with: its own article, what the provision before or behind says of a body, the purpose of a text that
  /// is made for the body, and the aims that it is charged with.
  private func matter(_ statement: Statement) -> String {
    let document = corpus.document(statement)
    let isItsOwn = speaksOfBody(document.title)
    return corpus.statements[corpus.statements(of: statement.document)].filter { other in
      other.article == statement.article
        || abs(other.position - statement.position) == 1 && other.has(tables.bodyWord)
        || other.number.map(statement.references.contains) == true
        || isItsOwn && other.canConflict && !other.has(tables.composes)
        || (other.isAim || corpus.provision(other).part == .row) && statement.has(tables.allAims)
    }.map { corpus.provision($0).text }.joined(separator: ". ")
  }

  private func matterStems(_ matter: String) -> [Int32] {
    let wanted = Set(Wording(matter.utf8).words.filter { $0.text.count > 2 }.map(\.stem))
    return corpus.stemNumbers(of: wanted)
  }

  private func finding(_ statement: Statement, _ absent: Absence) -> Finding {
    let passages = Passages(corpus: corpus)
    return Finding(
      id: "", kind: .silo, score: absent.score, objectives: ["INST-COORD"],
      populations: statement.populations.sorted(),
      between: [passages.passage(statement, marking: [])], absent: absent.name,
      why:
        "The body that \(passages.name(statement)) composes has no seat for \(absent.name), although \(absent.reason)"
        + (absent.mandate.map { ": see \(passages.name($0))." } ?? "."),
      grounds: [
        Finding.Ground(
          rule: "needed-institution-absent",
          text: "The matter of the body needs this institution: \(absent.reason).")
      ],
      remedy:
        "Add \(absent.name) to the members, or say how it is consulted before the body decides.")
  }
}

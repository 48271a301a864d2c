import Policy

/// People who are left out of a protection without another text being named that covers them.
struct CarveOutRule: Sendable {
  private let setting: Setting
  /// For each group of people, how many provisions of each document are made for them and give them something.
  private let giving: [String: [Int: Int]]

  init(setting: Setting) {
    self.setting = setting
    var giving: [String: [Int: Int]] = [:]
    for statement in setting.corpus.statements {
      let coding = setting.coding(statement)
      guard coding.modality == .right || coding.stance > 0 else { continue }
      for people in statement.populations {
        giving[people, default: [:]][statement.document, default: 0] += 1
      }
    }
    self.giving = giving
  }

  private var corpus: Corpus { setting.corpus }
  private var codebook: Codebook { setting.codebook }
  private var tables: CoherenceTables { setting.tables }

  /// A provision that may leave people out of a protection.
  struct Candidate: Sendable {
    var statement: Statement
    /// The narrowest group of people that it names, or an empty code for people whom the codebook does not know.
    var people: String
    /// It leaves a known group out of a whole text that protects, or out of provisions that do, and nothing else is named or
    /// made for them.
    var isOutright: Bool
    var evidence: EvidenceTally<CarveOutEvidence>
  }

  func findings() throws -> [Finding] {
    let weights = tables.carveOutWeights
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      for candidate in candidates(in: document) {
        let score = max(
          weights.score(candidate.evidence), candidate.isOutright ? Self.outright : 0)
        if score >= weights.threshold { findings.append(finding(candidate, score)) }
      }
    }
    return findings
  }

  /// The provisions of a document that leave someone out, with what speaks for it being a gap. A treaty leaves it to each state to
  /// protect those whom it does not cover.
  func candidates(in document: Int) -> [Candidate] {
    let whole = corpus.statements(of: document)
    guard let first = whole.first, corpus.document(corpus.statements[first]).level != .international
    else { return [] }
    let leaving = whole.filter { leavesOut(corpus.statements[$0]) }
    let protecting = share(Array(corpus.statements[whole]))
    let parts = Dictionary(grouping: whole) { corpus.provision(corpus.statements[$0]).path.first }
      .mapValues { part in
        Part(share: share(part.map { corpus.statements[$0] }), isNamed: isNamed(part, whole))
      }
    return leaving.indices.compactMap { i in
      let provision = corpus.provision(corpus.statements[leaving[i]])
      guard !provision.text.hasSuffix(":") else { return nil }
      let near = leaving[max(0, i - Self.near)..<min(leaving.count, i + Self.near + 1)]
      return candidate(
        leaving[i], whole: whole, protecting: protecting,
        part: parts[provision.path.first] ?? Part(),
        isGovernedNear: near.contains {
          $0 != leaving[i] && abs($0 - leaving[i]) <= Self.near && isGoverned($0)
        })
    }
  }

  /// The provisions under one first heading: the share of them that protects, and whether the heading says that they do.
  private struct Part {
    var share = 0.0
    var isNamed = false
  }

  /// The least score of what is outright: six of the seven such provisions in the case sets are gaps.
  private static let outright = 0.6
  /// As far from one another as provisions of one list are.
  private static let near = 4
  /// More words than these say more than whom a text leaves out.
  private static let long = 30

  /// A text of which this share protects is a protection.
  private static let protecting = 0.25

  private func leavesOut(_ statement: Statement) -> Bool {
    statement.has(tables.leavesOut) || statement.has(tables.shutsOut)
  }

  private func isGoverned(_ index: Int) -> Bool {
    corpus.statements[index].has(tables.governed) || corpus.statements[index].has(tables.otherText)
  }

  private func candidate(
    _ index: Int, whole: Range<Int>, protecting: Double, part: Part, isGovernedNear: Bool
  ) -> Candidate {
    let statement = corpus.statements[index]
    let document = corpus.document(statement)
    let people = people(statement)
    let named = self.named(by: statement)
    var evidence: EvidenceTally<CarveOutEvidence> = [
      .protecting: protecting, .partProtecting: part.share,
      .covered: Double(people.isEmpty ? 0 : covering(statement, people)),
      .namedProtect: share(named), .restrains: Double(statement.leaning.restrains),
    ]
    func note(_ kind: CarveOutEvidence, _ holds: Bool) { if holds { evidence[kind] = 1 } }
    note(.governedNear, isGovernedNear)
    note(.leavesOut, statement.has(tables.leavesOut))
    note(.shutsOut, statement.has(tables.shutsOut))
    note(.governed, statement.has(tables.governed))
    note(.otherText, statement.has(tables.otherText))
    note(.definition, statement.role == .definition)
    note(.repealed, statement.has(tables.repealed))
    note(.wholeText, statement.has(tables.wholeText))
    note(.thisPart, statement.has(tables.thisPart))
    note(.thisArticle, statement.has(tables.thisArticle))
    note(.peopleNear, namesPeopleNear(statement))
    note(.namedRestrict, named.contains(where: restricts))
    note(.partNamed, part.isNamed)
    note(.known, !people.isEmpty)
    note(.person, statement.has(tables.person))
    note(.smallGroup, !statement.cues.isDisjoint(with: tables.groups))
    note(.planning, document.kind.isPlanning)
    note(.agreement, document.level == .bilateral)
    note(.local, document.level == .local || document.level == .regional)
    note(.early, (index - whole.lowerBound) * 5 < whole.count)
    note(.conditional, !statement.conditionStems.isEmpty)
    note(.long, statement.stems.count > Self.long)
    note(.concerned, setting.concernsMigration(statement.document))
    let isOutright =
      statement.has(tables.leavesOut) && !isGoverned(index) && !statement.has(tables.repealed)
      && !people.isEmpty && evidence[.covered] == 0
      && max(evidence[.protecting], evidence[.partNamed]) >= Self.protecting
      && (named.isEmpty
        ? statement.has(tables.wholeText)
        : evidence[.namedProtect] == 1 && evidence[.namedRestrict] == 0)
    return Candidate(
      statement: statement, people: people, isOutright: isOutright, evidence: evidence)
  }

  /// Words for people stand near those that leave out, in one sentence.
  private func namesPeopleNear(_ statement: Statement) -> Bool {
    let wording = Wording(corpus.provision(statement).text.utf8)
    let coding = setting.coding(statement)
    let hits = tables.cues.hits(in: wording, coding.language)
    let groups = coding.populations.flatMap(\.words).compactMap(\.range)
    return hits.contains { leaving in
      guard leaving.cue == tables.leavesOut || leaving.cue == tables.shutsOut else { return false }
      let near =
        max(
          0, leaving.words.lowerBound - Self.reach)..<min(
          wording.words.count, leaving.words.upperBound + Self.reach)
      let bytes =
        wording.words[near.lowerBound].range
        .lowerBound..<wording.words[near.upperBound - 1].range.upperBound
      return groups.contains { $0.overlaps(bytes) }
        || hits.contains { $0.cue == tables.person && near.overlaps($0.words) }
    }
  }

  /// People are named within so many words of those that leave them out.
  private static let reach = 7

  /// The share of the provisions that speak of pay, insurance, care or rights.
  private func share(_ statements: [Statement]) -> Double {
    let others = statements.filter { !$0.has(tables.leavesOut) }
    return others.isEmpty
      ? 0 : Double(others.count { $0.has(tables.protects) }) / Double(others.count)
  }

  /// The part has a heading of its own, which speaks of a protection.
  private func isNamed(_ part: [Int], _ whole: Range<Int>) -> Bool {
    guard let first = part.first, part.count < whole.count,
      let heading = corpus.provision(corpus.statements[first]).path.first
    else { return false }
    return tables.cues.hits(in: Wording(heading.utf8)).contains { $0.cue == tables.protects }
  }

  /// The provisions of its own text that it names by number.
  private func named(by statement: Statement) -> [Statement] {
    guard !statement.references.isEmpty else { return [] }
    return corpus.statements[corpus.statements(of: statement.document)].filter { other in
      other.article != statement.article && other.number.map(statement.references.contains) == true
    }
  }

  private func restricts(_ statement: Statement) -> Bool {
    let restricting: Set<String> = ["lapse", "forbid", "charge", "restrict", "punish", "detain"]
    return statement.acts.contains { restricting.contains(tables.acts[$0.act].name) }
  }

  private func people(_ statement: Statement) -> String {
    statement.populations.union(statement.excepted)
      .filter { codebook.population($0).map { $0.code != "P-ALL" && $0.code != "P-NAT" } ?? false }
      .max { (codebook.containing($0).count, $1) < (codebook.containing($1).count, $0) } ?? ""
  }

  /// How many provisions of other texts are made for these people and give them something, up to two.
  private func covering(_ statement: Statement, _ people: String) -> Int {
    let elsewhere = (giving[people] ?? [:]).filter { $0.key != statement.document }
    return min(2, elsewhere.values.reduce(0, +))
  }

  private func finding(_ candidate: Candidate, _ score: Double) -> Finding {
    let (statement, people) = (candidate.statement, candidate.people)
    let passages = Passages(corpus: corpus)
    let provision = corpus.provision(statement)
    let wording = Wording(provision.text.utf8)
    let marks = tables.cues.hits(in: wording).filter {
      [tables.leavesOut, tables.shutsOut].contains($0.cue)
    }.map {
      wording.words[$0.words.lowerBound].range
        .lowerBound..<wording.words[$0.words.upperBound - 1].range.upperBound
    }
    return Finding(
      id: "", kind: .gap, level: .internal, score: score,
      objectives: statement.objectives.map(\.code),
      populations: people.isEmpty ? [] : [people],
      between: [passages.passage(statement, marking: marks)],
      why:
        "\(passages.name(statement)) leaves out \(people.isEmpty ? "people" : codebook.name(people).lowercasedFirst) "
        + "(«\(passages.quotation(statement, around: marks))») and names no other text that protects them.",
      grounds: [
        Finding.Ground(
          rule: "carved-out",
          text: "People are taken out of a protection and no other text is named for them.")
      ],
      remedy: "Include these people, or name the law that gives them the same protection.")
  }
}

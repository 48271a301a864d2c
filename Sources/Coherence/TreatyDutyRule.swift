import Policy

/// Duties that a treaty lays on each state towards people and that no text of the set serves.
///
/// A treaty is judged against the texts of one or two countries, and only where they leave few of its duties unserved: of a treaty
/// whose matter they do not treat at all nothing is said. What speaks for a duty having nothing that serves it is weighed
/// (`DutyEvidence`): what "each State" is to do counts more than reports, meetings, entry into force and what is left to a state.
struct TreatyDutyRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }
  private var tables: CoherenceTables { setting.tables }

  /// A duty that the texts of a state may leave unserved.
  struct Candidate: Sendable {
    var statement: Statement
    var evidence: EvidenceTally<DutyEvidence>
  }

  func findings() throws -> [Finding] {
    let weights = tables.dutyWeights
    let unserved = try candidates().map { ($0.statement, score: weights.score($0.evidence)) }
      .filter { $0.score >= weights.threshold }
    return Dictionary(grouping: unserved, by: \.0.document).values
      .filter { $0.count <= Self.most }
      .flatMap { $0.map(finding) }
  }

  /// More unserved duties than these show that the set does not treat the matter of the treaty.
  private static let most = 2

  /// What the treaties of the set ask of a state, with what speaks for its having been forgotten.
  func candidates() throws -> [Candidate] {
    let national = corpus.documents.indices.filter(isNational)
    guard !national.isEmpty, Set(national.map { corpus.countryStems[$0] }).count <= 2 else {
      return []
    }
    var candidates: [Candidate] = []
    for document in corpus.documents.indices
    where corpus.documents[document].document.level == .international {
      try Task.checkCancellation()
      let duties = corpus.statements(of: document).filter { isDuty(corpus.statements[$0]) }
      let services = duties.map(service)
      candidates += duties.indices.map { i in
        let statement = corpus.statements[duties[i]]
        let service = services[i]
        let standing = Service.standing(of: i, among: services)
        var evidence = evidence(statement)
        evidence[.likest] = service.likeness.cosine
        evidence[.likestShared] = service.likeness.shared
        evidence[.likestTopic] = service.likeness.topic
        evidence[.likestRatio] = standing.ratio
        evidence[.servedBetter] = standing.servedBetter
        if service.hasObjective { evidence[.objective] = 1 }
        return Candidate(statement: statement, evidence: evidence)
      }
    }
    return candidates
  }

  private func isDuty(_ statement: Statement) -> Bool {
    statement.canConflict && (statement.modality >= .permissive || statement.has(tables.eachState))
  }

  private func evidence(_ statement: Statement) -> EvidenceTally<DutyEvidence> {
    var evidence: EvidenceTally<DutyEvidence> = [:]
    func note(_ kind: DutyEvidence, _ holds: Bool) { if holds { evidence[kind] = 1 } }
    note(.eachState, statement.has(tables.eachState))
    note(.orders, statement.has(tables.eachState) && orders(statement))
    note(.routine, statement.has(tables.treatyRoutine))
    note(.noOne, statement.has(tables.noOne))
    note(.negation, statement.has(tables.negation))
    note(.possibly, statement.has(tables.possibly))
    note(.people, statement.has(tables.person) || !statement.populations.isEmpty)
    note(.right, statement.modality == .right)
    note(.provides, statement.has(tables.provides))
    note(.establishes, statement.has(tables.establish) || statement.has(tables.founds))
    note(.dated, setting.coding(statement).commitment?.deadline.quality == .named)
    note(.long, statement.stems.count > Self.long)
    note(.item, corpus.provision(statement).part == .item)
    return evidence
  }

  /// More words than these say more than one duty.
  private static let long = 25

  private func service(of duty: Int) -> Service {
    setting.service(
      of: duty,
      by: corpus.neighbours(of: duty, limit: 24).filter {
        isNational(corpus.statements[$0].document) && corpus.statements[$0].canConflict
      })
  }

  private func isNational(_ document: Int) -> Bool {
    ![.international, .bilateral].contains(corpus.documents[document].document.level)
  }

  /// How many words behind "each State" a negation may stand that makes the duty one not to do something.
  private static let near = 6

  /// A sentence orders each state to do something: no report or meeting, and nothing that is forbidden or left to it. What is
  /// denied of the people ("citizens who have none") or asked in a further sentence changes nothing.
  private func orders(_ statement: Statement) -> Bool {
    let wording = Wording(corpus.provision(statement).text.utf8)
    let hits = tables.cues.hits(in: wording, setting.coding(statement).language)
    let duties = hits.filter { $0.cue == tables.eachState }
    /// A cue stands in the sentence of a duty, or in the statement where its head names the state.
    func says(_ cue: Int?, _ duty: CueTable.Hit?, within reach: Int = .max) -> Bool {
      guard let duty else { return statement.has(cue) }
      let sentence = wording.words[duty.words.lowerBound].sentence
      return hits.contains { other in
        other.cue == cue && wording.words[other.words.lowerBound].sentence == sentence
          && other.words.lowerBound - duty.words.upperBound < reach
      }
    }
    func binds(_ duty: CueTable.Hit?) -> Bool {
      !says(tables.treatyRoutine, duty) && !says(tables.noOne, duty, within: 2 * Self.near)
        && !says(tables.possibly, duty)
        && (statement.modality == .right || !says(tables.negation, duty, within: Self.near))
    }
    return duties.isEmpty ? binds(nil) : duties.contains(where: binds)
  }

  private func finding(_ duty: Statement, _ score: Double) -> Finding {
    let passages = Passages(corpus: corpus)
    return Finding(
      id: "", kind: .gap, level: .multilateral, score: score,
      objectives: duty.objectives.map(\.code), populations: duty.populations.sorted(),
      between: [passages.passage(duty, marking: [])],
      why:
        "\(passages.name(duty)) lays a duty on each state («\(passages.quotation(duty, around: []))») "
        + "that no provision of the other texts plainly serves.",
      grounds: [
        Finding.Ground(
          rule: "treaty-duty-without-measure",
          text:
            "A treaty of the set asks for it, and the national provisions nearest to it are far from its matter."
        )
      ],
      remedy: "Add a measure that carries it out, or name the text that does.")
  }
}

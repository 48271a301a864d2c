import Policy

/// Commitments that lack two or more of lead, deadline, budget and indicator.
///
/// What is such a commitment, and no rule that takes effect by itself, is weighed by `SilentEvidence`. Aims are left to
/// `GapRule`.
struct SilentRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }
  private var tables: CoherenceTables { setting.tables }

  /// A provision that lacks parts which a commitment ought to have.
  struct Candidate: Sendable {
    var statement: Statement
    var missing: [Commitment.Part]
    var evidence: EvidenceTally<SilentEvidence>
  }

  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    /// The same words stand in two files: a plan and its copy.
    var told: Set<[Int32]> = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      /// Of each article the likeliest.
      var best: [Substring: (candidate: Candidate, score: Double)] = [:]
      for candidate in candidates(in: document) {
        let score = tables.silentWeights.score(candidate.evidence)
        let article = Self.article(corpus.provision(candidate.statement).locator)
        if score >= tables.silentWeights.threshold, score > best[article]?.score ?? 0 {
          best[article] = (candidate, score)
        }
      }
      for (candidate, score) in best.values.sorted(by: {
        $0.candidate.statement.position < $1.candidate.statement.position
      }) where told.insert(candidate.statement.stems).inserted {
        findings.append(finding(candidate, score: score))
      }
    }
    return findings
  }

  /// "Article 5" of "Article 5(2), ¶ 3".
  private static func article(_ locator: String) -> Substring {
    locator.prefix { $0 != "(" && $0 != "," }
  }

  // MARK: Evidence

  /// What a provision lacks and whether it promises, with its neighbours in mind.
  private struct Reading {
    var statement: Statement
    var missing: [Commitment.Part]
    /// It is a commitment that changes something, or is laid down as one.
    var isPeer: Bool
  }

  /// The provisions of a document that lack two parts; none of a treaty, which says what states owe.
  func candidates(in document: Int) -> [Candidate] {
    let described = corpus.documents[document].document
    if described.level == .international || described.kind == .treaty { return [] }
    let isPlanning = described.kind.isPlanning
    let isConcerned = setting.concernsMigration(document)
    let isOnOtherMatters = setting.barelyConcernsMigration(document)
    let funds = isPlanning ? false : fundsAll(document)
    let rows = rows(of: document)
    let readings = corpus.statements(of: document).map { index in
      let statement = corpus.statements[index]
      let commitment = setting.coding(statement).commitment
      return Reading(
        statement: statement, missing: missing(statement, fundsAll: funds, rows: rows),
        isPeer: commitment?.isRoutine == false
          || [.row, .measure].contains(corpus.provision(statement).part))
    }
    let peers = readings.filter(\.isPeer)
    let dated = peers.count { !$0.missing.contains(.deadline) }
    return readings.indices.compactMap { i in
      let reading = readings[i]
      guard reading.missing.count >= Self.fewest,
        !isOnOtherMatters || setting.concernsMigration(reading.statement)
      else { return nil }
      let near = max(0, i - Self.around)..<min(readings.count, i + Self.around + 1)
      var evidence = evidence(reading, isPlanning: isPlanning)
      evidence[.completeNear] = Double(
        near.count { $0 != i && readings[$0].missing.count < Self.fewest })
      evidence[.datedPeers] = Double(dated) / Double(max(1, peers.count))
      evidence[.concerned] = isConcerned ? 1 : 0
      evidence[.elsewhere] = isConcerned || evidence[.moving] > 0 ? 0 : 1
      return Candidate(statement: reading.statement, missing: reading.missing, evidence: evidence)
    }
  }

  /// How many parts a promise must lack.
  private static let fewest = 2
  /// How many provisions before it and behind are its neighbours.
  private static let around = 3

  private func evidence(
    _ reading: Reading, isPlanning: Bool
  ) -> EvidenceTally<SilentEvidence> {
    let statement = reading.statement
    let commitment = setting.coding(statement).commitment
    var evidence: EvidenceTally<SilentEvidence> = [
      .restrains: Double(statement.leaning.restrains)
    ]
    func note(_ kind: SilentEvidence, _ holds: Bool) { evidence[kind] = holds ? 1 : 0 }
    let promises = promises(statement)
    note(.promises, promises)
    note(.plannedPromise, promises && isPlanning)
    note(.future, statement.isFuture)
    note(.promiseWords, statement.has(tables.promise))
    note(.short, isShort(statement))
    note(.isThere, statement.has(tables.isThere))
    note(.measured, statement.has(tables.measured))
    note(.beingSetUp, statement.has(tables.isSetUp))
    note(.founds, statement.has(tables.founds))
    note(.lawFounds, !isPlanning && promises && founds(statement))
    let setsUp = setsUp(statement)
    note(.setsUp, setsUp)
    note(.lawSetsUp, !isPlanning && setsUp)
    note(.programme, statement.has(tables.programme))
    note(.establishes, statement.has(tables.establish))
    note(.routine, commitment?.isRoutine == true)
    note(.routineWords, statement.has(tables.routine))
    note(.moving, setting.concernsMigration(statement))
    note(.agreement, corpus.document(statement).kind == .agreement)
    note(.leadless, reading.missing.contains(.lead))
    note(.bareAim, setting.isBareAim(statement))
    note(.canConflict, statement.canConflict)
    note(.measure, corpus.provision(statement).part == .measure)
    note(
      .plannedAction,
      isPlanning && makes(statement) && isShort(statement) && !isTitled(statement))
    note(.lawProgramme, !isPlanning && runsProgramme(statement))
    note(.headsList, corpus.provision(statement).text.hasSuffix(":"))
    note(.weak, statement.modality < .action)
    note(.assigned, statement.has(tables.functions))
    return evidence
  }

  /// A law has something set up by a date, or bought or surveyed.
  private func setsUp(_ statement: Statement) -> Bool {
    let commitment = setting.coding(statement).commitment
    let hasTerm = commitment?.deadline.quality == .named || statement.has(tables.term)
    // "Il est institué une commission" sets it up there and then.
    return statement.modality >= .promise
      && (hasTerm && says(tables.setsUp, statement, unlessBehind: tables.isThere)
        || statement.has(tables.equips))
  }

  /// "It will be opened", "se abrirá"; what will not be ("no habrá") is no promise.
  private func promises(_ statement: Statement) -> Bool {
    statement.isFuture || says(tables.promise, statement, unlessBehind: tables.negation)
  }

  /// Whether a cue stands in a provision with no word of another right before it.
  private func says(_ cue: Int?, _ statement: Statement, unlessBehind other: Int?) -> Bool {
    guard statement.has(cue) else { return false }
    guard statement.has(other) else { return true }
    let wording = Wording(corpus.provision(statement).text.utf8)
    let hits = tables.cues.hits(in: wording, setting.coding(statement).language)
    return hits.contains { hit in
      hit.cue == cue && !hits.contains { $0.isBefore(hit.words.lowerBound, cue: other) }
    }
  }

  /// A law says that a school, a fund or a centre will be opened; what it opens itself ("is hereby established") is there.
  private func founds(_ statement: Statement) -> Bool {
    corpus.document(statement).kind != .other && statement.modality >= .promise
      && statement.has(tables.founds)
  }

  /// A long passage tells more often than it promises.
  private func isShort(_ statement: Statement) -> Bool {
    Wording(corpus.provision(statement).text.utf8).words.count <= 60
  }

  /// A law orders a programme, plan or course; it is not free to ("may", or the head of its list), nor itself a list's head, nor
  /// the competence of an office ("takes part in the drawing up of policies").
  private func runsProgramme(_ statement: Statement) -> Bool {
    guard corpus.document(statement).kind != .other,
      !corpus.provision(statement).text.hasSuffix(":"), statement.modality >= .action,
      statement.has(tables.programme), !statement.has(tables.competence),
      // A treaty that a law has in its schedule binds states.
      corpus.document(statement).kind == .agreement || !statement.has(tables.eachState),
      setting.coding(statement).commitment?.isRoutine == false
    else { return false }
    return !isPermitted(statement)
  }

  /// The head of its list says that it may be done.
  private func isPermitted(_ statement: Statement) -> Bool {
    let provision = corpus.provision(statement)
    let codings = corpus.documents[statement.document].codings
    guard provision.head != nil, let parent = provision.parent, codings.indices.contains(parent)
    else { return false }
    return codings[parent].modality == .permissive
  }

  /// It is laid down as a measure, or brings something about. What "is declared" or "lasts" in a plan is a rule, no promise.
  private func makes(_ statement: Statement) -> Bool {
    corpus.provision(statement).part == .row || statement.modality == .action
      || statement.has(tables.establish)
      || statement.has(tables.setsUp) || statement.has(tables.equips)
  }

  /// "Learning the language. Lessons are given on Sundays.": the action is but the title of what is told.
  private func isTitled(_ statement: Statement) -> Bool {
    let text = corpus.provision(statement).text
    let words = Wording(text.utf8).words
    let title = words.prefix { $0.sentence == 0 }
    return statement.modality == .action && title.count <= Self.title && title.count < words.count
      && !text.contains(":")
  }

  /// The most words that a title has.
  private static let title = 6

  // MARK: What is missing

  /// - Parameter rows: those of the statement's document.
  private func missing(
    _ statement: Statement, fundsAll: Bool, rows: Rows
  ) -> [Commitment.Part] {
    let coding = setting.coding(statement)
    let commitment = coding.commitment ?? coding.particulars
    let row = row(of: statement, among: rows)
    return Commitment.Part.allCases.filter { part in
      if row?[part].quality == .named { return false }
      let isSaid = commitment[part].quality == .named
      return switch part {
      case .lead: !isSaid || isSetUp(commitment.lead, in: statement)
      case .deadline: !isSaid && !statement.has(tables.term)
      case .budget: (!isSaid || isOnlyFree(commitment.budget)) && !fundsAll
      case .indicator: !isSaid && !statement.has(tables.measured)
      }
    }
  }

  /// The rows of the action tables of a document.
  private struct Rows {
    /// By their labels: "A-4", "7.2"; of one label the first. A bare number may be anything.
    var labelled: [Substring: Int] = [:]
    var all: [Int] = []
  }

  private func rows(of document: Int) -> Rows {
    var rows = Rows()
    for index in corpus.statements(of: document) {
      let provision = corpus.provision(corpus.statements[index])
      guard provision.part == .row else { continue }
      if let commitment = setting.coding(corpus.statements[index]).commitment,
        commitment.missing.count < Commitment.Part.allCases.count
      {
        rows.all.append(index)
      }
      // "Measure 5.2" as "5.2".
      let name = provision.cells.first.map(\.text) ?? provision.locator
      guard let label = name.split(separator: " ").last, label.containsNumber,
        label.contains(where: { !$0.isNumber })
      else { continue }
      rows.labelled[label] = rows.labelled[label] ?? index
    }
    return rows
  }

  /// The row that has the number of a provision, or that it names, the first where it names several: "(row A-4)"; else the row
  /// of an action table that says the same in other words.
  private func row(of statement: Statement, among rows: Rows) -> Commitment? {
    guard !rows.all.isEmpty, corpus.provision(statement).part != .row else { return nil }
    let provision = corpus.provision(statement)
    let own = provision.locator.split { " ,".contains($0) }.first(where: \.containsNumber)
    let words = provision.text.split { " (),.;".contains($0) }
    let named =
      own.flatMap { rows.labelled[$0] } ?? words.compactMap { rows.labelled[$0] }.min()
    return (named ?? likest(to: statement, among: rows.all)).flatMap {
      setting.coding(corpus.statements[$0]).commitment
    }
  }

  /// Which part of the weight of a row's words a provision must have for the row to be about what it promises.
  private static let covered = 0.4

  private func likest(to statement: Statement, among rows: some Sequence<Int>) -> Int? {
    rows.map { index in
      let row = corpus.statements[index]
      let all = row.stems.reduce(0) { $0 + corpus.weights[Int($1)] }
      let likeness = corpus.likeness(row, statement)
      return (index, all > 0 && likeness.rare >= 2 ? likeness.shared / all : 0)
    }
    .filter { $0.1 >= Self.covered }.max { ($0.1, $1.0) < ($1.1, $0.0) }?.0
  }

  /// Whether the lead is but the thing to be set up: "A guarantee fund will be set up".
  private func isSetUp(_ lead: CommitmentPart, in statement: Statement) -> Bool {
    guard statement.has(tables.isSetUp), lead.words.count == 1, let range = lead.words[0].range,
      lead.words[0].place == .own
    else { return false }
    let wording = Wording(corpus.provision(statement).text.utf8)
    return tables.cues.hits(in: wording, setting.coding(statement).language).contains { hit in
      guard hit.cue == tables.isSetUp else { return false }
      let words = wording.words
      let (start, end) = (
        words[hit.words.lowerBound].range.lowerBound,
        words[hit.words.upperBound - 1].range.upperBound
      )
      return range.upperBound <= start && start - range.upperBound <= 2
        || end <= range.lowerBound && range.lowerBound - end <= 5
    }
  }

  /// A provision pays for whatever the text orders: it speaks of money and names no single provisions.
  private func fundsAll(_ document: Int) -> Bool {
    corpus.statements(of: document).contains { index in
      let statement = corpus.statements[index]
      return statement.has(tables.fundsAll) && statement.references.isEmpty
    }
  }

  /// What costs people nothing has to be paid for all the same.
  private func isOnlyFree(_ budget: CommitmentPart) -> Bool {
    budget.words.allSatisfy { words in
      tables.cues.hits(in: Wording(words.text.utf8)).contains { $0.cue == tables.isFree }
    }
  }

  private func finding(_ candidate: Candidate, score: Double) -> Finding {
    let (statement, missing) = (candidate.statement, candidate.missing)
    let passages = Passages(corpus: corpus)
    let isPlanning = corpus.document(statement).kind.isPlanning
    let said = Commitment.Part.allCases.filter { !missing.contains($0) }
    let marks = promising(statement, isPlanning: isPlanning)
    let saidWords = said.isEmpty ? "" : " It does say \(Self.list(said.map(Self.question), "and"))."
    return Finding(
      id: "", kind: .silent, score: score,
      objectives: statement.objectives.map(\.code), populations: statement.populations.sorted(),
      between: [passages.passage(statement, marking: marks)], missing: missing,
      why:
        "\(passages.name(statement)) promises something («\(passages.quotation(statement, around: marks))») without saying "
        + "\(Self.list(missing.map(Self.question), "or")), there or in an annex.\(saidWords)",
      grounds: [
        Finding.Ground(
          rule: "silent-commitment",
          text:
            "A commitment is actionable so far as it names lead, deadline, budget and indicator; tables and annexes were read too."
        )
      ],
      remedy: "Name \(Self.list(missing.map(Self.noun), "and")).")
  }

  /// The words that promise: "implementará … programas", "will open"; none where only the form of the sentence does.
  private func promising(_ statement: Statement, isPlanning: Bool) -> [Range<Int>] {
    let undertaking = [tables.programme, tables.founds, tables.setsUp, tables.equips]
    let cues = isPlanning ? [tables.promise] + undertaking : undertaking + [tables.promise]
    guard let cue = cues.first(where: statement.has) else { return [] }
    let wording = Wording(corpus.provision(statement).text.utf8)
    let hit = tables.cues.hits(in: wording, setting.coding(statement).language)
      .first { $0.cue == cue }
    return (hit?.words ?? 0..<0).filter { hit?.skipped.contains($0) == false }
      .map { wording.words[$0].range }
  }

  private static func question(_ part: Commitment.Part) -> String {
    switch part {
    case .lead: "who leads"
    case .deadline: "by when"
    case .budget: "with what money"
    case .indicator: "how the result is measured"
    }
  }

  private static func noun(_ part: Commitment.Part) -> String {
    switch part {
    case .lead: "the institution that leads"
    case .deadline: "a date"
    case .budget: "the money"
    case .indicator: "an indicator"
    }
  }

  private static func list(_ words: [String], _ joint: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(joint) " + last
  }
}

extension Substring {
  fileprivate var containsNumber: Bool { contains(where: \.isNumber) }
}

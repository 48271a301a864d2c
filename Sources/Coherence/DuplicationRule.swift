import Foundation
import Policy

/// The same task for the same people given to two institutions, with no provision that divides or joins their work.
struct DuplicationRule: Sendable {
  let setting: Setting
  /// Who is charged at each place.
  private let mandates: [Place: Institution.ID]
  /// For each document, the provisions that join or divide work.
  private let coordinating: [Int: [Statement]]

  init(_ setting: Setting) {
    self.setting = setting
    coordinating = Dictionary(
      grouping: setting.corpus.statements.filter { $0.has(setting.tables.coordinate) },
      by: \.document)
    mandates = Dictionary(setting.map.mandates.map { ($0.place, $0.institution) }) { first, _ in
      first
    }
  }

  private var corpus: Corpus { setting.corpus }
  private var tables: CoherenceTables { setting.tables }
  private var map: InstitutionalMap { setting.map }

  /// Two provisions that may give one task to two institutions.
  struct Candidate: Sendable {
    var a: Int
    var b: Int
    var evidence: EvidenceTally<DuplicationEvidence>
  }

  func findings(progress: (Double) -> Void) throws -> [Finding] {
    let weights = tables.duplicationWeights
    let likely = try candidates(progress: progress)
      .map { (pair: $0, score: weights.score($0.evidence)) }
      .filter { $0.score >= weights.threshold }
    return corpus.best(of: likely, \.pair.a, \.pair.b, score: \.score).map {
      finding(corpus.statements[$0.pair.a], corpus.statements[$0.pair.b], $0.score)
    }
  }

  /// The pairs of provisions of two documents that could give one task to two institutions, with what speaks for it.
  func candidates(progress: (Double) -> Void) throws -> [Candidate] {
    var pairs: [(candidate: Candidate, likeness: PairLikeness)] = []
    /// The likest topic that an article has in another document, and the greatest likeness of two documents.
    var likest: [Side: Double] = [:]
    var greatest: [Set<Int>: PairLikeness] = [:]
    let named = namedTasks()
    let rules = corpus.statements.indices.filter { index in
      corpus.statements[index].canConflict
        && corpus.document(corpus.statements[index]).level != .international
    }
    let members = Set(rules)
    for (i, index) in rules.enumerated() {
      if i % 256 == 0 {
        try Task.checkCancellation()
        progress(Double(i) / Double(rules.count))
      }
      let statement = corpus.statements[index]
      let shared = statement.acts.lazy.map(\.act).flatMap { named[$0] ?? [] }
      let others =
        rules.count <= Self.few
        ? Array(rules[(i + 1)...])
        : Set(corpus.neighbours(of: index, limit: 24)).union(shared).sorted()
      for other in others where other > index && members.contains(other) {
        guard canBeOne(index, other) else { continue }
        let topic = corpus.topicLikeness(index, other)
        let words = corpus.likeness(statement.matter, corpus.statements[other].matter)
        let likeness = PairLikeness(
          cosine: words.cosine, shared: words.shared, topic: topic.likeness,
          distinction: topic.distinction)
        greatest[documents(index, other), default: PairLikeness()].formGreater(likeness)
        for side in corpus.sides(index, other) {
          likest[side] = max(likest[side] ?? 0, likeness.topic)
        }
        if let evidence = evidence(index, other, likeness) {
          pairs.append((Candidate(a: index, b: other, evidence: evidence), likeness))
        }
      }
    }
    func share(_ amount: Double, of greatest: Double) -> Double {
      greatest > 0 ? amount / greatest : 0
    }
    return pairs.map { pair in
      var (candidate, likeness) = pair
      let most = greatest[documents(candidate.a, candidate.b)] ?? PairLikeness()
      candidate.evidence[.likest] =
        corpus.sides(candidate.a, candidate.b)
        .map { share(likeness.topic, of: likest[$0] ?? 0) }.max() ?? 0
      candidate.evidence[.sharedMost] = share(likeness.shared, of: most.shared)
      candidate.evidence[.distinctionMost] = share(likeness.distinction, of: most.distinction)
      return candidate
    }
  }

  private func documents(_ first: Int, _ second: Int) -> Set<Int> {
    [corpus.statements[first].document, corpus.statements[second].document]
  }

  /// Up to so many provisions, each is compared with each; beyond it, with those that share its rare words or a task of the
  /// tables.
  private static let few = 400

  /// A task in more provisions is too common for each to be compared with all.
  private static let commonest = 200

  /// The statements that give a task of the tables, by its act.
  private func namedTasks() -> [Int: [Int]] {
    var named: [Int: [Int]] = [:]
    for (i, statement) in corpus.statements.enumerated() where statement.canConflict {
      for act in Set(statement.acts.map(\.act)) where tables.acts[act].isTask {
        named[act, default: []].append(i)
      }
    }
    return named.filter { $0.value.count <= Self.commonest }
  }

  /// Both give a task that the tables name.
  private func shareTask(_ a: Statement, _ b: Statement) -> Bool {
    a.acts.contains { first in
      tables.acts[first.act].isTask && b.acts.contains { $0.act == first.act }
    }
  }

  /// An institution does something for people, by its verb or as the lead of an action: no aim, prohibition, advice, fee,
  /// penalty, report or appointment of its staff. What people may do is no task where no institution is named.
  private func isTask(_ statement: Statement) -> Bool {
    let namesNobody = setting.coding(statement).actors.isEmpty
    if namesNobody, [.permissive, .right].contains(statement.modality) { return false }
    return statement.canConflict && !statement.isAim && !statement.has(tables.noOne)
      && !statement.has(tables.advises) && !statement.has(tables.staffing)
      && (statement.role == .rule
        || statement.role == .fact && !namesNobody)
      && (statement.has(tables.provides)
        || corpus.provision(statement).part == .row && charged(statement) != nil
        || statement.acts.contains { tables.acts[$0.act].isTask })
  }

  /// Two provisions of two documents of one country, of which neither carries out the other.
  private func canBeOne(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = (corpus.statements[first], corpus.statements[second])
    return a.document != b.document && !corpus.areOfDifferentCountries(a, b) && corpus.canMeet(a, b)
      && !setting.regulations.join(a.document, b.document)
  }

  /// What speaks for one task of two institutions; nil where both charge the same, their work is joined, or nothing in them is alike.
  private func evidence(
    _ first: Int, _ second: Int, _ likeness: PairLikeness
  ) -> EvidenceTally<DuplicationEvidence>? {
    let (a, b) = (corpus.statements[first], corpus.statements[second])
    let isNamed = shareTask(a, b)
    guard isNamed || likeness.cosine > Self.alike || likeness.distinction > 0 else { return nil }
    let (one, other) = (institution(a), institution(b))
    if let one, one == other { return nil }
    guard !areLedAlike(a, b) else { return nil }
    guard !isJoined(a, b, one ?? "", other ?? "") else { return nil }
    func count(_ holds: (Statement) -> Bool) -> Double { (holds(a) ? 1 : 0) + (holds(b) ? 1 : 0) }
    func both(_ holds: (Statement) -> Bool) -> Double { holds(a) && holds(b) ? 1 : 0 }
    let meeting = setting.meeting(a, b)
    return [
      .named: isNamed ? 1 : 0, .bothTasks: both(isTask), .aims: count(\.isAim),
      .topic: likeness.topic, .shared: likeness.shared,
      .provides: count { $0.has(tables.provides) }, .bothProvide: both { $0.has(tables.provides) },
      .charged: count { charged($0) != nil }, .bothCharged: both { charged($0) != nil },
      .nobody: count { institution($0) == nil },
      .routine: count { setting.coding($0).commitment?.isRoutine == true },
      .commits: count { setting.coding($0).commitment != nil },
      .promises: count { $0.modality == .promise }, .rights: count { $0.modality == .right },
      .noOne: count { $0.has(tables.noOne) },
      .restrains: Double(max(a.leaning.restrains, b.leaning.restrains)),
      .people: meeting.weight, .otherPeople: meeting == .others ? 1 : 0,
      .rows: count { corpus.provision($0).part == .row },
      .levels: corpus.document(a).level == corpus.document(b).level ? 0 : 1,
    ]
  }

  /// Below this likeness of words two provisions on different topics are not compared.
  private static let alike = 0.05

  /// The institution that the provision itself charges.
  private func charged(_ statement: Statement) -> String? {
    mandates[Place(file: corpus.document(statement).file, provision: statement.provision)]
  }

  /// Who does it: the institution charged by the map, else the one that issues the document; an agreement is of states.
  private func institution(_ statement: Statement) -> String? {
    if let charged = charged(statement) { return charged }
    let document = corpus.document(statement)
    return [.treaty, .agreement].contains(document.kind) ? nil : document.institutions.first
  }

  /// Where nobody says whose texts they are, leads of one name are one: «le ministre».
  private func areLedAlike(_ a: Statement, _ b: Statement) -> Bool {
    guard [a, b].allSatisfy({ corpus.document($0).institutions.isEmpty }) else { return false }
    let leads = [a, b].map { statement in
      Set(
        setting.coding(statement).commitment?.lead.words.flatMap {
          Wording($0.text.utf8).words.map(\.stem)
        } ?? [])
    }
    return !leads[0].isEmpty && leads[0] == leads[1]
  }

  /// A provision of either document divides or joins the work on this matter, one text refers to the other, or one
  /// institution oversees the other.
  private func isJoined(_ a: Statement, _ b: Statement, _ first: String, _ second: String) -> Bool {
    if a.has(tables.coordinate) || b.has(tables.coordinate) || a.has(tables.reference)
      || b.has(tables.reference)
    {
      return true
    }
    let pair: Set<String> = [first, second]
    if map.ties.contains(where: {
      [Tie.Kind.oversees, .reports, .coordinates].contains($0.kind) && pair == [$0.from, $0.to]
    }) {
      return true
    }
    for (side, other) in [(a, b), (b, a)] {
      let partner = words(of: other.document == a.document ? first : second)
      for joining in coordinating[side.document] ?? [] {
        if let number = side.number, joining.references.contains(number) { return true }
        // It must be about this task, and name the other institution.
        guard corpus.likeness(joining.matter, side.matter).cosine > 0.3 else { continue }
        if partner.isEmpty
          || Wording(corpus.provision(joining).text.utf8).words.contains(where: {
            partner.contains($0.stem)
          })
        {
          return true
        }
      }
    }
    return false
  }

  /// The stems of an institution's name that tell it from others.
  private func words(of institution: String) -> Set<[UInt8]> {
    let wording = Wording(institution.utf8)
    let function = Set(
      tables.cues.hits(in: wording).filter { $0.cue == tables.function }.flatMap(\.words))
    return Set(
      wording.words.indices.filter { !function.contains($0) }.map { wording.words[$0].stem })
  }

  private func finding(_ a: Statement, _ b: Statement, _ score: Double) -> Finding {
    let passages = Passages(corpus: corpus)
    let shared = Set(a.stems).intersection(b.stems)
    func marks(_ statement: Statement) -> [Range<Int>] {
      guard corpus.provision(statement).part != .row else { return [] }
      let rare = shared.filter { corpus.weights[Int($0)] > 0.5 }.map { corpus.stems.words[Int($0)] }
      return Wording(corpus.provision(statement).text.utf8).words.filter { rare.contains($0.stem) }
        .map(\.range)
    }
    let populations = a.populations.intersection(b.populations).sorted()
    let about = populations.first.map { " for \(setting.codebook.name($0).lowercasedFirst)" } ?? ""
    return Finding(
      id: "", kind: .duplication, level: corpus.level(a, b), score: score,
      objectives: setting.sharedObjectives(a, b),
      populations: populations,
      between: [passages.passage(a, marking: marks(a)), passages.passage(b, marking: marks(b))],
      why:
        "\(passages.name(a)) («\(passages.quotation(a, around: marks(a)))») and \(passages.name(b)) "
        + "(«\(passages.quotation(b, around: marks(b)))») give the same task\(about) to two institutions, "
        + "and no provision divides or joins their work.",
      grounds: [
        Finding.Ground(
          rule: "same-task-two-institutions",
          text:
            "Duplication: two or more institutions with the same activities or services to the same beneficiaries.",
          source: "GAO-15-49SP")
      ],
      remedy:
        "Give the task to one of the two, or add a provision that says who does what and how they share cases."
    )
  }
}

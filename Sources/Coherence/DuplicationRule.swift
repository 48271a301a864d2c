import Foundation
import Policy

/// The same task for the same people given to two institutions, with no provision that divides or joins their work.
struct DuplicationRule: Sendable {
  let setting: Setting
  /// Who is charged at each place.
  private let mandates: [Place: Institution.ID]
  /// For each document, the stems of its title that are longer than an article.
  private let titles: [Set<[UInt8]>]
  /// For each document, the provisions that join or divide work.
  private let coordinating: [Int: [Statement]]

  init(_ setting: Setting) {
    self.setting = setting
    coordinating = Dictionary(
      grouping: setting.corpus.statements.filter { $0.has(setting.tables.coordinate) },
      by: \.document)
    titles = setting.corpus.documents.map { coded in
      Set(Wording(coded.document.title.utf8).words.filter { $0.text.count > 2 }.map(\.stem))
    }
    mandates = Dictionary(setting.map.mandates.map { ($0.place, $0.institution) }) { first, _ in
      first
    }
  }

  private var corpus: Corpus { setting.corpus }
  private var tables: CoherenceTables { setting.tables }
  private var map: InstitutionalMap { setting.map }

  func findings(progress: (Double) -> Void) throws -> [Finding] {
    var pairs: [(a: Int, b: Int, score: Double, cosine: Double)] = []
    /// The best that a task makes with any task of the other document.
    var most: [Side: Double] = [:]
    let named = namedTasks()
    let tasks = corpus.statements.indices.filter { isTask(corpus.statements[$0]) }
    let members = Set(tasks)
    for (i, index) in tasks.enumerated() {
      if i % 256 == 0 {
        try Task.checkCancellation()
        progress(Double(i) / Double(tasks.count))
      }
      let statement = corpus.statements[index]
      let shared = statement.acts.lazy.map(\.act).flatMap { named[$0] ?? [] }
      let others =
        tasks.count <= Self.few
        ? Array(tasks[(i + 1)...])
        : Set(corpus.neighbours(of: index, limit: 24)).union(shared).sorted()
      for other in others where other > index && members.contains(other) {
        let likeness = corpus.likeness(statement.matter, corpus.statements[other].matter)
        if let score = score(index, other, likeness) {
          pairs.append((index, other, score, likeness.cosine))
          for side in corpus.sides(index, other) {
            most[side] = max(most[side] ?? 0, likeness.cosine)
          }
        }
      }
    }
    let found = pairs.filter { pair in
      shareTask(corpus.statements[pair.a], corpus.statements[pair.b])
        || corpus.sides(pair.a, pair.b).allSatisfy { pair.cosine >= most[$0] ?? 0 }
    }
    return corpus.best(of: found, \.a, \.b, score: \.score).map {
      finding(corpus.statements[$0.a], corpus.statements[$0.b], $0.score)
    }
  }

  /// Distinction beyond which two provisions are no surer to speak of one thing.
  private static let plainlyAlike = 0.3
  /// No reading of words is certain.
  private static let surest = 0.95

  /// A task in more provisions is too common for each to be compared with all.
  private static let commonest = 200

  /// Up to so many tasks, each is compared with each; beyond it, with those that share its rare words or a task of the tables.
  private static let few = 400

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

  private func score(_ first: Int, _ second: Int, _ likeness: Corpus.Likeness) -> Double? {
    let topic = corpus.topicLikeness(first, second)
    let (a, b) = (corpus.statements[first], corpus.statements[second])
    guard a.document != b.document else { return nil }
    guard !corpus.areOfDifferentCountries(a, b), corpus.canMeet(a, b), !carriesOut(a, b),
      corpus.document(a).level != .international, corpus.document(b).level != .international
    else { return nil }
    let isNamed = shareTask(a, b)
    guard isNamed || likeness.cosine >= 0.15 && likeness.rare >= 4 || topic.distinction > 0 else {
      return nil
    }
    guard let one = institution(a), let other = institution(b), one != other else {
      return nil
    }
    let meeting = setting.meeting(a, b)
    guard meeting != .others, !isJoined(a, b, one, other) else { return nil }
    let shared = a.measures.contains { measure in b.measures.contains { $0.code == measure.code } }
    let logit =
      -3.4 + 8 * likeness.cosine + 0.2 * Double(likeness.rare) + (shared ? 0.6 : 0) + meeting.weight
      + (isNamed ? 2.1 : 0) + 8 * (min(topic.distinction, Self.plainlyAlike) - 0.2)
      + (setting.people.share(a, b) ? 0.5 : 0)
      - 0.5 * corpus.crowd(a, b)
    let score = 1 / (1 + exp(-logit))
    return score >= 0.5 ? min(score, Self.surest) : nil
  }

  /// One text carries out the other or amends it, says so and names it in its title: "Regulations of the Refugee Act".
  private func carriesOut(_ a: Statement, _ b: Statement) -> Bool {
    func names(_ one: Int, _ other: Int) -> Bool {
      titles[other].count >= Self.title && titles[other].isStrictSubset(of: titles[one])
        && tables.cues.hits(in: Wording(corpus.documents[one].document.title.utf8))
          .contains { $0.cue == tables.carriesOut }
    }
    return names(a.document, b.document) || names(b.document, a.document)
  }

  /// The fewest words of a title that tell one text from others.
  private static let title = 2

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

import Foundation
import Policy

/// Finds pairs of provisions that push one matter in opposite directions for the same people or territory.
///
/// A pair becomes a candidate when it shares rare words or opposite measures; it is a conflict when something opposes
/// its two sides, they can meet (people, place, jurisdiction) and nothing stops it (`Stops`).
struct ConflictRule: Sendable {
  struct Candidate: Sendable {
    var a: Int
    var b: Int
    var oppositions: [Opposition]
    var likeness: PairLikeness
    var evidence: EvidenceTally<ConflictEvidence>
    var score: Double
  }

  /// Statements of opposite measures or acts are compared pair by pair up to this many pairs; beyond it, each is compared
  /// with the likest statements, and with the likest of the contradicting act.
  private static let fullPairs = 10_000
  /// Acts that name their matter so far are compared with all that contradict them.
  private static let telling = 0.5
  /// How many of the likest statements each is compared with.
  private static let neighbourhood = 24
  /// Statements that only lean to different sides are compared when they are so alike in topic, or share words of such weight.
  private static let ofOneTopic = 0.05
  private static let ofOneMatter = 0.5
  /// What nothing opposes is looked at when it is so near to the likest that either has in the other's document.
  private static let nearest = 0.8
  /// How many statements, or pairs, one processor takes at a time.
  private static let piece = 256

  let setting: Setting
  let oppositions: Oppositions
  let stops: Stops

  init(_ setting: Setting) {
    self.setting = setting
    oppositions = Oppositions(
      codebook: setting.codebook, tables: setting.tables, corpus: setting.corpus)
    stops = Stops(oppositions: oppositions)
  }

  private var corpus: Corpus { setting.corpus }
  private var tables: CoherenceTables { setting.tables }
  private var trees: ConflictTrees { setting.tables.conflictTrees }

  func candidates(progress: (Double) -> Void) throws -> [Candidate] {
    let all = try opposed(progress: progress).filter { candidate in
      candidate.score >= trees.threshold
        && !stops.stop(corpus.statements[candidate.a], corpus.statements[candidate.b])
    }
    return corpus.best(of: all, \.a, \.b, score: \.score)
  }

  /// All pairs that oppose one another and can meet, with what speaks for a conflict.
  func opposed(progress: (Double) -> Void) throws -> [Candidate] {
    var seen: Set<UInt64> = []
    var looked: [(a: Int, b: Int)] = []
    func look(_ a: Int, _ b: Int) {
      let (first, second) = (min(a, b), max(a, b))
      guard first != second, seen.insert(UInt64(first) << 32 | UInt64(second)).inserted else {
        return
      }
      looked.append((first, second))
    }
    var byMeasure: [String: [Int]] = [:]
    for (i, statement) in corpus.statements.enumerated() where statement.canConflict {
      for measure in statement.measures { byMeasure[measure.code, default: []].append(i) }
    }
    for measure in setting.codebook.measures {
      for other in measure.opposites where measure.code < other {
        guard let first = byMeasure[measure.code], let second = byMeasure[other] else { continue }
        guard first.count * second.count <= Self.fullPairs else { continue }
        for a in first { for b in second { look(a, b) } }
      }
    }
    var byAct = [[Int]](repeating: [], count: tables.acts.count)
    for (i, statement) in corpus.statements.enumerated() where statement.canConflict {
      for act in Set(statement.acts.map(\.act)) where tables.acts[act].matter >= Self.telling {
        byAct[act].append(i)
      }
    }
    /// Acts that are in too many statements to be compared with all.
    var frequent: Set<Int> = []
    for (act, first) in byAct.enumerated() where act < tables.opposite[act] {
      let second = byAct[tables.opposite[act]]
      guard first.count * second.count <= Self.fullPairs else {
        frequent.formUnion([act, tables.opposite[act]])
        continue
      }
      for a in first { for b in second { look(a, b) } }
    }
    let pieces = Concurrent.pieces(of: corpus.statements.indices, size: Self.piece)
    let near = try Concurrent.map(pieces.count, progress: progress) { [frequent] piece in
      pieces[piece].map { neighbours(of: $0, frequent: frequent) }
    }
    for (index, others) in near.joined().enumerated() { for other in others { look(index, other) } }
    let shares = Concurrent.pieces(of: looked.indices, size: Self.piece)
    let pairs = try Concurrent.map(shares.count) { [looked] share in
      looked[shares[share]].map { pair in
        (
          a: pair.a, b: pair.b,
          likeness: corpus.likeness(corpus.statements[pair.a], corpus.statements[pair.b])
        )
      }
    }
    /// The most that a statement shares with any statement of another document.
    var most: [Side: Double] = [:]
    for pair in pairs.joined() {
      for side in corpus.sides(pair.a, pair.b) {
        most[side] = max(most[side] ?? 0, pair.likeness.shared)
      }
    }
    let candidates = try Concurrent.map(shares.count) { [pairs, most] share in
      pairs[share].compactMap { pair in
        let best = corpus.sides(pair.a, pair.b).compactMap { most[$0] }.max() ?? 1
        return candidate(
          pair.a, pair.b, pair.likeness, mutual: best > 0 ? pair.likeness.shared / best : 0)
      }
    }
    return weighed(Array(candidates.joined()))
  }

  /// The likest statements, and the likest of those that do what contradicts one of the frequent acts.
  private func neighbours(of index: Int, frequent: Set<Int>) -> [Int] {
    let statement = corpus.statements[index]
    guard statement.canConflict else { return [] }
    let sharing = corpus.sharing(with: index).filter { corpus.statements[Int($0.key)].canConflict }
    let likest = Corpus.best(sharing, Self.neighbourhood)
    let contradicting = Set(
      statement.acts.lazy.map(\.act).filter(frequent.contains).map { tables.opposite[$0] })
    guard !contradicting.isEmpty else { return likest }
    let opposed = sharing.filter {
      corpus.statements[Int($0.key)].acts.contains { contradicting.contains($0.act) }
    }
    return likest + Corpus.best(opposed, Self.neighbourhood)
  }

  /// A matter on which two documents oppose one another.
  private struct Issue: Hashable {
    var documents: Set<Int>
    var acts: Int
  }

  private func issue(_ candidate: Candidate) -> Issue? {
    let best = candidate.oppositions.max { $0.issue < $1.issue }
    guard let best, best.issue > 0 else { return nil }
    let act: Statement.Act
    switch best.ground {
    case .acts(let first, _), .poles(let first, _): act = first
    default: return nil
    }
    return Issue(
      documents: [
        corpus.statements[candidate.a].document, corpus.statements[candidate.b].document,
      ], acts: tables.pair(act.act))
  }

  /// The candidates with the evidence that all of them together give, and with their scores.
  private func weighed(_ candidates: [Candidate]) -> [Candidate] {
    var counts: [Issue: Int] = [:]
    for candidate in candidates {
      if let issue = issue(candidate) { counts[issue, default: 0] += 1 }
    }
    var greatest: [Side: PairLikeness] = [:]
    for candidate in candidates {
      for side in corpus.sides(candidate.a, candidate.b) {
        greatest[side, default: PairLikeness()].formGreater(candidate.likeness)
      }
    }
    return candidates.map { candidate in
      var candidate = candidate
      let best = corpus.sides(candidate.a, candidate.b).compactMap { greatest[$0] }
      candidate.likeness.tell(&candidate.evidence, besides: best)
      if let issue = issue(candidate), let count = counts[issue] {
        candidate.evidence[.sole] =
          candidate.evidence[.issue] / Double(count).squareRoot()
      }
      candidate.score = trees.score(candidate.evidence)
      return candidate
    }
  }

  private func candidate(_ a: Int, _ b: Int, _ likeness: Corpus.Likeness, mutual: Double)
    -> Candidate?
  {
    let first = corpus.statements[a]
    let second = corpus.statements[b]
    if first.document == second.document, first.article == second.article { return nil }
    guard corpus.canMeet(first, second) else { return nil }
    let topic = corpus.topicLikeness(a, b)
    var opposed = oppositions.between(first, second)
    if opposed.isEmpty, topic.likeness > Self.ofOneTopic || likeness.shared > Self.ofOneMatter,
      let leanings = oppositions.leanings(first, second)
    {
      opposed = [leanings]
    }
    let isUnopposed = opposed.isEmpty
    if isUnopposed, mutual >= Self.nearest,
      topic.likeness > Self.ofOneTopic || likeness.shared > Self.ofOneMatter
    {
      opposed = [Opposition(ground: .oneMatter, strength: 0)]
    }
    guard let best = opposed.first else { return nil }
    // What a committee is to advise upon is no rule on the matter.
    if first.has(setting.tables.advises) || second.has(setting.tables.advises), !best.setsUp(tables)
    {
      return nil
    }
    // A treaty binds a state towards people; its closing clauses bind nobody else.
    if corpus.level(first, second) == .multilateral,
      ![first, second].allSatisfy({ $0.has(tables.person) || !$0.populations.isEmpty })
    {
      return nil
    }
    let meeting = setting.meeting(first, second)
    guard meeting != .others else { return nil }
    var evidence: EvidenceTally<ConflictEvidence> = [
      .grounds: Double(min(opposed.count, 3) - 1) / 2, .mutual: mutual,
      .likest: mutual >= 0.95 ? 1 : 0, .people: meeting.weight,
      .namesake: setting.people.share(first, second) ? 1 : 0,
      .inside: first.document != second.document
        ? 0 : corpus.document(first).kind.isPlanning ? 0.5 : 1,
      .subject: setting.shareSubject(first, second) ? 1 : 0,
      .aim: first.isAim || second.isAim ? 1 : 0, .crowd: corpus.crowd(first, second),
    ]
    Leaning.tell(&evidence, first.leaning, second.leaning)
    evidence[.unopposed] = isUnopposed ? 1 : 0
    evidence[.wordingMore] = max(first.wording, second.wording)
    evidence[.wordingLess] = min(first.wording, second.wording)
    for opposition in opposed {
      evidence[.issue] = max(evidence[.issue], opposition.issue)
      evidence[.residual] = max(evidence[.residual], min(1, opposition.residual / 3))
      if let kind = opposition.ground.evidence {
        evidence[kind] = max(evidence[kind], opposition.strength)
      }
    }
    let strongest = opposed.map(\.strength).max() ?? 0
    evidence[.matched] = strongest * mutual * min(1, likeness.cosine / 0.3)
    // Two acts on different things are told worse than what the two lean to.
    if case .stances = best.ground, let leanings = oppositions.leanings(first, second) {
      opposed[0] = leanings
    }
    return Candidate(
      a: a, b: b, oppositions: opposed,
      likeness: PairLikeness(
        cosine: likeness.cosine, shared: likeness.shared, topic: topic.likeness,
        distinction: topic.distinction), evidence: evidence, score: 0)
  }
}

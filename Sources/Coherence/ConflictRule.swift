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
    var meeting: Meeting
    var likeness: Corpus.Likeness
    var score: Double
  }

  /// Below this a candidate is not reported.
  static let threshold = 0.5
  /// Opposite measures are compared pair by pair up to this many pairs; beyond it, pairs must share rare words.
  private static let fullPairs = 40_000

  let corpus: Corpus
  let people: People
  let scopes: [Set<String>]
  let oppositions: Oppositions
  let stops: Stops

  func candidates(progress: (Double) -> Void) throws -> [Candidate] {
    var found: [Candidate] = []
    var seen: Set<UInt64> = []
    func weigh(_ a: Int, _ b: Int) {
      let (first, second) = (min(a, b), max(a, b))
      guard first != second, seen.insert(UInt64(first) << 32 | UInt64(second)).inserted else {
        return
      }
      if let candidate = candidate(first, second) { found.append(candidate) }
    }
    var byMeasure: [String: [Int]] = [:]
    for (i, statement) in corpus.statements.enumerated() where statement.canConflict {
      for measure in statement.measures { byMeasure[measure.code, default: []].append(i) }
    }
    for measure in oppositions.codebook.measures {
      for other in measure.opposites where measure.code < other {
        guard let first = byMeasure[measure.code], let second = byMeasure[other] else { continue }
        guard first.count * second.count <= Self.fullPairs else { continue }
        for a in first { for b in second { weigh(a, b) } }
      }
    }
    for index in corpus.statements.indices where corpus.statements[index].canConflict {
      if index % 1024 == 0 {
        try Task.checkCancellation()
        progress(Double(index) / Double(corpus.statements.count))
      }
      let statement = corpus.statements[index]
      guard !statement.acts.isEmpty || !statement.measures.isEmpty || !statement.objectives.isEmpty
      else { continue }
      for other in corpus.neighbours(of: index, limit: 24)
      where corpus.statements[other].canConflict { weigh(index, other) }
    }
    return chosen(found)
  }

  private func candidate(_ a: Int, _ b: Int) -> Candidate? {
    let first = corpus.statements[a]
    let second = corpus.statements[b]
    if first.document == second.document, first.article == second.article { return nil }
    let opposed = oppositions.between(first, second)
    guard let best = opposed.first, corpus.canMeet(first, second) else { return nil }
    let meeting = people.meeting(
      first, second, scopes: (scopes[first.document], scopes[second.document]),
      acrossBorders: corpus.areOfDifferentCountries(first, second))
    guard meeting != .others else { return nil }
    let likeness = corpus.likeness(first, second)
    let score = Self.score(
      best, opposed.count, likeness, meeting, isInternal: first.document == second.document)
    guard score >= Self.threshold, !stops.stop(first, second, likeness) else { return nil }
    return Candidate(
      a: a, b: b, oppositions: opposed, meeting: meeting, likeness: likeness, score: score)
  }

  /// A logistic score; its weights were set on the casebook and our own development cases.
  static func score(
    _ best: Opposition, _ count: Int, _ likeness: Corpus.Likeness, _ meeting: Meeting,
    isInternal: Bool
  ) -> Double {
    let opposition: Double
    switch best.ground {
    case .measures: opposition = 3.0 * best.strength
    case .acts: opposition = 2.2 * best.strength
    case .undercut: opposition = 2.0 * best.strength
    }
    let logit =
      -3.4 + opposition + 0.5 * Double(min(count, 3) - 1) + 4.5 * min(likeness.cosine, 0.5)
      + 0.45 * min(likeness.shared, 4) + 0.8 * (meeting.weight - 0.5) - (isInternal ? 0.6 : 0)
    return 1 / (1 + exp(-logit))
  }

  /// Of the conflicts of one article with another document the best stays, with others as good.
  private func chosen(_ candidates: [Candidate]) -> [Candidate] {
    struct Side: Hashable {
      var document: Int
      var article: Int
      var other: Int
    }
    var best: [Side: Double] = [:]
    func sides(_ candidate: Candidate) -> [Side] {
      let a = corpus.statements[candidate.a]
      let b = corpus.statements[candidate.b]
      return [
        Side(document: a.document, article: a.article, other: b.document),
        Side(document: b.document, article: b.article, other: a.document),
      ]
    }
    var kept: [Candidate] = []
    let order = candidates.sorted { ($1.score, $0.a, $0.b) < ($0.score, $1.a, $1.b) }
    for candidate in order {
      let sides = sides(candidate)
      if sides.contains(where: { best[$0] != nil }) { continue }
      for side in sides { best[side] = candidate.score }
      kept.append(candidate)
    }
    return kept
  }
}

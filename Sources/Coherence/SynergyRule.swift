import Foundation
import Policy

/// Two provisions of different documents of which one supplies what the other needs: money, data, certificates, a
/// contact. A reference from one to the other's text, or shared rare words and topic with an act of supplying, shows it.
struct SynergyRule: Sendable {
  let setting: Setting
  /// Pairs already reported as conflicts or duplications.
  let excluded: Set<[Int]>

  private var corpus: Corpus { setting.corpus }

  func findings() throws -> [Finding] {
    var found: [(a: Int, b: Int, score: Double)] = []
    // Texts on other matters are alike in how laws are written.
    let concerned = Set(corpus.documents.indices.filter(setting.concernsMigration))
    for index in corpus.statements.indices where canSupply(corpus.statements[index]) {
      if index % 1024 == 0 { try Task.checkCancellation() }
      let supplier = corpus.statements[index]
      for other in corpus.neighbours(of: index, limit: 8) {
        let user = corpus.statements[other]
        guard user.document != supplier.document, user.canConflict,
          !excluded.contains([min(index, other), max(index, other)]),
          corpus.canMeet(supplier, user)
        else { continue }
        let likeness = corpus.likeness(supplier, user)
        // Two texts that say the same do not supply one another.
        let areConcerned = concerned.isSuperset(of: [supplier.document, user.document])
        let (rare, cosine) = areConcerned ? (3, 0.1) : (4, 0.2)
        guard likeness.rare >= rare, (cosine..<0.7).contains(likeness.cosine) else { continue }
        let sharesAim = !Set(supplier.objectives.map(\.code)).isDisjoint(
          with: user.objectives.map(\.code))
        let meeting = setting.meeting(supplier, user)
        guard meeting != .others else { continue }
        let logit =
          -4 + 7 * likeness.cosine + 0.25 * Double(likeness.rare) + (sharesAim ? 0.6 : 0)
          + (supplier.has(setting.tables.reference) ? 0.6 : 0)
          - 0.5 * corpus.crowd(supplier, user)
          + (areConcerned ? 4 * corpus.topicLikeness(index, other).distinction : 0)
        let score = 1 / (1 + exp(-logit))
        if score >= 0.55, !openAlike(supplier, user) { found.append((index, other, score)) }
      }
    }
    return corpus.best(of: found, \.a, \.b, score: \.score).map {
      finding(corpus.statements[$0.a], corpus.statements[$0.b], $0.score)
    }
  }

  /// Whether two provisions begin with the same words, as the clauses on expenses of two acts do.
  private func openAlike(_ a: Statement, _ b: Statement) -> Bool {
    let openings = [a, b].map {
      Wording(corpus.provision($0).text.utf8).words.prefix(Self.opening).map(\.text)
    }
    return openings[0].count == Self.opening && openings[0] == openings[1]
  }

  /// How many words.
  private static let opening = 8

  private func canSupply(_ statement: Statement) -> Bool {
    statement.canConflict && statement.has(setting.tables.supply)
  }

  private func finding(_ supplier: Statement, _ user: Statement, _ score: Double) -> Finding {
    let passages = Passages(corpus: corpus)
    let populations = supplier.populations.intersection(user.populations).sorted()
    return Finding(
      id: "", kind: .synergy, level: corpus.level(supplier, user), score: score,
      objectives: setting.sharedObjectives(supplier, user),
      populations: populations,
      between: [passages.passage(supplier, marking: []), passages.passage(user, marking: [])],
      why:
        "\(passages.name(supplier)) («\(passages.quotation(supplier, around: []))») supplies what \(passages.name(user)) "
        + "(«\(passages.quotation(user, around: []))») needs.",
      grounds: [
        Finding.Ground(
          rule: "one-supplies-the-other",
          text:
            "One provision gives money, data, documents or a service on the very matter of the other."
        )
      ],
      remedy: nil)
  }
}

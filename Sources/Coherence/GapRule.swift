import Policy

/// Aims that no measure of the set serves.
///
/// An aim is served by a measure that carries its number ("Objective 3", "Measure 3.1"), or by a provision that acts on the same
/// matter, in its own document or elsewhere. What speaks for an aim having none is weighed (`AimEvidence`).
struct GapRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }

  /// An aim of a list that may have no measure.
  struct Candidate: Sendable {
    var index: Int
    /// How many aims the list has.
    var siblings: Int
    var evidence: EvidenceTally<AimEvidence>
  }

  func findings() throws -> [Finding] {
    let weights = setting.tables.aimWeights
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      let unserved = candidates(in: document)
        .map { (candidate: $0, score: weights.score($0.evidence)) }
        .filter { $0.score >= weights.threshold && $0.candidate.evidence[.carriedOut] == 0 }
      guard let aims = unserved.first?.candidate.siblings, unserved.count * 2 <= aims else {
        continue
      }
      findings += unserved.map(finding)
    }
    return findings
  }

  /// The aims of a document that has more than one, with what speaks for their having no measure; an aim that says who or by
  /// when is a measure of its own. An aim is judged beside the others: a text in which most have none is a programme of
  /// principles, and says so.
  func candidates(in document: Int) -> [Candidate] {
    let range = corpus.statements(of: document)
    let aims = range.filter { corpus.statements[$0].isAim && isWhole(corpus.statements[$0]) }
    guard aims.count >= 2, corpus.document(corpus.statements[aims[0]]).level != .international
    else { return [] }
    let carriedOut = aims.map(isCarriedOut)
    let isNumbered = carriedOut.count { $0 } * 2 >= aims.count
    let isConcerned = setting.concernsMigration(document)
    let services = aims.map { self.services(of: $0, range) }
    let inside = services.map(\.inside)
    return aims.indices.filter { setting.isBareAim(corpus.statements[aims[$0]]) }.map { i in
      let aim = corpus.statements[aims[i]]
      let document = corpus.document(aim)
      let (own, others) = (inside[i].likeness, services[i].outside.likeness)
      let standing = Service.standing(of: i, among: inside)
      var evidence: EvidenceTally<AimEvidence> = [
        .inside: own.cosine, .insideShared: own.shared, .insideTopic: own.topic,
        .outside: others.cosine, .outsideShared: others.shared, .outsideTopic: others.topic,
        .insideRatio: standing.ratio, .servedBetter: standing.servedBetter,
      ]
      func note(_ kind: AimEvidence, _ holds: Bool) { if holds { evidence[kind] = 1 } }
      note(.numbered, isNumbered)
      note(.carriedOut, carriedOut[i])
      note(.objective, inside[i].hasObjective)
      note(.lettered, corpus.provision(aim).part == .item)
      note(.planning, document.kind.isPlanning)
      note(.agreement, document.level == .bilateral)
      note(.longText, range.count > 100)
      note(.concerned, isConcerned || setting.concernsMigration(aim))
      return Candidate(index: aims[i], siblings: aims.count, evidence: evidence)
    }
  }

  /// How near provisions come to serving an aim, in its own text and in others.
  private func services(of index: Int, _ range: Range<Int>) -> (inside: Service, outside: Service) {
    let aim = corpus.statements[index]
    let near = corpus.neighbours(of: index, limit: Self.neighbours)
    let inside = range.count <= Self.few ? Array(range) : near.filter(range.contains)
    func serving(_ others: [Int]) -> [Int] {
      others.filter { $0 != index && canServe(corpus.statements[$0], aim) }
    }
    return (
      setting.service(of: index, by: serving(inside)),
      setting.service(of: index, by: serving(near.filter { !range.contains($0) }))
    )
  }

  /// Up to so many provisions of its own text, an aim is compared with each; beyond it, and in other texts, with those that share
  /// its rare words.
  private static let few = 400
  private static let neighbours = 24

  /// It says something by itself, and is no head of a list.
  private func isWhole(_ aim: Statement) -> Bool {
    aim.stems.count >= 3 && !corpus.provision(aim).text.hasSuffix(":")
  }

  /// A measure of the document carries the number of the aim: "Measure 3.1" for "Objective 3".
  private func isCarriedOut(_ index: Int) -> Bool {
    let aim = corpus.statements[index]
    guard corpus.provision(aim).part != .item, let number = aim.number else { return false }
    return corpus.statements(of: aim.document).contains { other in
      let measure = corpus.statements[other]
      guard other != index, !measure.isAim, isLabelled(measure), let own = measure.number else {
        return false
      }
      return own == number || own.starts(with: number + ".")
    }
  }

  /// Whether the provision's label says that it carries out something: "Measure 3.1", a row of an action table.
  private func isLabelled(_ statement: Statement) -> Bool {
    let provision = corpus.provision(statement)
    return provision.part == .row || provision.part == .measure
  }

  private func canServe(_ measure: Statement, _ aim: Statement) -> Bool {
    guard !measure.isAim, measure.canConflict,
      measure.document != aim.document || measure.article != aim.article,
      measure.modality >= .permissive || isLabelled(measure)
        || corpus.provision(measure).part == .article
    else { return false }
    // A prohibition speaks of the matter without serving it.
    let forbids = measure.acts.contains { setting.tables.acts[$0.act].name == "forbid" }
    return !forbids && corpus.canMeet(measure, aim)
  }

  private func finding(_ candidate: Candidate, _ score: Double) -> Finding {
    let aim = corpus.statements[candidate.index]
    let passages = Passages(corpus: corpus)
    let others = corpus.documents.count - 1
    let elsewhere =
      others == 0 ? "" : " nor in the other \(others == 1 ? "text" : "\(others) texts")"
    return Finding(
      id: "", kind: .gap, level: .internal, score: score,
      objectives: aim.objectives.map(\.code),
      populations: aim.populations.sorted(), between: [passages.passage(aim, marking: [])],
      why:
        "\(passages.name(aim)) declares an aim («\(passages.quotation(aim, around: []))») that no measure plainly serves, "
        + "neither there\(elsewhere), while other aims of the list have measures.",
      grounds: [
        Finding.Ground(
          rule: "aim-without-measure",
          text:
            "Of \(candidate.siblings) aims in the list this one has no measure of its number, and the provisions nearest to it are far from its matter."
        )
      ],
      remedy:
        "Add a measure with a lead, a date and money for this aim, or name the text that serves it."
    )
  }
}

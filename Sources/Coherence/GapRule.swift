import Policy

/// Aims that no measure of the set serves.
///
/// An aim is served by a measure that carries its number ("Objective 3", "Measure 3.1"), or by a provision that acts on
/// the same matter: in its own document by shared rare words or objective, elsewhere by closer likeness.
/// An aim is judged only where its document serves other aims of the same list: a text without any measures is a programme
/// of principles, and says so.
struct GapRule: Sendable {
  let corpus: Corpus
  let codebook: Codebook
  let tables: CoherenceTables

  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      let range = corpus.statements(of: document)
      let aims = range.filter { corpus.statements[$0].isAim }
      guard aims.count >= 2 else { continue }
      let unserved = aims.filter { !isServed($0) }
      guard unserved.count * 2 < aims.count || aims.count == 2 && unserved.count == 1 else {
        continue
      }
      findings += unserved.map { finding($0, siblings: aims.count) }
    }
    return findings
  }

  private func isServed(_ index: Int) -> Bool {
    let aim = corpus.statements[index]
    let ownWords = aim.stems
    for other in corpus.statements(of: aim.document) {
      let measure = corpus.statements[other]
      guard other != index, !measure.isAim, measure.canConflict || measure.role == .scope else {
        continue
      }
      if let number = aim.number, isLabelled(measure),
        measure.number == number
          || measure.number?.starts(with: number + ".") == true
      {
        return true
      }
      if measure.article == aim.article { continue }
      if serves(measure, aim, ownWords, enough: 1.1, cosine: 0.14) { return true }
    }
    for other in corpus.neighbours(of: index, limit: 24) {
      let measure = corpus.statements[other]
      guard measure.document != aim.document, !measure.isAim, measure.canConflict else { continue }
      if serves(measure, aim, ownWords, enough: 2.2, cosine: 0.22) { return true }
    }
    return false
  }

  /// Whether the provision's label says that it carries out something: "Measure 3.1", a row of an action table.
  private func isLabelled(_ statement: Statement) -> Bool {
    let provision = corpus.provision(statement)
    return provision.part == .row || provision.part == .measure
  }

  private func serves(
    _ measure: Statement, _ aim: Statement, _ words: [Int32], enough: Double, cosine: Double
  ) -> Bool {
    guard measure.modality >= .permissive || corpus.provision(measure).part == .row else {
      return false
    }
    let likeness = corpus.likeness(measure, aim)
    // A prohibition speaks of the matter without serving it.
    let forbids = measure.acts.contains { tables.acts[$0.act].name == "forbid" }
    if forbids { return false }
    return likeness.shared >= enough && likeness.cosine >= cosine
  }

  private func finding(_ index: Int, siblings: Int) -> Finding {
    let aim = corpus.statements[index]
    let passages = Passages(corpus: corpus)
    let others = corpus.documents.count - 1
    let elsewhere =
      others == 0 ? "" : " nor in the other \(others == 1 ? "text" : "\(others) texts")"
    return Finding(
      id: "", kind: .gap, level: .internal, score: 0.7, objectives: aim.objectives.map(\.code),
      populations: aim.populations.sorted(), between: [passages.passage(aim, marking: [])],
      why:
        "\(passages.name(aim)) declares an aim («\(passages.quotation(aim, around: []))») that no measure serves, "
        + "neither there\(elsewhere), while the other aims of the list have measures.",
      grounds: [
        Finding.Ground(
          rule: "aim-without-measure",
          text:
            "Of \(siblings) aims in the list this one has neither a measure of its number nor a provision on its matter."
        )
      ],
      remedy:
        "Add a measure with a lead, a date and money for this aim, or name the text that serves it."
    )
  }
}

import Policy

/// Aims that no measure of the set serves.
///
/// An aim is served by a measure that carries its number ("Objective 3", "Measure 3.1"), or by a provision that acts on
/// the same matter: in its own document by shared rare words or objective, elsewhere by closer likeness.
/// An aim is judged only where its document serves other aims of the same list: a text without any measures is a programme
/// of principles, and says so.
struct GapRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }

  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      let range = corpus.statements(of: document)
      let aims = range.filter { corpus.statements[$0].isAim && isWhole(corpus.statements[$0]) }
      guard aims.count >= 2 else { continue }
      let isNumbered = aims.count { isCarriedOut($0) } * 2 >= aims.count
      let unserved = aims.filter {
        setting.isBareAim(corpus.statements[$0]) && !isServed($0, isNumbered: isNumbered)
      }
      guard unserved.count * 2 < aims.count || aims.count == 2 && unserved.count == 1 else {
        continue
      }
      let isConcerned = setting.concernsMigration(document)
      findings += unserved.filter {
        isConcerned || setting.concernsMigration(corpus.statements[$0])
      }.map { finding($0, siblings: aims.count, isNumbered: isNumbered) }
    }
    return findings
  }

  /// It says something by itself, and is no head of a list.
  private func isWhole(_ aim: Statement) -> Bool {
    aim.stems.count >= 3 && !corpus.provision(aim).text.hasSuffix(":")
      && (corpus.document(aim).kind.isPlanning || corpus.document(aim).level == .bilateral
        || !aim.objectives.isEmpty)
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

  /// - Parameter isNumbered: most aims of the list are carried out by measures of their number, so that one without is
  ///   served only by a provision that is very like it.
  private func isServed(_ index: Int, isNumbered: Bool) -> Bool {
    if isCarriedOut(index) { return true }
    let aim = corpus.statements[index]
    let inside =
      isNumbered
      ? Likeness(shared: 2.2, cosine: 0.26)
      : Likeness(shared: 1.3, cosine: 0.14, countsObjectives: isLong(aim.document))
    let outside = Likeness(shared: 2.6, cosine: 0.26)
    return corpus.statements(of: aim.document).contains { other in
      other != index && serves(corpus.statements[other], aim, inside)
    }
      || corpus.neighbours(of: index, limit: 24).contains { other in
        corpus.statements[other].document != aim.document
          && serves(corpus.statements[other], aim, outside)
      }
  }

  /// A text so long that the words of an aim are spread over it.
  private func isLong(_ document: Int) -> Bool { corpus.statements(of: document).count > 100 }

  /// How like an aim a provision must be to serve it.
  private struct Likeness {
    var shared: Double
    var cosine: Double
    /// That both serve one objective of the codebook is enough.
    var countsObjectives = false
  }

  /// Whether the provision's label says that it carries out something: "Measure 3.1", a row of an action table.
  private func isLabelled(_ statement: Statement) -> Bool {
    let provision = corpus.provision(statement)
    return provision.part == .row || provision.part == .measure
  }

  private func serves(_ measure: Statement, _ aim: Statement, _ enough: Likeness) -> Bool {
    guard !measure.isAim, measure.canConflict,
      measure.document != aim.document || measure.article != aim.article,
      measure.modality >= .permissive || isLabelled(measure)
        || corpus.provision(measure).part == .article
    else { return false }
    // A prohibition speaks of the matter without serving it.
    let forbids = measure.acts.contains { setting.tables.acts[$0.act].name == "forbid" }
    guard !forbids, corpus.canMeet(measure, aim) else { return false }
    if enough.countsObjectives, !setting.sharedObjectives(measure, aim).isEmpty { return true }
    let likeness = corpus.likenessBesideCountries(measure, aim)
    return likeness.shared >= enough.shared && likeness.cosine >= enough.cosine
  }

  private func finding(_ index: Int, siblings: Int, isNumbered: Bool) -> Finding {
    let aim = corpus.statements[index]
    let passages = Passages(corpus: corpus)
    let others = corpus.documents.count - 1
    let elsewhere =
      others == 0 ? "" : " nor in the other \(others == 1 ? "text" : "\(others) texts")"
    return Finding(
      id: "", kind: .gap, level: .internal, score: isNumbered ? 0.8 : 0.6,
      objectives: aim.objectives.map(\.code),
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

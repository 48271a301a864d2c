import Policy

/// A regulation that carries out a law of the set, article by article: where the law leaves open who acts, it says so.
///
/// «Decreto 616/2010, Reglamentación de la Ley de Migraciones Nº 25.871»: its Article 7 tells which ministry sees to what
/// Article 7 of the law grants.
struct ImplementationRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }

  func findings() throws -> [Finding] {
    try setting.regulations.pairs.flatMap { regulation, law in
      try Task.checkCancellation()
      return pairs(regulation, law).map { finding(by: $0.means, of: $0.right) }
    }
  }

  private func pairs(_ regulation: Int, _ law: Int) -> [(means: Statement, right: Statement)] {
    let rights = articles(of: law)
    let pairs = articles(of: regulation).compactMap { number, means in
      rights[number].map {
        (number: number, means: means, right: $0, likeness: corpus.likeness(means, $0))
      }
    }.sorted { $0.means.position < $1.means.position }
    // Where the regulation goes through the law article by article, less shows that two of one number are on one matter.
    let isFollowed = pairs.count { $0.likeness.rare >= Self.shared } >= Self.followed
    return pairs.filter { pair in
      let isOnOneMatter =
        pair.likeness.rare >= Self.shared
        || isFollowed
          && (pair.likeness.cosine >= Self.alike || pair.means.references.contains(pair.number))
      return isOnOneMatter && corpus.canMeet(pair.means, pair.right) && charges(pair.means)
        && leavesOpen(pair.right) && !speaksOfLead(pair.right, of: pair.means)
    }.map { ($0.means, $0.right) }
  }

  /// The articles of a text by number, those of its annexes and parts that number anew left out.
  private func articles(of document: Int) -> [String: Statement] {
    var articles: [String: Statement] = [:]
    for statement in corpus.statements[corpus.statements(of: document)] {
      guard let number = statement.number, articles[number] == nil,
        corpus.provision(statement).part == .article, statement.matter.count >= Self.matter,
        !corpus.provision(statement).locator.contains(",")
      else { continue }
      articles[number] = statement
    }
    return articles
  }

  /// An article of fewer words of its own says nothing: «Sin reglamentar».
  private static let matter = 4
  /// So many rare words show that two articles of one number are on one matter.
  private static let shared = 2
  /// So many articles on one matter show that a regulation follows the numbers of a law; from then on this likeness does.
  private static let followed = 5
  private static let alike = 0.1

  /// It grants or promises something to do with migration and names nobody who sees to it.
  private func leavesOpen(_ statement: Statement) -> Bool {
    let coding = setting.coding(statement)
    return statement.canConflict && setting.concernsMigration(statement)
      && (coding.commitment ?? coding.particulars).lead.quality != .named
  }

  /// The law speaks of the body that the regulation charges.
  private func speaksOfLead(_ right: Statement, of means: Statement) -> Bool {
    let lead =
      setting.coding(means).commitment?.lead.words.flatMap { Wording($0.text.utf8).words } ?? []
    let text = Set(Wording(corpus.provision(right).text.utf8).words.map(\.stem))
    let known = lead.filter { $0.text.count > 3 }
    return known.count { text.contains($0.stem) } * 2 > known.count
  }

  /// It says who acts.
  private func charges(_ statement: Statement) -> Bool {
    let coding = setting.coding(statement)
    return statement.canConflict && statement.modality >= .promise
      && coding.commitment?.lead.quality == .named
  }

  private func finding(by means: Statement, of right: Statement) -> Finding {
    let passages = Passages(corpus: corpus)
    let marks =
      setting.coding(means).commitment?.lead.words.compactMap { $0.place == .own ? $0.range : nil }
      ?? []
    return Finding(
      id: "", kind: .synergy, level: corpus.level(means, right), score: Self.score,
      objectives: setting.sharedObjectives(means, right),
      populations: means.populations.intersection(right.populations).sorted(),
      between: [passages.passage(means, marking: marks), passages.passage(right, marking: [])],
      why:
        "\(passages.name(right)) («\(passages.quotation(right, around: []))») names nobody who sees to it; "
        + "\(passages.name(means)), which carries it out, does («\(passages.quotation(means, around: marks))»).",
      grounds: [
        Finding.Ground(
          rule: "carries-out",
          text:
            "A regulation says of which law it is, and its article of the same number, on the same matter, names who acts."
        )
      ],
      remedy: nil)
  }

  /// How likely such a pair is one: both the text and the number say so.
  private static let score = 0.8
}

import Policy

/// What every rule reads: the statements of the set, the people they are about, who is charged with what, and what is known.
/// A class, because all rules hold it and it never changes.
final class Setting: Sendable {
  let corpus: Corpus
  let codebook: Codebook
  let tables: CoherenceTables
  let people: People
  /// For each document, the people whom most of it is about.
  let scopes: [Set<String>]
  let map: InstitutionalMap
  let regulations: Regulations
  /// For each document, the stems of the provision that says to whom it applies; empty where it is to people in general.
  private let subjects: [Set<Int32>]
  private let titleGroups: [Set<Int>]
  /// For each document, the senses that its title speaks of.
  private let titleSenses: [Set<Int>]

  init(
    _ documents: [CodedDocument], _ map: InstitutionalMap, codebook: Codebook,
    tables: CoherenceTables, progress: (Double) -> Void
  ) throws {
    let corpus = try Corpus(documents, tables: tables, progress: progress)
    let people = People(codebook: codebook)
    self.corpus = corpus
    self.codebook = codebook
    self.tables = tables
    self.people = people
    self.map = map
    regulations = Regulations(corpus, tables)
    scopes = documents.indices.map {
      people.scope(of: corpus.statements[corpus.statements(of: $0)])
    }
    titleGroups = documents.map { coded in
      Set(tables.cues.hits(in: Wording(coded.document.title.utf8)).map(\.cue))
        .intersection(tables.groups)
    }
    titleSenses = documents.map { coded in
      Set(tables.senses.hits(in: Wording(coded.document.title.utf8)).map(\.cue))
    }
    subjects = documents.indices.map { document in
      let first = corpus.statements[corpus.statements(of: document)].prefix(5).first {
        $0.has(tables.appliesTo) && $0.has(tables.person) && !$0.has(tables.generalPeople)
      }
      guard let first else { return [] }
      let words = Wording(corpus.provision(first).text.utf8).words
      let after = tables.cues.hits(in: Wording(corpus.provision(first).text.utf8))
        .first { $0.cue == tables.appliesTo }?.words.upperBound
      let named = words.dropFirst(after ?? 0).filter { $0.text.count > 3 }
      return Set(corpus.stemNumbers(of: Set(named.map(\.stem))))
    }
  }

  /// Whether two statements speak of the same people.
  func meeting(_ a: Statement, _ b: Statement) -> Meeting {
    // A rule for visitors or au pairs meets what is said of them, or of everybody.
    let (few, others) = (groups(of: a), groups(of: b))
    if few.isDisjoint(with: others),
      !few.isEmpty && !isForAll(b) || !others.isEmpty && !isForAll(a)
    {
      return .others
    }
    let (first, second) = (subjects[a.document], subjects[b.document])
    if !first.isEmpty, !second.isEmpty, first.isDisjoint(with: second) { return .others }
    return people.meeting(
      a, b, scopes: (scopes[a.document], scopes[b.document]),
      acrossBorders: corpus.areOfDifferentCountries(a, b))
  }

  /// Whether the titles of two documents speak of one matter, or the two are one.
  func shareSubject(_ a: Statement, _ b: Statement) -> Bool {
    a.document == b.document
      || !titleSenses[a.document].isDisjoint(with: titleSenses[b.document])
  }

  /// The small groups that a statement, or the title of its document, names.
  private func groups(of statement: Statement) -> Set<Int> {
    statement.cues.intersection(tables.groups).union(titleGroups[statement.document])
  }

  private func isForAll(_ statement: Statement) -> Bool {
    statement.has(tables.noOne) && statement.populations.isEmpty
      || statement.populations.contains("P-ALL")
      || statement.acts.contains { tables.acts[$0.act].name == "open" }
  }

  func coding(_ statement: Statement) -> ProvisionCoding {
    corpus.documents[statement.document].codings[statement.position]
  }

  /// Whether a document's title or an eighth of its provisions speak of migration.
  func concernsMigration(_ document: Int) -> Bool {
    let title = Wording(corpus.documents[document].document.title.utf8)
    return tables.cues.hits(in: title).contains { $0.cue == tables.moving }
      || migrationShare(of: document) >= 1.0 / 8
  }

  /// Whether less than one provision in thirty of a document speaks of migration: what the others promise is not for whoever
  /// looks into migration.
  func barelyConcernsMigration(_ document: Int) -> Bool {
    migrationShare(of: document) < 1.0 / 30
  }

  /// The share of a document's provisions that speak of migration; 1 where it has none.
  private func migrationShare(of document: Int) -> Double {
    let statements = corpus.statements[corpus.statements(of: document)]
    return statements.isEmpty
      ? 1 : Double(statements.count(where: concernsMigration)) / Double(statements.count)
  }

  /// Whether a provision speaks of migration, by its own words, its place, or of people who come or come back.
  func concernsMigration(_ statement: Statement) -> Bool {
    let relevance = coding(statement).relevance
    return relevance.isRelevant || relevance.isInherited || statement.has(tables.newcomer)
  }

  /// An aim that names nobody and no date: its measures carry it out. One that names them, or says what will be done, is a
  /// measure itself.
  func isBareAim(_ statement: Statement) -> Bool {
    let commitment = coding(statement).commitment
    return statement.isAim && !(statement.isFuture && statement.modality == .promise)
      && commitment?.lead.quality != .named
      && commitment?.deadline.quality != .named
  }

  /// Objectives coded on both sides.
  func sharedObjectives(_ a: Statement, _ b: Statement) -> [String] {
    Set(a.objectives.map(\.code)).intersection(b.objectives.map(\.code)).sorted()
  }
}

/// An article of one document facing another document.
struct Side: Hashable {
  var document: Int
  var article: Int
  var other: Int
}

extension Corpus {
  func sides(_ first: Int, _ second: Int) -> [Side] {
    [(first, second), (second, first)].map { own, other in
      Side(
        document: statements[own].document, article: statements[own].article,
        other: statements[other].document)
    }
  }

  /// Of the pairs of one article with one other document only the best, the best first.
  func best<Pair>(
    of pairs: [Pair], _ a: (Pair) -> Int, _ b: (Pair) -> Int, score: (Pair) -> Double
  ) -> [Pair] {
    var taken: Set<Side> = []
    return pairs.sorted { (score($1), a($0), b($0)) < (score($0), a($1), b($1)) }
      .filter { pair in
        let sides = sides(a(pair), b(pair))
        guard taken.isDisjoint(with: sides) else { return false }
        taken.formUnion(sides)
        return true
      }
  }
}

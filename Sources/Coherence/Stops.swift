import Policy

/// What keeps two opposed provisions from being a conflict.
struct Stops: Sendable {
  let corpus: Corpus
  let tables: CoherenceTables
  let oppositions: Oppositions
  /// For each article (document, number), the provisions that disapply it.
  private let exceptions: [Key: [Int]]
  /// For each document, the provisions that take something out of all of it.
  private let exclusions: [Int: [Int]]

  private struct Key: Hashable, Sendable {
    var document: Int
    var number: String
  }

  init(oppositions: Oppositions) {
    self.oppositions = oppositions
    corpus = oppositions.corpus
    tables = oppositions.tables
    var exceptions: [Key: [Int]] = [:]
    for (i, statement) in corpus.statements.enumerated() where statement.has(tables.disapply) {
      for number in statement.references where number != statement.number {
        exceptions[Key(document: statement.document, number: number), default: []].append(i)
      }
    }
    self.exceptions = exceptions
    let (corpus, tables) = (corpus, tables)
    exclusions = Dictionary(
      grouping: corpus.statements.indices.filter { index in
        let statement = corpus.statements[index]
        return statement.references.isEmpty
          && (statement.has(tables.disapply) || statement.has(tables.leavesOut))
      }, by: { corpus.statements[$0].document })
  }

  func stop(_ a: Statement, _ b: Statement) -> Bool {
    let likeness = corpus.likeness(a, b)
    return isNeighbouring(a, b) || isExcepted(a, b) || isExcepted(b, a) || fulfilsCondition(a, b)
      || fulfilsCondition(b, a)
      || isProvidedFor(a, b, likeness) || isProvidedFor(b, a, likeness)
      || isLeftToAnotherText(a) || isLeftToAnotherText(b)
  }

  /// Within one text: a rule beside the one it limits, a rule that names the other, a measure that carries the other's number.
  private func isNeighbouring(_ a: Statement, _ b: Statement) -> Bool {
    guard a.document == b.document else { return false }
    let names = { (one: Statement, other: Statement) in
      other.number.map(one.references.contains) == true
    }
    if names(a, b) || names(b, a) { return true }
    if let first = a.number, let second = b.number,
      second.starts(with: first + ".") || first.starts(with: second + ".")
    {
      return true
    }
    return !corpus.document(a).kind.isPlanning
      && corpus.articlesBetween(a, b) == 0
  }

  /// Another article of `a`'s document takes what `b` speaks of out of `a`, or out of the whole text.
  private func isExcepted(_ a: Statement, _ b: Statement) -> Bool {
    let named = a.number.flatMap { exceptions[Key(document: a.document, number: $0)] } ?? []
    let general = a.document == b.document ? [] : exclusions[a.document] ?? []
    if named.isEmpty, general.isEmpty { return false }
    let own = Set(a.stems)
    return (named + general).contains { index in
      let exception = corpus.statements[index]
      guard exception.article != a.article else { return false }
      let shared = exception.stems.filter { b.stems.containsSorted($0) && !own.contains($0) }
      return shared.reduce(0) { $0 + corpus.weights[Int($1)] } > 1.2
    }
  }

  /// `a` does what the exception of `b` asks for.
  private func fulfilsCondition(_ a: Statement, _ b: Statement) -> Bool {
    guard b.conditionStems.count > 1 else { return false }
    let own = Set(b.stems).subtracting(b.conditionStems)
    let shared = b.conditionStems.filter { a.stems.contains($0) && !own.contains($0) }
    return shared.reduce(0) { $0 + corpus.weights[Int($1)] } > 0.9
  }

  /// Another provision of `a`'s document deals with `b`'s matter far more closely and is not opposed to it.
  private func isProvidedFor(_ a: Statement, _ b: Statement, _ likeness: Corpus.Likeness) -> Bool {
    guard a.document != b.document else { return false }
    for index in corpus.neighbours(of: corpus.firsts[b.document] + b.position, limit: 24) {
      let other = corpus.statements[index]
      guard other.document == a.document, other.article != a.article, other.canConflict,
        !isCarriedOut(a, by: other)
      else { continue }
      let closer = corpus.likeness(other, b)
      if closer.cosine > 0.2, closer.cosine > likeness.cosine * 1.6, closer.rare >= 2,
        oppositions.between(other, b).isEmpty
      {
        return true
      }
    }
    return false
  }

  /// The measure of an aim is nearer to everything than the aim.
  private func isCarriedOut(_ aim: Statement, by measure: Statement) -> Bool {
    aim.isAim && aim.number.map { measure.number?.starts(with: $0) == true } == true
  }

  /// `a` leaves the matter to another text.
  private func isLeftToAnotherText(_ a: Statement) -> Bool {
    a.has(tables.governed) && a.has(tables.disapply)
  }
}

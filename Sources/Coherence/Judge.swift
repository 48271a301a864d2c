import Foundation
public import Policy

/// Finds where a set of policies contradicts, duplicates or forgets itself, who is missing, and what reinforces what.
///
/// Pure: the same documents give the same findings, in the same order, with the same ids.
public struct Judge: Sendable {
  private let codebook: Codebook
  private let tables: CoherenceTables

  public init(codebook: Codebook, tables: CoherenceTables) {
    self.codebook = codebook
    self.tables = tables
  }

  /// The findings of a set of documents, the likeliest first.
  ///
  /// - Parameter progress: called with the share done, from 0 to 1.
  /// - Throws: `CancellationError` when the task is cancelled.
  /// - Complexity: near-linear in provisions: a pair is looked at only when it shares rare words or opposite measures.
  public func findings(
    _ documents: [CodedDocument], _ map: InstitutionalMap = InstitutionalMap(),
    progress: (Double) -> Void = { _ in }
  ) throws -> [Finding] {
    let corpus = try Corpus(documents, tables: tables) { progress(0.4 * $0) }
    let people = People(codebook: codebook)
    let scopes = documents.indices.map {
      people.scope(of: corpus.statements[corpus.statements(of: $0)])
    }
    let oppositions = Oppositions(codebook: codebook, tables: tables, corpus: corpus)
    let conflicts = try ConflictRule(
      corpus: corpus, people: people, scopes: scopes, oppositions: oppositions,
      stops: Stops(oppositions: oppositions)
    ).candidates { progress(0.4 + 0.3 * $0) }
    let reason = ConflictReason(corpus: corpus, codebook: codebook, tables: tables)
    var findings = conflicts.map(reason.finding)
    let duplications = try DuplicationRule(
      corpus: corpus, codebook: codebook, tables: tables, people: people, scopes: scopes, map: map
    ).findings { progress(0.7 + 0.15 * $0) }
    findings += duplications
    findings += try GapRule(corpus: corpus, codebook: codebook, tables: tables).findings()
    findings += try CarveOutRule(corpus: corpus, codebook: codebook, tables: tables).findings()
    findings += try SilentRule(corpus: corpus, codebook: codebook, tables: tables).findings()
    findings += try SiloRule(corpus: corpus, codebook: codebook, tables: tables, map: map)
      .findings()
    progress(0.9)
    findings += try SynergyRule(
      corpus: corpus, codebook: codebook, tables: tables, people: people, scopes: scopes,
      excluded: Set(conflicts.map { [min($0.a, $0.b), max($0.a, $0.b)] })
    ).findings()
    findings.sort { ($1.score, $0.between[0].place) < ($0.score, $1.between[0].place) }
    var identity = FindingIdentity()
    for index in findings.indices { findings[index].id = identity.id(findings[index]) }
    progress(1)
    return findings
  }
}

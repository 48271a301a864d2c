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

  /// Compiles what is needed to judge a text of a language, so that it is ready by then.
  ///
  /// - Throws: `Table.Error` when the lists of the language cannot be read, as judging then does.
  public func prepare(_ language: Language) throws(Table.Error) {
    _ = try tables.matters.frames(language)
  }

  /// A pair of provisions that oppose one another, with what speaks for a conflict: what the weights are fitted to.
  package struct OpposedPair: Sendable {
    package var between: [Place]
    package var evidence: EvidenceTally<ConflictEvidence>
    package var isStopped: Bool
    package var rules: [String]
    /// The words of either side, as they stand in the list of weights.
    package var words: [[String]]
  }

  /// Every opposed pair of a set of documents, reported or not.
  package func opposedPairs(_ documents: [CodedDocument]) throws -> [OpposedPair] {
    let setting = try Setting(
      documents, InstitutionalMap(), codebook: codebook, tables: tables
    ) { _ in }
    let rule = ConflictRule(setting)
    let reason = ConflictReason(setting: setting)
    var reader = StatementReader(tables: tables, frames: [:], countries: [])
    return try rule.opposed { _ in }.map { candidate in
      let sides = [candidate.a, candidate.b].map { setting.corpus.statements[$0] }
      return OpposedPair(
        between: sides.map {
          Place(file: setting.corpus.document($0).file, provision: $0.provision)
        },
        evidence: candidate.evidence, isStopped: rule.stops.stop(sides[0], sides[1]),
        rules: reason.finding(candidate).grounds.map { $0.rule + ": " + $0.text },
        words: sides.map { side in
          let words = Wording(reader.matter(of: setting.corpus.provision(side)).utf8).words
          return Set(words.map { ConflictWords.key($0.stem) })
            .map { String(decoding: $0, as: UTF8.self) }.sorted()
        })
    }
  }

  /// Places with what speaks for a finding there: what the weights are fitted to.
  package struct Weighed<Kind: Evidence>: Sendable {
    package var between: [Place]
    package var evidence: EvidenceTally<Kind>
  }

  /// All that may be a finding and is weighed by its evidence, reported or not.
  package struct AllWeighed: Sendable {
    package var silences: [Weighed<SilentEvidence>]
    package var carveOuts: [Weighed<CarveOutEvidence>]
    package var aims: [Weighed<AimEvidence>]
    package var duties: [Weighed<DutyEvidence>]
    package var duplications: [Weighed<DuplicationEvidence>]
  }

  package func weighed(_ documents: [CodedDocument], _ map: InstitutionalMap) throws -> AllWeighed {
    let setting = try Setting(documents, map, codebook: codebook, tables: tables) { _ in }
    func weighed<Kind: Evidence>(
      _ statements: Statement..., by evidence: EvidenceTally<Kind>
    ) -> Weighed<Kind> {
      Weighed(
        between: statements.map {
          Place(file: setting.corpus.document($0).file, provision: $0.provision)
        }, evidence: evidence)
    }
    let statements = setting.corpus.statements
    return AllWeighed(
      silences: documents.indices.flatMap(SilentRule(setting: setting).candidates).map {
        weighed($0.statement, by: $0.evidence)
      },
      carveOuts: documents.indices.flatMap(CarveOutRule(setting: setting).candidates).map {
        weighed($0.statement, by: $0.evidence)
      },
      aims: documents.indices.flatMap(GapRule(setting: setting).candidates).map {
        weighed(statements[$0.index], by: $0.evidence)
      },
      duties: try TreatyDutyRule(setting: setting).candidates().map {
        weighed($0.statement, by: $0.evidence)
      },
      duplications: try DuplicationRule(setting).candidates { _ in }.map {
        weighed(statements[$0.a], statements[$0.b], by: $0.evidence)
      })
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
    let setting = try Setting(documents, map, codebook: codebook, tables: tables) {
      progress(0.4 * $0)
    }
    let conflicts = try ConflictRule(setting).candidates { progress(0.4 + 0.3 * $0) }
    let reason = ConflictReason(setting: setting)
    let excluded = Set(conflicts.map { [min($0.a, $0.b), max($0.a, $0.b)] })
    let rules: [@Sendable () throws -> [Finding]] = [
      { try GapRule(setting: setting).findings() },
      { try TreatyDutyRule(setting: setting).findings() },
      { try CarveOutRule(setting: setting).findings() },
      { try SilentRule(setting: setting).findings() },
      { try SiloRule(setting: setting).findings() },
      { try SynergyRule(setting: setting, excluded: excluded).findings() },
      { try ImplementationRule(setting: setting).findings() },
    ]
    var findings = conflicts.map(reason.finding)
    findings += try DuplicationRule(setting).findings { progress(0.7 + 0.15 * $0) }
    for result in try Concurrent.map(rules.count, { rule in Result { try rules[rule]() } }) {
      findings += try result.get()
    }
    progress(0.9)
    findings.sort { ($1.score, $0.between[0].place) < ($0.score, $1.between[0].place) }
    var identity = FindingIdentity()
    for index in findings.indices { findings[index].id = identity.id(findings[index]) }
    progress(1)
    return findings
  }
}

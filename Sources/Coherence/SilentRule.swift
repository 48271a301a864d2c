import Policy

/// Commitments that lack most of lead, deadline, budget and indicator.
///
/// In a plan or strategy a commitment counts that concerns migration, is not routine and lacks three or four of them; in a
/// law or decree only a duty to set something up that lacks two. Aims are left to `GapRule`.
struct SilentRule: Sendable {
  let corpus: Corpus
  let codebook: Codebook
  let tables: CoherenceTables

  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      let isPlanning = corpus.documents[document].document.kind.isPlanning
      for index in corpus.statements(of: document) {
        let statement = corpus.statements[index]
        let coding = corpus.documents[document].codings[statement.position]
        guard let commitment = coding.commitment, !commitment.isRoutine, statement.canConflict,
          !statement.isAim, commitment.missing.count >= 2
        else { continue }
        let concernsMigration = coding.relevance.isRelevant || coding.relevance.isInherited
        guard
          isPlanning
            ? coding.modality >= .action && concernsMigration && commitment.missing.count >= 3
            : setsUp(statement, commitment)
        else { continue }
        findings.append(finding(statement, commitment, isPlanning: isPlanning))
      }
    }
    return findings
  }

  private func setsUp(_ statement: Statement, _ commitment: Commitment) -> Bool {
    statement.modality >= .promise && statement.has(tables.establish)
      && commitment.deadline.quality == .named
  }

  private func finding(_ statement: Statement, _ commitment: Commitment, isPlanning: Bool)
    -> Finding
  {
    let passages = Passages(corpus: corpus)
    let missing = commitment.missing
    let said = Commitment.Part.allCases.filter { !missing.contains($0) }
    let saidWords = said.isEmpty ? "" : " It does say \(Self.list(said.map(Self.question), "and"))."
    return Finding(
      id: "", kind: .silent, score: 0.55 + 0.08 * Double(missing.count),
      objectives: statement.objectives.map(\.code), populations: statement.populations.sorted(),
      between: [passages.passage(statement, marking: [])], missing: missing,
      why:
        "\(passages.name(statement)) promises something («\(passages.quotation(statement, around: []))») without saying "
        + "\(Self.list(missing.map(Self.question), "or")), there or in an annex.\(saidWords)",
      grounds: [
        Finding.Ground(
          rule: "silent-commitment",
          text:
            "A commitment is actionable so far as it names lead, deadline, budget and indicator; tables and annexes were read too."
        )
      ],
      remedy: "Name \(Self.list(missing.map(Self.noun), "and")).")
  }

  private static func question(_ part: Commitment.Part) -> String {
    switch part {
    case .lead: "who leads"
    case .deadline: "by when"
    case .budget: "with what money"
    case .indicator: "how the result is measured"
    }
  }

  private static func noun(_ part: Commitment.Part) -> String {
    switch part {
    case .lead: "the institution that leads"
    case .deadline: "a date"
    case .budget: "the money"
    case .indicator: "an indicator"
    }
  }

  private static func list(_ words: [String], _ joint: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(joint) " + last
  }
}

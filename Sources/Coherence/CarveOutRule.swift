import Policy

/// People who are left out of a protection without another text being named that covers them.
struct CarveOutRule: Sendable {
  let corpus: Corpus
  let codebook: Codebook
  let tables: CoherenceTables

  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      guard protects(document) else { continue }
      for index in corpus.statements(of: document) {
        let statement = corpus.statements[index]
        guard leavesOut(statement), let people = people(statement), !isCovered(index, people) else {
          continue
        }
        findings.append(finding(statement, people))
      }
    }
    return findings
  }

  /// A text that gives rights or services: more of its provisions do so than restrict.
  private func protects(_ document: Int) -> Bool {
    let codings = corpus.documents[document].codings
    let gives = codings.count { $0.modality == .right || $0.stance > 0 }
    let takes = codings.count { $0.stance < 0 }
    return gives + 1 >= takes
  }

  /// Disapplies the whole text or its rights, and names no other text that governs those left out.
  private func leavesOut(_ statement: Statement) -> Bool {
    guard statement.has(tables.disapply), !statement.has(tables.governed),
      !statement.has(tables.repealed)
    else {
      return false
    }
    return statement.has(tables.wholeText) && statement.references.isEmpty
  }

  private func people(_ statement: Statement) -> String? {
    statement.populations.union(statement.excepted)
      .filter { codebook.population($0).map { $0.code != "P-ALL" && $0.code != "P-NAT" } ?? false }
      .max { (codebook.containing($0).count, $1) < (codebook.containing($1).count, $0) }
  }

  /// A text of the set, other than this one, is made for these people and gives them something.
  private func isCovered(_ index: Int, _ people: String) -> Bool {
    let statement = corpus.statements[index]
    var count = 0
    for (i, other) in corpus.statements.enumerated()
    where other.document != statement.document && other.populations.contains(people) {
      let coding = corpus.documents[other.document].codings[corpus.statements[i].position]
      if coding.modality == .right || coding.stance > 0 { count += 1 }
      if count >= 2 { return true }
    }
    return false
  }

  private func finding(_ statement: Statement, _ people: String) -> Finding {
    let passages = Passages(corpus: corpus)
    let provision = corpus.provision(statement)
    let wording = Wording(provision.text.utf8)
    let marks = tables.cues.hits(in: wording).filter { $0.cue == tables.disapply }.map {
      wording.words[$0.words.lowerBound].range
        .lowerBound..<wording.words[$0.words.upperBound - 1].range.upperBound
    }
    return Finding(
      id: "", kind: .gap, level: .internal, score: 0.72,
      objectives: statement.objectives.map(\.code),
      populations: [people], between: [passages.passage(statement, marking: marks)],
      why: "\(passages.name(statement)) leaves out \(codebook.name(people).lowercasedFirst) "
        + "(«\(passages.quotation(statement, around: marks))») and names no other text that protects them.",
      grounds: [
        Finding.Ground(
          rule: "carved-out",
          text: "People are taken out of a protection and no other text is named for them.")
      ],
      remedy: "Include these people, or name the law that gives them the same protection.")
  }
}

import Policy

/// People who are left out of a protection without another text being named that covers them.
struct CarveOutRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }
  private var codebook: Codebook { setting.codebook }
  private var tables: CoherenceTables { setting.tables }

  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    for document in corpus.documents.indices {
      try Task.checkCancellation()
      let whole = corpus.statements(of: document)
      let isProtection = protects(whole.map { $0 })
      for index in whole {
        let statement = corpus.statements[index]
        guard statement.has(tables.leavesOut),
          isProtection || statement.has(tables.thisPart) && protects(part(of: index)),
          leavesOut(statement), let people = people(statement), !isCovered(index, people)
        else {
          continue
        }
        findings.append(finding(statement, people))
      }
    }
    return findings
  }

  /// The provisions that stand under the same first heading.
  private func part(of index: Int) -> [Int] {
    let heading = corpus.provision(corpus.statements[index]).path.first
    return corpus.statements(of: corpus.statements[index].document).filter {
      corpus.provision(corpus.statements[$0]).path.first == heading
    }
  }

  /// A law or decree, or a part of it, that protects: its heading says so, or a quarter of its provisions speak of pay,
  /// insurance, care or rights.
  private func protects(_ indices: [Int]) -> Bool {
    let others = indices.map { corpus.statements[$0] }.filter { !$0.has(tables.leavesOut) }
    guard let first = others.first, !corpus.document(first).kind.isPlanning,
      corpus.document(first).level != .international
    else { return false }
    let heading = corpus.provision(first).path.first ?? ""
    let isNamed =
      others.count < corpus.statements(of: first.document).count
      && tables.cues.hits(in: Wording(heading.utf8)).contains { $0.cue == tables.protects }
    let protecting = others.count { $0.has(tables.protects) }
    return isNamed || protecting >= 1 && protecting * 4 >= others.count
  }

  /// Disapplies the whole text, or provisions of it that protect, and names no other text that governs those left out.
  private func leavesOut(_ statement: Statement) -> Bool {
    guard statement.has(tables.leavesOut), !statement.has(tables.governed),
      !statement.has(tables.repealed), !corpus.provision(statement).text.hasSuffix(":")
    else { return false }
    if statement.references.isEmpty { return statement.has(tables.wholeText) }
    let named = corpus.statements[corpus.statements(of: statement.document)].filter { other in
      other.article != statement.article && other.number.map(statement.references.contains) == true
    }
    return !named.isEmpty && named.allSatisfy { $0.has(tables.protects) && !restricts($0) }
  }

  private func restricts(_ statement: Statement) -> Bool {
    let restricting: Set<String> = ["lapse", "forbid", "charge", "restrict", "punish", "detain"]
    return statement.acts.contains { restricting.contains(tables.acts[$0.act].name) }
  }

  /// The narrowest group of people that it names, or an empty code for people whom the codebook does not know.
  private func people(_ statement: Statement) -> String? {
    let known = statement.populations.union(statement.excepted)
      .filter { codebook.population($0).map { $0.code != "P-ALL" && $0.code != "P-NAT" } ?? false }
      .max { (codebook.containing($0).count, $1) < (codebook.containing($1).count, $0) }
    return known ?? (statement.has(tables.person) ? "" : nil)
  }

  /// A text of the set, other than this one, is made for these people and gives them something.
  private func isCovered(_ index: Int, _ people: String) -> Bool {
    guard !people.isEmpty else { return false }
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
    let marks = tables.cues.hits(in: wording).filter { $0.cue == tables.leavesOut }.map {
      wording.words[$0.words.lowerBound].range
        .lowerBound..<wording.words[$0.words.upperBound - 1].range.upperBound
    }
    return Finding(
      id: "", kind: .gap, level: .internal, score: 0.72,
      objectives: statement.objectives.map(\.code),
      populations: people.isEmpty ? [] : [people],
      between: [passages.passage(statement, marking: marks)],
      why:
        "\(passages.name(statement)) leaves out \(people.isEmpty ? "people" : codebook.name(people).lowercasedFirst) "
        + "(«\(passages.quotation(statement, around: marks))») and names no other text that protects them.",
      grounds: [
        Finding.Ground(
          rule: "carved-out",
          text: "People are taken out of a protection and no other text is named for them.")
      ],
      remedy: "Include these people, or name the law that gives them the same protection.")
  }
}

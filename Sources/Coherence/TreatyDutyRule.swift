import Policy

/// Duties that a treaty lays on each state towards people and that no text of the set serves.
///
/// Only what "each State" is to do counts; reports, meetings, entry into force and what is left to a state are no duties
/// towards people, nor is what no one may do. A treaty is judged against the texts of one or two countries, and only where they
/// leave few of its duties unserved: of a treaty whose matter they do not treat at all nothing is said.
struct TreatyDutyRule: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }
  private var tables: CoherenceTables { setting.tables }

  /// Likeness from which a provision of a state serves the duty.
  private static let serving = 0.2
  /// More unserved duties than these show that the set does not treat the matter of the treaty.
  private static let most = 2

  func findings() throws -> [Finding] {
    let national = corpus.documents.indices.filter(isNational)
    let countries = Set(national.map { corpus.countryStems[$0] })
    guard !national.isEmpty, countries.count <= 2 else { return [] }
    var findings: [Finding] = []
    for document in corpus.documents.indices
    where corpus.documents[document].document.level == .international {
      try Task.checkCancellation()
      let unserved = corpus.statements(of: document).filter {
        isDuty(corpus.statements[$0]) && !isServed($0)
      }
      if unserved.count <= Self.most {
        findings += unserved.map { finding(corpus.statements[$0]) }
      }
    }
    return findings
  }

  private func isNational(_ document: Int) -> Bool {
    ![.international, .bilateral].contains(corpus.documents[document].document.level)
  }

  private func isDuty(_ statement: Statement) -> Bool {
    statement.canConflict && statement.has(tables.eachState)
      && (statement.has(tables.person) || !statement.populations.isEmpty) && orders(statement)
  }

  /// How many words behind "each State" a negation may stand that makes the duty one not to do something.
  private static let near = 6

  /// A sentence orders each state to do something: no report or meeting, and nothing that is forbidden or left to it. What is
  /// denied of the people ("citizens who have none") or asked in a further sentence changes nothing.
  private func orders(_ statement: Statement) -> Bool {
    let wording = Wording(corpus.provision(statement).text.utf8)
    let hits = tables.cues.hits(in: wording, setting.coding(statement).language)
    let duties = hits.filter { $0.cue == tables.eachState }
    /// A cue stands in the sentence of a duty, or in the statement where its head names the state.
    func says(_ cue: Int?, _ duty: CueTable.Hit?, within reach: Int = .max) -> Bool {
      guard let duty else { return statement.has(cue) }
      let sentence = wording.words[duty.words.lowerBound].sentence
      return hits.contains { other in
        other.cue == cue && wording.words[other.words.lowerBound].sentence == sentence
          && other.words.lowerBound - duty.words.upperBound < reach
      }
    }
    func binds(_ duty: CueTable.Hit?) -> Bool {
      !says(tables.treatyRoutine, duty) && !says(tables.noOne, duty, within: 2 * Self.near)
        && !says(tables.possibly, duty)
        && (statement.modality == .right || !says(tables.negation, duty, within: Self.near))
    }
    return duties.isEmpty ? binds(nil) : duties.contains(where: binds)
  }

  private func isServed(_ duty: Int) -> Bool {
    corpus.neighbours(of: duty, limit: 24).contains { index in
      let other = corpus.statements[index]
      return isNational(other.document) && other.canConflict
        && corpus.likenessBesideCountries(other, corpus.statements[duty]).cosine >= Self.serving
    }
  }

  private func finding(_ duty: Statement) -> Finding {
    let passages = Passages(corpus: corpus)
    return Finding(
      id: "", kind: .gap, level: .multilateral, score: 0.6,
      objectives: duty.objectives.map(\.code), populations: duty.populations.sorted(),
      between: [passages.passage(duty, marking: [])],
      why:
        "\(passages.name(duty)) lays a duty on each state («\(passages.quotation(duty, around: []))») "
        + "that no provision of the other texts serves.",
      grounds: [
        Finding.Ground(
          rule: "treaty-duty-without-measure",
          text: "A treaty of the set asks for it, and no national provision is on its matter.")
      ],
      remedy: "Add a measure that carries it out, or name the text that does.")
  }
}

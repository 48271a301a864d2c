import Policy
import Testing
import Workspace

@testable import Coding

/// Why a code is given or not, and what would change it.
@Suite struct ExplanationTests {
  let coder: Coder

  init() throws { coder = try ResourceFolder().coder() }

  private func document(_ texts: String...) -> Document {
    Document(
      file: "law.txt", title: "An Act", kind: .law,
      provisions: texts.enumerated().map { i, text in
        Provision(
          ordinal: i, locator: "Section \(i + 1)", text: text, part: .article, language: .english)
      })
  }

  @Test func aGivenCodeHasItsWordsAndFallsWithoutThem() throws {
    let law = document("The Minister shall reduce the cost of remittances sent by migrant workers.")
    let why = try #require(coder.explain("GCM-20", of: 0, in: law))
    #expect(why.isGiven)
    #expect(why.sum >= why.needed && why.score >= why.threshold)
    let counted = why.findings.filter { $0.outcome == .counted }
    #expect(
      counted.contains { $0.words.text.contains("remittances") && $0.term.file == "objectives.csv" }
    )
    let wording = try #require(why.wording)
    #expect(counted.reduce(0) { $0 + $1.term.weight } + wording.weight == why.sum)
    #expect(wording.parts.contains { $0.words.text == "remittances" && $0.weight > 0 })
    guard case .without(let words)? = why.changes.first else {
      Issue.record("nothing is said of what would take the code away")
      return
    }
    #expect(words.contains { $0.text.contains("remittances") })
    #expect(coder.code(law).codings[0].objectives.contains { $0.code == "GCM-20" })
  }

  @Test func whatATrapRefusesIsSaidWithTheRule() throws {
    let law = document("The migration of butterflies is observed.")
    let why = try #require(coder.explain(Lexicon.relevanceCode, of: 0, in: law))
    #expect(!why.isGiven)
    #expect(
      why.findings.contains {
        guard case .refused(let rule, let reason) = $0.outcome else { return false }
        return rule == "animal-migration" && !reason.isEmpty
      })
    #expect(
      why.changes.contains {
        guard case .unrefused(_, let rule) = $0 else { return false }
        return rule == "animal-migration"
      })
  }

  @Test func aDefinitionWithholdsWhatItsWordsSupport() throws {
    let law = document(
      "In this Act, “recruitment fee” means any sum charged to a migrant worker for a placement.")
    let why = try #require(coder.explain("GCM-06", of: 0, in: law))
    #expect(!why.isGiven && why.sum >= why.needed)
    #expect(why.withheld?.rule == "definition")
    #expect(why.changes == [.otherRole(.definition)])
  }

  @Test func everyCodeOfEveryPassageIsExplainedAsItIsGiven() throws {
    let gold = try Gold.passages(Gold.fixtures).prefix(120)
    for passage in gold {
      let law = Document(
        file: "x", title: "x",
        provisions: [
          Provision(ordinal: 0, locator: "1", text: passage.text, language: passage.language)
        ])
      let coding = coder.code(law).codings[0]
      for given in coding.objectives + coding.measures + coding.populations + coding.sectors {
        let why = try #require(coder.explain(given.code, of: 0, in: law))
        #expect(why.isGiven)
        #expect(abs(why.score - given.score) < 1e-9, "\(passage.id) \(given.code)")
        #expect(!why.changes.isEmpty, "\(passage.id) \(given.code)")
      }
      let relevance = try #require(coder.explain(Lexicon.relevanceCode, of: 0, in: law))
      #expect(relevance.isGiven == (coding.relevance.ground != .none))
    }
  }

  @Test func anUnknownCodeOrPlaceIsNil() {
    let law = document("Nothing.")
    #expect(coder.explain("GCM-99", of: 0, in: law) == nil)
    #expect(coder.explain("GCM-01", of: 1, in: law) == nil)
    #expect(coder.explainCommitment(of: -1, in: law) == nil)
  }

  @Test func aCommitmentIsExplainedSentenceBySentence() throws {
    let law = document(
      "The Ministry of Labour shall publish the list. In this Act, “list” means the register.")
    let why = try #require(coder.explainCommitment(of: 0, in: law))
    #expect(why.sentences.map(\.role) == [.rule, .definition])
    #expect(why.sentences[0].bonds.map(\.words.text) == ["shall"])
    #expect(why.sentences[1].roleWords != nil)
    #expect(why.bodies.contains { $0.words.text == "Ministry of Labour" && $0.isActing })
    #expect(why.coding.commitment?.lead.quality == .named)
  }
}

/// A file of terms tried on documents.
@Suite struct TermTrialTests {
  @Test func countsRefusalsAndChangesAreThoseOfTheDocuments() throws {
    let resources = try ResourceFolder()
    let bundled = try Knowledge(resources)
    let own = try TermTable(
      Array(
        """
        code,language,weight,pattern,needs,unless,note
        GCM-20,en,3,hawala,,,
        GCM-20,en,3,migratory swallow*,,animal-migration,
        GCM-20,en,3,never found,,,

        """.utf8), file: "mine.csv")
    let with = try Coder(
      codebook: bundled.codebook, terms: bundled.terms + [own], scoring: bundled.scoring,
      identifier: bundled.languages)
    var trial = TermTrial(without: try bundled.coder(), with: with, file: "mine.csv")
    trial.add(
      Document(
        file: "a.txt", title: "A",
        provisions: [
          Provision(
            ordinal: 0, locator: "1", text: "Migrants may use hawala. Hawala is licensed.",
            language: .english),
          Provision(
            ordinal: 1, locator: "2",
            text: "Migratory swallows, like other birds, cross the country of migrants.",
            language: .english),
        ]))
    #expect(trial.documents == 1 && trial.provisions == 2)
    #expect(trial.tallies.map(\.found) == [2, 1, 0])
    #expect(trial.tallies.map(\.counted) == [1, 0, 0])
    #expect(trial.tallies[1].refused == ["animal-migration": 1])
    #expect(trial.tallies[0].examples.map(\.words) == ["hawala", "Hawala"])
    #expect(trial.tallies[1].examples.first?.rule == "animal-migration")
    #expect(trial.changes.map(\.code) == ["GCM-20"])
    #expect(trial.changes[0].isAdded && trial.changes[0].locator == "1")
  }
}

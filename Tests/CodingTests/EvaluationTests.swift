import Policy
import Testing
import Workspace

@testable import Coding

/// Figures of an evaluation against counts made by hand.
@Suite struct EvaluationTests {
  private func gold(_ lines: String...) throws -> [GoldPassage] {
    try GoldPassage.read(Array(lines.joined(separator: "\n").utf8))
  }

  private func populations() throws -> GoldPopulations {
    try GoldPopulations(Array("label,population\nmigrants,P-FOR\n".utf8), file: "p.csv")
  }

  @Test func figuresAreThoseOfTheCounts() throws {
    let gold = try gold(
      #"{"id":"a","text":"x","lang":"en","relevant":true,"objectives":[6],"commitment":true,"lead":true}"#,
      #"{"id":"b","text":"x","lang":"en","relevant":true,"objectives":[6,20],"population":["migrants"]}"#,
      #"{"id":"c","text":"x","lang":"fr","relevant":false,"note":"trap: birds","deadline":true}"#,
      #"{"id":"d","text":"x","lang":"fr","relevant":false}"#)
    let given = try GivenCodings(
      Array(
        """
        {"id":"a","relevant":true,"objectives":[{"code":"GCM-06","score":0.9,"words":["x"]}],"commitment":true,"lead":["the Minister"]}
        {"id":"b","relevant":true,"objectives":["GCM-06","GCM-05"],"populations":[{"code":"P-FOR"}],"commitment":true,"lead":[]}
        {"id":"c","relevant":true,"objectives":[{"code":"GCM-23"}],"deadline":true}
        {"id":"d","relevant":false,"objectives":[{"code":"GCM-01"}]}
        """.utf8))
    let codings = gold.map { given[$0.id] ?? ProvisionCoding(provision: 0) }
    let evaluation = Evaluation(
      gold: gold, codings: codings, populations: try populations(), rounds: 50)
    #expect(evaluation.relevance.counts == .init(found: 2, wrong: 1, missed: 0))
    #expect(evaluation.relevance.wrong == ["c"])
    #expect(evaluation.traps.count == 1 && evaluation.traps.taken == ["c"])
    #expect(evaluation.relevanceByLanguage.map(\.label) == ["en", "fr"])
    #expect(evaluation.objectives.map(\.label) == ["GCM-06", "GCM-20"])
    #expect(evaluation.objectives.map(\.counts.f1) == [1, 0])
    #expect(evaluation.objectivesMacro.f1 == 0.5)
    #expect(evaluation.populations.map(\.counts.f1) == [1])
    #expect(evaluation.parts[0].counts == .init(found: 1, wrong: 1, missed: 0))
    #expect(evaluation.parts[1].counts == .init(found: 1, wrong: 0, missed: 0))
    #expect(evaluation.parts[2].counts == .init(found: 1, wrong: 0, missed: 0))
    #expect(evaluation.confusions.contains { $0 == ("GCM-20", "GCM-05", 1) })
    #expect(evaluation.confusions.contains { $0 == ("none", "GCM-23", 1) })
    for figure in [evaluation.relevance] + evaluation.parts {
      #expect(figure.interval.contains(figure.counts.f1))
    }
  }

  @Test(arguments: [
    "[1,2]", #"{"id":"a"}"#, #"{"relevant":true}"#, "{\"id\":\"a\",\"relevant\":true}\nnonsense",
    "{\"id\":\"a\",\"relevant\":true}\n{\"id\":\"a\",\"relevant\":true}",
  ])
  func codingsThatCannotBeUsedAreRefusedByLine(text: String) {
    #expect(throws: GivenCodings.SyntaxError.self) { try GivenCodings(Array(text.utf8)) }
  }

  @Test func errorsOfTheFilterAndBlankLinesAreSkippedAndIdsMayBeNumbers() throws {
    let given = try GivenCodings(
      Array(
        "{\"id\":7,\"relevant\":true}\n\n{\"id\":null,\"line\":2,\"error\":\"no\"}\n".utf8))
    #expect(given.ids == ["7"])
  }

  @Test func reliabilityIsTheShareThatIsRight() {
    let statements = (0..<100).map { i in (score: 0.75, isRight: i < 60) }
    let reliability = Reliability(statements + [(score: 1, isRight: true)])
    #expect(reliability.bins.count == 2)
    #expect(reliability.bins[0].count == 100 && reliability.bins[0].right == 0.6)
    #expect(abs(reliability.error - 0.15 * 100 / 101) < 1e-12)
    #expect(Reliability([]).bins.isEmpty)
  }
}

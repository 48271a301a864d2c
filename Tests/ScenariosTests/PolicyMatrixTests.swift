import Policy
import Testing

@testable import Scenarios

@Suite struct PolicyMatrixTests {
  private static func codebook(_ effects: String) throws -> Codebook {
    let tables = [
      "objectives.csv":
        "code,group,name_en\nDEV-POVERTY,development,Less poverty\nMIG-IRREG,state aim,Less irregular migration\n",
      "measures.csv":
        "code,name_en,direction,opposite\nOPEN,Open channels,1,CAP\nCAP,Caps,-1,OPEN\nIDLE,Idle,0,\n",
      "populations.csv": "code,name_en,parent,dimension,disjoint\n",
      "sectors.csv": "code,name_en\n", "actors.csv": "code,name_en\n",
      "effects.csv":
        "id,cause,objective,sign_strength,on,horizon,condition,confidence,source,locator,reason_en\n"
        + effects,
    ]
    return try Codebook(contents: tables.mapValues { Array($0.utf8) })
  }

  private static let effects = """
    E1,OPEN,MIG-IRREG,2,both,long,,high,Crépeau 2013,p. 1,lawful ways
    E2,OPEN,MIG-IRREG,1,both,long,,contested,Other 2014,p. 2,some doubt
    E3,CAP,MIG-IRREG,-1,both,long,,high,Simon 2018,p. 3,fewer visas
    E4,OPEN,DEV-POVERTY,3,both,long,,high,Gibson 2014,p. 4,earnings
    """

  @Test func judgementsAreMeansWithAllTheirSources() throws {
    let made = try PolicyMatrix(Self.codebook(Self.effects), measures: ["OPEN", "CAP", "IDLE"])
      .crossImpact()
    let matrix = made.matrix
    #expect(
      matrix.descriptors.map(\.name) == [
        "Open channels [OPEN]", "Caps [CAP]", "Less poverty [DEV-POVERTY]",
        "Less irregular migration [MIG-IRREG]",
      ])
    #expect(matrix.decimals == 1)
    #expect(matrix[0, 1, on: 3, 2] == 15)
    #expect(matrix[0, 1, on: 3, 0] == -15)
    #expect(matrix[0, 0, on: 3, 2] == 0)
    #expect(matrix[1, 1, on: 3, 0] == 10)
    // Contradicting measures push each other away.
    #expect(matrix[0, 1, on: 1, 1] == -30)
    let grounds = made.grounds[.init(row: 1, column: matrix.offsets[3] + 2)]
    #expect(grounds?.reason == "lawful ways; some doubt (contested)")
    #expect(grounds?.reference == "Crépeau 2013, p. 1 (E1); Other 2014, p. 2 (E2)")
    let again = try SourcedMatrix(Array(try JudgementForm.csv(made).utf8), file: "again.csv")
    #expect(again.matrix.descriptors == matrix.descriptors)
    #expect(again.matrix.judgements == matrix.judgements)
    #expect(again.grounds == made.grounds)
  }

  @Test func objectivesActOnOneAnotherThroughTheMeasuresThatServeThem() throws {
    let made = try PolicyMatrix(Self.codebook(Self.effects), measures: ["OPEN", "CAP"])
      .interactions()
    // Poverty is served by OPEN alone, which moves irregular migration by 1.5; and the other way round by 3.
    #expect(made.cells == [0, 15, 30, 0])
    let content = try InteractionFile.read(Array(made.csv().utf8), file: "i.csv")
    #expect(content.matrix == made)
  }

  @Test func measuresWithoutEffectsAreRefused() throws {
    let made = PolicyMatrix(try Self.codebook(Self.effects), measures: ["IDLE"])
    #expect(throws: MatrixError.self) { try made.crossImpact() }
    #expect(throws: MatrixError.self) { try made.interactions() }
  }
}

@Suite struct ReasoningTests {
  /// Reasons and objections add up to the lead over the strongest rival.
  @Test(arguments: 1...60 as ClosedRange<UInt64>) func addUpToTheLead(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let matrix = RandomMatrix.make(&random)
    for scenario in matrix.everyScenario.prefix(30) {
      let margins = matrix.margins(of: scenario)
      for j in matrix.descriptors.indices {
        let reasoning = Reasoning(matrix, scenario, j)
        #expect((reasoning.rival == nil) == (margins[j] == nil))
        guard let margin = margins[j] else { continue }
        #expect(reasoning.lead == margin, "seed \(seed)")
        let sum = (reasoning.reasons + reasoning.objections).reduce(0) { $0 + $1.weight }
        #expect(sum == margin, "seed \(seed)")
      }
    }
  }
}

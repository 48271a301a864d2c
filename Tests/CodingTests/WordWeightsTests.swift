import Policy
import Testing
import Workspace

@testable import Coding

/// What words say beside terms.
@Suite struct WordWeightsTests {
  private static let table = """
    word,rarity,relevant,GCM-05,lead
    ,,-0.1,-1.0,0
    foreign,0.3,-3,2,4
    entreta,0.4,,0.5,0
    """

  private func scan(_ text: String, _ body: (Scan, UnsafeBufferPointer<UInt8>) -> Void) throws {
    var scan = Scan()
    let matcher = try PhraseMatcher([TermTable(name: "none", terms: [])])
    var text = text
    text.withUTF8 {
      matcher.scan($0, language: .english, into: &scan)
      body(scan, $0)
    }
  }

  @Test func distinctWordsAreSummedAndDividedByTheLengthOfThePassage() throws {
    let weights = try WordWeights(Self.table.utf8)
    #expect(weights.codes == ["relevant", "GCM-05", "lead"])
    // Accents and forms do not matter, and a word counts once.
    try scan("Foreigners, foreign law: entretâmes, Foreign.") { scan, text in
      let known = weights.words(of: scan, in: text)
      #expect(known.words.map(\.index) == [0, 3])
      #expect(abs(weights.sum(known, 0) - (-0.1 - 3 / 0.5)) < 1e-12)
      #expect(abs(weights.sum(known, 1) - (-1 + 2.5 / 0.5)) < 1e-12)
      #expect(abs(weights.sum(known, 2) - 4 / 2.0.squareRoot()) < 1e-12)
    }
    try scan("Nothing is known of it.") { scan, text in
      let known = weights.words(of: scan, in: text)
      #expect(known.words.isEmpty)
      #expect(weights.sum(known, 1) == -1)
    }
    #expect(WordWeights().codes.isEmpty)
  }

  @Test func aTableOfLettersKnowsItsWordsAndNoOther() {
    var random = SplitMix64(seed: 11)
    for count in [0, 1, 2, 63, 64, 65, 1000] {
      var known: Set<UInt64> = []
      while known.count < count { known.insert(random.next() % 4096) }
      let keys = Array(known)
      let table = LetterTable(keys)
      #expect(table.count == count)
      for key in UInt64(0)..<4096 {
        let number = table[key]
        #expect(number < 0 ? !known.contains(key) : keys[Int(number)] == key)
      }
    }
  }

  @Test(arguments: [
    ("word,rarity,relevant\nforeign,1,x", 2, "relevant"),
    ("word,rarity,relevant\nforeign,1,inf", 2, "relevant"),
    ("word,rarity,relevant\nforeign,1,1\nforeign,1,2", 3, "word"),
    ("word,rarity,relevant\nab,1,1", 2, "word"),
    ("word,rarity,relevant\nforeigners,1,1", 2, "word"), ("rarity,relevant\n1,1", nil, "word"),
    ("word,relevant\nforeign,1", nil, "rarity"),
    ("word,rarity,relevant\nforeign,-1,1", 2, "rarity"),
    ("word,rarity,relevant\nforeign,rare,1", 2, "rarity"),
  ])
  func aFaultNamesItsCell(table: String, line: Int?, column: String) {
    expectFault(line: line, column: column) { _ = try WordWeights(table.utf8) }
  }

  @Test func aColumnThatIsNoObjectiveIsRefused() throws {
    let knowledge = try Knowledge(ResourceFolder())
    let scoring = try Scoring(
      ResourceFolder().bytes("coding/scoring.csv"),
      words: WordWeights("word,rarity,GCM-99\n,,0".utf8))
    #expect(throws: Table.Error.self) {
      try Lexicon(codebook: knowledge.codebook, tables: knowledge.terms, scoring: scoring)
    }
  }

  /// A law on companies that names foreigners speaks of nobody who moves, and other words say so; a term must be there.
  @Test func wordsTakeRelevanceAwayAndCannotMakeIt() throws {
    let coder = try ResourceFolder().coder()
    func isRelevant(_ text: String, _ language: Language) -> Bool {
      coder.code(text.utf8, language: language).relevance.isRelevant
    }
    #expect(
      !isRelevant(
        "La comercialización puede ser realizada por cualquier persona natural o jurídica, nacional o extranjera, que cumpla las "
          + "especificaciones técnicas vigentes.", .spanish))
    #expect(
      isRelevant(
        "La persona extranjera que solicite residencia presentará su pasaporte y su visa ante Migraciones.",
        .spanish))
    // Many terms outweigh any doubt.
    #expect(
      isRelevant(
        "Serán causas impedientes del ingreso y permanencia de extranjeros en el territorio nacional:",
        .spanish))
    #expect(!isRelevant("The permit is issued on arrival and stamped at the counter.", .english))
  }
}

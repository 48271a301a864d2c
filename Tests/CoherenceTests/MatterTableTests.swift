import Policy
import Testing
import Workspace

@testable import Coherence

@Suite("Matters and the frames by which they are seen")
struct MatterTableTests {
  private static let matters = """
    matter,a,b
    fees,lets workers be charged,keeps workers from paying
    stay,ends the stay with the job,gives time to look for work
    run-helpline,runs a helpline,
    """
  private static let frames: [Language: String] = [
    .english: """
    fees,a,(agenc*|recruiter*) & (charge*|collect*) & worker* ! @no
    fees,b,(agenc*|recruiter*) & @no & (charge*|collect*) & worker*
    stay,a,permit >3 ends & (job|employment)
    stay,b,(looks for|seeks) >2 work & (months|days)
    run-helpline,a,(telephone line|helpline)
    """,
    .french: """
    fees,b,(agence*|placement) & gratuit*
    stay,a,titre >6 (emploi|travail)
    """,
  ]
  private static let words = """
    list,frame
    no,(no|not|never)
    """

  private func table(frames: [Language: String] = frames) throws -> MatterTable {
    var files = ["matters.csv": Self.matters]
    for language in MatterTable.languages {
      files[MatterTable.framesFile(language)] = "matter,side,frame\n" + (frames[language] ?? "")
      files[MatterTable.wordsFile(language)] = Self.words
    }
    return try MatterTable { file in Array((files[file] ?? "").utf8) }
  }

  private func settled(
    _ text: String, _ language: Language, heading: String = "", _ table: MatterTable
  ) throws -> [(pole: Int, words: Range<Int>)] {
    var reader = FrameReader(try #require(try table.frames(language)))
    var numbers = WordNumbers()
    func numbered(_ text: String) -> ([Wording.Word], [Int32]) {
      let words = Wording(text.utf8).words
      return (words, words.map { numbers.number(of: $0.text) })
    }
    let above = numbered(heading)
    let own = numbered(text)
    return reader.settled(in: own.0, own.1, heading: reader.parts(in: above.0, above.1))
  }

  private func poles(_ text: String, _ language: Language = .english, heading: String = "") throws
    -> [String]
  {
    let table = try table()
    return try settled(text, language, heading: heading, table).map { table.poles[$0.pole].name }
  }

  @Test("The parts of a frame may stand in any order, and what must not stand there stops it")
  func parts() throws {
    #expect(try poles("Workers are charged a month's pay by the agency.") == ["fees a"])
    #expect(try poles("No worker is charged anything by an agency.") == ["fees b"])
    #expect(try poles("Le placement est gratuit pour tous.", .french) == ["fees b"])
    #expect(try poles("Le placement est gratuit pour tous.", .english) == [])
  }

  @Test("Parts stand in one sentence, or beside the first in the heading")
  func sentence() throws {
    #expect(try poles("The agency is licensed. It may charge the worker.") == [])
    let heading = "Workers"
    #expect(try poles("The agency charges a fee.", heading: heading) == ["fees a"])
  }

  @Test("A passage that settles a matter both ways is left out")
  func bothWays() throws {
    let both =
      "An agency charges skilled workers one month's pay. No agency charges other workers."
    #expect(try poles(both) == [])
  }

  @Test(
    "Of several frames that see one side, the one whose first part stands first gives the words")
  func first() throws {
    let frames = """
      fees,a,(charged|billed) & worker*
      fees,a,(deducted|withheld) & wages
      fees,a,pays & agency
      """
    let text = "A worker pays the agency, is charged for papers, and has it deducted from wages."
    let settled = try settled(text, .english, try table(frames: [.english: frames]))
    #expect(settled.map(\.words) == [2..<5])
  }

  @Test("A task has one side, and nothing is its opposite")
  func tasks() throws {
    let table = try table()
    #expect(table.poles.filter(\.isTask).map(\.name) == ["run-helpline a", "run-helpline b"])
  }

  @Test(
    "Rows that cannot be read are refused by line and column",
    arguments: [
      ("fees,c,charge*", "c"), ("taxes,a,charge*", "taxes"), ("fees,a,@pay", "@pay"),
      ("fees,a,(a|(b))", "bracket"), ("fees,a,", "no words"),
      ("fees,a,charge* & >", "number of words"),
    ])
  func errors(row: String, said: String) throws {
    let table = try table(frames: [.french: row])
    let error = try #require(throws: Table.Error.self) { _ = try table.frames(.french) }
    #expect("\(error)".contains("frames-fr.csv") && "\(error)".contains("2"))
    #expect("\(error)".contains(said))
  }

  @Test("Passages on one matter are more alike than passages on two, in other words and languages")
  func topics() throws {
    let table = try table()
    func topic(_ text: String, _ language: Language = .english) throws -> Topic {
      var reader = FrameReader(try #require(try table.frames(language)))
      var numbers = WordNumbers()
      let words = Wording(text.utf8).words
      return reader.topic(of: [(words, words.map { numbers.number(of: $0.text) })])
    }
    let charge = try topic("Recruiters collect a fee.")
    let free = try topic("An agency charges workers nothing.")
    let french = try topic("Le placement est gratuit.", .french)
    let stay = try topic("The permit ends with the employment.")
    #expect(charge.likeness(free) > charge.likeness(stay))
    #expect(charge.likeness(french) > stay.likeness(french))
    #expect(abs(charge.likeness(charge) - 1) < 1e-6)
    let harbour = try topic("The harbour opens at noon.")
    #expect(harbour.isEmpty)
    #expect(harbour.likeness(charge) == 0)
    #expect(Topic.typicality([charge, free, stay, Topic()]).count == 4)
  }

  @Test("The bundled frames name known matters, and every matter has frames for each side it has")
  func bundled() throws {
    let tables = try SmallSet.tables(ResourceFolder().codebook())
    #expect(tables.matters.poles.count > 500)
    for language in MatterTable.languages {
      let frames = try #require(try tables.matters.frames(language))
      let seen = Set(frames.frames.joined().map(\.pole))
      let unseen = tables.matters.poles.enumerated()
        .filter { !$0.element.phrase.isEmpty && !seen.contains($0.offset) }
      #expect(unseen.map(\.element.name) == [], "no frame in \(language.rawValue)")
    }
    let phrases = tables.matters.poles.filter { !$0.phrase.isEmpty }.map(\.phrase)
    #expect(phrases.allSatisfy { !$0.hasSuffix(".") && !$0.hasPrefix(" ") })
  }
}

@Suite("Words and beginnings of words")
struct WordTrieTests {
  @Test("A word calls up itself and its beginnings, as comparing with each would")
  func matchesComparison() {
    var random = SystemRandomNumberGenerator()
    func word() -> [UInt8] {
      (0..<Int.random(in: 1...5, using: &random)).map { _ in
        UInt8.random(in: 0x61...0x64, using: &random)
      }
    }
    var trie = WordTrie()
    var known: [(word: [UInt8], isPrefix: Bool)] = []
    for _ in 0..<300 {
      let (new, isPrefix) = (word(), Bool.random(using: &random))
      let number = trie.insert(new[...], isPrefix: isPrefix)
      if number == known.count { known.append((new, isPrefix)) }
      #expect(known[number].word == new && known[number].isPrefix == isPrefix)
    }
    for _ in 0..<300 {
      let asked = word()
      var found: Set<Int> = []
      trie.visit(asked) { found.insert(Int($0)) }
      let expected = known.indices.filter {
        known[$0].isPrefix ? asked.starts(with: known[$0].word) : asked == known[$0].word
      }
      #expect(found == Set(expected))
    }
  }
}

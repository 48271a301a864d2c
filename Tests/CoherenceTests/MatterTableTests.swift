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
  private static let frames = """
    matter,side,language,frame
    fees,a,en,(agenc*|recruiter*) & (charge*|collect*) & worker* ! @no
    fees,b,en,(agenc*|recruiter*) & @no & (charge*|collect*) & worker*
    fees,b,fr,(agence*|placement) & gratuit*
    stay,a,fr,titre >6 (emploi|travail)
    stay,a,en,permit >3 ends & (job|employment)
    stay,b,en,(looks for|seeks) >2 work & (months|days)
    run-helpline,a,en,(telephone line|helpline)
    """
  private static let words = """
    list,language,frame
    no,en,(no|not|never)
    """

  private func table(
    matters: String = matters, frames: String = frames, words: String = words
  ) throws -> MatterTable {
    try MatterTable(
      matters: Array(matters.utf8), frames: Array(frames.utf8), words: Array(words.utf8))
  }

  private func poles(_ text: String, _ language: Language = .english, heading: String = "") throws
    -> [String]
  {
    let table = try table()
    let above = table.parts.read(Wording(heading.utf8))
    return table.settled(
      in: table.parts.read(Wording(text.utf8)), language,
      heading: Set(table.parts.hits(in: above, language).map(\.cue))
    ).map { table.poles[$0.pole].name }
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
    let table = try table(
      frames: """
        matter,side,language,frame
        fees,a,en,(charged|billed) & worker*
        fees,a,en,(deducted|withheld) & wages
        fees,a,en,pays & agency
        """)
    let text = "A worker pays the agency, is charged for papers, and has it deducted from wages."
    let reading = table.parts.read(Wording(text.utf8))
    let settled = table.settled(in: reading, .english, heading: [])
    #expect(settled.map(\.words) == [2..<5])
  }

  @Test("A task has one side, and nothing is its opposite")
  func tasks() throws {
    let table = try table(frames: "matter,side,language,frame\nrun-helpline,a,en,helpline")
    #expect(table.poles.filter(\.isTask).map(\.name) == ["run-helpline a", "run-helpline b"])
  }

  @Test(
    "Rows that cannot be read are refused by line and column",
    arguments: [
      ("fees,c,en,charge*", "c"), ("taxes,a,en,charge*", "taxes"), ("fees,a,en,@pay", "@pay"),
      ("fees,a,en,(a|(b))", "bracket"), ("fees,a,en,", "no words"),
      ("fees,a,en,charge* & >", "number of words"),
    ])
  func errors(row: String, said: String) throws {
    let frames = "matter,side,language,frame\n" + row
    let error = try #require(throws: Table.Error.self) { _ = try table(frames: frames) }
    #expect("\(error)".contains("frames.csv") && "\(error)".contains("2"))
    #expect("\(error)".contains(said))
  }

  @Test("Passages on one matter are more alike than passages on two, in other words and languages")
  func topics() throws {
    let table = try table()
    func topic(_ text: String, _ language: Language = .english) -> Topic {
      table.topics.topic(of: [table.parts.read(Wording(text.utf8))], language)
    }
    let charge = topic("Recruiters collect a fee.")
    let free = topic("An agency charges workers nothing.")
    let french = topic("Le placement est gratuit.", .french)
    let stay = topic("The permit ends with the employment.")
    #expect(charge.likeness(free) > charge.likeness(stay))
    #expect(charge.likeness(french) > stay.likeness(french))
    #expect(abs(charge.likeness(charge) - 1) < 1e-6)
    #expect(topic("The harbour opens at noon.").isEmpty)
    #expect(topic("The harbour opens at noon.").likeness(charge) == 0)
    #expect(Topic.typicality([charge, free, stay, Topic()]).count == 4)
  }

  @Test("The bundled frames name known matters, and every matter has frames for each side it has")
  func bundled() throws {
    let tables = try SmallSet.tables(ResourceFolder().codebook())
    #expect(tables.matters.poles.count > 500)
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

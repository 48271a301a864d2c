import Coding
import Foundation
import Policy
import Testing

@testable import Workspace

@Suite struct UserTableTests {
  let bundled: [String: [UInt8]]

  init() throws { bundled = try ResourceFolder().codebookTables() }

  func tables(_ contents: [String: String]) -> UserTables {
    UserTables(contents: contents.mapValues { Array($0.utf8) })
  }

  @Test func rowsOfTheUserAreAddedAndReplaceThoseOfTheSameCode() throws {
    let own = tables([
      "objectives.csv":
        "code,group,name_en\nGCM-01,compact,Our data\nNAT-1,national,Feed the cities\n",
      "effects.csv":
        "id,cause,objective,sign_strength,confidence,reason_en\nU1,STRATEGY,NAT-1,2,high,ours\n",
    ])
    let (codebook, _, notes) = try own.codebook(over: bundled)
    let plain = try Codebook(contents: bundled)
    #expect(notes.isEmpty)
    #expect(codebook.objective("GCM-01")?.names[.english] == "Our data")
    // What the user's row does not say stays as it was.
    #expect(codebook.objective("GCM-01")?.definition == plain.objective("GCM-01")?.definition)
    #expect(codebook.objective("NAT-1") != nil)
    #expect(codebook.effects.count == plain.effects.count + 1)
  }

  @Test func rowsThatCannotBeUsedAreSaidWithTheirLinesAndTheOthersAreUsed() throws {
    var text = "id,cause,objective,sign_strength\n"
    for i in 0..<50 {
      text +=
        i == 17
        ? "U17,NO_SUCH,GCM-01,1\n"
        : i == 31 ? "U31,STRATEGY,GCM-01,9\n" : "U\(i),STRATEGY,GCM-01,1\n"
    }
    let (codebook, _, notes) = try tables(["effects.csv": text]).codebook(over: bundled)
    #expect(notes.map(\.line) == [19, 33])
    #expect(notes.map(\.column) == ["cause", "sign_strength"])
    #expect(codebook.effects.count == (try Codebook(contents: bundled)).effects.count + 48)
  }

  @Test func aTableThatIsNoTableIsSaid() throws {
    let own = tables(["objectives.csv": "code,name_en\n\"open", "measures.csv": "colour\nred\n"])
    let (_, _, notes) = try own.codebook(over: bundled)
    #expect(notes.map(\.file) == ["objectives.csv", "measures.csv"])
  }

  @Test func aTableOfNothingButMistakesIsGivenUp() throws {
    let text =
      "code,name_en,direction,opposite\n"
      + (0..<200).map { "X\($0),x,7,\n" }.joined()
    let (_, _, notes) = try tables(["measures.csv": text]).codebook(over: bundled)
    #expect(notes.count == TableRows.mostRefused + 1)
  }

  @Test func institutionsTiesAndBodiesAreRead() throws {
    let own = tables([
      "institutions.csv":
        "name,aliases,kind,country,level\nMinistry of Labour,MoL;Labour,LABOUR,,\nIOM,,,Earth,international\n",
      "ties.csv": "from,to,kind\nmol,IOM,shares data\nMinistry of Health,MoL,Reports\n",
      "bodies.csv": "name,members,chair,matter\nTask force,MoL; IOM,Presidency,returns\n",
    ])
    let (map, notes) = own.institutionalMap(
      country: "Tavaria", codebook: try Codebook(contents: bundled))
    #expect(notes.isEmpty)
    #expect(
      map.institutions.map(\.id) == [
        "tavaria/ministry of labour", "earth/iom", "tavaria/ministry of health",
        "tavaria/presidency",
      ])
    #expect(map.ties.map(\.kind) == [.sharesData, .reports])
    #expect(map.ties[1].to == "tavaria/ministry of labour")
    #expect(map.bodies[0].members == ["tavaria/ministry of labour", "earth/iom"])
    #expect(map.bodies[0].chair == "tavaria/presidency" && map.bodies[0].matter == "returns")
  }

  @Test func rowsOfInstitutionsThatCannotBeUsedAreSaid() throws {
    let own = tables([
      "institutions.csv": "name,kind,level\n,LABOUR,\nA,NO_KIND,\nB,,planetary\nC,,\nC,,\n",
      "ties.csv": "from,to,kind\nC,D,hates\n", "bodies.csv": "name\nX\n",
    ])
    let (map, notes) = own.institutionalMap(country: nil, codebook: try Codebook(contents: bundled))
    #expect(map.institutions.map(\.name) == ["C"])
    #expect(
      notes.map { "\($0.file):\($0.line ?? 0):\($0.column ?? "")" } == [
        "institutions.csv:2:name", "institutions.csv:3:kind", "institutions.csv:4:level",
        "institutions.csv:6:name", "ties.csv:2:kind", "bodies.csv:1:members",
      ])
  }

  @Test func termsOfTheUserAreUsedWithoutTheRowsThatAreRefused() throws {
    let own = tables([
      "terms.csv": "code,language,pattern\nGCM-01,en,census\nGCM-01,en,\nGCM-02,en,drought\n"
    ])
    let (bytes, notes) = own.terms(in: "terms.csv") { some in
      for row in try Table(some, file: "terms.csv").rows where row["pattern"].isEmpty {
        throw row.error("pattern", "the cell is empty")
      }
    }
    #expect(notes.map(\.line) == [3])
    #expect(try CSV.rows(bytes ?? []).count == 3)
  }

  @Test func listsOfTheTermsFolderAddAndReplaceAndSayWhatCannotBeUsed() throws {
    let own = tables([
      "terms/mine.csv": """
      code,language,weight,pattern,needs,unless
      GCM-01,en,3,enumeration of strangers,,
      GCM-99,en,3,no such objective,,
      GCM-01,en,3,tally,no-such-list,
      relevant,en,3,strangers,,sea-birds

      """,
      "terms/traps.csv": "code,language,pattern,note\nsea-birds,en,gull*,Birds.\n",
    ])
    let knowledge = try Knowledge(ResourceFolder(), adding: own)
    #expect(knowledge.notes.map(\.line) == [3, 4])
    #expect(knowledge.notes.map(\.column) == ["code", "needs"])
    let coder = try knowledge.coder()
    let coding = coder.code(
      "The migrant census is an enumeration of strangers.".utf8, language: .english)
    #expect(
      coding.objectives.first { $0.code == "GCM-01" }?.words.contains {
        $0.text == "enumeration of strangers"
      } == true)
  }
}

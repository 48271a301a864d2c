import Foundation
import Policy
import Reports
import Scenarios
import Testing
import Workspace

@Suite("The scenario page")
struct ScenarioPageTests {
  /// A folder that goes when the fixture goes.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("concord-scenarios-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }
    func text(_ file: String) throws -> String {
      try String(contentsOf: url.appendingPathComponent(file), encoding: .utf8)
    }
  }

  private static let form = """
    source_descriptor,source_variant,target_descriptor,target_variant,judgement,reason,reference
    Pathways,closed,Departures,irregular,2,no lawful way,Crépeau 2013
    Pathways,closed,Departures,lawful,-2,,
    Pathways,open,Departures,irregular,-2,,
    Pathways,open,Departures,lawful,2,a lawful way,Crépeau 2013
    Departures,irregular,Pathways,closed,1,,
    Departures,irregular,Pathways,open,-1,,
    Departures,lawful,Pathways,closed,-1,,
    Departures,lawful,Pathways,open,1,,
    """

  private static func study(_ wish: ScenarioStudy.Wish? = nil) throws -> ScenarioStudy {
    try ScenarioStudy(try SourcedMatrix(Array(form.utf8), file: "cross-impact.csv"), wish: wish)
  }

  private func page(_ study: ScenarioStudy, _ language: Language = .english) throws -> String {
    let folder = Folder()
    try ScenarioReport(
      study, title: "Marenia", language: language, resource: ResourceFolder().bytes
    ).write(to: folder.url)
    return try folder.text("index.html")
  }

  @Test func saysWhatHoldsAndWhy() throws {
    let wish = ScenarioStudy.Wish(target: [.init(descriptor: 1, variant: 1)], controls: [0])
    let html = try page(try Self.study(wish))
    _ = try Markup(html)
    #expect(html.contains("Of 4 combinations of the 2 descriptors, 2 are consistent"))
    #expect(html.contains("because of Pathways: closed (+4)"))
    #expect(html.contains("Ahead of “lawful” by 4."))
    #expect(html.contains("no lawful way [Crépeau 2013]"))
    // Possible as it is; certain only when pathways are held open.
    #expect(html.contains("Without holding anything: 1 of 2 consistent scenarios meet it."))
    #expect(html.contains("Pathways: open</strong> – 1 of 1 consistent scenarios then meet it"))
    #expect(html.contains("class=\"chart plane\"") && html.contains("class=\"chart map\""))
  }

  @Test(arguments: [(Language.french, "en raison de"), (.spanish, "debido a")])
  func speaksOtherLanguages(language: Language, words: String) throws {
    let html = try page(try Self.study(), language)
    _ = try Markup(html)
    #expect(html.contains(words))
    let texts = html.replacing("scenarios.html", with: "")
    #expect(!texts.contains("scenarios."), "a text is missing")
  }

  @Test func hostileNamesStayText() throws {
    let attack = "</p><script>alert(1)</script>\"'&"
    let matrix = try CrossImpactMatrix(
      name: attack,
      descriptors: [
        .init(name: attack, variants: [attack, "b"]), .init(name: "", variants: ["", attack]),
      ], judgements: [0, 0, 1, -1, 0, 0, -1, 1, 1, -1, 0, 0, -1, 1, 0, 0])
    let html = try page(try ScenarioStudy(SourcedMatrix(matrix)))
    let markup = try Markup(html)
    #expect(!markup.elements.contains("script"))
    #expect(!html.contains("<script>"))
  }

  @Test func systemsWithoutAScenarioOrWithOneDescriptorHaveAPage() throws {
    // a wants to be unlike b, b to be like a.
    let chase = try CrossImpactMatrix(
      descriptors: [
        .init(name: "a", variants: ["x", "y"]), .init(name: "b", variants: ["x", "y"]),
      ],
      judgements: [0, 0, 1, -1, 0, 0, -1, 1, -1, 1, 0, 0, 1, -1, 0, 0])
    #expect(try page(try ScenarioStudy(SourcedMatrix(chase))).contains("No combination of the"))
    let single = try CrossImpactMatrix(
      descriptors: [.init(name: "a", variants: ["x"])], judgements: [0])
    #expect(
      try page(try ScenarioStudy(SourcedMatrix(single))).contains("exactly one is consistent"))
  }

  @Test func aProjectWithAMatrixHasThePageInItsMenu() throws {
    var model = try Islandia.model()
    #expect(try !ReportFixture(model).files.contains("scenarios.html"))
    let tables = UserTables(contents: [
      "cross-impact.csv": Array(Self.form.utf8),
      "wished-state.csv": Array("descriptor,variant\nDepartures,lawful\nPathways,\n".utf8),
    ])
    model.scenarios = try ScenarioStudy(of: tables)
    let report = try ReportFixture(model)
    #expect(report.files.contains("scenarios.html"))
    #expect(try report.text("index.html").contains("href=\"scenarios.html\""))
    #expect(try report.text("scenarios.html").contains("Pathways: open</strong>"))
    #expect(try report.deadLinks().isEmpty)
  }

  @Test(arguments: [
    "descriptor,variant\nHarbour,open\n", "descriptor,variant\nPathways,ajar\n", "variant\nopen\n",
    "descriptor,variant\nPathways,\n",
  ])
  func aWishThatCannotBeIsRefused(wish: String) throws {
    let tables = UserTables(contents: [
      "cross-impact.csv": Array(Self.form.utf8), "wished-state.csv": Array(wish.utf8),
    ])
    #expect(throws: MatrixError.self) { try ScenarioStudy(of: tables) }
  }

  @Test func theFormToPrintAsksForEveryPair() throws {
    let matrix = try SourcedMatrix(Array(Self.form.utf8), file: "f.csv").matrix
    for language in [Language.english, .french, .spanish] {
      let page = try JudgementFormPage(
        matrix, scale: 3, language: language, resource: ResourceFolder().bytes)
      let html = String(decoding: page.bytes, as: UTF8.self)
      _ = try Markup(html)
      #expect(html.components(separatedBy: "class=\"box\"").count - 1 == 8)
      #expect(!html.contains("form."), "a text is missing")
    }
  }
}

import Foundation
import Indices
import Policy
import Reports
import Testing
import Workspace

@Suite("The page and the form of a scorecard")
struct ScorecardPageTests {
  private func instrument(_ name: String) throws -> Instrument {
    try InstrumentShelf(ResourceFolder()).instrument(name)
  }

  private func sheet(_ instrument: Instrument, _ round: String = "2026", skipping: Int = 7)
    -> AnswerSheet
  {
    var answers: [Answer] = []
    for (i, item) in instrument.items.enumerated() where i % skipping != 0 {
      let code = item.options[i % item.options.count].code
      answers.append(
        Answer(
          item: item.id, value: code, respondent: "A",
          evidence: "<script>alert(\(i))</script> & Act"))
      if i % 5 == 0 {
        answers.append(Answer(item: item.id, value: item.options[0].code, respondent: "B"))
      }
    }
    return AnswerSheet(
      instrument: instrument.id, edition: instrument.edition, unit: "\"PHL\" <b>", round: round,
      answers: answers)
  }

  @Test(
    "says everything in each language, and nothing of a stranger's becomes markup",
    arguments: ReportStrings.languages)
  func page(_ language: Language) throws {
    let instrument = try instrument("sdg-10-7-2")
    let comparison = ScorecardComparison(
      (sheet(instrument, "2024", skipping: 3), instrument), (sheet(instrument), instrument))
    let uncertainty = RespondentUncertainty(instrument, [sheet(instrument)], runs: 50)
    let report = try ScorecardReport(
      comparison.later, of: instrument, comparison: comparison,
      uncertainty: uncertainty.units[0], language: language,
      resource: ResourceFolder().bytes)
    let html = String(decoding: report.html, as: UTF8.self)
    #expect(html.contains("lang=\"\(language.rawValue)\""))
    #expect(!html.contains("<script") && !html.contains("<b>"))
    #expect(html.contains("&lt;script&gt;alert(1)"))
    let bare = html.matches(of: #/[> "]scorecard\.[a-z.-]+/#).map { String($0.output) }
    #expect(bare.isEmpty, "\(bare)")
    for item in instrument.items { #expect(html.contains("id=\"item-\(item.id)\"")) }
    #expect(report.html == report.html)
  }

  @Test("is drawn for an instrument without totals and for domains on scales of their own")
  func otherInstruments() throws {
    for name in ["oecd-pcsd-profile", "sdg-17-14-1", "cerna-openness", "progress-markers"] {
      let instrument = try instrument(name)
      let empty = AnswerSheet(
        instrument: instrument.id, edition: instrument.edition, unit: "XXX")
      let report = try ScorecardReport(
        Scorer(instrument).score(empty), of: instrument, language: .english,
        resource: ResourceFolder().bytes)
      #expect(report.html.count > 5_000, "\(name)")
    }
  }

  @Test("a form goes out as a workbook or as CSV and comes back", arguments: ["xlsx", "csv"])
  func form(_ ending: String) throws {
    let instrument = try instrument("concord-coherence")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "concord-form-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("form." + ending)
    var given = AnswerSheet(
      instrument: instrument.id, edition: instrument.edition, unit: "PHL", round: "2026",
      perspective: "origin")
    for item in instrument.items where item.isAsked(of: "origin") {
      let value = item.options.first?.code ?? (item.id == "r7" ? "5.5" : "=three changes; and more")
      given.answers.append(
        Answer(
          item: item.id, value: value, basis: "law", respondent: "Office", date: "2026-03-01",
          evidence: "@Act"))
    }
    let form = ScorecardForm(instrument, for: given)
    try ScorecardFormFile.write(form, to: file)
    let (sheets, errors) = try AnswerFile.read(file)
    #expect(errors.isEmpty)
    var read = try #require(sheets.first)
    for i in read.answers.indices { (read.answers[i].file, read.answers[i].line) = (nil, nil) }
    #expect(read == given)
    #expect(throws: ReportError.self) {
      try ScorecardFormFile.write(form, to: folder.appendingPathComponent("form.pdf"))
    }
  }
}

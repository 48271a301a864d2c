import Coherence
public import Foundation
public import Policy
public import Scenarios

/// The scenario page by itself, as a folder with one page.
public struct ScenarioReport: Sendable {
  private let study: ScenarioStudy
  private let edition: Edition

  /// - Parameters:
  ///   - title: shown at the head of the page.
  ///   - resource: fetches the bytes of one of `Report.resources`.
  /// - Throws: what `resource` throws, or `Table.Error` for a bad table of strings.
  public init(
    _ study: ScenarioStudy, title: String, language: Language = .english,
    resource: (String) throws -> [UInt8]
  ) throws {
    self.study = study
    let codebook = try Codebook(
      objectives: [], measures: [], populations: [], sectors: [], actors: [], effects: [])
    let model = ReportModel(
      title: title, language: language, codebook: codebook, files: [],
      document: { throw ReportError($0, "this report has no documents") })
    edition = Edition(
      model, say: try ReportStrings(try resource("report/strings.csv"), language: language),
      style: String(decoding: try resource("report/report.css"), as: UTF8.self),
      weights: try ScoreWeights(try resource("coherence/score-weights.csv")), menu: [.scenarios])
  }

  /// Writes the folder in place of an older report, or not at all.
  ///
  /// - Throws: `ReportError` when the folder is not ours or cannot be written.
  public func write(to folder: URL) throws {
    let target = try ReportFolder(at: folder)
    do {
      try edition.writeScenarios(study, to: Page.scenarios.file, in: target)
      try edition.writeScenarios(study, to: "index.html", in: target)
      try target.publish()
    } catch {
      target.discard()
      throw error
    }
  }
}

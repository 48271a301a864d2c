import Coherence
public import Foundation
import Policy

/// The report of an assessment: a folder of pages that need no network and no script, tables and a workbook.
///
/// The same model gives the same bytes.
public struct Report: Sendable {
  /// What is read besides the model, by path in the resource folder.
  public static let resources = [
    "report/strings.csv", "report/report.css", "coherence/score-weights.csv",
  ]

  private let model: ReportModel
  private let strings: ReportStrings
  private let style: String
  private let weights: ScoreWeights

  /// - Parameters:
  ///   - model: what the report says.
  ///   - resource: fetches the bytes of one of `resources`, as `ResourceFolder.bytes` does.
  /// - Throws: what `resource` throws, or `Table.Error` for a bad table of strings.
  public init(_ model: ReportModel, resource: (String) throws -> [UInt8]) throws {
    self.model = model
    strings = try ReportStrings(
      try resource("report/strings.csv"), language: model.language)
    style = String(decoding: try resource("report/report.css"), as: UTF8.self)
    weights = try ScoreWeights(try resource("coherence/score-weights.csv"))
  }

  /// Writes the report in place of an older one, or not at all.
  ///
  /// - Parameters:
  ///   - folder: is made if need be; one that exists must be empty or an older report.
  ///   - progress: is told how many of the documents are written.
  /// - Throws: `ReportError` when the folder is not ours or cannot be written; `CancellationError`; whatever the
  ///   model throws when it fetches a document.
  public func write(to folder: URL, progress: (Int) -> Void = { _ in }) throws {
    let target = try ReportFolder(at: folder)
    do {
      let edition = try counted()
      // The tables are written beside the pages: both read the same documents, neither needs the other.
      let tables = Lane { isStopped in
        var data = try DataFiles(edition, in: target)
        for file in model.files {
          if isStopped() { throw CancellationError() }
          try data.add(try model.document(file), edition)
        }
        try data.finish(edition)
      }
      do {
        try writePages(edition, in: target, progress: progress)
      } catch {
        tables.stop()
        throw error
      }
      try tables.join()
      try target.publish()
    } catch {
      target.discard()
      throw error
    }
  }

  /// What is counted over all documents, which every page may speak of and link to.
  private func counted() throws -> Edition {
    var edition = Edition(model, say: strings, style: style, weights: weights)
    for file in model.files {
      try Task.checkCancellation()
      edition.add(try model.document(file))
    }
    return edition
  }

  private func writePages(_ edition: Edition, in folder: ReportFolder, progress: (Int) -> Void)
    throws
  {
    for (i, file) in model.files.enumerated() {
      try Task.checkCancellation()
      try edition.writeDocument(try model.document(file), edition.tallies[i], in: folder)
      progress(i + 1)
    }
    try edition.writeSummary(in: folder)
    try edition.writeFindings(in: folder)
    try edition.writeCoherence(in: folder)
    try edition.writeReview(in: folder)
    try edition.writeRecord(in: folder)
    try edition.writeMatrix(in: folder)
    if let study = model.scenarios {
      try edition.writeScenarios(study, to: Page.scenarios.file, in: folder)
    }
    try edition.writeInstitutions(in: folder)
    try edition.writeCommitments(in: folder)
    try edition.writeDocumentList(in: folder)
    try edition.writeUnread(in: folder)
    try edition.writeCodebook(in: folder)
    try edition.writeMethod(in: folder)
  }
}

import Foundation
import Policy
import Workspace

@testable import Coding

/// Labelled passages and how the reader does on them.
enum CommitmentGold {
  struct Row: Decodable {
    var id: String
    var lang: String
    var text: String
    var commitment: Bool
    var lead: Bool
    var deadline: Bool
    var budget: Bool
    var indicator: Bool
    /// "build" or "held-out"; absent in files of others.
    var half: String?

    subscript(label: Label) -> Bool {
      switch label {
      case .commitment: commitment
      case .lead: lead
      case .deadline: deadline
      case .budget: budget
      case .indicator: indicator
      }
    }
  }

  enum Label: String, CaseIterable { case commitment, lead, deadline, budget, indicator }

  struct Score: CustomStringConvertible {
    var right = 0
    var wrong = 0
    var missed = 0

    var precision: Double { right == 0 ? 0 : Double(right) / Double(right + wrong) }
    var recall: Double { right == 0 ? 0 : Double(right) / Double(right + missed) }
    var f1: Double { right == 0 ? 0 : 2 * precision * recall / (precision + recall) }

    var description: String {
      let figures = [precision, recall, f1].map { String(format: "%.2f", $0) }
      return "P \(figures[0]) R \(figures[1]) F1 \(figures[2]) (\(right)+\(wrong)-\(missed))"
    }
  }

  /// A reader with the bundled cue lists, and nothing else.
  static func reader() throws -> (CommitmentReader, PhraseMatcher) {
    let folder = try ResourceFolder()
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent("terms").path
    ).filter { $0.hasPrefix("cues-") && $0.hasSuffix(".csv") }.sorted()
    let tables = try files.map { try TermTable(try folder.bytes("terms/" + $0), file: $0) }
    let matcher = try PhraseMatcher(tables)
    return (CommitmentReader(matcher), matcher)
  }

  static func rows(_ url: URL) throws -> [Row] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Row.self, from: Data($0.utf8))
    }
  }

  static func read(
    _ text: String, _ language: String, setting: TextSetting = .passage,
    _ reader: (CommitmentReader, PhraseMatcher)
  ) -> CommitmentReading {
    var scan = Scan()
    let bytes = Array(text.utf8)
    let language = Language(rawValue: language)
    return bytes.withUnsafeBufferPointer { buffer in
      reader.1.scan(buffer, language: language, into: &scan)
      return reader.0.read(buffer, scan: scan, language: language, setting: setting)
    }
  }

  static func says(_ reading: CommitmentReading, _ label: Label) -> Bool {
    switch label {
    case .commitment: reading.commitment != nil
    case .lead: reading.particulars.lead.quality == .named
    case .deadline: reading.particulars.deadline.quality == .named
    case .budget: reading.particulars.budget.quality == .named
    case .indicator: reading.particulars.indicator.quality == .named
    }
  }

  /// Scores by label; `complain` is told of each error.
  static func scores(
    _ rows: [Row], _ reader: (CommitmentReader, PhraseMatcher),
    complain: (Row, Label, CommitmentReading) -> Void = { _, _, _ in }
  ) -> [Label: Score] {
    var scores: [Label: Score] = [:]
    for row in rows {
      let reading = read(row.text, row.lang, reader)
      for label in Label.allCases {
        switch (row[label], says(reading, label)) {
        case (true, true): scores[label, default: Score()].right += 1
        case (false, true):
          scores[label, default: Score()].wrong += 1
          complain(row, label, reading)
        case (true, false):
          scores[label, default: Score()].missed += 1
          complain(row, label, reading)
        default: break
        }
      }
    }
    return scores
  }

  /// A folder beside the source tree, found by walking up.
  static func sibling(_ path: String) -> URL? {
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.appendingPathComponent(path)
      if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
    }
    return nil
  }
}

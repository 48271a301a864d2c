import Foundation
import Policy
import Testing

@testable import Coding
@testable import Workspace

/// Writes labelled passages with the weights of their terms and their words, for `Benchmarks/words/fit.py`, which fits
/// `Resources/coding/word-weights.csv` to them.
///
/// `CONCORD_GOLD` holds files of labelled passages, parted by colons, and `CONCORD_PASSAGES` the file to write.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CONCORD_PASSAGES"] != nil))
struct LabelledPassagesExport {
  private struct Line: Encodable {
    var set: String
    var id: String
    var language: String
    var relevant: Bool
    var contextOnly: Bool
    var objectives: [Int]
    /// Weights of the terms of relevance, and those of each objective that nothing withholds, were the passage relevant.
    var relevance: Double
    var sums: [String: Double]
    var words: [String]
    /// Whether the passage commits; nil in a set that has no labels of commitments.
    var commits: Bool?
    /// Which parts it says; nil in a set that has no labels of them.
    var parts: [String]?
    /// Parts that no rule found, and for which there are words that could say them.
    var likeliest: [String]
    var signs: [String]
  }

  /// Gives every code whatever its weight.
  private static let all = """
    kind,bias,slope,threshold,plain_threshold,further_threshold,most,most_added,most_taken
    relevance,0,1,0,0,0,,,
    objective,0,1,0,0,0,,,
    measure,0,1,0,0,0,,,
    population,0,1,0,0,0,,,
    sector,0,1,0,0,0,,,
    """

  @Test func export() throws {
    let environment = ProcessInfo.processInfo.environment
    let file = URL(fileURLWithPath: environment["CONCORD_PASSAGES"] ?? "")
    let knowledge = try Knowledge(try ResourceFolder())
    let coder = try Coder(
      codebook: knowledge.codebook, terms: knowledge.terms, scoring: Scoring(Self.all.utf8),
      identifier: knowledge.languages)
    var passages = PassageCoder(coder)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try Data().write(to: file)
    let output = try FileHandle(forWritingTo: file)
    defer { try? output.close() }
    for path in (environment["CONCORD_GOLD"] ?? "").split(separator: ":") {
      let url = URL(fileURLWithPath: String(path))
      let gold = try GoldPassage.read([UInt8](Data(contentsOf: url)))
      let hasCommitments = gold.contains(where: \.isCommitment)
      let hasParts = gold.contains { !$0.parts.isEmpty }
      for passage in gold {
        var text = passage.text
        let line = text.withUTF8 { text in
          passages.find(
            text, language: passage.language,
            setting: PassageCoder.Setting(isMigrationText: true))
          let objectives = passages.codings(.objective, in: text)
          let sums = passages.concepts.found.filter { $0.kind == .objective }.map(\.sum)
          return Line(
            set: url.deletingPathExtension().lastPathComponent, id: passage.id,
            language: passage.language.rawValue, relevant: passage.isRelevant,
            contextOnly: passage.isContextOnly, objectives: passage.objectives,
            relevance: passages.concepts.relevanceSum,
            sums: Dictionary(zip(objectives.map(\.code), sums)) { first, _ in first },
            words: WordWeights.keys(of: passages.scan, in: text).sorted(),
            commits: hasCommitments ? passage.isCommitment : nil,
            parts: hasParts ? passage.parts : nil,
            likeliest: passages.reading.likeliest.keys.map(\.rawValue).sorted(),
            signs: passages.reading.form.signs.map(\.name))
        }
        try output.write(contentsOf: encoder.encode(line) + [0x0A])
      }
    }
  }
}

extension GoldPassage {
  fileprivate var parts: [String] {
    [
      ("lead", hasLead), ("deadline", hasDeadline), ("budget", hasBudget),
      ("indicator", hasIndicator),
    ]
    .filter(\.1).map(\.0)
  }
}

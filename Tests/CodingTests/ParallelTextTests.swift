import Coding
import Foundation
import Policy
import Testing
import Workspace

/// The same text in several languages gets the same codes: the targets and indicators of the 2030 Agenda, number by number.
/// What differs is printed; it is the list of what to mend.
@Suite struct ParallelTextTests {
  static let folder = CommitmentGold.sibling("shared/corpus")
  static let languages: [Language] = [.english, .french, .spanish]

  /// The lines of one language by their number ("10.7", "10.7.2").
  private func lines(_ language: Language, in folder: URL) throws -> [String: String] {
    let text = try String(
      contentsOf: folder.appendingPathComponent("un-sdg-targets-\(language.rawValue).txt"),
      encoding: .utf8)
    var lines: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard
        let number = words.prefix(2).first(where: { $0.first?.isNumber == true && $0.contains(".") }
        )
      else { continue }
      lines[String(number)] = String(line)
    }
    return lines
  }

  @Test(.enabled(if: folder != nil, "the parallel texts do not lie beside the repository"))
  func theAgendaIsCodedAlikeInThreeLanguages() throws {
    let folder = try #require(Self.folder)
    let coder = try ResourceFolder().coder()
    let texts = try Self.languages.map { try lines($0, in: folder) }
    let numbers = Set(texts[0].keys).intersection(texts[1].keys).intersection(texts[2].keys)
    #expect(numbers.count > 400)
    var (coded, differing, committing) = (0, 0, 0)
    for number in numbers.sorted() {
      let codings = zip(Self.languages, texts).map { language, lines in
        coder.code((lines[number] ?? "").utf8, language: language)
      }
      if Set(codings.map { $0.commitment != nil }).count > 1 { committing += 1 }
      let codes = codings.map { coding -> Set<String> in
        guard coding.relevance.isRelevant else { return [] }
        return Set(coding.objectives.map(\.code).filter { $0.hasPrefix("GCM-") } + ["relevant"])
      }
      guard codes.contains(where: { !$0.isEmpty }) else { continue }
      coded += 1
      guard Set(codes).count > 1 else { continue }
      differing += 1
      let shared = codes.reduce(codes[0]) { $0.intersection($1) }
      let own = zip(Self.languages, codes).map {
        "\($0.rawValue) \($1.subtracting(shared).sorted())"
      }
      print("\(number): \(own.joined(separator: ", "))")
    }
    print("\(differing) of \(coded) coded lines differ; \(committing) differ in commitment")
    #expect(coded >= 12)
    #expect(differing * 3 <= coded)
    #expect(committing * 10 <= numbers.count)
  }

  /// Provisions of law and plan written in the three languages side by side, with their labels: each objective of the
  /// Compact, and every part of a commitment.
  @Test func provisionsAreCodedAlikeInThreeLanguages() throws {
    let gold = try Gold.passages(
      Gold.fixtures.deletingLastPathComponent().appendingPathComponent("parallel.jsonl"))
    let coder = try ResourceFolder().coder()
    let evaluation = try Gold.evaluation(gold, coder)
    #expect(evaluation.relevance.counts.f1 > 0.97)
    #expect(evaluation.objectives.count == 23)
    #expect(evaluation.objectivesMacro.f1 > 0.9)
    for part in evaluation.parts { #expect(part.counts.f1 > 0.9, "\(part.label)") }

    var differing: [String] = []
    for start in stride(from: 0, to: gold.count, by: 3) {
      let answers = gold[start..<start + 3].map { passage -> [String] in
        let coding = coder.code(passage.text.utf8, language: passage.language)
        let parts = Commitment.Part.allCases.filter { coding.particulars[$0].quality == .named }
        return coding.objectives.map(\.code).filter { $0.hasPrefix("GCM-") }.sorted()
          + parts.map(\.rawValue)
          + [coding.commitment == nil ? "none" : "commitment", "\(coding.relevance.isRelevant)"]
      }
      if Set(answers).count > 1 { differing.append("\(gold[start].id): \(answers)") }
    }
    print(differing.joined(separator: "\n"))
    #expect(differing.count <= 6)
  }
}

import Foundation
import Policy
import Testing
import Workspace

@testable import Coding

/// Words of the term lists themselves in any order, which reach every rule of the coder.
struct HostilePassageTests {
  @Test(arguments: 1...12)
  func `words of the term lists in any order are coded with words in their places`(
    seed: UInt64
  ) throws {
    let coder = try Self.coder.get()
    let vocabulary = try Self.vocabulary.get()
    var random = SplitMix64(seed: seed)
    var passages = PassageCoder(coder)
    let joints = [
      " ", " ", " ", " ", ", ", ". ", "; ", " (", ") ", ": ", "\n", " “", "” ", "-", "’",
    ]
    for _ in 0..<250 {
      var text = ""
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        var word = vocabulary.randomElement(using: &random)!
        if Int.random(in: 0..<4, using: &random) == 0 { word = word.capitalized }
        if Int.random(in: 0..<6, using: &random) == 0 {
          word = ["3", "2010", "31", "5", "12.5", "1 000"].randomElement(using: &random)!
        }
        text += word + joints.randomElement(using: &random)!
      }
      let language = [Language.english, .french, .spanish, .undetermined]
        .randomElement(using: &random)
      let coding = passages.code(text.utf8, language: language)
      let bytes = Array(text.utf8)
      let words =
        (coding.objectives + coding.measures + coding.populations + coding.sectors)
        .flatMap(\.words) + coding.relevance.words + coding.refusals.map(\.words)
      for words in words {
        let range = try #require(words.range)
        #expect(
          String(decoding: bytes[range], as: UTF8.self) == words.text, "seed \(seed): \(text)")
      }
    }
  }

  private static let coder = Result { try ResourceFolder().coder() }

  private static let vocabulary = Result {
    var seen: Set<String> = []
    for term in try coder.get().lexicon.matcher.terms {
      for word in term.pattern.split(whereSeparator: { " ()[]|*\"~>".contains($0) }) {
        seen.insert(String(word))
      }
    }
    return seen.sorted()
  }
}

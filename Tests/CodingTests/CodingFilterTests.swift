import Foundation
import Policy
import Synchronization
import Testing

@testable import Coding

/// Runs the filter over bytes that arrive in pieces.
private func filter(
  _ input: [UInt8], workers: Int = 2, piece: Int = 7, batch: Int = 64, lineLimit: Int = 4096
) throws -> (lines: [String], summary: CodingFilter.Summary) {
  let matcherTerms = TermTable(
    name: "relevance",
    terms: [
      Term(code: "relevant", weight: 4, pattern: "migrant(|s)"),
      Term(code: "relevant", language: .french, weight: 4, pattern: "étranger(|s)"),
    ])
  let codebook = try Codebook(
    objectives: [], measures: [], populations: [], sectors: [], actors: [], effects: [])
  let curve = Scoring.Curve(bias: -2, slope: 1, threshold: 0.5, plainThreshold: 0.5)
  let words = "language,script,words,letters\nen,Latin,the of and to,\nfr,Latin,les des et une,\n"
  let coder = try Coder(
    codebook: codebook, terms: [matcherTerms], scoring: Scoring(all: curve),
    identifier: LanguageIdentifier(table: Array(words.utf8)))
  let source = Mutex(input[...])
  let output = Mutex<[UInt8]>([])
  let summary = try CodingFilter(coder, lineLimit: lineLimit, batchSize: batch).run(
    workers: workers,
    from: { memory in
      source.withLock { rest in
        let taken = rest.prefix(min(piece, memory.count))
        rest = rest.dropFirst(taken.count)
        memory.copyBytes(from: taken)
        return taken.count
      }
    },
    to: { bytes in output.withLock { $0.append(contentsOf: bytes) } })
  let text = String(decoding: output.withLock { $0 }, as: UTF8.self)
  return (text.split(separator: "\n").map(String.init), summary)
}

struct CodingFilterTests {
  @Test func `a passage is answered with every key in order`() throws {
    let line = #"{"id": {"a": [1, "x"]}, "text": "The \"migrants\" come.", "language": "en"}"#
    let (lines, summary) = try filter(Array(line.utf8))
    #expect(
      lines == [
        #"{"id":{"a": [1, "x"]},"language":"en","relevant":true,"score":0.881,"objectives":[],"#
          + #""measures":[],"populations":[],"sectors":[],"stance":0,"commitment":false,"lead":[],"#
          + #""deadline":[],"budget":[],"indicator":[],"generic":[],"modality":"statement","#
          + #""role":"fact","refusals":[],"ground":"own"}"#
      ])
    #expect(summary == CodingFilter.Summary(passages: 1, errors: 0))
  }

  @Test(arguments: [
    ("[1]", "the line is not a JSON object (byte 1)"),
    (#"{"id":1}"#, #"the object has no "text" (byte 9)"#),
    (#"{"text":"a"}"#, #"the object has no "id" (byte 13)"#),
    (#"{"id":1,"text":2}"#, #""text" is not a string (byte 16)"#),
    (#"{"id":1,"text":"a"} x"#, "something follows the object (byte 21)"),
    (#"{"id":1,"text":"a"#, "a string is not closed (byte 18)"),
    (#"{"id":01,"text":"a"}"#, "a value that JSON does not have (byte 7)"),
    (#"{"id":1,"text":"\x"}"#, "an escape that JSON does not have (byte 18)"),
  ])
  func `a line that is no passage is named and the stream goes on`(
    line: String, reason: String
  ) throws {
    let (lines, summary) = try filter(
      Array((line + "\r\n\n" + #"{"id":2,"text":""}"# + "\n").utf8))
    try #require(lines.count == 2)
    let error = try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any]
    #expect(error?["error"] as? String == reason)
    #expect(error?["line"] as? Int == 1)
    #expect(error?["id"] is NSNull)
    #expect(lines[1].hasPrefix(#"{"id":2,"language":"und","relevant":false,"score":0,"#))
    #expect(summary == CodingFilter.Summary(passages: 1, errors: 1))
  }

  @Test func `lines that are too long or not UTF-8 are errors with their numbers`() throws {
    let long = #"{"id":1,"text":""# + String(repeating: "a", count: 5000) + "\"}\n"
    let bytes =
      Array(#"{"id":0,"text":"a"}"#.utf8) + [0x0A] + Array(long.utf8) + [0xFF, 0x0A]
      + Array((#"{"id":3,"text":"b"}"# + "\n" + long).utf8)
    for (piece, batch) in [(7, 64), (100_000, 64), (100_000, 100_000)] {
      let (lines, summary) = try filter(bytes, piece: piece, batch: batch)
      #expect(lines.count == 5)
      #expect(summary == CodingFilter.Summary(passages: 2, errors: 3))
      let numbers = lines.compactMap { line in
        line.contains("\"line\":") ? line.split(separator: ":")[2].prefix(1) : nil
      }
      #expect(numbers == ["2", "3", "5"])
    }
  }

  @Test(arguments: 1...6)
  func `pieces, batches and workers do not change the answer`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var input = ""
    for id in 0..<200 {
      let words = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        ["les", "the", "étrangers", "migrants", #"\u00e9"#, #"\ud83d\ude00"#, #"\ud83d"#, "of"]
          .randomElement(using: &random)!
      }
      input += #"{"id":"# + String(id) + #","text":""# + words.joined(separator: " ") + "\"}"
      input += ["\n", "\r\n", "\n\n"].randomElement(using: &random)!
    }
    let whole = try filter(Array(input.utf8), workers: 1, piece: 1 << 20, batch: 1 << 20)
    #expect(whole.summary == CodingFilter.Summary(passages: 200, errors: 0))
    let ids = whole.lines.map { $0.split(separator: ",")[0] }
    #expect(ids == (0..<200).map { "{\"id\":\($0)" })
    for (workers, piece, batch) in [(1, 1, 10), (3, 17, 50), (4, 1000, 300)] {
      let parts = try filter(Array(input.utf8), workers: workers, piece: piece, batch: batch)
      #expect(parts.lines == whole.lines, "seed \(seed)")
    }
  }

  @Test(arguments: 1...20)
  func `any bytes give one answer a line that is valid JSON`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let alphabet = Array(#"{}[]":,\u0041 idtext9.-eé"#.utf8) + [0x0A, 0xFF, 0x00]
    let bytes = (0..<2000).map { _ in alphabet.randomElement(using: &random)! }
    let (lines, summary) = try filter(bytes)
    #expect(lines.count == summary.passages + summary.errors)
    for line in lines {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
  }

  @Test func `a source that fails stops the filter with its error`() throws {
    struct Broken: Error {}
    let codebook = try Codebook(
      objectives: [], measures: [], populations: [], sectors: [], actors: [], effects: [])
    let curve = Scoring.Curve(bias: 0, slope: 1, threshold: 0.5, plainThreshold: 0.5)
    let coder = try Coder(
      codebook: codebook, terms: [], scoring: Scoring(all: curve),
      identifier: LanguageIdentifier(table: Array("language,script,words,letters\n".utf8)))
    #expect(throws: Broken.self) {
      try CodingFilter(coder).run(workers: 3, from: { _ in throw Broken() }, to: { _ in })
    }
    #expect(throws: Broken.self) {
      let line = Array("{\"id\":1,\"text\":\"a\"}\n".utf8)
      _ = try CodingFilter(coder).run(
        workers: 3,
        from: { memory in
          memory.copyBytes(from: line)
          return line.count
        }, to: { _ in throw Broken() })
    }
  }
}

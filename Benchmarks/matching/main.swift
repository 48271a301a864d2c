import Coding
import Foundation
import Policy

// usage: matching RESOURCES PASSAGES.ndjson PHRASES.txt
// Speed of matching alone, one core, with every bundled list; writes the terms without gaps to PHRASES.txt for a peer.

func bytes(_ path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}

func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

struct Passage: Decodable { var text: String }

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  print("usage: matching RESOURCES PASSAGES.ndjson PHRASES.txt")
  exit(2)
}
let folder = arguments[1]
var tables: [TermTable] = []
for file in try FileManager.default.contentsOfDirectory(atPath: folder + "/terms").sorted()
where file.hasSuffix(".csv") && file != "columns.csv" {
  tables.append(try TermTable(try bytes(folder + "/terms/" + file), file: file))
}
let matcher = try PhraseMatcher(tables)
let identifier = try LanguageIdentifier(table: bytes(folder + "/languages.csv"))
let decoder = JSONDecoder()
let texts = try bytes(arguments[2]).split(separator: UInt8(ascii: "\n")).map {
  Array(try decoder.decode(Passage.self, from: Data($0)).text.utf8)
}
let languages = texts.map { $0.withUnsafeBufferPointer { identifier.language(of: $0) } }
let size = texts.reduce(0) { $0 + $1.count }
var scan = Scan()
var best = Double.infinity
var hits = 0
for _ in 0..<5 {
  hits = 0
  let start = processorTime()
  for (text, language) in zip(texts, languages) {
    text.withUnsafeBufferPointer { matcher.scan($0, language: language, into: &scan) }
    hits += scan.hits.count
  }
  best = min(best, processorTime() - start)
}
let megabytes = (Double(size) / best / 1e4).rounded() / 100
print("\(matcher.terms.count) terms, \(texts.count) passages, \(hits) hits: \(megabytes) MB/s")
let plain = Set(
  matcher.terms.map(\.pattern).filter { !$0.contains { "()[]|*~>\"".contains($0) } })
try plain.sorted().joined(separator: "\n").write(
  toFile: arguments[3], atomically: true, encoding: .utf8)

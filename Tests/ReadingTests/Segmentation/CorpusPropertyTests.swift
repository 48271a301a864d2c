import Foundation
import Policy
import Testing
import Workspace

@testable import Reading

@Suite(
  "Properties over the corpus", .enabled(if: SharedTexts.areThere, "the folder shared is absent"))
struct CorpusPropertyTests {
  @Test("Each provision has a locator of its own, words and a size that can be read")
  func shape() throws {
    let reader = try ResourceFolder().reader()
    var texts = 0
    for file in try SharedTexts.corpus() {
      let name = file.lastPathComponent
      let document = try reader.read(file, as: name)
      texts += 1
      #expect(!document.provisions.isEmpty, "\(name)")
      let locators = document.provisions.map(\.locator)
      #expect(Set(locators).count == locators.count, "\(name)")
      for (index, provision) in document.provisions.enumerated() {
        #expect(provision.ordinal == index, "\(name)")
        #expect(!provision.locator.trimmingSpaces.isEmpty, "\(name), \(index)")
        #expect(!provision.text.trimmingSpaces.isEmpty, "\(name), \(provision.locator)")
        #expect(provision.text.utf8.count <= 5_000, "\(name), \(provision.locator)")
        if let parent = provision.parent {
          #expect(parent < index, "\(name), \(provision.locator)")
        }
      }
    }
    #expect(texts >= 80)
  }

  @Test(
    "Every word of a text is in one provision, a heading, a label or the furniture of its pages")
  func words() throws {
    let segmenter = try SampleBlocks.segmenter()
    for file in try SharedTexts.corpus() {
      let source = try SourceFile(file, name: file.lastPathComponent, limits: .standard)
      let blocks = try Extractor(limits: .standard).extraction(source).blocks
      let result = segmenter.segment(blocks, language: .undetermined)
      var missing = Letters()
      for block in blocks { missing.add(block.text) }
      for provision in result.provisions { missing.remove(provision.text) }
      for words in result.labels + result.dropped + result.headings + result.tableHeaders {
        missing.remove(words)
      }
      #expect(missing.isEmpty, "\(file.lastPathComponent): \(missing)")
    }
  }

  /// A balance of letters and digits. Words may be joined at a hyphen or parted from a footnote number, so the letters
  /// are counted, not the words.
  private struct Letters: CustomStringConvertible {
    private var counts: [Unicode.Scalar: Int] = [:]

    mutating func add(_ text: String) {
      for scalar in text.unicodeScalars where Self.counts(scalar) {
        counts[scalar, default: 0] += 1
      }
    }
    mutating func remove(_ text: String) {
      for scalar in text.unicodeScalars where Self.counts(scalar) {
        counts[scalar, default: 0] -= 1
      }
    }
    private static func counts(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }
    var isEmpty: Bool { counts.values.allSatisfy { $0 == 0 } }
    var description: String {
      counts.filter { $0.value != 0 }.map { "\($0.key) \($0.value)" }.sorted().joined(
        separator: ", ")
    }
  }
}

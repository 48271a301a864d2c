import Foundation
import Policy
import Testing

@testable import Reading

@Suite(
  "Locators of the casebook", .enabled(if: SharedTexts.areThere, "the folder shared is absent"))
struct CasebookLocatorTests {
  @Test("Every provision that a case names is found, in its file, by its locator")
  func named() throws {
    let segmenter = try SampleBlocks.segmenter()
    var places = 0
    for (folder, found) in try SharedTexts.cases() {
      for document in found.documents {
        let text = try String(
          contentsOf: folder.appendingPathComponent(document.file), encoding: .utf8)
        let blocks =
          document.file.hasSuffix(".md") ? SampleBlocks.marked(text) : SampleBlocks.lines(text)
        let locators = segmenter.segment(
          blocks, language: Language(rawValue: document.language)
        ).provisions.map { PlaceLabel($0.locator) }
        for place in found.places where place.file == document.file {
          places += 1
          let wanted = PlaceLabel(place.provision)
          let exact = locators.filter { $0 == wanted }
          #expect(
            !exact.isEmpty || locators.contains { $0.lies(in: wanted) },
            "\(folder.lastPathComponent)/\(place.file): \(place.provision)")
        }
      }
    }
    #expect(places >= 70)
  }
}

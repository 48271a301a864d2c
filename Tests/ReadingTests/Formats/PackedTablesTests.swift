import Foundation
import Reading
import Testing

/// Tables in a ZIP package.
@Suite struct PackedTablesTests {
  private static func read(_ bytes: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "concord-\(UUID().uuidString).zip")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    return try PackedTables().tables(file, as: "tables.zip")
  }

  @Test func everyTableIsThereInTheOrderOfNames() throws {
    let package = PackageBuilder.zip([
      "b.csv": Array("x,y\n1,2\n".utf8), "a.CSV": Array("z\n".utf8), "c.txt": Array("no".utf8),
    ])
    let tables = try Self.read(package)
    #expect(tables.map(\.name) == ["a.CSV", "b.csv"])
    #expect(String(decoding: tables[1].bytes, as: UTF8.self) == "x,y\n1,2\n")
  }

  @Test func aPackageThatIsCutOrHasNoTableIsRefused() throws {
    let package = PackageBuilder.zip(["a.csv": Array(repeating: 0x41, count: 40_000)])
    for bad in [
      Array(package.prefix(package.count / 2)), Array("no package".utf8),
      PackageBuilder.zip(["a.txt": [0x41]]),
    ] {
      let error = try #require(throws: ReadingError.self) { try Self.read(bad) }
      #expect(error.description.contains("tables.zip"))
    }
  }
}

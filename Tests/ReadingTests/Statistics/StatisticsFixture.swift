import Foundation
import Policy
import Reading

/// A reader with the bundled concepts, and the specimens that stand beside the checkout, where they do.
enum StatisticsFixture {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func reader() throws -> StatisticsReader {
    func bytes(_ name: String) throws -> [UInt8] {
      [UInt8](
        try Data(contentsOf: root.appendingPathComponent("Resources/statistics/" + name)))
    }
    return StatisticsReader(
      concepts: try StatisticalConcepts(
        table: bytes("concepts.csv"), aggregates: bytes("aggregates.csv")))
  }

  static func read(_ text: String, file: String = "test", roles: StatisticsReader.Roles = [:])
    throws -> StatisticsFile
  {
    try reader().read(Array(text.utf8), file: file, roles: roles)
  }

  /// A cell by the id of its column.
  static func cell(_ file: StatisticsFile, _ row: Int, _ column: String) -> String? {
    file.table.column(column).flatMap { file.table.rows[row].cells[$0] }
  }

  static func values(_ file: StatisticsFile) -> [Double] {
    file.table.series().flatMap(\.observations).compactMap(\.value)
  }

  /// The table without the lines that its rows stood in.
  static func bare(_ table: StatisticalTable) -> StatisticalTable {
    var table = table
    table.source = Series.Source()
    for i in table.rows.indices { table.rows[i].line = nil }
    return table
  }
}

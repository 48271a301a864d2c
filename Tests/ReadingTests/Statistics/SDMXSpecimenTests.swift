import Foundation
import Policy
import Reading
import Testing

/// Real files of khaeru/sdmx-test-data, where a copy stands in `../shared/sdmx-test-data` or in `$SDMX_TEST_DATA`.
@Suite struct SDMXSpecimenTests {
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["SDMX_TEST_DATA"]
    let folder =
      named.map { URL(fileURLWithPath: $0) }
      ?? StatisticsFixture.root.appendingPathComponent("../shared/sdmx-test-data").standardized
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  @Test(arguments: [
    ("ECB_EXR/ng-ts.xml", 4, 12, 344.49117), ("ECB_EXR/ng-flat.xml", 4, 12, 344.49117),
    ("ECB_EXR/rg-ts.xml", 4, 12, 344.49117), ("ECB_EXR/sg-ts.xml", 4, 12, 344.49117),
    ("ECB_EXR/ng-ts-ss.xml", 4, 12, 344.49117), ("ECB_EXR/sg-xs.xml", 4, 12, 344.56317),
    ("ECB_EXR/1/M.USD.EUR.SP00.A.xml", 1, 252, 302.97890976),
    ("INSEE/IPI-2010-A21.xml", 20, 3_230, 606_499.29), ("ECB_EXR/flat.json", 2, 4, 83.8282),
    ("ECB_EXR/ts.json", 2, 4, 83.8282), ("OECD/data-PART2-all-all.json", 7, 7, 32.13498454),
    ("v3/json/data/exr-time-series.json", 2, 4, 83.8282),
    ("v3/json/data/exr-flat.json", 2, 4, 83.8282), ("v3/json/data/agri.json", 3, 12, 24_599.946),
  ])
  func givesWhatARightReaderFinds(path: String, series: Int, observations: Int, sum: Double) throws
  {
    guard let folder = Self.folder else { return print("skipped: no specimens of SDMX files") }
    let file = try StatisticsFixture.reader().read(folder.appendingPathComponent(path), as: path)
    let found = file.table.series()
    #expect(file.errors.isEmpty)
    #expect(found.count == series)
    #expect(found.reduce(0) { $0 + $1.observations.count } == observations)
    let total = found.flatMap(\.observations).compactMap(\.value).reduce(0, +)
    #expect(abs(total - sum) < 1e-6 * max(1, abs(sum)))
    let again = try StatisticsFixture.read(file.table.sdmxCSV())
    #expect(again.table.rows.map(\.cells) == file.table.rows.map(\.cells))
  }

  @Test func allExamplesOfTheGuideAreReadAndWrittenWithoutLoss() throws {
    guard let folder = Self.folder else { return print("skipped: no specimens of SDMX files") }
    let examples = folder.appendingPathComponent("v3/csv")
    let names = try FileManager.default.contentsOfDirectory(atPath: examples.path).sorted()
    #expect(names.count == 21)
    for name in names {
      let file = try StatisticsFixture.reader().read(
        examples.appendingPathComponent(name), as: name)
      #expect(file.errors.isEmpty && !file.table.rows.isEmpty, "\(name)")
      let again = try StatisticsFixture.read(file.table.sdmxCSV())
      #expect(StatisticsFixture.bare(again.table) == StatisticsFixture.bare(file.table), "\(name)")
    }
  }
}

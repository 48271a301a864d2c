import Evidence
import Foundation
import Testing
import Workspace

/// Statistics in a workspace: whole or not at all.
@Suite struct EvidenceImportTests {
  private final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    init() throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(at: url) }
    func write(_ name: String, _ text: String) throws -> URL {
      let file = url.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      return file
    }
  }

  @Test func whatWasStoredStaysWhenATableIsRefused() throws {
    let folder = try Folder()
    let store = try Store(at: folder.url.appendingPathComponent("w.db").path, mode: .create)
    let importer = try EvidenceImport(ResourceFolder())
    let good = try folder.write("s.csv", "iso3,year,value\nPHL,2020,7.5\n")
    _ = try importer.store(good, in: store, producer: "PSA", revision: "1")
    let before = try store.importedEvidence()
    #expect(before.map(\.source.id) == ["series/PSA 1 s"])
    for bad in [
      "iso3,year,value\nPHL,2020,many\n", "iso3,year,value\nPHX,2020,1\n",
      "iso3,year,value\nPHL,2020,\"1\n", "",
    ] {
      let file = try folder.write("s.csv", bad)
      #expect(throws: EvidenceError.self) {
        try importer.store(file, in: store, producer: "PSA", revision: "1")
      }
      #expect(try store.importedEvidence().map(\.bytes) == before.map(\.bytes))
    }
  }

  @Test func asecondImportSaysWhatChanges() throws {
    let folder = try Folder()
    let store = try Store(at: folder.url.appendingPathComponent("w.db").path, mode: .create)
    let importer = try EvidenceImport(ResourceFolder())
    let file = try folder.write("s.csv", "iso3,year,value\nPHL,2020,7.5\nMDA,2020,1\n")
    _ = try importer.store(file, in: store, producer: "PSA", revision: "1")
    let same = try importer.store(file, in: store, producer: "PSA", revision: "1")
    #expect(same.remarks.contains { $0.hasPrefix("Nothing changes") })
    let newer = try folder.write("s.csv", "iso3,year,value\nPHL,2020,7.6\nMDA,2020,1\n")
    let changed = try importer.store(newer, in: store, producer: "PSA", revision: "1")
    #expect(
      changed.remarks.contains { $0.contains("1 new or changed, 1 gone") }, "\(changed.remarks)")
    #expect(try store.importedEvidence().count == 1)
  }

  @Test func anImportedTableIsUsedOverTheBundledOne() throws {
    let folder = try Folder()
    let store = try Store(at: folder.url.appendingPathComponent("w.db").path, mode: .create)
    let resources = try ResourceFolder()
    let file = try folder.write("p.csv", "quarter,sender,receiver,cost_pct\n2025Q1,SAU,PHL,2.5\n")
    _ = try EvidenceImport(resources).store(file, in: store)
    let evidence = try resources.evidence(adding: store.importedEvidence())
    #expect(evidence.priceQuarter == "2025Q1")
    #expect(evidence.newestStocks != nil)
  }

  @Test func aWorkbookThatIsCutShortIsRefused() throws {
    let folder = try Folder()
    let file = folder.url.appendingPathComponent("un.xlsx")
    try Data([0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3]).write(to: file)
    do {
      _ = try EvidenceImport(ResourceFolder()).tables(of: file)
      Issue.record("the workbook was taken")
    } catch {
      #expect("\(error)".contains("cut short"), "\(error)")
    }
  }

  @Test func seriesInSDMXBecomeATable() throws {
    let folder = try Folder()
    let store = try Store(at: folder.url.appendingPathComponent("w.db").path, mode: .create)
    let file = try folder.write(
      "sdmx.csv",
      "DATAFLOW,INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE\nILO:DF(1.0),SL_UEM,PHL,2022,2.5\n")
    let resources = try ResourceFolder()
    _ = try EvidenceImport(resources).store(file, in: store, producer: "ILO", revision: "2024")
    let series = try #require(try resources.evidence(adding: store.importedEvidence()).series.first)
    let philippines = try #require(CountryCode("PHL"))
    #expect(series.indicator == "SL_UEM")
    #expect(series.table.value("value", of: philippines, in: 2022) == 2.5)
  }
}

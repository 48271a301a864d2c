public import Evidence
public import Foundation
import Policy
import Reading

/// Takes statistics out of files into a workspace: reads, checks, compares, and only then stores, all of a file or nothing.
public struct EvidenceImport: Sendable {
  /// What was stored and what a person should know about it.
  public struct Result: Sendable {
    public var sources: [Source]
    public var remarks: [String]
  }

  /// Statistics come in larger tables than documents do: the prices of remittances fill 400 MB when unpacked.
  private static let limits: ReadingLimits = {
    var limits = ReadingLimits.standard
    limits.entrySize = 768 << 20
    limits.unpackedSize = 1 << 30
    return limits
  }()

  private let resources: ResourceFolder
  private let reader: TableImport

  public init(_ resources: ResourceFolder) throws {
    self.resources = resources
    var reader = try TableImport(bundled: { try resources.bytes("evidence/" + $0) })
    reader.editions = { (try? resources.evidence().stocks) ?? [] }
    reader.groups = Set(
      try Table(resources.bytes("statistics/aggregates.csv"), file: "aggregates.csv").rows.map {
        $0["code"]
      })
    self.reader = reader
  }

  /// The tables of one file in Concord's own layout.
  ///
  /// - Throws: `EvidenceError` or `ReadingError`, which name the file, the cell and the remedy.
  public func tables(
    of file: URL, producer: String? = nil, revision: String? = nil, licence: String? = nil,
    series name: String? = nil
  ) throws -> [ImportedTable] {
    let shown = file.lastPathComponent
    let contents: GivenTable.Contents
    switch file.pathExtension.lowercased() {
    case "xlsx", "xlsm":
      contents = .workbook(try WorkbookReader(limits: Self.limits).sheets(file, as: shown))
    case "zip":
      contents = .workbook(
        try PackedTables(limits: Self.limits).tables(file, as: shown).map { part in
          try TableImport.sheet(part.bytes, "\(shown), \(part.name)", named: part.name)
        })
    default:
      do {
        contents = .csv([UInt8](try Data(contentsOf: file)))
      } catch {
        throw EvidenceError(
          shown, problem: "The file cannot be read (\(error.localizedDescription)).",
          remedy: "Check its name and that you may read it.")
      }
    }
    if let series = try exchanged(file, contents) {
      return try reader.tables(
        series, file: file.lastPathComponent, producer: producer, revision: revision, name: name)
    }
    return try reader.tables(
      GivenTable(
        file: shown, contents: contents, producer: producer, revision: revision, licence: licence,
        series: name))
  }

  /// The series of a file in one of the exchange formats of SDMX; nil for any other file. A cell that cannot be used refuses
  /// the file.
  private func exchanged(_ file: URL, _ contents: GivenTable.Contents) throws -> [Series]? {
    let isExchange: Bool
    switch contents {
    case .csv(let bytes):
      let columns = (try? RecordReader(bytes, file: file.lastPathComponent))?.columns.first ?? ""
      isExchange =
        ["xml", "json"].contains(file.pathExtension.lowercased())
        || columns.hasPrefix("DATAFLOW") || columns.hasPrefix("STRUCTURE")
    case .workbook: isExchange = false
    }
    guard isExchange else { return nil }
    let read = try resources.statisticsReader().read(file, as: file.lastPathComponent)
    if let error = read.errors.first { throw error }
    return read.table.series()
  }

  /// All tables of a folder that are in Concord's layout, without storing them. A file that is none is passed over; of a
  /// second revision both are kept.
  public func tables(in folder: URL) throws -> (tables: [Dataset], remarks: [String]) {
    var tables: [Dataset] = []
    var remarks: [String] = []
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      throw EvidenceError(
        folder.path, problem: "The folder cannot be read (\(error.localizedDescription)).",
        remedy: "Check its name and that you may read it.")
    }
    for name in names where name.hasSuffix(".csv") {
      let url = folder.appendingPathComponent(name)
      let bytes = [UInt8](try Data(contentsOf: url))
      guard let columns = try? RecordReader(bytes, file: name).columns,
        OwnLayout.subject(of: columns) != nil
      else { continue }
      for table in try self.tables(of: url) {
        tables.append(table.dataset)
        remarks += table.remarks.map { "\(name): \($0)" }
      }
    }
    guard !tables.isEmpty else {
      throw EvidenceError(
        folder.path, problem: "There is no table of statistics in this folder.",
        remedy: "Docs/evidence.md has the layouts.")
    }
    return (tables, remarks)
  }

  /// Stores the tables of a file in a workspace and says what they change.
  ///
  /// What was stored before stays when anything is wrong.
  public func store(
    _ file: URL, in store: Store, producer: String? = nil, revision: String? = nil,
    licence: String? = nil, series name: String? = nil
  ) throws -> Result {
    let imported = try tables(
      of: file, producer: producer, revision: revision, licence: licence, series: name)
    let before = try store.importedEvidence()
    let present = try resources.evidence(adding: before)
    // The new tables must stand beside the others before they are kept.
    _ = try resources.evidence(
      adding: before.filter { old in !imported.contains { $0.dataset.source.id == old.source.id } }
        + imported.map(\.dataset))
    var remarks: [String] = []
    for table in imported {
      let old = before.first { $0.source.id == table.dataset.source.id }
      remarks += table.remarks
      remarks += TableChange.sentences(table.dataset, replacing: old, besides: present.stocks)
    }
    try store.store(imported.map(\.dataset))
    return Result(sources: imported.map(\.dataset.source), remarks: remarks)
  }
}

import Foundation
import Policy
import Reading
import Workspace

/// `concord series [FILE…]`
struct SeriesVerb: Verb {
  static let description = VerbDescription(
    name: "series",
    summary: "Read statistics in the formats of the field and write them as SDMX-CSV.",
    discussion: """
      Reads SDMX-CSV 1.0 and 2.0, SDMX-ML 2.1 (generic and structure-specific), SDMX-JSON 1.0 and 2.0, files of the World Bank,
      UN DESA and ILOSTAT, and plain wide, long or square tables as CSV or XLSX (Docs/statistics.md); the format is told by the
      contents. Without FILE, the series that the workspace keeps. Cells that cannot be used are named and the rest is read.
      """,
    positionals: [
      .init(
        name: "FILE", help: "Files of statistics; those of the workspace when none is named.",
        isOptional: true, isRepeated: true)
    ],
    options: [
      .workspace, .format(["text", "sdmx-csv", "sdmx-csv-1.0", "json"]),
      .init(
        name: "structure", value: "FILE",
        help:
          "SDMX-ML structure that tells dimensions from attributes, for structure-specific data."),
      .init(
        name: "labels", value: "KIND", help: "What stands beside codes in SDMX-CSV.",
        choices: StatisticalTable.CSVLabels.allCases.map(\.rawValue)),
      .init(name: "no-aggregates", value: nil, help: "Leave out groups of countries."),
      .init(name: "keep", value: nil, help: "Add the series to the workspace."),
      .init(name: "out", value: "FILE", help: "Write to a file instead of the terminal."),
    ],
    examples: [
      .init(
        command: "concord series data.xml --format sdmx-csv --out data.csv",
        does: "SDMX-ML to SDMX-CSV 2.0, nothing lost"),
      .init(command: "concord series API_SM.POP.TOTL.csv --keep", does: "adds it to the workspace"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    var status = ExitStatus.done
    var tables: [StatisticalTable] = []
    if arguments.positionals.isEmpty {
      tables.append(StatisticalTable(try arguments.store().series()))
    }
    let reader = try ResourceFolder().statisticsReader()
    var roles: StatisticsReader.Roles = [:]
    if let file = arguments["structure"] {
      let structure = try InputFile(file)
      roles = try SDMXStructure.roles(structure.bytes, file: structure.name)
    }
    for name in arguments.positionals {
      let url = URL(fileURLWithPath: name)
      do {
        var file = try reader.read(url, as: url.lastPathComponent, roles: roles)
        if arguments.has("no-aggregates") { file.table.leaveOutAggregates() }
        for error in file.errors { terminal.complain(error.description.withoutControls) }
        for remark in file.remarks { terminal.remark("\(name): \(remark)".withoutControls) }
        if !file.errors.isEmpty { status = .partly }
        if arguments.format == "text" { terminal.write(SeriesText.summary(of: file, terminal)) }
        tables.append(file.table)
      } catch {
        terminal.complain("\(error)".withoutControls)
        status = tables.isEmpty && name == arguments.positionals.last ? .failed : .partly
      }
    }
    if arguments.has("keep") {
      let store = try arguments.store(.create)
      for table in tables {
        let change = try store.add(table.series())
        terminal.line(
          "\(table.source.file ?? ""): \(change.series) series, \(change.added) observations added, \(change.changed) changed, \(change.same) as before"
            .withoutControls)
      }
    }
    try write(tables, arguments, terminal)
    return status
  }

  private static func write(
    _ tables: [StatisticalTable], _ arguments: Arguments, _ terminal: Terminal
  ) throws {
    let labels = arguments["labels"].flatMap(StatisticalTable.CSVLabels.init(rawValue:))
    var text = ""
    switch arguments.format {
    case "sdmx-csv", "sdmx-csv-1.0":
      let edition: StatisticalTable.CSVEdition = arguments.format == "sdmx-csv" ? .two : .one
      // Files of several structures have several headers, which only files of their own can hold.
      let one =
        tables.count == 1 ? tables[0] : StatisticalTable(tables.flatMap { $0.series() })
      text = one.sdmxCSV(edition, labels: labels)
    case "json":
      text =
        JSONValue.array(tables.flatMap { $0.series() }.map(\.record)).text(indent: true) + "\n"
    default:
      if arguments.positionals.isEmpty {
        terminal.write(SeriesText.list(tables.flatMap { $0.series() }, terminal))
      }
      return
    }
    guard let out = arguments["out"] else { return terminal.write(text) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
    terminal.remark(out.withoutControls)
  }
}

extension StatisticalTable {
  /// Without the rows that the reader marked as groups of countries.
  fileprivate mutating func leaveOutAggregates() {
    guard let mark = column("REF_AREA_TYPE") else { return }
    rows.removeAll { $0.cells[mark] == "aggregate" }
  }
}

/// Series for people, on a terminal.
enum SeriesText {
  static func summary(of file: StatisticsFile, _ terminal: Terminal) -> String {
    let series = file.table.series()
    let observations = series.flatMap(\.observations)
    var text = terminal.styled(
      "\(file.table.source.file ?? ""): \(file.format.rawValue)".withoutControls, .bold)
    text +=
      "\n\(series.count) series, \(observations.count) observations, \(observations.count { $0.value != nil }) with a value"
    let periods = observations.map(\.time).filter { !$0.isEmpty }
    if let first = periods.min(), let last = periods.max() { text += ", \(first) to \(last)" }
    let statuses = Dictionary(grouping: observations.compactMap { $0.status?.rawValue }) { $0 }
    if !statuses.isEmpty {
      let counts = statuses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.count)" }
      text += "\nstatus: \(counts.joined(separator: ", "))"
    }
    if let revision = file.table.source.revision { text += "\nrevision: \(revision)" }
    let columns = file.table.columns.map { "\($0.id)\($0.suffix) (\($0.role.rawValue))" }
    return text + "\n" + columns.joined(separator: ", ").withoutControls + "\n"
  }

  static func list(_ series: [Series], _ terminal: Terminal) -> String {
    var table = TextTable("OBSERVATIONS", "FROM", "TO", "SOURCE", "SERIES")
    for one in series {
      let times = one.observations.map(\.time)
      table.add(
        String(one.observations.count), times.min() ?? "", times.max() ?? "",
        one.source.file ?? one.source.producer ?? "",
        one.key.map { "\($0.id) \($0.name ?? $0.value)" }.joined(separator: ", "))
    }
    return table.isEmpty
      ? "The workspace keeps no series; add some with concord series FILE --keep.\n"
      : table.text(width: terminal.width)
  }
}

extension Series {
  fileprivate var record: JSONValue {
    func facets(_ facets: [Facet]) -> JSONValue {
      .object(facets.map { .init(key: $0.id, value: .string($0.value)) })
    }
    return .record([
      "structure": .optional(structure), "key": facets(key), "attributes": facets(attributes),
      "source": .record([
        "producer": .optional(source.producer), "revision": .optional(source.revision),
        "file": .optional(source.file),
      ]),
      "observations": .array(
        observations.map { each in
          .record([
            "time": .string(each.time), "value": .optional(each.value),
            "text": .string(each.text), "status": .optional(each.status?.rawValue),
            "attributes": facets(each.attributes),
          ])
        }),
    ])
  }
}

public import Foundation
public import Policy

/// Reads the sheets of an Excel workbook (XLSX, ISO/IEC 29500) as plain cells: values only, no formulas, styles or
/// macros. The workbook is untrusted: limits hold for its unpacked size, its depth and the number of its cells.
public struct WorkbookReader: Sendable {
  public var limits: ReadingLimits
  /// Cells of all sheets together, the empty ones before a filled one counted.
  public var cellCount = 24_000_000

  public init(limits: ReadingLimits = .standard) {
    self.limits = limits
  }

  /// The sheets in the order of the workbook's tabs.
  ///
  /// - Parameters:
  ///   - file: the workbook.
  ///   - name: the name to use in messages.
  /// - Throws: `ReadingError`: `unsupported` for anything but an XLSX workbook, `damaged` for one that is cut short or
  ///   breaks the format (with sheet and cell), `locked`, `tooLarge`.
  public func sheets(_ file: URL, as name: String) throws(ReadingError) -> [Sheet] {
    let source = try SourceFile(file, name: name, limits: limits)
    guard source.head.starts(with: [0x50, 0x4B, 3, 4]) else {
      throw source.error(
        .unsupported, "This is no Excel workbook (XLSX).",
        "Open it with a spreadsheet program and save it as .xlsx or .csv.")
    }
    let package = try unpacked(source)
    let relations = try targets(package, source)
    let strings = try package["xl/sharedStrings.xml"].map { part throws(ReadingError) in
      try parse("xl/sharedStrings.xml", part, source, SharedStrings.read)
    }
    var sheets: [Sheet] = []
    var cells = 0
    for entry in try listed(package, source) {
      guard let path = relations[entry.relation] else { continue }
      guard let part = package[path] else {
        throw damaged(source, "its sheet «\(entry.name)» is missing (\(path))")
      }
      var grid = SheetGrid(strings: strings ?? [], cells: cells, most: cellCount)
      try parse(path, part, source) { events throws(XMLEvents.Failure) in try grid.read(&events) }
      if let mistake = grid.mistake {
        throw source.error(
          mistake.isTooLarge ? .tooLarge : .damaged,
          "Sheet «\(entry.name)», cell \(mistake.cell): \(mistake.reason).",
          mistake.isTooLarge
            ? "Delete what the sheet does not need and save it again."
            : "Open and save the workbook with a spreadsheet program, or get it again.")
      }
      cells = grid.cells
      sheets.append(Sheet(name: entry.name, rows: grid.rows))
    }
    return sheets
  }

  private func unpacked(_ source: SourceFile) throws(ReadingError) -> PackedParts {
    let package: PackedParts
    do throws(ReadingError) {
      package = try PackedParts(try source.contents(), of: source, limits: limits) { name in
        name == "xl/workbook.xml" || name == "xl/_rels/workbook.xml.rels"
          || name == "xl/sharedStrings.xml"
          || name.hasPrefix("xl/worksheets/") && name.hasSuffix(".xml")
      }
    } catch {
      guard error.reason == .damaged else { throw error }
      throw damaged(source, "its parts cannot be unpacked")
    }
    guard package["xl/workbook.xml"] != nil else {
      throw source.error(
        .unsupported, "This is no Excel workbook (XLSX): it lists no sheets.",
        "Open it with a spreadsheet program and save it as .xlsx or .csv.")
    }
    return package
  }

  /// Paths of parts by the name of the relation that leads to them.
  private func targets(_ package: PackedParts, _ source: SourceFile) throws(ReadingError)
    -> [String: String]
  {
    let path = "xl/_rels/workbook.xml.rels"
    guard let part = package[path] else {
      throw damaged(source, "the list of its parts is missing")
    }
    return try parse(path, part, source) { events throws(XMLEvents.Failure) in
      var targets: [String: String] = [:]
      while let event = try events.next() {
        guard case .start("Relationship") = event, let id = events.attribute("Id"),
          let target = events.attribute("Target")
        else { continue }
        targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      }
      return targets
    }
  }

  private func listed(_ package: PackedParts, _ source: SourceFile) throws(ReadingError)
    -> [(name: String, relation: String)]
  {
    let path = "xl/workbook.xml"
    return try parse(path, package[path] ?? [], source) { events throws(XMLEvents.Failure) in
      var sheets: [(name: String, relation: String)] = []
      while let event = try events.next() {
        guard case .start("sheet") = event, let name = events.attribute("name"),
          let relation = events.attribute("id")
        else { continue }
        sheets.append((name, relation))
      }
      return sheets
    }
  }

  private func parse<Result>(
    _ path: String, _ part: [UInt8], _ source: SourceFile,
    _ body: (inout XMLEvents) throws(XMLEvents.Failure) -> Result
  ) throws(ReadingError) -> Result {
    do throws(XMLEvents.Failure) {
      return try XMLEvents.read(part, depth: limits.depth, body)
    } catch {
      switch error {
      case .malformed: throw damaged(source, "its part \(path) is not well-formed XML")
      case .documentType, .tooDeep: throw error.error(source, part: path)
      }
    }
  }

  private func damaged(_ source: SourceFile, _ what: String) -> ReadingError {
    source.error(
      .damaged, "The workbook is damaged or cut short: \(what).",
      "Download it again from where it came, or open and save it with a spreadsheet program.")
  }
}

/// The texts that the cells of a workbook share.
enum SharedStrings {
  static func read(_ events: inout XMLEvents) throws(XMLEvents.Failure) -> [String] {
    var strings: [String] = []
    var text: [UInt8] = []
    var isText = false
    while let event = try events.next() {
      switch event {
      case .start("si"): text.removeAll(keepingCapacity: true)
      case .start("rPh"): try events.skip()
      case .start("t"): isText = true
      case .end("t"): isText = false
      case .end("si"): strings.append(String(decoding: text, as: UTF8.self))
      case .text(let bytes) where isText: text += bytes
      default: break
      }
    }
    return strings
  }
}

/// The cells of one worksheet while its XML passes by.
private struct SheetGrid {
  struct Mistake {
    var cell: String
    var reason: String
    var isTooLarge = false
  }

  let strings: [String]
  private(set) var rows: [[String]] = []
  private(set) var cells: Int
  private(set) var mistake: Mistake?
  private let most: Int

  init(strings: [String], cells: Int, most: Int) {
    self.strings = strings
    self.cells = cells
    self.most = most
  }

  mutating func read(_ events: inout XMLEvents) throws(XMLEvents.Failure) {
    var row = -1
    var column = -1
    var kind = ""
    var value: [UInt8] = []
    var isValue = false
    while mistake == nil, let event = try events.next() {
      switch event {
      case .start("row"):
        row = events.number("r").map { $0 - 1 } ?? row + 1
        column = -1
      case .start("c"):
        let place = events.attribute("r").flatMap { Sheet.place(of: $0) }
        (row, column) = place ?? (max(row, 0), column + 1)
        kind = events.attribute("t") ?? "n"
        value.removeAll(keepingCapacity: true)
      case .start("v"), .start("t"): isValue = true
      case .end("v"), .end("t"): isValue = false
      case .start("rPh"): try events.skip()
      case .text(let bytes) where isValue: value += bytes
      case .end("c"): put(value, kind: kind, row: row, column: column)
      default: break
      }
    }
  }

  private mutating func put(_ value: [UInt8], kind: String, row: Int, column: Int) {
    guard !value.isEmpty else { return }
    let text = String(decoding: value, as: UTF8.self)
    guard row < 1_048_576, column < 16_384, row >= 0, column >= 0 else {
      mistake = Mistake(
        cell: Sheet.address(row: row, column: column), reason: "the cell lies outside the sheet")
      return
    }
    var cell = text
    if kind == "s" {
      guard let index = Int(text), strings.indices.contains(index) else {
        mistake = Mistake(
          cell: Sheet.address(row: row, column: column),
          reason: "its text is number \(text) of the workbook's texts, which there is not")
        return
      }
      cell = strings[index]
    } else if kind == "b" {
      cell = text == "1" ? "TRUE" : "FALSE"
    }
    while rows.count <= row { rows.append([]) }
    let missing = column - rows[row].count
    cells += max(missing, 0) + 1
    guard cells <= most else {
      mistake = Mistake(
        cell: Sheet.address(row: row, column: column),
        reason: "the workbook has more than \(most / 1_000_000) million cells", isTooLarge: true)
      return
    }
    if missing > 0 { rows[row] += repeatElement("", count: missing) }
    if column < rows[row].count { rows[row][column] = cell } else { rows[row].append(cell) }
  }
}

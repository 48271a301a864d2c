import Policy

/// A form that came back: the judgements that were given, and what is missing or odd about them.
public struct JudgementReturn: Sendable, Hashable {
  /// Something that whoever runs the workshop should ask about.
  public struct Remark: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
      /// A whole section is white.
      case missingSection = "missing section"
      /// Some cells of a section that was begun are white.
      case gap
      /// Not a number, or beyond the scale: not used.
      case unusable
      /// A name that the system does not have: not used.
      case unknownName = "unknown name"
      /// The same cell twice, with different values.
      case contradiction
      /// A row of a section that pushes all variants of the target alike, and so none.
      case evenPush = "even push"
      /// A section whose rows are all the same, so that it does not matter which variant the source takes.
      case noSay = "no say"
    }

    public let kind: Kind
    /// Nil where a line cannot be named, such as for what is missing.
    public let line: Int?
    public let text: String
  }

  public struct Judgement: Sendable, Hashable {
    /// In units of 10^-`decimals`.
    public let value: Int
    public let decimals: Int
    public let reason: String
    public let reference: String
    public let line: Int
  }

  public let name: String
  /// By row and column of the system.
  public let judgements: [Cell: Judgement]
  public let remarks: [Remark]
  private let structure: CrossImpactMatrix

  public struct Cell: Sendable, Hashable {
    public let row: Int
    public let column: Int

    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// Reads a filled-in form, or a list of Prophesy's columns.
  ///
  /// - Parameters:
  ///   - structure: the system that was asked about; its judgements are not looked at.
  ///   - scale: the largest absolute judgement.
  /// - Throws: `MatrixError` when the file is no such table.
  public init(_ bytes: [UInt8], file: String, of structure: CrossImpactMatrix, scale: Int = 3)
    throws(MatrixError)
  {
    try JudgementForm.checkNames(structure)
    var reader = ReturnReader(structure, file: file, scale: scale)
    try reader.read(bytes)
    reader.lookForGaps()
    reader.lookForEmptyStatements()
    name = CrossImpactMatrix.stem(file)
    judgements = reader.judgements
    remarks = reader.remarks
    self.structure = structure
  }

  /// Cells that were asked for.
  public var asked: Int {
    let size = structure.size
    return size * size
      - structure.descriptors.reduce(0) { $0 + $1.variants.count * $1.variants.count }
  }

  /// Cells that were asked for and left white.
  public var white: Set<Cell> {
    var white: Set<Cell> = []
    for source in structure.descriptors.indices {
      for target in structure.descriptors.indices where target != source {
        for row in structure.range(source) {
          for column in structure.range(target) {
            let cell = Cell(row: row, column: column)
            if judgements[cell] == nil { white.insert(cell) }
          }
        }
      }
    }
    return white
  }

  /// The judgements as a matrix; white cells count as no influence.
  public func matrix() throws(MatrixError) -> CrossImpactMatrix {
    let decimals = judgements.values.map(\.decimals).max() ?? 0
    var cells = [Int](repeating: 0, count: structure.size * structure.size)
    for (cell, judgement) in judgements {
      let factor = PowerOfTen.of(decimals - judgement.decimals)
      let (value, overflow) = judgement.value.multipliedReportingOverflow(by: factor)
      guard !overflow else { throw MatrixError(file: name, reason: CrossImpactMatrix.tooLarge) }
      cells[cell.row * structure.size + cell.column] = value
    }
    return try CrossImpactMatrix(
      name: name, note: structure.note, descriptors: structure.descriptors, judgements: cells,
      decimals: decimals)
  }
}

private struct ReturnReader {
  private let structure: CrossImpactMatrix
  private let file: String
  private let scale: Int
  private let descriptors: [String: Int]
  private let variants: [[String: Int]]
  private(set) var judgements: [JudgementReturn.Cell: JudgementReturn.Judgement] = [:]
  private(set) var remarks: [JudgementReturn.Remark] = []

  init(_ structure: CrossImpactMatrix, file: String, scale: Int) {
    func index(_ names: [String]) -> [String: Int] {
      Dictionary(zip(names.map(JudgementForm.key), 0...)) { first, _ in first }
    }
    self.structure = structure
    self.file = file
    self.scale = scale
    descriptors = index(structure.descriptors.map(\.name))
    variants = structure.descriptors.map { index($0.variants) }
  }

  private mutating func remark(_ kind: JudgementReturn.Remark.Kind, _ line: Int?, _ text: String) {
    remarks.append(.init(kind: kind, line: line, text: text))
  }

  // MARK: Reading

  mutating func read(_ bytes: [UInt8]) throws(MatrixError) {
    let text = try PlainText.decode(bytes, file: file)
    let separator = CrossImpactMatrix.separator(of: text)
    let rows: [CSV.Row]
    do {
      rows = try CSV.rows(text.utf8, separator: separator)
    } catch {
      throw MatrixError(file: file, line: error.line, reason: error.reason)
    }
    guard let head = rows.first else { throw MatrixError(file: file, reason: "the file is empty") }
    let names = head.fields.map { String(JudgementForm.key($0).map { $0 == " " ? "_" : $0 }) }
    func column(_ name: String, or other: String? = nil) -> Int? {
      names.firstIndex(of: name) ?? other.flatMap(names.firstIndex)
    }
    guard let source = column("source_descriptor"), let sourceVariant = column("source_variant"),
      let target = column("target_descriptor"), let targetVariant = column("target_variant"),
      let judgement = column("judgement", or: "impact")
    else {
      throw MatrixError(
        file: file, line: head.line,
        reason:
          "this is no form: its first line must name the columns \(JudgementForm.columns.prefix(5).joined(separator: ", "))"
      )
    }
    let reason = column("reason")
    let reference = column("reference")
    for row in rows.dropFirst() {
      func cell(_ column: Int?) -> String {
        guard let column, column < row.fields.count else { return "" }
        return row.fields[column].trimmingSpaces
      }
      guard let from = place(cell(source), cell(sourceVariant), row.line),
        let to = place(cell(target), cell(targetVariant), row.line)
      else { continue }
      guard from.descriptor != to.descriptor else {
        if !cell(judgement).isEmpty {
          remark(
            .unusable, row.line, "a judgement of «\(cell(source))» on itself is not asked for")
        }
        continue
      }
      accept(
        cell(judgement), from: from.row, to: to.row, reason: cell(reason),
        reference: cell(reference), mark: separator == UInt8(ascii: ";") ? 0x2C : 0x2E, row.line)
    }
  }

  private mutating func place(_ descriptor: String, _ variant: String, _ line: Int) -> (
    descriptor: Int, row: Int
  )? {
    guard let found = descriptors[JudgementForm.key(descriptor)] else {
      remark(.unknownName, line, "there is no descriptor «\(descriptor)»")
      return nil
    }
    guard let place = variants[found][JudgementForm.key(variant)] else {
      remark(.unknownName, line, "«\(descriptor)» has no variant «\(variant)»")
      return nil
    }
    return (found, structure.offsets[found] + place)
  }

  private mutating func accept(
    _ text: String, from row: Int, to column: Int, reason: String, reference: String, mark: UInt8,
    _ line: Int
  ) {
    guard !text.isEmpty else { return }
    guard let decimal = Decimal(text, mark: mark) ?? Decimal(text), decimal.places <= 6 else {
      remark(.unusable, line, "«\(text.prefix(40))» is no number that can be used")
      return
    }
    let (limit, overflow) = scale.multipliedReportingOverflow(by: PowerOfTen.of(decimal.places))
    guard !overflow, abs(decimal.digits) <= limit else {
      remark(
        .unusable, line, "\(text.prefix(40)) lies outside the scale from -\(scale) to \(scale)")
      return
    }
    let cell = JudgementReturn.Cell(row: row, column: column)
    let new = JudgementReturn.Judgement(
      value: decimal.digits, decimals: decimal.places, reason: reason, reference: reference,
      line: line)
    if let old = judgements[cell], (old.value, old.decimals) != (new.value, new.decimals) {
      remark(
        .contradiction, line,
        "\(pair(cell)) is \(Decimal.text(new.value, places: new.decimals)) here and \(Decimal.text(old.value, places: old.decimals)) in line \(old.line); the later one is used"
      )
    }
    judgements[cell] = new
  }

  // MARK: What is missing or odd

  mutating func lookForGaps() {
    forEachSection { reader, source, target in
      let cells = reader.cells(source, target)
      let white = cells.filter { reader.judgements[$0] == nil }
      guard !white.isEmpty else { return }
      let names =
        "«\(reader.structure.descriptors[source].name)» on «\(reader.structure.descriptors[target].name)»"
      if white.count == cells.count {
        reader.remark(
          .missingSection, nil, "\(names): nothing is filled in; write 0 for no influence")
      } else {
        let some = white.prefix(3).map(reader.pair).joined(separator: "; ")
        reader.remark(
          .gap, nil,
          "\(names): \(white.count) of \(cells.count) cells are white: \(some)\(white.count > 3 ? "; …" : "")"
        )
      }
    }
  }

  mutating func lookForEmptyStatements() {
    forEachSection { reader, source, target in
      let rows = reader.structure.range(source).map { row in
        reader.structure.range(target).map { column in
          reader.judgements[.init(row: row, column: column)]
        }
      }
      let values = rows.map { $0.map { $0.map { Decimal.text($0.value, places: $0.decimals) } } }
      for (place, row) in values.enumerated() where row.count > 1 {
        guard let first = row[0], first != "0", row.allSatisfy({ $0 == first }) else { continue }
        reader.remark(
          .evenPush, rows[place][0]?.line,
          "«\(reader.structure.descriptors[source].name): \(reader.structure.descriptors[source].variants[place])» is \(first) for every variant of «\(reader.structure.descriptors[target].name)», which moves none of them"
        )
      }
      let isFilled = values.allSatisfy { $0.allSatisfy { $0 != nil } }
      let isNothing = values.allSatisfy { $0.allSatisfy { $0 == "0" } }
      if isFilled, !isNothing, values.count > 1, Set(values).count == 1, Set(values[0]).count > 1 {
        reader.remark(
          .noSay, rows[0][0]?.line,
          "«\(reader.structure.descriptors[source].name)» on «\(reader.structure.descriptors[target].name)»: all its variants are judged alike, so it does not matter which one comes true"
        )
      }
    }
  }

  private mutating func forEachSection(_ body: (inout ReturnReader, Int, Int) -> Void) {
    for source in structure.descriptors.indices {
      for target in structure.descriptors.indices where target != source {
        body(&self, source, target)
      }
    }
  }

  private func cells(_ source: Int, _ target: Int) -> [JudgementReturn.Cell] {
    structure.range(source).flatMap { row in
      structure.range(target).map { .init(row: row, column: $0) }
    }
  }

  private func pair(_ cell: JudgementReturn.Cell) -> String {
    structure.label(cell.row) + " → " + structure.label(cell.column)
  }
}

extension CrossImpactMatrix {
  /// The descriptor that a row or column belongs to, and which of its variants it is.
  public func place(_ row: Int) -> (descriptor: Int, variant: Int) {
    var descriptor = 0
    while descriptor + 1 < descriptors.count, offsets[descriptor + 1] <= row { descriptor += 1 }
    return (descriptor, row - offsets[descriptor])
  }

  /// "Border enforcement: strict"
  public func label(_ row: Int) -> String {
    let (descriptor, variant) = place(row)
    return descriptors[descriptor].name + ": " + descriptors[descriptor].variants[variant]
  }
}

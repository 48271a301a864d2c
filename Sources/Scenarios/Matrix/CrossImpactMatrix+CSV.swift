import Policy

/// A matrix as a table: two header rows and two leading columns name descriptor and variant, the cells are judgements.
extension CrossImpactMatrix {
  /// - Parameters:
  ///   - csv: UTF-8 or Windows-1252, separated by commas, semicolons (then with decimal commas, too) or tabs.
  ///   - file: the name to use in messages.
  /// - Throws: `MatrixError` with the line.
  public init(csv: [UInt8], file: String) throws(MatrixError) {
    let text = try PlainText.decode(csv, file: file)
    let separator = Self.separator(of: text)
    var rows: [CSV.Row]
    do {
      rows = try CSV.rows(text.utf8, separator: separator)
    } catch {
      throw MatrixError(file: file, line: error.line, reason: error.reason)
    }
    for place in rows.indices {
      rows[place].fields = rows[place].fields.map(\.trimmingSpaces)
    }
    rows.removeAll { $0.fields.allSatisfy(\.isEmpty) }
    var reader = MatrixTableReader(
      file: file, rows: rows, mark: separator == UInt8(ascii: ";") ? [0x2C, 0x2E] : [0x2E])
    let descriptors = try reader.structure()
    let judgements = try reader.judgements()
    try self.init(name: file, note: "", descriptors: descriptors, judgements, file: file)
    name = Self.stem(file)
  }

  /// The name of a file without folder and ending.
  static func stem(_ file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
    return String(last[..<dot])
  }

  /// The commonest separator of the first line.
  static func separator(of text: String) -> UInt8 {
    let line = text.utf8.prefix { $0 != 0x0A && $0 != 0x0D }
    func count(_ byte: Character) -> Int { line.count { $0 == byte.asciiValue } }
    let comma = count(",")
    if count(";") > comma { return UInt8(ascii: ";") }
    return count("\t") > comma ? UInt8(ascii: "\t") : UInt8(ascii: ",")
  }

  /// The table, separated by commas.
  ///
  /// - Throws: `MatrixError` when two descriptors, or two variants of one, have the same name, or a descriptor has none.
  public func csv() throws(MatrixError) -> String {
    try checkNames(mayBeEmpty: false)
    let labels = descriptors.flatMap { descriptor in
      descriptor.variants.map { (descriptor.name, $0) }
    }
    var text = CSV.line(["descriptor", "variant"] + labels.map(\.0))
    text += CSV.line(["", ""] + labels.map(\.1))
    for (row, label) in labels.enumerated() {
      text += CSV.line([label.0, label.1] + (0..<size).map { self.text(self[row, $0]) })
    }
    return text
  }
}

/// Reads structure and judgements out of the rows of a table.
private struct MatrixTableReader {
  let file: String
  let rows: [CSV.Row]
  /// What may stand for the decimal mark.
  let mark: [UInt8]
  /// For each column of the matrix, names of descriptor and variant.
  private var labels: [(descriptor: String, variant: String)] = []
  private var descriptorOf: [Int] = []

  init(file: String, rows: [CSV.Row], mark: [UInt8]) {
    self.file = file
    self.rows = rows
    self.mark = mark
  }

  private func error(_ line: Int?, _ reason: String) -> MatrixError {
    MatrixError(file: file, line: line, reason: reason)
  }

  mutating func structure() throws(MatrixError) -> [CrossImpactMatrix.Descriptor] {
    guard rows.count >= 2 else {
      throw error(
        nil,
        "the table needs two header rows: descriptor names, then variant names, each after two leading columns"
      )
    }
    let names = rows[0].fields.dropFirst(2)
    let variants = rows[1].fields.dropFirst(2)
    let width = max(
      (names.lastIndex { !$0.isEmpty } ?? 1) + 1, (variants.lastIndex { !$0.isEmpty } ?? 1) + 1)
    guard width > 2 else {
      throw error(
        rows[0].line, "no descriptor is named: the third column must be the first variant's")
    }
    var descriptors: [CrossImpactMatrix.Descriptor] = []
    var seen: Set<String> = []
    for column in 2..<width {
      let name = column < rows[0].fields.count ? rows[0].fields[column] : ""
      let variant = column < rows[1].fields.count ? rows[1].fields[column] : ""
      if let last = descriptors.last, name.isEmpty || name == last.name {
        guard variant.isEmpty || !last.variants.contains(variant) else {
          throw error(
            rows[1].line,
            "column \(column + 1): variant «\(variant)» of «\(last.name)» is named twice")
        }
        descriptors[descriptors.count - 1].variants.append(variant)
      } else {
        guard !name.isEmpty else {
          throw error(rows[0].line, "column \(column + 1): the descriptor has no name")
        }
        guard seen.insert(name).inserted else {
          throw error(
            rows[0].line,
            "column \(column + 1): descriptor «\(name)» is named twice, with others between: keep its variants together or rename it"
          )
        }
        descriptors.append(.init(name: name, variants: [variant]))
      }
      labels.append((descriptors[descriptors.count - 1].name, variant))
      descriptorOf.append(descriptors.count - 1)
    }
    do {
      _ = try CrossImpactMatrix.offsets(of: descriptors)
    } catch {
      throw MatrixError(file: file, line: rows[0].line, reason: error.reason)
    }
    return descriptors
  }

  func judgements() throws(MatrixError) -> JudgementColumn {
    let size = labels.count
    guard rows.count - 2 == size else {
      throw error(
        rows.count > size + 2 ? rows[size + 2].line : rows[rows.count - 1].line,
        "the table has \(rows.count - 2) rows of judgements under \(size) columns: rows and columns must be the same variants"
      )
    }
    var column = JudgementColumn(capacity: size * size)
    var descriptor = ""
    for (place, row) in rows.dropFirst(2).enumerated() {
      let fields = row.fields
      if let name = fields.first, !name.isEmpty { descriptor = name }
      let variant = fields.count > 1 ? fields[1] : ""
      guard descriptor == labels[place].descriptor, variant == labels[place].variant else {
        throw error(
          row.line,
          "the row is named «\(descriptor), \(variant)», but column \(place + 3) is «\(labels[place].descriptor), \(labels[place].variant)»: rows and columns must have the same names in the same order"
        )
      }
      guard fields.dropFirst(size + 2).allSatisfy(\.isEmpty) else {
        throw error(row.line, "the row has more than \(size) judgements")
      }
      for other in 0..<size {
        let cell = other + 2 < fields.count ? fields[other + 2] : ""
        column.append(try judgement(cell, from: place, to: other, line: row.line))
      }
    }
    return column
  }

  private func judgement(_ cell: String, from row: Int, to other: Int, line: Int)
    throws(MatrixError) -> Decimal
  {
    // Nobody judges a descriptor's influence on itself; the diagonal is often left white.
    let text = cell.isEmpty && descriptorOf[row] == descriptorOf[other] ? "0" : cell
    for mark in mark {
      if let decimal = Decimal(text, mark: mark) { return decimal }
    }
    let place = "the judgement on «\(labels[other].descriptor), \(labels[other].variant)»"
    throw error(
      line,
      text.isEmpty
        ? "\(place) is missing: write 0 for no influence"
        : "\(place) is «\(text.prefix(40))», which is no number")
  }
}

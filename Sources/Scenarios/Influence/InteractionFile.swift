import Policy

/// Files that an interaction matrix can be read from.
///
/// A square matrix as JSON `{"labels": […], "matrix": [[…]]}` or as a table with the labels in its first row and first
/// column; or a cross-impact matrix in any of its formats, which is summed up by descriptor.
public enum InteractionFile {
  /// What a file held.
  public struct Content: Sendable {
    public let matrix: InteractionMatrix
    /// The cross-impact matrix that was summed up, if it was one.
    public let crossImpact: CrossImpactMatrix?
  }

  /// - Parameters:
  ///   - file: its name, for the format and for messages.
  ///   - strength: how the section of a cross-impact matrix becomes one number.
  /// - Throws: `MatrixError` with the line.
  public static func read(
    _ bytes: [UInt8], file: String, strength: CrossImpactMatrix.Strength = .range
  ) throws(MatrixError) -> Content {
    let square: InteractionMatrix? =
      switch MatrixFile(file: file, bytes: bytes) {
      case .scw: nil
      case .json: try read(json: bytes, file: file)
      case .csv: try read(csv: bytes, file: file)
      }
    if let square { return Content(matrix: square, crossImpact: nil) }
    let matrix = try MatrixFile.read(bytes, file: file)
    do {
      return Content(matrix: try matrix.interactions(strength), crossImpact: matrix)
    } catch {
      throw MatrixError(file: file, reason: error.reason)
    }
  }

  /// - Returns: nil for an object with descriptors, which is a cross-impact matrix.
  private static func read(json: [UInt8], file: String) throws(MatrixError) -> InteractionMatrix? {
    try PlainText.check(json, file: file)
    let (value, mistake) = LocatedJSON.read(json)
    if let mistake {
      throw MatrixError(
        file: file, line: mistake.at.line, reason: "this is not JSON: \(mistake.reason)")
    }
    guard let value, value["descriptors"] == nil else { return nil }
    let shape = "the file must be one object {\"labels\": […], \"matrix\": [[…]]}"
    guard let matrix = value["matrix"], case .array(let rows) = matrix.value else {
      throw MatrixError(file: file, line: value.at.line, reason: shape)
    }
    var labels = (1...max(1, rows.count)).map(String.init)
    if let given = value["labels"] {
      guard case .array(let texts) = given.value, texts.count == rows.count else {
        throw MatrixError(
          file: file, line: given.at.line,
          reason: "«labels» must be a list of \(rows.count) names, one for each row of «matrix»")
      }
      labels = []
      for text in texts {
        guard let label = text.text else {
          throw MatrixError(
            file: file, line: text.at.line, reason: "a label is no text: put it in quotation marks")
        }
        labels.append(label)
      }
    }
    try checkSize(rows.count, file: file)
    var column = JudgementColumn(capacity: rows.count * rows.count)
    for (place, row) in rows.enumerated() {
      guard case .array(let cells) = row.value, cells.count == rows.count else {
        throw MatrixError(
          file: file, line: row.at.line,
          reason: "row \(place + 1) of «matrix» must be a list of \(rows.count) numbers")
      }
      for (other, cell) in cells.enumerated() {
        guard case .number(let text) = cell.value, let decimal = Decimal(text) else {
          throw MatrixError(
            file: file, line: cell.at.line,
            reason:
              "row \(place + 1), column \(other + 1) of «matrix» is no number that can be used")
        }
        column.append(decimal)
      }
    }
    return try square(labels, column, file: file)
  }

  /// - Returns: nil for a table with two header rows, which is a cross-impact matrix.
  private static func read(csv: [UInt8], file: String) throws(MatrixError) -> InteractionMatrix? {
    let text = try PlainText.decode(csv, file: file)
    let separator = CrossImpactMatrix.separator(of: text)
    var rows: [CSV.Row]
    do {
      rows = try CSV.rows(text.utf8, separator: separator)
    } catch {
      throw MatrixError(file: file, line: error.line, reason: error.reason)
    }
    for i in rows.indices { rows[i].fields = rows[i].fields.map(\.trimmingSpaces) }
    rows.removeAll { $0.fields.allSatisfy(\.isEmpty) }
    guard let head = rows.first else {
      throw MatrixError(file: file, reason: "the file is empty")
    }
    if rows.count > 1, rows[1].fields.prefix(2).allSatisfy(\.isEmpty) { return nil }
    var labels = Array(head.fields.dropFirst())
    while labels.last?.isEmpty == true { labels.removeLast() }
    guard rows.count - 1 == labels.count else {
      throw MatrixError(
        file: file, line: rows[rows.count - 1].line,
        reason:
          "\(rows.count - 1) rows under \(labels.count) columns: the same things must stand in the first row and the first column"
      )
    }
    try checkSize(labels.count, file: file)
    var column = JudgementColumn(capacity: labels.count * labels.count)
    for (place, row) in rows.dropFirst().enumerated() {
      let name = row.fields[0]
      guard name.isEmpty || name == labels[place] else {
        throw MatrixError(
          file: file, line: row.line,
          reason:
            "the row is named «\(name)», but column \(place + 2) is «\(labels[place])»: rows and columns must have the same names in the same order"
        )
      }
      guard row.fields.dropFirst(labels.count + 1).allSatisfy(\.isEmpty) else {
        throw MatrixError(
          file: file, line: row.line, reason: "the row has more than \(labels.count) numbers")
      }
      for other in labels.indices {
        let cell = other + 1 < row.fields.count ? row.fields[other + 1] : ""
        // Nobody judges a thing's influence on itself; the diagonal is often left white.
        let text = cell.isEmpty && other == place ? "0" : cell
        let mark = separator == UInt8(ascii: ";") ? UInt8(ascii: ",") : UInt8(ascii: ".")
        guard let decimal = Decimal(text, mark: mark) ?? Decimal(text) else {
          throw MatrixError(
            file: file, line: row.line,
            reason: text.isEmpty
              ? "the number for «\(labels[other])» is missing: write 0 for no influence"
              : "«\(text.prefix(40))» for «\(labels[other])» is no number")
        }
        column.append(decimal)
      }
    }
    return try square(labels, column, file: file)
  }

  private static func checkSize(_ count: Int, file: String) throws(MatrixError) {
    guard (1...InteractionMatrix.mostLabels).contains(count) else {
      throw MatrixError(
        file: file, reason: "\(count) rows: there must be 1 to \(InteractionMatrix.mostLabels)")
    }
  }

  private static func square(_ labels: [String], _ column: JudgementColumn, file: String)
    throws(MatrixError) -> InteractionMatrix
  {
    guard let (cells, decimals) = column.scaled() else {
      throw MatrixError(file: file, reason: CrossImpactMatrix.tooLarge)
    }
    do {
      return try InteractionMatrix(labels: labels, cells: cells, decimals: decimals)
    } catch {
      throw MatrixError(file: file, reason: error.reason)
    }
  }
}

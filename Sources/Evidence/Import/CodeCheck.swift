import Policy

extension TableImport {
  /// Columns that hold one country code.
  private static let codeColumns: Set<String> = [
    "iso3", "origin", "destination", "asylum", "sender", "receiver", "iso_a", "iso_b",
  ]

  /// The same table with codes that were only renamed (ROM, ZAR, TMP) written as they are now.
  ///
  /// Codes of countries that were divided stay, since their figures cannot be shared out; they are counted in a remark.
  ///
  /// - Throws: `EvidenceError` for a code that is no country's and never was, with the cell and what was probably meant.
  func withPresentCodes(_ bytes: [UInt8], _ file: String, _ remarks: inout [String])
    throws(EvidenceError) -> [UInt8]
  {
    var reader = try RecordReader(bytes, file: file)
    let columns = reader.columns.indices.filter { Self.codeColumns.contains(reader.columns[$0]) }
    guard !columns.isEmpty else { return bytes }
    var renamed: [CountryCode: Int] = [:]
    var divided: [CountryCode: Int] = [:]
    var known: Set<CountryCode> = []
    while try reader.next() {
      for column in columns {
        let code = try reader.code(column)
        if known.contains(code) { continue }
        if countries[code] != nil {
          known.insert(code)
        } else if let old = countries.retiredCode(code) {
          if old.isRenamed {
            renamed[code, default: 0] += 1
          } else {
            divided[code, default: 0] += 1
          }
        } else {
          let meant = countries.suggestions(for: code.description).map {
            "\($0.code) (\($0.name(in: .english)))"
          }
          throw reader.mistake(
            column, "«\(code)» is the code of no country.",
            meant.isEmpty
              ? "Use ISO 3166-1 alpha-3; take rows of regions and totals out."
              : "Did you mean \(meant.joined(separator: ", "))? Rows of regions and totals must be taken out."
          )
        }
      }
    }
    for (code, count) in divided.sorted(by: { $0.key < $1.key }) {
      guard let old = countries.retiredCode(code), !old.successors.isEmpty else { continue }
      remarks.append(
        "\(code) (\(old.name)) is kept in \(count) cells; its figures cannot be shared out among \(old.successors.map(\.description).joined(separator: ", "))."
      )
    }
    guard !renamed.isEmpty else { return bytes }
    for (code, count) in renamed.sorted(by: { $0.key < $1.key }) {
      let now = countries.retiredCode(code)?.successors.first?.description ?? ""
      remarks.append("\(code) is written \(now) now, in \(count) cells.")
    }
    return try rewritten(bytes, file, columns)
  }

  private func rewritten(_ bytes: [UInt8], _ file: String, _ columns: [Int]) throws(EvidenceError)
    -> [UInt8]
  {
    var reader = try RecordReader(bytes, file: file)
    var text = CSV.line(reader.columns)
    while try reader.next() {
      text += CSV.line(
        try reader.columns.indices.map { column throws(EvidenceError) in
          guard columns.contains(column), let old = countries.retiredCode(try reader.code(column)),
            old.isRenamed
          else { return reader.text(column) }
          return old.successors[0].description
        })
    }
    return Array(text.utf8)
  }
}

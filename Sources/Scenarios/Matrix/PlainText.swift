/// Bytes of a matrix file as text.
enum PlainText {
  /// UTF-8 with or without a byte-order mark; what is not UTF-8 is read as Windows-1252.
  ///
  /// - Throws: `MatrixError` for UTF-16, zero bytes and files beyond the limit.
  static func decode(_ bytes: [UInt8], file: String) throws(MatrixError) -> String {
    try check(bytes, file: file)
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    if let text = String(validating: body, as: UTF8.self) { return text }
    var text = String.UnicodeScalarView()
    for byte in body {
      let scalar = (0x80...0x9F).contains(byte) ? windows[Int(byte) - 0x80] : UInt32(byte)
      text.append(Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }
    return String(text)
  }

  static func check(_ bytes: [UInt8], file: String) throws(MatrixError) {
    guard bytes.count <= MatrixLimits.bytes else {
      throw MatrixError(
        file: file,
        reason: "the file is larger than \(MatrixLimits.bytes >> 20) MB, the most that is read")
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw MatrixError(file: file, reason: "the file is UTF-16: save it as UTF-8")
    }
    if let zero = bytes.firstIndex(of: 0) {
      throw MatrixError(
        file: file, line: bytes[..<zero].count { $0 == 0x0A } + 1,
        reason: "a zero byte: this is not a text file")
    }
  }

  /// What Windows-1252 has at 80 to 9F.
  private static let windows: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}

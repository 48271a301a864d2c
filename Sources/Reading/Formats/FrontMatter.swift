import Policy

/// The block of settings between two lines `---` that some programs put before a text, one "key: value" a line.
struct FrontMatter: Sendable {
  /// What the settings say of the text.
  let declared: Declaration
  /// The text behind them.
  let body: ArraySlice<UInt8>

  /// Settings that give the year, the surest first.
  private static let dates = ["year", "date", "publication_date", "published", "enactment_date"]
  /// Bytes in which the block must end.
  private static let longest = 8192

  /// - Parameter text: of the whole file. A text that does not begin with such a block is all body.
  init(_ text: [UInt8]) {
    guard let end = Self.end(text) else {
      (declared, body) = (Declaration(), text[...])
      return
    }
    body = text[end...]
    let settings = Self.settings(String(decoding: text[..<end], as: UTF8.self))
    declared = Declaration(
      title: settings["title"], country: settings["country"],
      year: Self.dates.lazy.compactMap { settings[$0].flatMap(Self.year) }.first)
  }

  /// Where the body begins.
  private static func end(_ text: [UInt8]) -> Int? {
    guard text.starts(with: Array("---\n".utf8)) || text.starts(with: Array("---\r\n".utf8)) else {
      return nil
    }
    let lines = text.prefix(longest).split(separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines.dropFirst() {
      let isEnd = line.elementsEqual(Array("---".utf8)) || line.elementsEqual(Array("---\r".utf8))
      if isEnd { return min(line.endIndex + 1, text.count) }
      // A setting is a word and a colon, or belongs to the one before.
      guard
        line.contains(UInt8(ascii: ":")) || line.first == 0x20 || line.first == UInt8(ascii: "-")
      else { return nil }
    }
    return nil
  }

  /// The settings that are one value on their line, without its quotation marks; the first of each key counts.
  private static func settings(_ block: String) -> [String: String] {
    var settings: [String: String] = [:]
    for line in block.split(whereSeparator: \.isNewline) where line.first?.isLetter == true {
      guard let colon = line.firstIndex(of: ":") else { continue }
      var value = String(line[line.index(after: colon)...]).trimmingSpaces
      if let mark = value.first, mark == "\"" || mark == "'", value.count > 1, value.last == mark {
        value = String(value.dropFirst().dropLast()).trimmingSpaces
      }
      // A value that goes on over further lines is not read.
      guard let first = value.first, !">|[{&*".contains(first) else { continue }
      let key = line[..<colon].lowercased()
      if settings[key] == nil { settings[key] = value }
    }
    return settings
  }

  /// 2019 of "2019-04-01", "1 April 2019" and "2019".
  private static func year(_ date: String) -> Int? {
    date.split { !$0.isNumber }.lazy.compactMap { Int($0) }.first { (1000...2999).contains($0) }
  }
}

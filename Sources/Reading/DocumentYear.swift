import Policy

/// The year of which a text is: that of its title, or of a line of its opening that is a date or names a text.
///
/// A year that is a goal ("al 2030", "Vision 2040", "2030 Agenda") is none, nor is one in running text or in the number of another
/// text ("010-2000-SA").
struct DocumentYear {
  /// Words, folded, by which a year next to them is a goal.
  let targets: Set<String>
  /// Whether words name a kind of text.
  let isKind: ([String]) -> Bool

  /// Words of the longest line that counts as a date.
  private static let longest = 10
  /// Lines in which a text's own number stands: "DECRETO SUPREMO Nº 038-2006-PCM".
  private static let numbered = 3

  /// - Parameter isPlanning: the one year in the title of a plan is its goal as a rule, so an earlier one in the opening comes first.
  func year(of title: String, lines: [String], isPlanning: Bool) -> Int? {
    let titled = Self.years(title)
    let named = titled.first { !isTarget($0, in: title) }?.year
    let dates = lines.indices.lazy.compactMap { date(lines[$0], at: $0) }
    guard let named else { return dates.first { _ in true } }
    let isGoal = isPlanning && titled.count == 1
    return isGoal ? dates.first { $0 < named } ?? named : named
  }

  private func date(_ line: String, at index: Int) -> Int? {
    let words = DocumentClues.words(line)
    guard line.first?.isLowercase != true, words.count <= Self.longest else { return nil }
    let isNumber = index < Self.numbered && isKind(Array(words.prefix(4)))
    return Self.years(line).first { (isNumber || !$0.isJoined) && !isTarget($0, in: line) }?.year
  }

  /// Whether a line has a year at all.
  static func stands(in line: String) -> Bool { !years(line).isEmpty }

  /// Whether a word that makes it a goal stands before it ("al 2030", "to the horizon 2030") or behind it ("2030 Agenda").
  private func isTarget(_ found: Found, in text: String) -> Bool {
    let bytes = Array(text.utf8)
    let before = DocumentClues.words(String(decoding: bytes[..<found.start], as: UTF8.self))
    let behind = DocumentClues.words(String(decoding: bytes[(found.start + 4)...], as: UTF8.self))
    return before.last.map(targets.contains) == true || behind.first == "agenda"
  }

  private struct Found {
    var year: Int
    /// Where it begins, in bytes.
    var start: Int
    /// A hyphen joins it to what follows, or to a year before it.
    var isJoined: Bool
  }

  /// All numbers of four digits that can be years.
  private static func years(_ text: String) -> [Found] {
    let bytes = Array(text.utf8)
    var found: [Found] = []
    var start = 0
    for end in 0...bytes.count where end == bytes.count || !isDigit(bytes[end]) {
      if end - start == 4 {
        let year = bytes[start..<end].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if (1850...2099).contains(year) {
          let isRange =
            start > 4 && isHyphen(bytes[start - 1])
            && bytes[start - 5..<start - 1].allSatisfy(isDigit)
          let isJoined = isRange || end < bytes.count && isHyphen(bytes[end])
          found.append(Found(year: year, start: start, isJoined: isJoined))
        }
      }
      start = end + 1
    }
    return found
  }

  private static func isHyphen(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

import Policy

/// By what other texts name a law: its number («25.871», "14/2009"), else the words of its title to the year.
struct LawName: Sendable {
  /// Words as in a wording; numbers without the points that part their thousands.
  private let words: [[UInt8]]

  /// nil for a title that is no name: «Ley».
  init?(_ title: String) {
    let words = Self.words(Wording(title.utf8))
    let year = words.firstIndex(where: Self.isYear)
    if let number = words.firstIndex(where: Self.isLong) {
      self.words = [words[number]]
    } else if let year, year > 0, words[year - 1].allSatisfy(Self.isDigit) {
      self.words = Array(words[year - 1...year])
    } else {
      let name = words.prefix((year ?? words.count - 1) + 1)
      guard Self.lengths.contains(name.count) else { return nil }
      self.words = Array(name)
    }
  }

  /// How many words a title has that is a name.
  private static let lengths = 3...12

  /// Whether the words of a passage have it, side by side.
  func stands(in text: [[UInt8]]) -> Bool {
    guard text.count >= words.count else { return false }
    return (0...text.count - words.count).contains {
      text[$0..<$0 + words.count].elementsEqual(words)
    }
  }

  /// The words of a passage as names have them.
  static func words(_ wording: Wording) -> [[UInt8]] {
    wording.words.map { word in
      word.isNumber ? word.text.filter { $0 != UInt8(ascii: ".") } : word.text
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isYear(_ word: [UInt8]) -> Bool {
    word.count == 4 && word.allSatisfy(isDigit)
      && (word.starts(with: "19".utf8) || word.starts(with: "20".utf8))
  }

  /// A number that is no year and long enough to be that of one law.
  private static func isLong(_ word: [UInt8]) -> Bool {
    word.count >= 4 && word.allSatisfy(isDigit) && !isYear(word)
  }
}

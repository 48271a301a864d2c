import Policy

/// A country as a text may name it, in any spelling that the list of countries has, found as whole words.
///
/// A name inside a longer one of another country ("Guinea" in "Equatorial Guinea", "Congo" in "Democratic Republic of the Congo") is
/// no mention of it. Abbreviations count only in capitals, for "us" and "can" are words.
struct CountryMention: Sendable {
  let code: CountryCode
  private let list: CountryList
  private let names: [[UInt8]]
  private let abbreviations: [[UInt8]]
  /// Names of other countries that hold one of these.
  private let longer: [[UInt8]]

  init(_ country: Country, in list: CountryList) {
    code = country.code
    self.list = list
    let own = list.written(country.code)
    let short = own.filter { $0.utf8.count <= 4 && $0 == $0.uppercased() }
    let names = Set(
      own.filter { !short.contains($0) && $0.utf8.count > 3 }.map { Self.words($0.lowercased()) })
    self.names = Array(names)
    abbreviations = short.map(Self.words)
    longer = list.all.filter { $0.code != country.code }.flatMap { list.written($0.code) }
      .map { Self.words($0.lowercased()) }
      .filter { other in
        names.contains { $0.count < other.count && Self.place(of: $0, in: other) != nil }
      }
  }

  /// Whether a text of the country is meant, by the names that a document gives of its countries.
  func isOne(of names: [String]) -> Bool {
    names.contains { (try? list.country($0))?.code == code }
  }

  func occurs(in text: String) -> Bool {
    let written = Self.words(text)
    if abbreviations.contains(where: { Self.place(of: $0, in: written) != nil }) { return true }
    var words = Self.words(text.lowercased())
    for name in longer {
      while let place = Self.place(of: name, in: words) {
        for i in place { words[i] = Self.space }
      }
    }
    return names.contains { Self.place(of: $0, in: words) != nil }
  }

  private static let space = UInt8(ascii: " ")

  /// The words of a text with a space before, between and behind them, in the place of all signs and figures.
  private static func words(_ text: String) -> [UInt8] {
    var words = [space]
    for scalar in text.unicodeScalars {
      if isOfWord(scalar) {
        words += UTF8.encode(scalar).map(Array.init) ?? []
      } else if words.last != space {
        words.append(space)
      }
    }
    if words.last != space { words.append(space) }
    return words
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }
    return scalar.properties.isAlphabetic
      || scalar.properties.generalCategory == .nonspacingMark
  }

  /// The first place of some words in others, with the spaces at both ends.
  private static func place(of words: [UInt8], in text: [UInt8]) -> Range<Int>? {
    guard words.count > 1, words.count <= text.count else { return nil }
    for start in 0...(text.count - words.count)
    where text[start + 1] == words[1] && text[start..<(start + words.count)].elementsEqual(words) {
      return start..<(start + words.count)
    }
    return nil
  }
}

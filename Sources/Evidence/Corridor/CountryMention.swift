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
    let names = Set(own.filter { !short.contains($0) && $0.utf8.count > 3 }.map { $0.lowercased() })
    self.names = names.map { Array($0.utf8) }
    abbreviations = short.map { Array($0.utf8) }
    longer = list.all.filter { $0.code != country.code }.flatMap { list.written($0.code) }
      .map { $0.lowercased() }
      .filter { other in
        names.contains { $0.utf8.count < other.utf8.count && other.contains($0) }
      }
      .map { Array($0.utf8) }
  }

  /// Whether a text of the country is meant, by the names that a document gives of its countries.
  func isOne(of names: [String]) -> Bool {
    names.contains { (try? list.country($0))?.code == code }
  }

  func occurs(in text: String) -> Bool {
    if abbreviations.contains(where: { Self.place(of: $0, in: Array(text.utf8)) != nil }) {
      return true
    }
    var bytes = Array(text.lowercased().utf8)
    for name in longer {
      while let place = Self.place(of: name, in: bytes) {
        for i in place { bytes[i] = UInt8(ascii: " ") }
      }
    }
    return names.contains { Self.place(of: $0, in: bytes) != nil }
  }

  /// The first place of a word between bytes that are no letters.
  private static func place(of word: [UInt8], in text: [UInt8]) -> Range<Int>? {
    guard let first = word.first, word.count <= text.count else { return nil }
    func isLetter(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
    for start in 0...(text.count - word.count) where text[start] == first {
      let end = start + word.count
      if start == 0 || !isLetter(text[start - 1]), end == text.count || !isLetter(text[end]),
        text[start..<end].elementsEqual(word)
      {
        return start..<end
      }
    }
    return nil
  }
}

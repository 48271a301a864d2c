import Policy

/// A name of an institution as texts write it, and the key under which its spellings meet.
struct InstitutionName: Hashable {
  /// Without article and white space around it.
  let written: String
  /// Lower case, without accents, article and the words that only join.
  let words: [String]

  var key: String { words.joined(separator: " ") }
  /// One word only: "the Ministry", "le Conseil", which stands for the institution named before.
  var isShort: Bool { words.count == 1 }
  /// Two or more capitals and nothing else: "MoL", "OIM".
  var isAbbreviation: Bool {
    words.count == 1 && written.utf8.count <= 8
      && written.unicodeScalars.filter { ("A"..."Z").contains($0) }.count >= 2
  }

  /// The capitals of three or more words that begin with one: "MRE" of «Ministerio de Relaciones Exteriores».
  var initials: String? {
    let capitals = written.split(separator: " ").compactMap { word in
      word.first.flatMap { $0.isUppercase ? Self.base[Character($0.lowercased())] ?? $0 : nil }
    }
    return capitals.count >= 3 ? String(capitals).uppercased() : nil
  }

  /// It is any of many: "agency of a Contracting State", «institution de ladite Partie».
  var isOfAny: Bool {
    written.split(separator: " ").dropFirst().contains { Self.any.contains($0.lowercased()) }
  }

  init(_ text: String) {
    let text = Self.one(text)
    let parts = text.split { $0 == " " || $0 == "\u{A0}" || $0 == "’" || $0 == "'" }
    let named = parts.drop { Self.articles.contains(Self.folded(String($0))) }
    let end = named.lastIndex { !Self.joining.contains(Self.folded(String($0))) }
    written =
      named.isEmpty
      ? text.trimmingSpaces : Self.from(named.first, to: end.map { named[$0] }, in: text)
    words = named.map { Self.folded(String($0)) }.filter {
      !$0.isEmpty && !Self.joining.contains($0)
    }
  }

  /// From a word to the last that says something: a name that was cut behind "of" ends before it.
  private static func from(_ word: Substring?, to last: Substring?, in text: String) -> String {
    guard let word else { return text }
    let end = last.map { max($0.endIndex, word.endIndex) } ?? text.endIndex
    return String(text[word.startIndex..<end]).trimmingSpaces
  }

  /// The first name of a text in which the next one, or that of a person, is joined to it: "Ministerio de FinanzasDirección",
  /// "Presidente del Consejo ANA MARÍA LÓPEZ".
  private static func one(_ text: String) -> String {
    // Neither is without a capital right behind another letter, which nearly no name has.
    guard zip(text.utf8, text.utf8.dropFirst()).contains(where: isJoined) else { return text }
    var previous: Character = " "
    var capitals = 0
    for at in text.indices {
      let letter = text[at]
      let next = text.index(after: at)
      let isNextSmall = next < text.endIndex && text[next].isLowercase
      if letter.isUppercase, isNextSmall, previous.isLowercase || capitals > 3 {
        let word = text[..<at].split(separator: " ").last ?? ""
        if word.utf8.count > 4 { return String(text[..<at]) }
      }
      capitals = letter.isUppercase ? capitals + 1 : 0
      previous = letter
    }
    return withoutPerson(text)
  }

  private static func isJoined(_ letter: UInt8, _ next: UInt8) -> Bool {
    (0x41...0x5A).contains(next) && (letter >= 0x80 || (0x61...0x7A).contains(letter | 0x20))
  }

  private static func withoutPerson(_ text: String) -> String {
    let words = text.split(separator: " ")
    let isShouted = { (word: Substring) in
      word.utf8.count > 2 && word.allSatisfy { $0.isUppercase || $0 == "-" }
    }
    guard let first = words.first, !isShouted(first),
      let at = words.indices.dropLast().first(where: {
        isShouted(words[$0]) && isShouted(words[$0 + 1])
      })
    else { return text }
    return String(text[..<words[at].startIndex]).trimmingSpaces
  }

  /// Words by which a body is any of many, in lower case.
  private static let any: Set<String> = [
    "a", "an", "each", "any", "every", "that", "this", "such", "une", "un", "d'une", "d'un",
    "d’une", "d’un", "ladite", "chaque", "cette", "ce", "cet", "dicha", "dicho", "cada", "esta",
    "este",
    "una", "cualquier",
  ]

  /// Articles that open a name, folded.
  private static let articles: Set<String> = [
    "the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "un", "une", "una", "du", "des",
    "del", "al",
  ]
  /// Words that join the parts of a name and differ between its spellings.
  private static let joining: Set<String> = [
    "of", "for", "and", "the", "de", "du", "des", "d", "l", "la", "le", "les", "et", "del", "los",
    "las", "el", "y", "e",
    "para", "pour",
  ]

  /// Lower case without accents; other marks become nothing.
  private static func folded(_ word: String) -> String {
    // Nearly every word is plain ASCII, for which bytes suffice.
    guard word.utf8.contains(where: { $0 >= 0x80 }) else {
      return String(
        decoding: word.utf8.compactMap { byte -> UInt8? in
          let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
          return (0x61...0x7A).contains(lower) || (0x30...0x39).contains(lower) ? lower : nil
        }, as: UTF8.self)
    }
    return String(
      word.lowercased().compactMap { $0.isLetter || $0.isNumber ? base[$0] ?? $0 : nil })
  }

  /// Letters with an accent, and what they are without.
  private static let base: [Character: Character] = [
    "á": "a", "à": "a", "â": "a", "ä": "a", "é": "e", "è": "e", "ê": "e", "ë": "e", "í": "i",
    "î": "i", "ï": "i", "ó": "o", "ô": "o", "ö": "o", "ú": "u", "ù": "u", "û": "u", "ü": "u",
    "ñ": "n", "ç": "c",
  ]
}

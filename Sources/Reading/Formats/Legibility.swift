/// Whether the characters of a page mean letters. A PDF whose font lacks a character map gives private-use characters,
/// replacement characters, or other letters than the eye sees.
struct Legibility: Sendable, Hashable {
  /// Characters that are not blank.
  private(set) var characters = 0
  /// Replacement, private-use and control characters.
  private(set) var meaningless = 0
  /// Words of four or more letters of the Latin alphabet, and those of them that have a vowel.
  private(set) var words = 0
  private(set) var pronounceable = 0

  /// Fewer characters than this on a page are a page number or a stamp on a picture, not its text.
  static let fewestCharacters = 12

  var isBlank: Bool { characters < Self.fewestCharacters }

  /// In running text of any language in Latin script over 95 % of the long words have a vowel; under a wrong character
  /// map about a fifth to a half do. Symbols used as bullets are private-use characters too, so a few are no sign.
  var isIllegible: Bool {
    meaningless * 4 > characters || (words >= 30 && pronounceable * 10 < words * 6)
  }

  /// - Complexity: O(bytes).
  init(_ text: some Sequence<UInt8>) {
    var length = 0
    var hasVowel = false
    var previous: (UInt8, UInt8) = (0, 0)
    for byte in text {
      let isLetter: Bool
      switch byte {
      case 0x41...0x5A, 0x61...0x7A:
        isLetter = true
        switch byte | 0x20 {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
          UInt8(ascii: "u"), UInt8(ascii: "y"):
          hasVowel = true
        default: break
        }
      case 0xC3, 0xC4, 0xC5:  // first byte of an accented Latin letter, most of them vowels
        isLetter = true
        hasVowel = true
      case 0x80...0xBF:
        isLetter = length > 0
      default:
        isLetter = false
      }
      if isLetter {
        length += 1
      } else {
        if length >= 4 {
          words += 1
          if hasVowel { pronounceable += 1 }
        }
        length = 0
        hasVowel = false
      }
      if byte > 0x20, byte < 0x7F || byte >= 0xC0 { characters += 1 }
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0C, byte != 0x0D {
        characters += 1
        meaningless += 1
      }
      // U+E000–U+F8FF is EE 80 80 … EF A3 BF; U+FFFD is EF BF BD.
      if previous.1 == 0xEE && byte >= 0x80 || previous.1 == 0xEF && byte <= 0xA3 && byte >= 0x80
        || previous.0 == 0xEF && previous.1 == 0xBF && byte == 0xBD
      {
        meaningless += 1
      }
      previous = (previous.1, byte)
    }
    if length >= 4 {
      words += 1
      if hasVowel { pronounceable += 1 }
    }
  }
}

/// How a computed list number is written.
enum NumberFormat: Sendable, Hashable {
  case decimal
  case decimalZero
  case lowerLetter
  case upperLetter
  case lowerRoman
  case upperRoman
  case lowerCyrillic
  case upperCyrillic
  case arabicLetter
  /// The text of the level alone.
  case none
  case bullet

  /// A list cannot count beyond this; a file that says so is taken to begin again.
  static let highest = 100_000

  func string(_ number: Int) -> String {
    let number = min(max(number, 0), Self.highest)
    switch self {
    case .decimal: return String(number)
    case .decimalZero: return number < 10 ? "0\(number)" : String(number)
    case .lowerLetter: return Self.letters(number, from: "abcdefghijklmnopqrstuvwxyz")
    case .upperLetter: return Self.letters(number, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    case .lowerRoman: return Self.roman(number).lowercased()
    case .upperRoman: return Self.roman(number)
    // Lists in Russian leave out ё, й, ъ, ы, ь.
    case .lowerCyrillic: return Self.letters(number, from: "абвгдежзиклмнопрстуфхцчшщэюя")
    case .upperCyrillic: return Self.letters(number, from: "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")
    case .arabicLetter: return Self.letters(number, from: "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
    case .none, .bullet: return ""
    }
  }

  /// a … z, aa, bb, … as word processors count.
  private static func letters(_ number: Int, from alphabet: String) -> String {
    guard number > 0 else { return "" }
    let letters = Array(alphabet)
    let letter = letters[(number - 1) % letters.count]
    return String(repeating: letter, count: min((number - 1) / letters.count + 1, 8))
  }

  private static let romans: [(Int, String)] = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
  ]

  private static func roman(_ number: Int) -> String {
    guard (1..<4000).contains(number) else { return String(number) }
    var rest = number
    var result = ""
    for (value, digits) in romans {
      while rest >= value {
        result += digits
        rest -= value
      }
    }
    return result
  }
}

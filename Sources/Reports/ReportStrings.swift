public import Policy

/// The words of the report itself, in one language, from `report/strings.csv`.
///
/// A text may have blanks in braces: `{title}`. A key that ends in `.one` is the form for a single thing, in French
/// for none as well.
public struct ReportStrings: Sendable {
  /// Languages that the table has.
  public static let languages: [Language] = [.english, .french, .spanish]

  public let language: Language
  private let texts: [String: String]

  /// - Parameters:
  ///   - table: the bytes of `strings.csv`, with the columns key, en, fr and es.
  ///   - language: one of `languages`; English stands in for any other.
  /// - Throws: `Table.Error` with file, line and column for a key that is there twice or a text that is missing.
  public init(_ table: some Sequence<UInt8>, language: Language) throws(Table.Error) {
    let language = Self.languages.contains(language) ? language : .english
    var texts: [String: String] = [:]
    let columns = ["key"] + Self.languages.map(\.rawValue)
    for row in try Table(table, file: "strings.csv", required: columns).rows {
      let text = row[language.rawValue]
      guard !text.isEmpty else { throw row.error(language.rawValue, "the text is missing") }
      guard texts.updateValue(Self.typeset(text, language), forKey: row["key"]) == nil else {
        throw row.error("key", "\(row["key"]) is there twice")
      }
    }
    self.language = language
    self.texts = texts
  }

  func typeset(_ text: String) -> String { Self.typeset(text, language) }

  /// In French, spaces that no line may be broken at inside guillemets and before signs of two parts.
  private static func typeset(_ text: String, _ language: Language) -> String {
    guard language == .french, text.utf8.contains(0x20) else { return text }
    var set = ""
    var before: Character = " "
    let characters = Array(text)
    for (i, character) in characters.enumerated() {
      let next = i + 1 < characters.count ? characters[i + 1] : " "
      let isFixed = character == " " && (before == "«" || "»:;?!".contains(next))
      set.append(isFixed ? "\u{A0}" : character)
      before = character
    }
    return set
  }

  /// The text of a key with its blanks filled; nil where there is no such text.
  func text(_ key: String, _ blanks: [String: String] = [:]) -> String? {
    texts[key] == nil ? nil : self(key, blanks)
  }

  /// The text of a key with its blanks filled; the key itself where there is no such text.
  func callAsFunction(_ key: String, _ blanks: [String: String] = [:]) -> String {
    guard var text = texts[key] else { return key }
    guard !blanks.isEmpty else { return text }
    var filled = ""
    while let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") {
      filled += text[..<open]
      let name = String(text[text.index(after: open)..<close])
      filled += blanks[name] ?? "{" + name + "}"
      text = String(text[text.index(after: close)...])
    }
    return filled + text
  }

  /// A number with its noun: "1 provision", "2,345 provisions".
  func count(_ key: String, _ number: Int, _ blanks: [String: String] = [:]) -> String {
    let isOne = number == 1 || (number == 0 && language == .french)
    let filled = blanks.merging(["n": self.number(number)]) { $1 }
    if isOne, texts[key + ".one"] != nil { return self(key + ".one", filled) }
    return self(key, filled)
  }

  /// Digits in groups of three: "12,345", « 12 345 ».
  func number(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    let separator = language == .english ? "," : "\u{202F}"
    var text = number < 0 ? "−" : ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i) % 3 == 0 { text += separator }
      text.append(digit)
    }
    return text
  }

  /// Two decimals with the mark of the language: "0.82", « 0,82 ».
  func decimal(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let hundredths = Int((min(max(value, 0), 1) * 100).rounded())
    let fraction = hundredths % 100
    let mark = language == .english ? "." : ","
    return String(hundredths / 100) + mark + (fraction < 10 ? "0" : "") + String(fraction)
  }

  /// A score of any scale with at most two decimals: "83.33", « 83,33 », "−1.5".
  func score(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    var text = value.short
    if language != .english { text = text.split(separator: ".").joined(separator: ",") }
    return text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }

  func percent(_ part: Int, of whole: Int) -> String {
    let share = whole == 0 ? 0 : Int((Double(part) * 100 / Double(whole)).rounded())
    return String(share) + (language == .english ? "%" : "\u{202F}%")
  }
}

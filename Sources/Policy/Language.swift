/// The language of a document, a provision or a term, as its ISO 639-1 code.
public struct Language: RawRepresentable, Sendable, Hashable, Codable, Comparable {
  public var rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static let english = Language(rawValue: "en")
  public static let french = Language(rawValue: "fr")
  public static let spanish = Language(rawValue: "es")
  public static let portuguese = Language(rawValue: "pt")
  public static let german = Language(rawValue: "de")
  public static let arabic = Language(rawValue: "ar")
  public static let russian = Language(rawValue: "ru")
  /// ISO 639-2 "und": the text is too short or too mixed to tell.
  public static let undetermined = Language(rawValue: "und")

  public static func < (a: Language, b: Language) -> Bool { a.rawValue < b.rawValue }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// The alpha-3 code of a country or area (ISO 3166-1, with XKX, CHI and the codes that statistics still carry), in four bytes.
public struct CountryCode: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let packed: UInt32

  /// Nil unless the text is three capital letters.
  public init?(_ text: some StringProtocol) {
    self.init(letters: text.utf8)
  }

  init?(letters: some Collection<UInt8>) {
    guard letters.count == 3 else { return nil }
    var packed: UInt32 = 0
    for letter in letters {
      guard (0x41...0x5A).contains(letter) else { return nil }
      packed = packed << 8 | UInt32(letter)
    }
    self.packed = packed
  }

  private init(packed: UInt32) { self.packed = packed }

  /// Before every code.
  static let none = CountryCode(packed: 0)

  public static func < (a: CountryCode, b: CountryCode) -> Bool { a.packed < b.packed }

  public var description: String {
    String(
      decoding: [16, 8, 0].map { UInt8(truncatingIfNeeded: packed >> UInt32($0)) }, as: UTF8.self)
  }
}

/// A period of the calendar in the notations that statistics use.
///
/// SDMX: `2019`, `2019-S1`, `2019-Q3`, `2019-T1`, `2019-05`, `2019-M05`, `2019-W07`, `2019-D045`, `2019-05-17`, a date with
/// time, a range `2019-01-01/P2Y`. Also ILOSTAT's `2019Q3` and `2019M05` and the World Bank's `2019_3Q` and `2019 [YR2019]`.
public struct TimePeriod: Sendable, Hashable, Comparable {
  public enum Frequency: String, Sendable, Hashable, CaseIterable {
    case annual = "A"
    case halfYearly = "S"
    case trimester = "T"
    case quarterly = "Q"
    case monthly = "M"
    case weekly = "W"
    case daily = "D"
    /// From a start for a stated time.
    case range = "R"
  }

  public var year: Int
  public var frequency: Frequency
  /// Which half, quarter, month, week or day of the year, from 1; the day as month × 100 + day where a date is given.
  public var part: Int

  public init(year: Int, frequency: Frequency = .annual, part: Int = 1) {
    self.year = year
    self.frequency = frequency
    self.part = part
  }

  /// - Returns: nil for a text that is no period.
  public init?(_ text: String) {
    let bytes = Array(text.trimmingSpaces.utf8)
    guard bytes.count >= 4, let year = Self.number(bytes[..<4]), year >= 1000 else { return nil }
    let rest = bytes[4...]
    self.init(year: year)
    if rest.isEmpty { return }
    if rest.contains(UInt8(ascii: "/")) {
      frequency = .range
      return
    }
    if rest.starts(with: " [YR".utf8) { return }
    if rest.first == UInt8(ascii: "_"), rest.count == 3 {
      guard let part = Self.number(rest.dropFirst().prefix(1)),
        let frequency = Frequency(rawValue: String(decoding: rest.suffix(1), as: UTF8.self))
      else { return nil }
      self.init(year: year, frequency: frequency, part: part)
      guard isPossible else { return nil }
      return
    }
    let detail = rest.first == UInt8(ascii: "-") ? rest.dropFirst() : rest
    guard let first = detail.first else { return nil }
    if let frequency = Frequency(rawValue: String(decoding: [first], as: UTF8.self)) {
      guard frequency != .range, let part = Self.number(detail.dropFirst()) else { return nil }
      self.init(year: year, frequency: frequency, part: part)
    } else {
      guard rest.first == UInt8(ascii: "-"), let month = Self.number(detail.prefix(2)),
        detail.count >= 2
      else { return nil }
      self.init(year: year, frequency: .monthly, part: month)
      guard isPossible else { return nil }
      let day = detail.dropFirst(2)
      guard !day.isEmpty else { return }
      guard day.first == UInt8(ascii: "-"), let number = Self.number(day.dropFirst().prefix(2)),
        (1...31).contains(number),
        day.count == 3 || day.dropFirst(3).first == UInt8(ascii: "T")
      else { return nil }
      self.init(year: year, frequency: .daily, part: month * 100 + number)
      return
    }
    guard isPossible else { return nil }
  }

  private var isPossible: Bool {
    let most =
      switch frequency {
      case .annual, .range: 1
      case .halfYearly: 2
      case .trimester: 3
      case .quarterly: 4
      case .monthly: 12
      case .weekly: 53
      case .daily: 366
      }
    return (1...most).contains(part)
  }

  public static func < (a: Self, b: Self) -> Bool {
    (a.year, a.part, a.frequency.rawValue) < (b.year, b.part, b.frequency.rawValue)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

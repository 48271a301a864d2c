/// One programme by which a country admits foreign workers, with what is known of how open it is and which rights it
/// gives (after Ruhs, The Price of Rights, 2013).
public struct LabourProgramme: Sendable, Hashable {
  /// The two sides on which programmes are placed. They are never added: that one may be had at the price of the other
  /// is what the picture is for.
  public enum Axis: String, Sendable, CaseIterable {
    case openness
    case rights
  }

  /// One thing that makes a programme more open, or one right.
  public struct Item: Sendable, Hashable {
    public var axis: Axis
    public var name: String
    /// From 0, not at all, to 1, fully; nil where nobody knows, which is not "no".
    public var value: Double?
    public var weight: Double
    /// Where it stands: an article, a page.
    public var source: String

    public init(
      axis: Axis, name: String, value: Double?, weight: Double = 1, source: String = ""
    ) {
      self.axis = axis
      self.name = name
      self.value = value
      self.weight = weight
      self.source = source
    }
  }

  public var name: String
  /// The country, or empty.
  public var country: String
  public var items: [Item]

  public init(name: String, country: String = "", items: [Item]) {
    self.name = name
    self.country = country
    self.items = items
  }

  /// Where the programme stands on one axis.
  public func position(_ axis: Axis) -> AxisPosition {
    AxisPosition(items.filter { $0.axis == axis })
  }
}

/// A weighted mean of items from 0 to 1, with what the unknown ones leave open.
public struct AxisPosition: Sendable, Hashable {
  /// Of the items that are known; nil when none is.
  public var score: Double?
  /// If every unknown item were 0, and if every one were 1.
  public var low: Double
  public var high: Double
  public var known: Int
  public var count: Int

  init(_ items: [LabourProgramme.Item]) {
    let answers = items.compactMap { item in item.value.map { ($0, item.weight) } }
    let weight = answers.reduce(0) { $0 + $1.1 }
    let sum = answers.reduce(0) { $0 + $1.0 * $1.1 }
    let all = items.reduce(0) { $0 + $1.weight }
    score = weight > 0 ? sum / weight : nil
    low = all > 0 ? sum / all : 0
    // Nothing unknown leaves nothing open, whatever the rounding of the sums.
    high = answers.count == items.count && all > 0 ? low : all > 0 ? (sum + all - weight) / all : 1
    known = answers.count
    count = items.count
  }
}

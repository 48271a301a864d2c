/// A sentence to be said in the reader's language: its key in the table of words, with what stands in its blanks.
public struct Phrase: Sendable, Hashable {
  public enum Blank: Sendable, Hashable {
    case text(String)
    case country(CountryCode)
    case count(Int)
    case percent(Double)
    case number(Double)
    /// A code of the codebook.
    case concept(String)
    /// A day, month, quarter or year: "1995-11-28", "2022-08", "2020Q3".
    case time(String)
    case sources([Source])
  }

  public var key: String
  public var blanks: [String: Blank]

  public init(_ key: String, _ blanks: [String: Blank] = [:]) {
    self.key = key
    self.blanks = blanks
  }
}

/// One figure of a profile or corridor, with everything that a reader needs to judge it.
public struct Figure: Sendable, Hashable {
  public enum Value: Sendable, Hashable {
    case people(Int)
    /// People, known only to lie between two numbers: methods differ, and none is the answer.
    case span(ClosedRange<Double>)
    case percent(Double)
    case dollars(Double)
    /// A pure number with four decimals, such as a concentration from 0 to 1.
    case index(Double)
    case words(Phrase)
    /// Countries with a number of people each, the largest first.
    case ranking([Share])
    /// Not available: unknown is never zero and never "no".
    case missing(Gap)
  }

  public struct Share: Sendable, Hashable {
    public var country: CountryCode
    public var people: Int

    public init(_ country: CountryCode, _ people: Int) {
      self.country = country
      self.people = people
    }
  }

  /// Why there is no figure, and the cheapest way to get one.
  public struct Gap: Sendable, Hashable {
    public var reason: Phrase
    public var remedy: Phrase

    public init(reason: Phrase, remedy: Phrase) {
      self.reason = reason
      self.remedy = remedy
    }
  }

  /// The indicator's key in the table of words: "emigrants".
  public var indicator: String
  /// What of the indicator it is, such as the domain or treaty; nil when the indicator has but one figure.
  public var detail: Phrase?
  public var value: Value
  /// The period it holds for: "2020", "2015–2019", "2020Q3"; empty when it has none.
  public var year: String
  public var sources: [Source]
  /// What was counted: the letters of the United Nations, such as "B R"; empty when it is the source's definition.
  public var definition: String
  /// Key of the method in the table of words: "method.mirror".
  public var method: String
  /// The lowest and highest reading, in the unit of the value.
  public var range: ClosedRange<Double>?
  public var notes: [Phrase]

  public init(
    _ indicator: String, detail: Phrase? = nil, _ value: Value, year: String = "",
    sources: [Source?] = [], definition: String = "", method: String = "",
    range: ClosedRange<Double>? = nil, notes: [Phrase] = []
  ) {
    self.indicator = indicator
    self.detail = detail
    self.value = value
    self.year = year
    self.sources = sources.compactMap(\.self)
    self.definition = definition
    self.method = method
    self.range = range
    self.notes = notes
  }

  /// A figure that there is not.
  static func missing(
    _ indicator: String, detail: Phrase? = nil, _ reason: Phrase, remedy: Phrase,
    sources: [Source?] = []
  ) -> Figure {
    Figure(
      indicator, detail: detail, .missing(Gap(reason: reason, remedy: remedy)), sources: sources)
  }

  /// Only a range is known.
  public var isSpan: Bool {
    if case .span = value { true } else { false }
  }

  public var isMissing: Bool {
    if case .missing = value { true } else { false }
  }
}

/// Figures to be drawn: bars by country, or lines over years. Drawn figures are always there as numbers too.
public struct Picture: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public var name: Phrase
    /// Nil in a year without a figure: the line breaks.
    public var points: [Point]
  }

  public struct Point: Sendable, Hashable {
    public var year: Int
    public var value: Double
  }

  public enum Form: Sendable, Hashable {
    case bars([Figure.Share])
    case lines([Line])
  }

  /// Key of its title in the table of words.
  public var title: Phrase
  public var form: Form
  public var sources: [Source]
}

/// A part of a profile or corridor with its figures and pictures.
public struct ProfileChapter: Sendable, Hashable {
  /// Key of its title in the table of words: "chapter.immigration".
  public var id: String
  public var figures: [Figure] = []
  public var pictures: [Picture] = []

  public init(_ id: String) { self.id = id }
}

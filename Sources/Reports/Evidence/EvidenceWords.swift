import Evidence
import Policy

/// Figures, phrases and sources of the evidence engine in the reader's language, by `evidence/words.csv`.
struct EvidenceWords: Sendable {
  let say: ReportStrings
  let countries: CountryList
  /// What sources say of themselves in the reader's language, by the English text; a text that is not there is left as it is.
  let sourceTexts: [String: String]
  /// For the names of measures that policies promise.
  var codebook: Codebook?

  var language: Language { say.language }
  /// With the space before it that French has.
  var colon: String { language == .french ? "\u{A0}: " : ": " }

  func callAsFunction(_ key: String, _ blanks: [String: String] = [:]) -> String {
    say(key, blanks)
  }

  func callAsFunction(_ phrase: Phrase) -> String {
    say(phrase.key, phrase.blanks.mapValues(text))
  }

  /// What was counted, in words: "foreign citizens, refugees added" for the letters "C R" of the United Nations.
  func counted(_ definition: String) -> String {
    definition.split(separator: " ").map { part in
      "BCIR".contains(part) ? self("counted.\(part)") : String(part)
    }.joined(separator: ", ")
  }

  func country(_ code: CountryCode) -> String { countries.name(code, in: language) }

  /// A text of a source in the reader's language.
  func of(_ text: String) -> String { sourceTexts[text] ?? text }

  /// "Banque mondiale, 1960–2000".
  func name(_ source: Source) -> String {
    source.revision.isEmpty
      ? of(source.producer) : "\(of(source.producer)), \(time(of(source.revision)))"
  }

  func names(_ sources: [Source]) -> String { sources.map(name).unique.joined(separator: "; ") }

  /// "28 November 1995", "août 2022", "T3 2020"; any other text as it is, each part of a span on its own.
  func time(_ text: String) -> String {
    if let match = text.wholeMatch(of: #/(\d{4})-(\d{2})(?:-(\d{2}))?/#),
      let month = Int(match.2), (1...12).contains(month)
    {
      let blanks = ["year": String(match.1), "month": self("month.\(month)")]
      guard let day = match.3.flatMap({ Int($0) }) else { return self("time.month", blanks) }
      let first = day == 1 && language == .french ? "1er" : String(day)
      return self("time.day", blanks.merging(["day": first]) { $1 })
    }
    if let match = text.wholeMatch(of: #/(\d{4})Q([1-4])/#) {
      return self("time.quarter", ["year": String(match.1), "n": String(match.2)])
    }
    return text
  }

  /// "2,061,178", "5.2%", "US$ 35,437 million"; a ranking in one line.
  func value(_ value: Figure.Value) -> String {
    switch value {
    case .people(let number): return say.number(number)
    case .span(let range):
      return self(
        "value.span",
        [
          "low": bound(range.lowerBound, of: value), "high": bound(range.upperBound, of: value),
        ])
    case .percent(let share): return percent(share)
    case .dollars(let amount): return dollars(amount)
    case .index(let number): return short(number)
    case .words(let phrase): return self(phrase)
    case .ranking(let shares):
      return shares.map { country($0.country) + " " + say.number($0.people) }.joined(
        separator: "; ")
    case .missing: return self("table.none")
    }
  }

  /// A bound of a range, in the unit of the value that it belongs to.
  func bound(_ number: Double, of value: Figure.Value) -> String {
    switch value {
    case .percent: percent(number)
    case .dollars: dollars(number)
    case .index: short(number)
    default: say.number(Int(exactly: number.rounded()) ?? 0)
    }
  }

  /// With at most three decimals, and none that are zeros at the end.
  private func short(_ number: Double) -> String {
    let places = (0..<3).first { places in
      var scale = 1.0
      for _ in 0..<places { scale *= 10 }
      return abs(number * scale - (number * scale).rounded()) < scale * 5e-4
    }
    return say.decimal(number, places: places ?? 3)
  }

  /// "range 1,013,417 to 1,044,617"; empty where there is none or the value is the range itself.
  func range(_ figure: Figure) -> String {
    guard let range = figure.range, !figure.isSpan else { return "" }
    return self(
      "table.range",
      [
        "low": bound(range.lowerBound, of: figure.value),
        "high": bound(range.upperBound, of: figure.value),
      ])
  }

  func percent(_ share: Double) -> String {
    say.decimal(share, places: abs(share) < 1 && share != 0 ? 2 : 1)
      + (language == .english ? "%" : "\u{202F}%")
  }

  private func dollars(_ amount: Double) -> String {
    abs(amount) >= 1_000_000
      ? self(
        "money.million",
        ["n": say.decimal(amount / 1_000_000, places: abs(amount) < 10_000_000 ? 1 : 0)])
      : self("money", ["n": say.decimal(amount, places: 0)])
  }

  /// A phrase as it is told apart from others in every language: by its key, or by what stands in its blanks.
  func identity(_ phrase: Phrase) -> String {
    guard !phrase.blanks.isEmpty else { return phrase.key }
    return phrase.blanks.sorted { $0.key < $1.key }.map { _, blank in
      switch blank {
      case .text(let text), .concept(let text), .time(let text): text
      case .country(let code): code.description
      case .sources(let sources): sources.map(\.name).joined(separator: "; ")
      case .count(let number): String(number)
      case .percent(let number), .number(let number): JSONValue.number(number).text()
      }
    }.joined(separator: ", ")
  }

  private func text(_ blank: Phrase.Blank) -> String {
    switch blank {
    case .text(let text): text
    case .country(let code): country(code)
    case .count(let number): say.number(number)
    case .percent(let share): percent(share)
    case .number(let number): say.decimal(number, places: 2)
    case .concept(let code): codebook?.name(code, in: language) ?? code
    case .time(let text): time(text)
    case .sources(let sources): names(sources)
    }
  }
}

extension ReportStrings {
  /// A number with so many decimals, its digits in groups of three: "1,234.5", « 1 234,5 ».
  func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e17 else { return "–" }
    let whole = Int(scaled / scale)
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard places > 0 else { return sign + number(whole) }
    let digits = String(Int(scaled - Double(whole) * scale))
    let fraction = String(repeating: "0", count: max(0, places - digits.count)) + digits
    return sign + number(whole) + (language == .english ? "." : ",") + fraction
  }
}

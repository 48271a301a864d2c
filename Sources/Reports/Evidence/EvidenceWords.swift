import Evidence
import Policy

/// Figures, phrases and sources of the evidence engine in the reader's language, by `evidence/words.csv`.
struct EvidenceWords: Sendable {
  let say: ReportStrings
  let countries: CountryList
  /// For the names of measures that policies promise.
  var codebook: Codebook?

  var language: Language { say.language }

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
    case .index(let number): return say.decimal(number, places: 3)
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
    case .index: say.decimal(number, places: 3)
    default: say.number(Int(exactly: number.rounded()) ?? 0)
    }
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

  private func text(_ blank: Phrase.Blank) -> String {
    switch blank {
    case .text(let text): text
    case .country(let code): country(code)
    case .count(let number): say.number(number)
    case .percent(let share): percent(share)
    case .number(let number): say.decimal(number, places: 2)
    case .concept(let code): codebook?.name(code, in: language) ?? code
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

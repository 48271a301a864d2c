import Evidence

/// One line of a profile or corridor as a table has it: what a person reads and what a program compares.
public struct EvidenceRow: Sendable, Hashable {
  /// The same in every language and edition: "destinations/USA".
  public var key: String
  public var section: String
  public var indicator: String
  public var detail: String
  /// As it is shown.
  public var value: String
  /// As it is calculated with; nil for words and for what is not available.
  public var number: Double?
  public var unit: String
  public var low: Double?
  public var high: Double?
  /// Both, as they are shown: "range 3.1% to 4.2%"; empty where the value says them.
  public var range: String
  public var year: String
  public var source: String
  public var revision: String
  /// What was counted: the letters of the United Nations (`Figure.definition`), and the same in words.
  public var definition: String
  public var counted: String
  public var method: String
  public var notes: String
  public var reason: String
  public var remedy: String

  public var isMissing: Bool { !reason.isEmpty }

  /// One row for a figure; for a ranking one a country.
  static func rows(_ figure: Figure, in chapter: ProfileChapter, _ words: EvidenceWords)
    -> [EvidenceRow]
  {
    var row = EvidenceRow(
      key: figure.indicator, section: words("chapter." + chapter.id),
      indicator: words("indicator." + figure.indicator),
      detail: figure.detail.map { words($0) } ?? "", value: words.value(figure.value), number: nil,
      unit: "", low: figure.range?.lowerBound, high: figure.range?.upperBound,
      range: words.range(figure), year: figure.year,
      source: figure.sources.map(\.producer).unique.joined(separator: "; "),
      revision: figure.sources.map(\.revision).unique.joined(separator: "; "),
      definition: figure.definition, counted: words.counted(figure.definition),
      method: figure.method.isEmpty ? "" : words(figure.method),
      notes: figure.notes.map { words($0) }.joined(separator: "; "), reason: "", remedy: "")
    if let detail = figure.detail {
      row.key += "/" + words.identity(detail)
    }
    switch figure.value {
    case .people(let number): (row.number, row.unit) = (Double(number), words("unit.people"))
    case .percent(let share): (row.number, row.unit) = (share, words("unit.percent"))
    case .dollars(let amount): (row.number, row.unit) = (amount, words("unit.dollars"))
    case .index(let number): (row.number, row.unit) = (number, words("unit.number"))
    case .span: row.unit = words("unit.people")
    case .words: row.unit = words("unit.words")
    case .missing(let gap):
      row.value = ""
      row.reason = words(gap.reason)
      row.remedy = words(gap.remedy)
    case .ranking(let shares):
      return shares.map { share in
        var one = row
        one.key += "/" + share.country.description
        one.detail = words.country(share.country)
        (one.number, one.unit) = (Double(share.people), words("unit.people"))
        one.value = words.value(.people(share.people))
        return one
      }
    }
    return [row]
  }
}

extension [String] {
  /// Without empty texts and repetitions, in their order.
  var unique: [String] {
    var seen: Set<String> = []
    return filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

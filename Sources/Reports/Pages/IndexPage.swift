public import Indices
public import Policy

/// The page of a composite index: the ranking with its intervals, a profile of each unit beside its group, a map of gaps, and how it
/// was made. It needs no network and no script.
public struct IndexPage: Sendable {
  let run: ChainRun
  let uncertainty: UncertaintyRun?
  let whatIf: WhatIf?
  let say: ReportStrings
  private let style: String
  /// Rows of the result that are shown: all, or those of the last year of a panel, the best first.
  let rows: [Int]
  let scores: [Double]
  let ranks: [Double]

  /// - Parameter resource: fetches the bytes of a file of the resource folder.
  /// - Throws: what `resource` throws, or `Table.Error` for a bad table of strings.
  public init(
    _ run: ChainRun, uncertainty: UncertaintyRun? = nil, whatIf: WhatIf? = nil, language: Language,
    resource: (String) throws -> [UInt8]
  ) throws {
    self.run = run
    self.uncertainty = uncertainty
    self.whatIf = whatIf
    say = try ReportStrings(try resource("report/strings.csv"), language: language)
    style = String(decoding: try resource("report/report.css"), as: UTF8.self)
    let index = run.index ?? ""
    let ranks = run.ranks(of: index)
    self.ranks = ranks
    scores = run.result.numbers.column(index) ?? ranks
    rows = (run.result.blocks.last ?? []).sorted {
      let (a, b) = (ranks[$0], ranks[$1])
      return a.isNaN || b.isNaN ? !a.isNaN && b.isNaN : (a, $0) < (b, $1)
    }
  }

  var title: String { run.index.flatMap { run.framework[$0]?.name } ?? run.chain.id }

  /// The page as it is written to a file.
  public var bytes: [UInt8] {
    var page = HTML(trusted: "<!DOCTYPE html>\n<html lang=\"\(say.language.rawValue)\">\n")
    page += PageWriter.head(title, style: style)
    page += HTML(trusted: "\n<body>\n")
    page += main(.id("main")) {
      opening
      ranking
      if let uncertainty { choices(uncertainty) }
      if let whatIf { answer(whatIf) }
      profiles
      gaps
      method
      notices
    }
    page += footer(.class("colophon")) { p(text: say("foot.made")) }
    page += HTML(trusted: "\n</body>\n</html>\n")
    return page.utf8
  }

  private var opening: HTML {
    let year = run.result.isPanel ? run.result.years.last : nil
    let indicators = run.framework.indicators.count
    return header(.class("opening")) {
      p(.class("kicker"), text: say("composite.kicker"))
      h1 {
        bdi(title)
        if let year { ", " + year.cell }
      }
      p(
        .class("lede"),
        text: say(
          "composite.lede",
          [
            "units": say.number(rows.count), "indicators": say.number(indicators),
            "share": percent(observedShare),
          ]))
    }
  }

  /// Of the cells that are ranked, the share that was there before gaps were filled.
  private var observedShare: Double {
    let data = run.raw.numbers
    let there = data.values.count { !$0.isNaN }
    return data.values.isEmpty ? 0 : Double(there) / Double(data.values.count)
  }

  /// The unit's name, and its code where that says more.
  func name(_ row: Int) -> String { run.result.units[row].name }

  func number(_ value: Double, _ digits: Int = 2) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return "–" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int64((value.magnitude * scale).rounded())
    let whole = Int(scaled / Int64(scale))
    let part = String(scaled % Int64(scale))
    let mark = say.language == .english ? "." : ","
    let sign = value < 0 && scaled > 0 ? "−" : ""
    let fraction =
      digits > 0 ? mark + String(repeating: "0", count: digits - part.count) + part : ""
    return sign + say.number(whole) + fraction
  }

  func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    return say.percent(Int((share * 1000).rounded()), of: 1000)
  }

  /// A rank: whole, or with one decimal where the interval ends between two.
  func rank(_ value: Double) -> String {
    value == value.rounded() ? number(value, 0) : number(value, 1)
  }
}

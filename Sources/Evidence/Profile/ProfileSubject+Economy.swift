/// Movements of all kinds, and what migrants send.
extension ProfileSubject {
  func movements() -> ProfileChapter {
    var chapter = ProfileChapter("movements")
    chapter.figures = [
      flow("return-flow", flows?.returns(to: code)),
      flow("transit-flow", flows?.transit(through: code)),
      national("irregular-entries"), national("trafficking-victims"),
      latest(
        "deaths", "sm_dth_migr", in: evidence.deaths, .deaths, remedy: "deaths",
        method: "method.registered", notes: [Phrase("note.minimum")]
      ) { .people(Int($0)) },
    ]
    return chapter
  }

  func economy() -> ProfileChapter {
    var chapter = ProfileChapter("economy")
    let table = evidence.remittances("usd", of: code)?.table
    chapter.figures = [
      remittances("remittances", "usd") { .dollars($0) },
      remittances("remittances-gdp", "pct_gdp") { .percent($0) },
    ]
    chapter.figures += [price("cost-in", isReceiver: true), price("cost-out", isReceiver: false)]
    chapter.figures += [senders()]
    let line = table?.series("usd", of: code) ?? []
    if line.count > 1 {
      chapter.pictures.append(
        Picture(
          title: Phrase("picture.remittances"),
          form: .lines([
            Picture.Line(
              name: Phrase("indicator.remittances"),
              points: line.map { Picture.Point(year: $0.year, value: $0.value / 1_000_000) })
          ]), sources: [evidence.remittances("usd", of: code)?.source].compactMap(\.self)))
    }
    return chapter
  }

  private func remittances(
    _ indicator: String, _ column: String, as value: (Double) -> Figure.Value
  )
    -> Figure
  {
    guard let (source, table) = evidence.remittances(column, of: code),
      let found = table.latest(column, of: code)
    else { return notCovered(indicator, .remittances, remedy: "remittances") }
    let isProduct = column == "usd" && table.label(of: code, in: found.year) == "pct_gdp_x_gdp"
    return Figure(
      indicator, value(found.value), year: String(found.year), sources: [source],
      method: isProduct ? "method.share-times-gdp" : "method.compiled")
  }

  /// Simple mean over the priced corridors of the newest quarter; corridors without a price are unknown.
  private func price(_ indicator: String, isReceiver: Bool) -> Figure {
    guard let quarter = evidence.priceQuarter else {
      return notCovered(indicator, .prices, remedy: "prices")
    }
    let prices = evidence.prices.filter {
      $0.quarter == quarter && (isReceiver ? $0.receiver : $0.sender) == code
    }
    guard !prices.isEmpty else {
      return .missing(
        indicator, Phrase("reason.unpriced", ["quarter": .time(quarter)]),
        remedy: Phrase("remedy.prices"), sources: [evidence.source(.prices)])
    }
    let mean = prices.reduce(0) { $0 + $1.cost } / Double(prices.count)
    let low = prices.map(\.cost).min() ?? mean
    let high = prices.map(\.cost).max() ?? mean
    return Figure(
      indicator, .percent(mean), year: quarter,
      sources: Set(prices.map(\.table)).sorted().map { evidence.source(.prices, table: $0) },
      method: "method.simple-mean", range: high > low ? low...high : nil,
      notes: [
        Phrase(
          "note.priced",
          [
            "n": .count(prices.count),
            "above": .count(prices.count { $0.cost > RemittancePrice.ceiling }),
            "within": .count(prices.count { $0.cost <= RemittancePrice.aim }),
          ])
      ])
  }

  private func senders() -> Figure {
    let incoming = evidence.remittancePairs.filter { $0.receiver == code && $0.millionDollars > 0 }
      .sorted { $0.millionDollars > $1.millionDollars }
    let sum = incoming.reduce(0) { $0 + $1.millionDollars }
    guard let top = incoming.first, sum > 0, let source = evidence.source(.remittancePairs) else {
      return notCovered("top-sender", .remittancePairs, remedy: "remittances")
    }
    return Figure(
      "top-sender", .percent(100 * top.millionDollars / sum), year: source.years, sources: [source],
      method: "method.modelled",
      notes: [
        Phrase("note.top-sender", ["country": .country(top.sender)]), Phrase("note.circular"),
      ])
  }
}

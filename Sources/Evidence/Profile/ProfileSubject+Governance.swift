import Policy

/// Treaties and scores, institutions, agreements, coherence.
extension ProfileSubject {
  func treatiesAndScores() -> ProfileChapter {
    var chapter = ProfileChapter("law")
    guard let treaties = evidence.treaties else {
      chapter.figures = [notCovered("treaty", .treaties, remedy: "treaties")] + scores()
      return chapter
    }
    for instrument in treaties.instruments {
      let name = instrument.instrument
      chapter.figures.append(
        Self.treaty(
          "treaty", evidence, treaties, of: code, instrument,
          detail: Phrase("treaty." + name.filter { $0.isLetter || $0.isNumber })))
    }
    chapter.figures += scores()
    return chapter
  }

  /// How a country stands to a treaty.
  static func treaty(
    _ indicator: String, _ evidence: Evidence, _ treaties: Treaties, of country: CountryCode,
    _ instrument: TreatyCoverage, detail: Phrase
  ) -> Figure {
    let act = treaties.act(of: country, on: instrument.instrument)
    let source = evidence.source(.treaties, table: act?.table ?? 0)
    let status = treaties.status(of: country, on: instrument.instrument)
    guard status != .unknown else {
      return .missing(
        indicator, detail: detail,
        Phrase(
          "reason.partial-list",
          [
            "listed": .count(instrument.listed),
            "stated": instrument.stated.map { .count($0) } ?? .text("?"),
            "year": .time(instrument.asOf),
          ]),
        remedy: Phrase("remedy.treaty"), sources: [source])
    }
    let year = act.map { $0.asOf.isEmpty ? instrument.asOf : $0.asOf } ?? instrument.asOf
    return Figure(
      indicator, detail: detail, .words(Phrase("treaty-status." + status.rawValue)), year: year,
      sources: [source], method: "method.list",
      notes: (act?.date.isEmpty == false
        ? [Phrase("note.treaty-date", ["date": .time(act?.date ?? "")])] : [])
        + (status == .not ? [Phrase("note.absent", ["year": .time(instrument.asOf)])] : []))
  }

  private func scores() -> [Figure] {
    let ours = evidence.policyScores.filter { $0.country == code }
    guard !ours.isEmpty, let year = ours.map(\.year).max() else {
      return [notCovered("policy-score", .policyScores, remedy: "policy-scores")]
    }
    return ours.filter { $0.year == year }.map { score in
      let detail = Phrase("domain." + score.domain.filter { $0.isLetter })
      let source = evidence.source(.policyScores, table: score.table)
      guard let value = score.score else {
        return .missing(
          "policy-score", detail: detail, Phrase("reason.silent", ["year": .text(String(year))]),
          remedy: Phrase("remedy.policy-scores"), sources: [source])
      }
      return Figure(
        "policy-score", detail: detail, .words(Phrase("score-class.\(value)")),
        year: String(year), sources: [source], method: "method.self-reported")
    }
  }

  func institutions() -> ProfileChapter {
    var chapter = ProfileChapter("institutions")
    guard let map = policies?.institutions, !map.institutions.isEmpty else {
      chapter.figures = ["institutions", "co-ordination-bodies"].map(withoutPolicies)
      return chapter
    }
    chapter.figures = [
      Figure("institutions", .people(map.institutions.count), method: "method.workspace"),
      Figure("co-ordination-bodies", .people(map.bodies.count), method: "method.workspace"),
    ]
    return chapter
  }

  func coherence() -> ProfileChapter {
    var chapter = ProfileChapter("coherence")
    guard let policies else {
      chapter.figures = [withoutPolicies("findings")]
      return chapter
    }
    chapter.figures = Finding.Kind.allCases.map { kind in
      Figure(
        "findings", detail: Phrase("finding." + kind.rawValue),
        .people(policies.findings.count { $0.kind == kind && $0.status != .dismissed }),
        method: "method.workspace")
    }
    return chapter
  }

  private func withoutPolicies(_ indicator: String) -> Figure {
    .missing(indicator, Phrase("reason.no-workspace"), remedy: Phrase("remedy.workspace"))
  }

  func cooperation() -> ProfileChapter {
    var chapter = ProfileChapter("cooperation")
    chapter.figures = agreements() + [portability()]
    return chapter
  }

  private func agreements() -> [Figure] {
    guard let agreements = evidence.agreements, let source = evidence.source(.agreements) else {
      return ["agreement-pairs", "agreements", "emigrants-in-agreement"].map {
        .missing($0, Phrase("reason.licence"), remedy: Phrase("remedy.agreements"))
      }
    }
    let ours = agreements.of(code)
    let all = evidence.sources[.agreements] ?? []
    let years = all.count == 1 ? source.years : agreements.years
    let count = ours.values.reduce(0) { $0 + $1.count }
    var figures = [
      Figure(
        "agreement-pairs", .people(ours.count), year: years, sources: all,
        method: "method.signed"),
      Figure("agreements", .people(count), year: years, sources: all, method: "method.signed"),
    ]
    let coded = ours.values.flatMap(\.self).compactMap(\.features)
    if !coded.isEmpty {
      let mean = coded.reduce(0.0) { $0 + Double($1.count) } / Double(coded.count)
      figures.append(
        Figure(
          "agreement-features", .index(mean), year: years,
          sources: all + (evidence.sources[.provisions] ?? []), method: "method.coded",
          notes: [
            Phrase(
              "note.coded", ["n": .count(coded.count), "all": .count(agreements.features.count)])
          ]))
    }
    if let edition = evidence.newestStocks,
      let emigrants = evidence.emigrants(of: code, in: edition).last, emigrants.people > 0
    {
      let inside = emigrants.destinations.reduce(0) {
        $0 + (ours[$1.country] == nil ? 0 : $1.people)
      }
      figures.append(
        Figure(
          "emigrants-in-agreement", .percent(100 * Double(inside) / Double(emigrants.people)),
          year: String(emigrants.year), sources: [emigrants.source] + all,
          method: "method.mirror"))
    }
    return figures
  }

  /// The share of emigrants whose social security goes with them by an arrangement on record: a lower bound.
  private func portability() -> Figure {
    guard let edition = evidence.newestStocks,
      let emigrants = evidence.emigrants(of: code, in: edition).last, emigrants.people > 0,
      let lists = evidence.sources[.socialSecurity]
    else { return notCovered("portable", .socialSecurity, remedy: "social-security") }
    let bound = emigrants.destinations.reduce(0) { sum, share in
      PortabilityRegime(PairTable.Pair(code, share.country), in: evidence).isPortable
        ? sum + share.people : sum
    }
    // Nothing on record says nothing on the bilateral agreements that are not: no per cent at all.
    guard bound > 0 else {
      return .missing(
        "portable", Phrase("reason.no-arrangement"), remedy: Phrase("remedy.social-security"),
        sources: [emigrants.source] + lists)
    }
    let share = 100 * Double(bound) / Double(emigrants.people)
    return Figure(
      "portable", .percent(share), year: String(emigrants.year),
      sources: [emigrants.source] + lists,
      method: "method.portability", range: share < 100 ? share...100 : nil,
      notes: [Phrase("note.lower-bound")]
        + (lists.contains { $0.producer == Source.own } ? [Phrase("note.own-list")] : []))
  }

  /// What the assessment of the data comes to.
  func findings(_ chapters: [ProfileChapter]) -> ProfileChapter {
    var chapter = ProfileChapter("assessment")
    let figures = chapters.flatMap(\.figures)
    let missing = figures.filter(\.isMissing)
    chapter.figures = [
      Figure("figures-held", .people(figures.count - missing.count), method: "method.counted"),
      Figure("figures-missing", .people(missing.count), method: "method.counted"),
    ]
    return chapter
  }
}

import Policy

/// What binds the two countries of a corridor.
extension CorridorSubject {
  func mirror(_ desk: MirrorDesk) -> ProfileChapter {
    var chapter = ProfileChapter("corridor-mirror")
    for comparison in desk.comparisons.suffix(6) {
      var notes: [Phrase] = []
      if let gap = comparison.gap { notes.append(Phrase("note.gap", ["gap": .percent(100 * gap)])) }
      if let ratio = comparison.ratio {
        notes.append(Phrase("note.ratio", ["ratio": .number(ratio)]))
      }
      let source = evidence.newestStocks?.source
      for (indicator, people, name) in [
        ("reported-by-destination", comparison.byDestination, comparison.destinationSource),
        ("reported-by-origin", comparison.byOrigin, comparison.originSource),
      ] {
        let detail = Phrase("measure." + comparison.measure.rawValue)
        guard let people else {
          // One-sided: said once, for the newest year, under the side that is silent.
          if comparison == desk.comparisons.last {
            chapter.figures.append(
              .missing(
                indicator, detail: detail, Phrase("reason.one-sided"),
                remedy: Phrase(
                  indicator == "reported-by-origin"
                    ? "remedy.ask-origin" : "remedy.ask-destination", ends)))
          }
          continue
        }
        chapter.figures.append(
          Figure(
            indicator, detail: detail, .people(people), year: String(comparison.year),
            sources: name == source?.name
              ? [source]
              : [Source(subject: .reports, producer: name, revision: "")],
            method: name == source?.name ? "method.own-count" : "method.reported", notes: notes))
      }
    }
    if desk.comparisons.isEmpty {
      chapter.figures = [
        .missing(
          "reported-by-destination", Phrase("reason.both-silent"),
          remedy: Phrase("remedy.ask-destination", ends))
      ]
    }
    return chapter
  }

  func agreements() -> ProfileChapter {
    var chapter = ProfileChapter("corridor-agreements")
    guard let agreements = evidence.agreements else {
      chapter.figures = [
        .missing("agreement", Phrase("reason.licence"), remedy: Phrase("remedy.agreements"))
      ]
      return chapter
    }
    let signed = agreements.between(pair.origin, pair.destination)
    guard !signed.isEmpty else {
      chapter.figures = [
        .missing(
          "agreement",
          Phrase(
            "reason.no-agreement",
            [
              "source": .sources(evidence.sources[.agreements] ?? [])
            ]), remedy: Phrase("remedy.agreement-check"),
          sources: evidence.sources[.agreements] ?? [])
      ]
      return chapter
    }
    for agreement in signed {
      let source = evidence.source(.agreements, table: agreement.table)
      let when = agreement.signed.isEmpty ? agreement.year.map(String.init) ?? "" : agreement.signed
      guard let features = agreement.features else {
        chapter.figures.append(
          Figure(
            "agreement", detail: Phrase("detail.id", ["id": .text(agreement.id)]),
            .words(Phrase("agreement.text-missing")), year: when, sources: [source],
            method: "method.signed"))
        continue
      }
      chapter.figures.append(
        Figure(
          "agreement", detail: Phrase("detail.id", ["id": .text(agreement.id)]),
          .words(
            Phrase(
              "agreement.features",
              ["n": .count(features.count), "all": .count(agreements.features.count)])),
          year: when, sources: [source] + (evidence.sources[.provisions] ?? []),
          method: "method.coded",
          notes: agreements.features.filter(features.contains).map { Phrase("feature." + $0) }))
    }
    return chapter
  }

  func treaties() -> ProfileChapter {
    var chapter = ProfileChapter("corridor-treaties")
    guard let treaties = evidence.treaties else {
      chapter.figures = [noFigure("treaty", .treaties, remedy: "treaties")]
      return chapter
    }
    for instrument in treaties.instruments {
      for (indicator, country) in [
        ("treaty-origin", pair.origin), ("treaty-destination", pair.destination),
      ] {
        chapter.figures.append(
          ProfileSubject.treaty(
            indicator, evidence, treaties, of: country, instrument,
            detail: Phrase("treaty." + instrument.instrument.filter { $0.isLetter || $0.isNumber }))
        )
      }
    }
    return chapter
  }

  func portability() -> ProfileChapter {
    var chapter = ProfileChapter("corridor-portability")
    let regime = PortabilityRegime(pair, in: evidence)
    let lists = evidence.sources[.socialSecurity] ?? []
    var notes = regime.arrangements.map {
      Phrase(
        $0.isInForce == true
          ? "note.arrangement"
          : $0.isInForce == false ? "note.arrangement-not" : "note.arrangement-unclear",
        ["name": .text($0.name), "since": .time($0.since)])
    }
    if regime.arrangements.contains(where: \.coversCitizensOnly) {
      notes.append(Phrase("note.citizens-only"))
    }
    if lists.contains(where: { $0.producer == Source.own }), !regime.arrangements.isEmpty {
      notes.append(Phrase("note.own-list"))
    }
    if regime.isPortable || regime.possible.count == 1 {
      chapter.figures = [
        Figure(
          "portability-regime", .words(Phrase("regime." + regime.possible[0].rawValue)),
          sources: lists + [regime.hostLaw == nil ? nil : evidence.source(.hostLaw)],
          method: "method.portability", notes: notes)
      ]
    } else {
      var figure = Figure.missing(
        "portability-regime",
        Phrase(
          "reason.regime-open",
          ["regimes": .text(regime.possible.map(\.rawValue).joined(separator: ", "))]),
        remedy: Phrase("remedy.social-security"), sources: lists)
      figure.notes = notes
      chapter.figures = [figure]
    }
    chapter.figures.append(
      .missing(
        "irregular-share", Phrase("reason.national"), remedy: Phrase("remedy.irregular-entries")))
    return chapter
  }

  func policies(_ promises: [CorridorPromise], hasPolicies: Bool) -> ProfileChapter {
    var chapter = ProfileChapter("corridor-policies")
    guard hasPolicies else {
      chapter.figures = [
        .missing("promise", Phrase("reason.no-workspace"), remedy: Phrase("remedy.workspace"))
      ]
      return chapter
    }
    chapter.figures = promises.map(\.figure)
    if promises.isEmpty {
      chapter.figures = [
        .missing(
          "promise", Phrase("reason.no-promise", ends), remedy: Phrase("remedy.promise", ends))
      ]
    }
    return chapter
  }
}

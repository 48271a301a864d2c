/// The rules by which each dimension gets its score.
struct AssessmentRules {
  typealias Judgement = (IndicatorAssessment.Mark, String)

  let knowledge: IndicatorKnowledge
  let required: [String]
  let year: Int

  func judge(_ dimension: IndicatorAssessment.Dimension) -> Judgement {
    switch dimension {
    case .availability: return availability
    case .use: return use
    default: break
    }
    // Where there is no figure, nothing else can be said of it.
    guard knowledge.availability != IndicatorKnowledge.Availability.none else {
      return (.doesNotApply, "there is no figure")
    }
    switch dimension {
    case .timeliness: return timeliness
    case .periodicity: return periodicity
    case .completeness: return completeness
    case .disaggregation: return disaggregation
    case .comparability: return comparability
    case .coherence: return coherence
    case .accessibility: return accessibility
    default: return reliability
    }
  }

  private func duration(_ count: Double) -> String {
    count == 1 ? "1 year" : "\(count.plain) years"
  }

  private var availability: Judgement {
    switch knowledge.availability {
    case nil: (.unknown, "it is not known whether anybody counts it")
    case .national: (.score(1), "the country counts it")
    case .mirror: (.score(1), "others count it: countries on the other side, or an organisation")
    case .modelled: (.score(1), "it is modelled from other figures")
    case .some(.none): (.score(0), "nobody counts it")
    }
  }

  /// 1 − (age − allowed lag) / 10, within 0 and 1.
  private var timeliness: Judgement {
    guard let years = knowledge.years else { return (.unknown, "its years are not known") }
    guard let last = years.max() else { return (.score(0), "no year has a figure") }
    guard let origin = knowledge.origin else {
      return (.unknown, "the last figure is of \(last), but not from which kind of source")
    }
    let late = Double(year) - Double(last) - origin.allowedLag
    return (
      .score(1 - min(max(late / 10, 0), 1)),
      "the last figure is of \(last); a \(origin.rawValue) may be \(duration(origin.allowedLag)) old"
    )
  }

  /// Figures of the last ten years over those expected.
  private var periodicity: Judgement {
    guard let years = knowledge.years else { return (.unknown, "its years are not known") }
    guard let interval = knowledge.interval ?? knowledge.origin?.interval, interval > 0 else {
      return (.unknown, "it is not known how often it should come")
    }
    let recent = Set(years.filter { $0 > year - 10 && $0 <= year }).sorted()
    let expected = max(1, 10 / interval)
    let hole = zip(recent, recent.dropFirst()).map { $1 - $0 }.max()
    return (
      .score(Double(recent.count) / expected),
      "\(recent.count == 1 ? "1 figure" : "\(recent.count) figures") in ten years, where \(expected.plain) are due"
        + (hole.map { "; the longest hole is \(duration(Double($0)))" } ?? "")
    )
  }

  private var completeness: Judgement {
    guard let known = knowledge.known, let whole = knowledge.whole else {
      return (.unknown, "how much of it is known is not said")
    }
    guard whole > 0 else { return (.doesNotApply, "there is nobody to know about") }
    return (.score(known / whole), "\((100 * known / whole).rounded().plain) % of it is known")
  }

  private var disaggregation: Judgement {
    guard !required.isEmpty else { return (.doesNotApply, "no breakdown is needed") }
    let present = required.filter(knowledge.brokenDown.contains)
    let open = required.filter {
      !knowledge.brokenDown.contains($0) && !knowledge.notBrokenDown.contains($0)
    }
    guard open.count < required.count else {
      return (.unknown, "its breakdowns are not known")
    }
    let missing = required.filter(knowledge.notBrokenDown.contains)
    let count = Double(required.count)
    let answered = Double(required.count - open.count)
    let reason =
      "broken down by \(present.isEmpty ? "nothing" : present.joined(separator: ", "))"
      + (missing.isEmpty ? "" : "; not by \(missing.joined(separator: ", "))")
      + (open.isEmpty ? "" : "; not known whether by \(open.joined(separator: ", "))")
      + (knowledge.joint.isEmpty
        ? "" : "; jointly by \(knowledge.joint.sorted().joined(separator: ", "))")
    return (
      .score(
        Double(present.count) / answered, low: Double(present.count) / count,
        high: Double(present.count + open.count) / count),
      reason
    )
  }

  /// People born abroad 1, citizens of other countries ½, imputed 0; less ¼ each for refugees added, mixed revisions and an
  /// unmarked break.
  private var comparability: Judgement {
    guard let definition = knowledge.definition, !definition.isEmpty else {
      return (.unknown, "its definition is not stated")
    }
    var score: Double
    var reasons: [String]
    if definition.contains("I") {
      (score, reasons) = (0, ["it is imputed"])
    } else if definition.contains("C") {
      (score, reasons) = (0.5, ["citizens of other countries are counted, not people born abroad"])
    } else {
      (score, reasons) = (1, ["people born abroad are counted"])
    }
    if definition.contains("R") {
      score -= 0.25
      reasons.append("refugees were added")
    }
    if let revisions = knowledge.revisions, revisions > 1 {
      score -= 0.25
      reasons.append("\(revisions) revisions are mixed")
    }
    if knowledge.hasBreak == true {
      score -= 0.25
      reasons.append("there is a break that is not marked")
    }
    return (.score(score), reasons.joined(separator: "; "))
  }

  /// 1 less the widest of the gaps that are known.
  private var coherence: Judgement {
    let gaps = [
      ("the accounting identity", knowledge.identityGap),
      ("the other side's report", knowledge.mirrorGap),
      ("another producer", knowledge.producerGap),
    ].compactMap { name, gap in gap.map { (name, $0) } }
    guard let widest = gaps.max(by: { $0.1 < $1.1 }) else {
      return (.unknown, "it was never compared with another figure")
    }
    return (
      .score(1 - widest.1), "it differs by \((100 * widest.1).rounded().plain) % from \(widest.0)"
    )
  }

  private var accessibility: Judgement {
    let names = ["machine readable", "open format", "metadata", "download", "terms of use"]
    let answers = zip(names, knowledge.openness).compactMap { name, value in
      value.map { (name, $0) }
    }
    guard !answers.isEmpty else { return (.unknown, "how it is published is not known") }
    let sum = answers.reduce(0) { $0 + $1.1 }
    let open = Double(names.count - answers.count)
    let lacking = answers.filter { $0.1 < 1 }.map(\.0)
    return (
      .score(sum / Double(answers.count), low: sum / 5, high: (sum + open) / 5),
      lacking.isEmpty ? "openly published" : "lacking: \(lacking.joined(separator: ", "))"
    )
  }

  /// Half for an error or a range that is published, half for a figure that is counted and not modelled.
  private var reliability: Judgement {
    guard let publishes = knowledge.publishesError else {
      return (.unknown, "it is not known whether its error is published")
    }
    let isModelled = knowledge.availability == .modelled
    return (
      .score((publishes ? 0.5 : 0) + (isModelled ? 0 : 0.5)),
      (publishes ? "its error or range is published" : "neither error nor range is published")
        + (isModelled ? "; it is modelled" : "")
    )
  }

  private var use: Judgement {
    guard let targets = knowledge.targets else {
      return (.unknown, "it is not known which policy targets need it")
    }
    guard targets > 0 else { return (.doesNotApply, "no policy target needs it") }
    guard let served = knowledge.targetsServed else {
      return (.unknown, "\(targets) policy targets need it; how many it serves is not known")
    }
    return (
      .score(Double(served) / Double(targets)), "serves \(served) of \(targets) policy targets"
    )
  }
}

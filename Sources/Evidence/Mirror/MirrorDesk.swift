/// What both ends of a corridor say about it, the difference, and whom to ask.
///
/// Ratio F^d / F^o and symmetric gap |F^o − F^d| / max. A corridor that one side alone reports stays one-sided: the other
/// side's silence is no zero.
public struct MirrorDesk: Sendable, Hashable {
  public struct Comparison: Sendable, Hashable {
    public var measure: BilateralReport.Measure
    public var year: Int
    public var byOrigin: Int?
    public var byDestination: Int?
    public var originSource: String
    public var destinationSource: String

    /// Destination's figure over origin's; nil when one is missing or the origin's is zero.
    public var ratio: Double? {
      guard let byOrigin, let byDestination, byOrigin > 0 else { return nil }
      return Double(byDestination) / Double(byOrigin)
    }

    /// 0 when they agree, 1 when one says nobody and the other somebody; nil when one side is silent.
    public var gap: Double? {
      guard let byOrigin, let byDestination else { return nil }
      let most = max(byOrigin, byDestination)
      return most == 0 ? 0 : Double(abs(byOrigin - byDestination)) / Double(most)
    }
  }

  public var pair: PairTable.Pair
  /// By measure and year, rising.
  public var comparisons: [Comparison]
  /// The countries whose figure is missing, or both where they differ by more than a tenth.
  public var ask: [BilateralReport.Reporter]

  public init(_ pair: PairTable.Pair, in evidence: Evidence) {
    self.pair = pair
    var found: [String: Comparison] = [:]
    func add(
      _ measure: BilateralReport.Measure, _ year: Int, _ people: Int,
      by reporter: BilateralReport.Reporter,
      source: String
    ) {
      var comparison =
        found["\(measure.rawValue) \(year)"]
        ?? Comparison(measure: measure, year: year, originSource: "", destinationSource: "")
      switch reporter {
      case .origin:
        comparison.byOrigin = people
        comparison.originSource = source
      case .destination:
        comparison.byDestination = people
        comparison.destinationSource = source
      }
      found["\(measure.rawValue) \(year)"] = comparison
    }
    // The table of the United Nations is what destinations report, unless it was imputed.
    if let edition = evidence.newestStocks, edition.types[pair.destination]?.imputed != true {
      for year in edition.years {
        if let people = edition.table.value(pair, year) {
          add(.stock, year, people, by: .destination, source: edition.source.name)
        }
      }
    }
    for report in evidence.reports
    where report.origin == pair.origin && report.destination == pair.destination {
      add(report.measure, report.year, report.people, by: report.reporter, source: report.source)
    }
    comparisons = found.values.sorted {
      ($0.measure.rawValue, $0.year) < ($1.measure.rawValue, $1.year)
    }
    let twoSided = comparisons.filter { $0.gap != nil }
    if twoSided.isEmpty {
      ask = comparisons.contains { $0.byDestination != nil } ? [.origin] : [.destination, .origin]
    } else {
      ask = twoSided.contains { ($0.gap ?? 0) > 0.1 } ? [.destination, .origin] : []
    }
  }
}

public import Coherence
public import Policy

/// The findings of a workspace as persons left them, made from the judge's findings and the log of what persons did.
///
/// Pure: the same findings and entries give the same review.
public struct Review: Sendable {
  /// In the judge's order, then persons' own. What was merged stands in the finding that it was merged into.
  public let findings: [ReviewedFinding]
  /// Entries on findings that are not there any more, the oldest first.
  public let gone: [Decision]
  /// How often each rule was right, as far as persons decided.
  public let calibration: Calibration

  /// - Parameters:
  ///   - findings: as they were judged, or added by persons; their status is not looked at.
  ///   - own: ids of those that persons added.
  ///   - log: all entries, the oldest first.
  ///   - carried: for a finding that is gone, the one that has taken its place, of whatever edition.
  /// - Complexity: linear in the findings and the entries.
  public init(
    _ findings: [Finding], own: Set<Finding.ID> = [], log: [Decision] = [],
    carried: [Finding.ID: Finding.ID] = [:]
  ) {
    let places = Dictionary(
      findings.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var entries: [Int: [Decision]] = [:]
    var gone: [Decision] = []
    func place(of id: Finding.ID) -> Int? {
      Self.successor(of: id, carried, among: places)
    }
    for entry in log {
      if let i = place(of: entry.finding) {
        entries[i, default: []].append(entry)
      } else {
        gone.append(entry)
      }
    }
    self.gone = gone
    var reviewed = findings.enumerated().map { i, finding in
      ReviewedFinding(finding, isOwn: own.contains(finding.id), log: entries[i] ?? [])
    }
    calibration = Calibration(
      reviewed.filter { !$0.isOwn }.map {
        var finding = $0.judged
        finding.status = $0.finding.status
        return finding
      })
    for i in reviewed.indices where reviewed[i].finding.status == .proposed {
      reviewed[i].finding.score = calibration.score(of: reviewed[i].judged)
    }
    self.findings = Self.merged(reviewed, place)
  }

  /// The finding of the present that an entry on `id` holds for, by its place.
  private static func successor(
    of id: Finding.ID, _ carried: [Finding.ID: Finding.ID], among places: [Finding.ID: Int]
  ) -> Int? {
    var id = id
    // As many steps as there are editions; a ring in a damaged file ends it too.
    for _ in 0...carried.count {
      if let place = places[id] { return place }
      guard let next = carried[id] else { return nil }
      id = next
    }
    return nil
  }

  /// Puts each finding that was merged into its target. What would close a ring stays where it is.
  private static func merged(_ reviewed: [ReviewedFinding], _ place: (Finding.ID) -> Int?)
    -> [ReviewedFinding]
  {
    var target: [Int: Int] = [:]
    func root(_ i: Int) -> Int {
      var i = i
      while let next = target[i] { i = next }
      return i
    }
    for (i, each) in reviewed.enumerated() {
      guard let into = each.mergedInto, let place = place(into), root(place) != i else { continue }
      target[i] = place
    }
    guard !target.isEmpty else { return reviewed }
    var reviewed = reviewed
    for i in target.keys.sorted() {
      let into = root(i)
      reviewed[into].merged.append(reviewed[i])
      reviewed[into].finding.takeIn(reviewed[i].finding)
    }
    return reviewed.indices.filter { target[$0] == nil }.map { reviewed[$0] }
  }

  /// The finding of an id, also where it was merged into another.
  public func finding(_ id: Finding.ID) -> ReviewedFinding? {
    for finding in findings {
      if finding.id == id { return finding }
      if let merged = finding.merged.first(where: { $0.id == id }) { return merged }
    }
    return nil
  }

  /// What waits for a person, the weightiest first: by how much the finding would move a coherence score, if true, times how likely
  /// it is.
  public func queue(_ weights: ScoreWeights) -> [ReviewedFinding] {
    findings.filter(\.isOpen).enumerated().sorted { a, b in
      let first = weights.weight(of: a.element.finding)
      let second = weights.weight(of: b.element.finding)
      return first == second ? a.offset < b.offset : first > second
    }.map(\.element)
  }
}

extension ScoreWeights {
  /// What hangs on a finding: how far it speaks for or against coherence, times its score.
  public func weight(of finding: Finding) -> Double {
    abs(self[finding.kind]) * (finding.score.isFinite ? finding.score : 0)
  }
}

extension ReviewedFinding {
  init(_ judged: Finding, isOwn: Bool, log: [Decision]) {
    self.judged = judged
    self.isOwn = isOwn
    self.log = log
    finding = judged
    finding.status = log.last { $0.status != nil }?.status ?? .proposed
    if let edit, case .reason(let sentence) = edit.act, !sentence.isEmpty { finding.why = sentence }
  }

  /// Where the latest of merging and opening again has put it.
  var mergedInto: Finding.ID? {
    for entry in log.reversed() {
      switch entry.act {
      case .merge(let into): return into
      case .status(.proposed): return nil
      default: continue
      }
    }
    return nil
  }
}

extension Finding {
  /// Adds what another says that is not said here.
  fileprivate mutating func takeIn(_ other: Finding) {
    let places = Set(between.map(\.place))
    between += other.between.filter { !places.contains($0.place) }
    objectives += other.objectives.filter { !objectives.contains($0) }
    populations += other.populations.filter { !populations.contains($0) }
    grounds += other.grounds.filter { !grounds.contains($0) }
  }
}

public import Policy

/// Known sums by which a table of migrants is recognised: which producer's which revision it is, and whether its years
/// stand where they should. `controls.csv`: subject, producer, revision, year, origin, destination, people; without
/// countries a row is the world's sum.
public struct ControlTotals: Sendable {
  struct Control: Sendable {
    var subject: Subject
    var producer: String
    var revision: String
    var year: Int
    var pair: PairTable.Pair?
    var people: Int
  }

  /// Two hundredths of a thousandth: revisions of one year differ by more.
  static let tolerance = 2e-5

  let controls: [Control]

  public init(_ table: Table) throws(EvidenceError) {
    var controls: [Control] = []
    for row in table.rows {
      guard let subject = Subject(rawValue: row["subject"]), let year = Int(row["year"]),
        let people = Int(row["people"])
      else {
        throw EvidenceError(
          table.file, cell: "line \(row.line)", problem: "The row is no control total.",
          remedy: "It needs subject, year and people.")
      }
      var pair: PairTable.Pair?
      if let origin = CountryCode(row["origin"]), let destination = CountryCode(row["destination"])
      {
        pair = PairTable.Pair(origin, destination)
      }
      controls.append(
        Control(
          subject: subject, producer: row["producer"], revision: row["revision"], year: year,
          pair: pair, people: people))
    }
    self.controls = controls
  }

  /// What a table turned out to be.
  struct Recognition {
    var producer: String
    var revision: String
    /// Controls that were compared.
    var checked: Int
  }

  /// Finds the one revision whose world sums a table has.
  ///
  /// - Parameters:
  ///   - sums: world sums of the table by year.
  ///   - value: the figure of a pair in a year.
  ///   - claimed: what the person says it is.
  /// - Returns: nil when no control total is known for what it is claimed to be.
  /// - Throws: `EvidenceError` when years are of two revisions, stand in reverse, miss the claimed revision's totals, or
  ///   nothing is claimed and nothing is known.
  func recognise(
    _ subject: Subject, sums: [Int: Int], value: (PairTable.Pair, Int) -> Int?,
    claimed: (producer: String?, revision: String?), file: String
  ) throws(EvidenceError) -> Recognition? {
    let known = Dictionary(grouping: controls.filter { $0.subject == subject }) {
      $0.producer + "\t" + $0.revision
    }
    func matches(_ control: Control, in year: Int? = nil) -> Bool? {
      let year = year ?? control.year
      let found = control.pair.map { value($0, year) } ?? sums[year]
      guard let found else { return nil }
      return abs(Double(found - control.people)) <= Self.tolerance * Double(control.people)
    }
    var matchedYears: [String: [Int]] = [:]
    for (name, controls) in known {
      let results = controls.compactMap { control in matches(control).map { (control, $0) } }
      if !results.isEmpty, results.allSatisfy(\.1) {
        guard let first = controls.first else { continue }
        if let revision = claimed.revision, revision != first.revision {
          throw EvidenceError(
            file,
            problem:
              "The table is \(first.producer), \(first.revision), by its control totals, not \(revision).",
            remedy: "Leave --revision out, or give the right file.")
        }
        return Recognition(
          producer: first.producer, revision: first.revision, checked: results.count)
      }
      let years = results.filter { $0.1 && $0.0.pair == nil }.map(\.0.year)
      if !years.isEmpty { matchedYears[name] = years.sorted() }
    }
    try refuseReversed(known, sums, matches, file)
    if matchedYears.count > 1 {
      let parts = matchedYears.keys.sorted().map { name in
        let years = (matchedYears[name] ?? []).map(String.init).joined(separator: ", ")
        return "\(years) of \(name.split(separator: "\t").joined(separator: ", "))"
      }
      throw EvidenceError(
        file, problem: "Two revisions are mixed in the table: \(parts.joined(separator: "; ")).",
        remedy: "Import each revision from its own file; a change across revisions is no change.")
    }
    return try compareClaim(known, sums, matches, claimed, file, matchedYears)
  }

  /// A table whose columns of years are in the wrong order matches when they are turned round.
  private func refuseReversed(
    _ known: [String: [Control]], _ sums: [Int: Int], _ matches: (Control, Int?) -> Bool?,
    _ file: String
  ) throws(EvidenceError) {
    let years = sums.keys.sorted()
    guard years.count > 1 else { return }
    for controls in known.values {
      let world = controls.filter { $0.pair == nil && years.contains($0.year) }
      guard world.count > 1, let first = world.first else { continue }
      let turned = world.allSatisfy { control in
        guard let at = years.firstIndex(of: control.year) else { return false }
        return matches(control, years[years.count - 1 - at]) == true
      }
      guard turned else { continue }
      throw EvidenceError(
        file,
        problem:
          "The years stand in reverse: the sum under \(years[0]) is the one of \(years[years.count - 1]) in \(first.producer), \(first.revision).",
        remedy: "Turn the names of the year columns round, or get the table from its producer.")
    }
  }

  private func compareClaim(
    _ known: [String: [Control]], _ sums: [Int: Int], _ matches: (Control, Int?) -> Bool?,
    _ claimed: (producer: String?, revision: String?), _ file: String,
    _ matchedYears: [String: [Int]]
  ) throws(EvidenceError) -> Recognition? {
    guard let revision = claimed.revision else {
      let choices = known.keys.sorted().map { $0.split(separator: "\t").joined(separator: ", ") }
      throw EvidenceError(
        file,
        problem:
          "The control totals are those of no revision that is known (\(choices.joined(separator: "; "))).",
        remedy:
          "If it is a newer edition, say which: --producer NAME --revision NAME. If it is one of these, rows are missing or changed: get it again."
      )
    }
    let producer = claimed.producer ?? Source.unitedNations
    guard let controls = known[producer + "\t" + revision] else {
      if let (name, years) = matchedYears.first {
        throw EvidenceError(
          file,
          problem:
            "The figures of \(years.map(String.init).joined(separator: ", ")) are those of \(name.split(separator: "\t").joined(separator: ", ")), but the table is given as \(revision).",
          remedy: "Do not put years of two revisions into one table: import each from its own file."
        )
      }
      return nil
    }
    let wrong = controls.filter { matches($0, nil) == false }
    guard let first = wrong.first else { return nil }
    let what = first.pair.map { "\($0.origin) to \($0.destination)" } ?? "the world"
    throw EvidenceError(
      file, cell: "\(what), \(first.year)",
      problem: "The figure is not the \(first.people) of \(producer), \(revision).",
      remedy:
        "Rows are missing or changed, or it is another revision: get the file again from the producer."
    )
  }
}

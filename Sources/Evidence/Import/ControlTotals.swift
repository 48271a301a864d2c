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

  /// The revisions of migrant stocks that have this sum of a year.
  func editions(year: Int, sum: Double) -> [String] {
    controls.filter {
      $0.subject == .stocks && $0.pair == nil && $0.year == year
        && abs(sum - Double($0.people)) <= Self.tolerance * Double($0.people)
    }.map { "\($0.producer), \($0.revision)" }
  }

  /// The bundled sums.
  ///
  /// - Parameter bundled: fetches the bytes of a file of `Resources/evidence` by its name.
  public init(bundled: (String) throws -> [UInt8]) throws {
    try self.init(Table(bundled("controls.csv"), file: "controls.csv"))
  }

  /// What a table turned out to be.
  struct Recognition {
    var producer: String
    var revision: String
    /// Controls that were compared.
    var checked: Int
  }

  /// A table of people as it is recognised by.
  struct Candidate {
    var subject: Subject
    var file: String
    /// World sums by year.
    var sums: [Int: Int]
    /// The figure of a pair in a year.
    var value: (PairTable.Pair, Int) -> Int?
    /// Where the figures of a year, or of a pair in a year, begin in the file.
    var place: (Int, PairTable.Pair?) -> String?
    /// What the person says it is.
    var producer: String?
    var revision: String?

    /// Nil where the table has no such figure.
    func matches(_ control: Control, in year: Int? = nil) -> Bool? {
      let year = year ?? control.year
      guard let found = control.pair.map({ value($0, year) }) ?? sums[year] else { return nil }
      return abs(Double(found - control.people)) <= ControlTotals.tolerance * Double(control.people)
    }
  }

  /// One revision with its controls, and the years of a table whose sums are its.
  private struct Edition {
    var producer: String
    var revision: String
    var controls: [Control]
    var matched: Set<Int>
    /// Controls that the table has figures for.
    var compared: Int
    var wrong: [Control]

    var name: String { "\(producer), \(revision)" }
  }

  /// Why a table is not taken.
  enum Refusal: Error {
    /// Its sums are those of no revision, or miss some of one: which cells are to blame can be looked for.
    case sums(EvidenceError)
    case other(EvidenceError)

    var error: EvidenceError {
      switch self {
      case .sums(let error), .other(let error): error
      }
    }
  }

  /// Finds the one revision whose world sums a table has.
  ///
  /// - Returns: nil when no control total is known for what it is claimed to be.
  /// - Throws: `Refusal` when years are of two revisions, stand in reverse, miss the claimed revision's totals, or
  ///   nothing is claimed and nothing is known.
  func recognise(_ table: Candidate) throws(Refusal) -> Recognition? {
    let editions = editions(table)
    try refuseReversed(editions, table)
    try refuseMixed(editions, table)
    let likeliest = editions.max {
      ($0.matched.count, -$0.wrong.count) < ($1.matched.count, -$1.wrong.count)
    }
    guard let likeliest, !likeliest.matched.isEmpty else {
      return try withoutMatch(editions, table)
    }
    if let revision = table.revision,
      revision != likeliest.revision || table.producer.map({ $0 != likeliest.producer }) == true
    {
      let years = likeliest.matched.sorted()
      throw .other(
        EvidenceError(
          table.file, cell: years.first.flatMap { table.place($0, nil) },
          problem:
            "The figures of \(Self.list(years)) are those of \(likeliest.name), by their control totals, not of \(revision).",
          remedy:
            "Leave --revision out, or give the right file; years of two revisions do not go into one table."
        ))
    }
    if let wrong = likeliest.wrong.first { throw miss(wrong, likeliest, table) }
    return Recognition(
      producer: likeliest.producer, revision: likeliest.revision, checked: likeliest.compared)
  }

  private func editions(_ table: Candidate) -> [Edition] {
    Dictionary(grouping: controls.filter { $0.subject == table.subject }) {
      [$0.producer, $0.revision]
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, controls in
      let results = controls.compactMap { control in table.matches(control).map { (control, $0) } }
      return Edition(
        producer: key[0], revision: key[1], controls: controls,
        matched: Set(results.filter { $0.1 && $0.0.pair == nil }.map(\.0.year)),
        compared: results.count, wrong: results.filter { !$0.1 }.map(\.0))
    }
  }

  /// No single revision has all the years that are recognised.
  private func refuseMixed(_ editions: [Edition], _ table: Candidate) throws(Refusal) {
    let all = editions.reduce(into: Set<Int>()) { $0.formUnion($1.matched) }
    guard !editions.contains(where: { $0.matched == all }) else { return }
    let ordered = editions.filter { !$0.matched.isEmpty }.sorted {
      $0.matched.count > $1.matched.count
    }
    let stranger = all.subtracting(ordered[0].matched).min()
    let parts = ordered.map { "\(Self.list($0.matched.sorted())) of \($0.name)" }
    throw .other(
      EvidenceError(
        table.file, cell: stranger.flatMap { table.place($0, nil) },
        problem: "Two revisions are mixed in the table: \(parts.joined(separator: "; ")).",
        remedy: "Import each revision from its own file; a change across revisions is no change."))
  }

  static func list(_ years: [Int]) -> String { years.map(String.init).joined(separator: ", ") }

  /// A table whose columns of years are in the wrong order matches when they are turned round.
  private func refuseReversed(_ editions: [Edition], _ table: Candidate) throws(Refusal) {
    let years = table.sums.keys.sorted()
    guard years.count > 1 else { return }
    for edition in editions {
      let world = edition.controls.filter { $0.pair == nil && years.contains($0.year) }
      guard world.count > 1 else { continue }
      let turned = world.allSatisfy { control in
        guard let at = years.firstIndex(of: control.year) else { return false }
        return table.matches(control, in: years[years.count - 1 - at]) == true
      }
      guard turned else { continue }
      throw .other(
        EvidenceError(
          table.file, cell: table.place(years[0], nil),
          problem:
            "The years stand in reverse: the sum under \(years[0]) is the one of \(years[years.count - 1]) in \(edition.name).",
          remedy: "Turn the names of the year columns round, or get the table from its producer."))
    }
  }

  /// What a table is none of whose years are those of a known revision.
  private func withoutMatch(_ editions: [Edition], _ table: Candidate) throws(Refusal)
    -> Recognition?
  {
    guard let revision = table.revision else {
      let choices = editions.map(\.name).joined(separator: "; ")
      throw .sums(
        EvidenceError(
          table.file,
          problem: "The control totals are those of no revision that is known (\(choices)).",
          remedy:
            "If it is a newer edition, say which: --producer NAME --revision NAME. If it is one of these, rows are missing or changed: get it again."
        ))
    }
    let producer = table.producer ?? Source.unitedNations
    guard
      let claimed = editions.first(where: { $0.producer == producer && $0.revision == revision }),
      let wrong = claimed.wrong.first
    else { return nil }
    throw miss(wrong, claimed, table)
  }

  private func miss(_ control: Control, _ edition: Edition, _ table: Candidate) -> Refusal {
    let found = control.pair.map { table.value($0, control.year) } ?? table.sums[control.year]
    let what = control.pair.map { "\($0.origin) to \($0.destination)" } ?? "the world"
    let place = table.place(control.year, control.pair).map { " (\($0))" } ?? ""
    let error = EvidenceError(
      table.file, cell: "\(what), \(control.year)\(place)",
      problem:
        "The figure is \(found.map(String.init) ?? "missing"), not the \(control.people) of \(edition.name).",
      remedy:
        "Rows are missing or changed, or they are of another revision: get the file again from the producer."
    )
    return .sums(error)
  }
}

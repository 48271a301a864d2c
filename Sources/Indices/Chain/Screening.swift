import Policy

/// The step that leaves out units with too few data.
public struct Screening: Sendable {
  static let fields = [
    "rule", "unit_screen", "dat_thresh", "nonzero_thresh", "force", "Force",
  ]

  public enum Rule: String, Sendable, CaseIterable {
    case byGaps = "byNA"
    case byZeros = "byzeros"
    case byEither = "byNAandzeros"
  }

  var rule: Rule
  var availability: Double
  var nonZero: Double
  /// Units kept or left out whatever their data.
  var forced: [String: Bool]

  init(_ settings: Settings) throws(Table.Error) {
    let name = try settings.text("rule", "unit_screen") ?? "byNA"
    guard
      let rule = Rule(rawValue: name)
        ?? Rule.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
    else {
      throw settings.error(
        "rule",
        "there is no rule «\(name)»; there are: \(Rule.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    self.rule = rule
    availability = try settings.number("dat_thresh", in: 0...1) ?? 2.0 / 3
    nonZero = try settings.number("nonzero_thresh", in: 0...1) ?? 0.05
    forced = [:]
    guard let (name, found) = settings.value(["force", "Force"]) else { return }
    if found.elements == nil {
      for (code, value) in try settings.members("force", "Force") ?? [] {
        guard case .bool(let flag) = value.json.value else {
          throw value.error(nil, "true (keep) or false (leave out) is expected here")
        }
        forced[code] = flag
      }
    }
    for (i, element) in (found.elements ?? []).enumerated() {
      let row = Settings(element, file: settings.file, path: "\(settings.path).\(name)[\(i)]")
      let code = try row.required(try row.text("uCode"), "uCode")
      forced[code] = try row.required(try row.flag("Include"), "Include")
    }
  }

  /// The data with the units that stay, and a row for every unit.
  ///
  /// - Throws: `Table.Error` when no unit stays, or a forced unit is not there.
  func apply(_ data: IndexData) throws(Table.Error) -> (
    data: IndexData, summary: ResultTable, removed: [Int]
  ) {
    for code in forced.keys.sorted() where !data.units.contains(where: { $0.code == code }) {
      throw Table.Error(
        file: data.file, column: "uCode",
        reason: "the screen step forces \(code), which is not there")
    }
    let rows = data.units.indices.map { Availability(data.numbers, row: $0) }
    let included = data.units.indices.map { row in
      forced[data.units[row].code] ?? !isFlagged(rows[row])
    }
    let kept = data.units.indices.filter { included[$0] }
    guard !kept.isEmpty else {
      throw Table.Error(
        file: data.file,
        reason: "the screen step leaves no unit: lower dat_thresh or nonzero_thresh")
    }
    let summary = data.table(
      "summary",
      Availability.columns + ["LowData", "LowNonZero", "LowDatOrZeroFlag", "Included"]
    ) { row in
      let low = rows[row].available < availability
      let zero = rows[row].nonZero < nonZero
      return rows[row].cells + [.flag(low), .flag(zero), .flag(low || zero), .flag(included[row])]
    }
    return (
      data.selecting(kept), summary, data.units.indices.filter { !included[$0] }
    )
  }

  private func isFlagged(_ row: Availability) -> Bool {
    let low = row.available < availability
    let zero = row.nonZero < nonZero
    return switch rule {
    case .byGaps: low
    case .byZeros: zero
    case .byEither: low || zero
    }
  }
}

/// How much of a unit's data is there.
public struct Availability: Sendable, Hashable {
  static let columns = ["N_missing", "N_zero", "N_miss_or_zero", "Dat_Avail", "Non_Zero"]

  public var missing: Int
  public var zero: Int
  public var count: Int

  init(_ numbers: NumberTable, row: Int) {
    missing = numbers.columns.count { numbers[row, $0].isNaN }
    zero = numbers.columns.count { numbers[row, $0] == 0 }
    count = numbers.columns.count
  }

  /// The share that is there.
  public var available: Double { 1 - Double(missing) / Double(count) }
  /// Of what is there, the share that is not zero; NaN when nothing is there.
  public var nonZero: Double { 1 - Double(zero) / Double(count - missing) }

  var cells: [ResultTable.Value] {
    [
      .number(Double(missing)), .number(Double(zero)), .number(Double(missing + zero)),
      .number(available), .number(nonZero),
    ]
  }
}

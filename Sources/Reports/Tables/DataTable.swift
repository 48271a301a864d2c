import Policy

/// A value of a table that other programs read.
enum Cell: Sendable, Hashable {
  case text(String)
  case count(Int)
  /// A number from 0 to 1, written with two decimals.
  case score(Double)
  /// A number in full.
  case number(Double)
  case empty

  init(_ number: Int?) {
    self = number.map(Cell.count) ?? .empty
  }

  init(_ text: String?) {
    self = text.map(Cell.text) ?? .empty
  }
}

/// The columns of a table that is written as CSV and as a sheet of the workbook.
struct DataTable: Sendable {
  struct Column: Sendable {
    /// Stable name of the column, the header in CSV.
    var key: String
    /// Width in the workbook, in letters.
    var width: Double
  }

  /// Stable name: "findings", "commitments".
  var name: String
  var columns: [Column]

  init(_ name: String, _ columns: [(String, Double)]) {
    self.name = name
    self.columns = columns.map { Column(key: $0.0, width: $0.1) }
  }

  static let findings = DataTable(
    "findings",
    [
      ("id", 18), ("kind", 12), ("level", 12), ("score", 8), ("status", 11), ("why", 60),
      ("remedy", 50), ("document_1", 28), ("locator_1", 16), ("page_1", 7), ("text_1", 60),
      ("document_2", 28), ("locator_2", 16), ("page_2", 7), ("text_2", 60), ("other_places", 30),
      ("objectives", 22), ("populations", 18), ("missing", 22), ("absent", 28), ("grounds", 60),
      ("note", 30),
    ])

  static let commitments = DataTable(
    "commitments",
    [
      ("document", 28), ("title", 36), ("locator", 16), ("page", 7), ("text", 60),
      ("relevance", 12), ("routine", 9), ("modality", 12), ("lead", 10), ("lead_words", 30),
      ("deadline", 10), ("deadline_words", 22), ("budget", 10), ("budget_words", 22),
      ("indicator", 10), ("indicator_words", 26), ("unsaid", 8),
    ])

  static let provisions = DataTable(
    "provisions",
    [
      ("document", 28), ("locator", 16), ("path", 36), ("page", 7), ("language", 9), ("part", 11),
      ("role", 13), ("modality", 12), ("relevance", 12), ("relevance_score", 9), ("stance", 8),
      ("objectives", 22), ("measures", 22), ("populations", 18), ("sectors", 18), ("refusals", 18),
      ("findings", 22), ("head", 30), ("text", 70),
    ])

  /// Scores of all pairs, as CSV only.
  static let coherence = DataTable(
    "coherence",
    [
      ("by", 12), ("first", 30), ("second", 30), ("score", 8), ("low", 8), ("high", 8),
      ("findings", 8), ("shared", 8), ("unknown", 8),
    ])

  static let institutions = DataTable(
    "institutions",
    [
      ("id", 24), ("name", 40), ("aliases", 36), ("kind", 14), ("country", 16), ("government", 14),
      ("mandates", 10), ("measures", 40), ("objectives", 30), ("bodies", 36), ("places", 40),
    ])
}

extension ReportStrings {
  /// Name of a sheet or heading of a column of the workbook, in the language of the report.
  func sheet(_ table: String) -> String { self("sheet." + table) }
  func column(_ key: String) -> String { self("column." + key) }
}

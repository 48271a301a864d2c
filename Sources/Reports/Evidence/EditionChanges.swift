import Policy

/// What differs between an edition of a profile and the one before it.
public struct EditionChanges: Sendable {
  public struct Change: Sendable, Hashable {
    public var key: String
    /// Indicator and detail as the newer edition names them.
    public var name: String
    /// "1,234 (2019; UN DESA 2019)"; empty when the edition does not have it.
    public var before: String
    public var now: String
    /// The figures are of two revisions or sources: the change is one of data, not of the world.
    public var isRevised: Bool
  }

  public let changes: [Change]

  /// - Parameters:
  ///   - rows: the new edition.
  ///   - old: the CSV of the old edition, as `EvidenceDocument.csv` wrote it.
  /// - Throws: `Table.Error` when the file is none.
  init(_ rows: [EvidenceRow], since old: [UInt8], file: String) throws(Table.Error) {
    let table = try Table(
      old, file: file, required: ["key", "value", "year", "source", "revision", "reason"])
    var before: [String: Table.Row] = [:]
    for row in table.rows { before[row["key"]] = row }
    for row in rows {
      // The words of two languages differ where nothing has changed.
      guard let old = before[row.key], !old["section"].isEmpty, old["section"] != row.section else {
        continue
      }
      throw old.error(
        "section",
        "the edition is in another language («\(old["section"])» is «\(row.section)» now): make the new one in the same "
          + "one with --language")
    }
    var changes: [Change] = []
    for row in rows {
      let name = row.indicator + (row.detail.isEmpty ? "" : ", " + row.detail)
      let now = Self.text(row.value, row.year, row.source, row.revision, row.reason)
      guard let old = before.removeValue(forKey: row.key) else {
        changes.append(Change(key: row.key, name: name, before: "", now: now, isRevised: false))
        continue
      }
      let then = Self.text(
        Self.plain(old["value"]), old["year"], old["source"], old["revision"], old["reason"])
      guard then != now else { continue }
      changes.append(
        Change(
          key: row.key, name: name, before: then, now: now,
          isRevised: (old["source"], old["revision"]) != (row.source, row.revision)))
    }
    for row in table.rows where before[row["key"]] != nil {
      let detail = row["detail"]
      changes.append(
        Change(
          key: row["key"], name: row["indicator"] + (detail.isEmpty ? "" : ", " + detail),
          before: Self.text(
            Self.plain(row["value"]), row["year"], row["source"], row["revision"], row["reason"]),
          now: "", isRevised: false))
    }
    self.changes = changes
  }

  private static func text(
    _ value: String, _ year: String, _ source: String, _ revision: String, _ reason: String
  ) -> String {
    guard reason.isEmpty else { return "–" }
    let from = [year, [source, revision].filter { !$0.isEmpty }.joined(separator: " ")]
      .filter { !$0.isEmpty }.joined(separator: "; ")
    return from.isEmpty ? value : "\(value) (\(from))"
  }

  /// Without the apostrophe that keeps spreadsheets from calculating.
  private static func plain(_ cell: String) -> String {
    cell.hasPrefix("'") ? String(cell.dropFirst()) : cell
  }
}

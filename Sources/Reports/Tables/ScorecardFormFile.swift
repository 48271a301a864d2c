public import Foundation
public import Indices
import Policy

/// The form of a scorecard as a file that can be e-mailed, filled in by anybody with a spreadsheet, and imported.
public enum ScorecardFormFile {
  private static let widths: [String: Double] = [
    "domain": 24, "item": 8, "part": 8, "question": 52, "guidance": 36, "possible answers": 42,
    "answer": 16, "basis": 10, "evidence": 44, "respondent": 18, "date": 12, "note": 24,
    "instrument": 16, "edition": 12, "unit": 8, "round": 8, "perspective": 12,
  ]

  /// - Parameter file: ends in `.xlsx` or `.csv`; replaced if it is there.
  /// - Throws: `ReportError` for another ending, or a file that cannot be written.
  public static func write(_ form: ScorecardForm, to file: URL) throws {
    switch file.pathExtension.lowercased() {
    case "csv":
      let rows = [ScorecardForm.columns] + form.rows.map { $0.map(CSVFile.guarded) }
      let text = "\u{FEFF}" + rows.map { CSV.line($0) }.joined()
      do {
        try Data(text.utf8).write(to: file, options: .atomic)
      } catch {
        throw ReportError(file.path, "the file cannot be written: \(error.localizedDescription)")
      }
    case "xlsx": try writeWorkbook(form, to: file)
    default:
      throw ReportError(file.path, "a form is a .xlsx or a .csv file: give it such an ending")
    }
  }

  private static func writeWorkbook(_ form: ScorecardForm, to file: URL) throws {
    let instrument = form.instrument
    let book = try Workbook(file.path, title: instrument.name)
    var answers = try book.sheet(
      named: "answers", columns: ScorecardForm.columns.map { ($0, widths[$0] ?? 12) })
    let column = ScorecardForm.columns.firstIndex(of: "answer") ?? 0
    let basis = ScorecardForm.columns.firstIndex(of: "basis") ?? 0
    for (line, row) in zip(form.lines, form.rows) {
      book.offer(line.choices, column: column, in: answers)
      book.offer(instrument.bases.map(\.rawValue), column: basis, in: answers)
      book.write(row.map { $0.isEmpty ? .empty : .text($0) }, to: &answers)
    }
    book.finish(answers, columns: ScorecardForm.columns.count)
    var help = try book.sheet(named: "how to", columns: [("what", 24), ("", 100)])
    let about = instrument.about
    let lines: [(String, String)] = [
      ("Instrument", instrument.name), ("Edition", instrument.edition),
      (
        "Fill in",
        "The column «answer» of the sheet «answers»: choose from the list, or write a number or words. Leave a cell empty where you do not know; write n/a where the question does not apply."
      ),
      ("Say why", "In «evidence»: the law, document, page or link that the answer stands on."),
      ("Say who", "In «respondent» your office or name, in «date» the day as 2026-11-26."),
      (
        "Law and practice",
        "«basis» says whether the row speaks of the law, of policy or of practice. Copy a row to answer both."
      ),
      ("Send back", "This file as it is. Columns may be moved, not renamed; rows may be left out."),
      ("Wording", about.labels ?? ""), ("Source", about.source ?? ""), ("Note", about.note ?? ""),
    ]
    for (what, text) in lines where !text.isEmpty {
      book.write([.text(what), .text(text)], to: &help)
    }
    try book.finish()
  }
}

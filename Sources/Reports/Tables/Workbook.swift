import CXLSXWriter
import Glibc
import Policy

/// An Excel workbook that is written row by row, in memory that does not grow with it.
///
/// Rows of one sheet must come in order; sheets may take turns. Texts are written as texts, so nothing in a
/// document becomes a formula or a link. The creation date is fixed, so that the same rows give the same bytes.
///
/// It owns the workbook of the C library until the file is written.
final class Workbook {
  /// A sheet that has its header and takes rows.
  struct Sheet {
    fileprivate let sheet: UnsafeMutablePointer<lxw_worksheet>
    fileprivate var next: lxw_row_t = 0
    /// Rows that did not fit, for Excel has no more than 1,048,576.
    private(set) var left = 0

    fileprivate init(_ sheet: UnsafeMutablePointer<lxw_worksheet>) {
      self.sheet = sheet
    }

    /// True when there is room for one more row.
    fileprivate mutating func hasRoom() -> Bool {
      guard next < 1_048_576 else {
        left += 1
        return false
      }
      return true
    }
  }

  private let path: String
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private let heading: UnsafeMutablePointer<lxw_format>?
  private let wrapped: UnsafeMutablePointer<lxw_format>?
  private let plain: UnsafeMutablePointer<lxw_format>?
  private let decimals: UnsafeMutablePointer<lxw_format>?

  /// - Throws: `ReportError` when there is no memory.
  init(_ path: String, title: String) throws(ReportError) {
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let book = workbook_new_opt(path, &options) else {
      throw ReportError(path, "the workbook cannot be made: there is not enough memory")
    }
    self.path = path
    self.book = book
    heading = workbook_add_format(book)
    format_set_bold(heading)
    format_set_text_wrap(heading)
    format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    format_set_bg_color(heading, 0xE6ECF2)
    format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
    wrapped = workbook_add_format(book)
    format_set_text_wrap(wrapped)
    format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    plain = workbook_add_format(book)
    format_set_align(plain, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    decimals = workbook_add_format(book)
    format_set_num_format(decimals, "0.00")
    format_set_align(decimals, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    Self.withMutableCopy(of: Self.clipped(title, 255)) { title in
      Self.withMutableCopy(of: "Concord") { author in
        var properties = lxw_doc_properties()
        lxw_set_title_and_author(&properties, title, author)
        properties.created = 946_684_800  // 1 January 2000, so that equal reports are equal files
        workbook_set_properties(book, &properties)
      }
    }
  }

  deinit {
    if let book { lxw_workbook_free(book) }
  }

  /// Adds a sheet with a frozen header, a filter and the widths of its columns.
  func sheet(named name: String, columns: [(title: String, width: Double)])
    throws(ReportError) -> Sheet
  {
    guard let sheet = workbook_add_worksheet(book, Self.clipped(name, 31)) else {
      throw ReportError(path, "the sheet «\(name)» cannot be added")
    }
    for (i, column) in columns.enumerated() {
      let at = lxw_col_t(i)
      worksheet_set_column(sheet, at, at, column.width, nil)
    }
    worksheet_freeze_panes(sheet, 1, 0)
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)  // A4
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, 0, 0)
    var made = Sheet(sheet)
    write(columns.map { .text($0.title) }, to: &made, format: heading)
    return made
  }

  /// Sets the filter of a sheet once its rows are known.
  func finish(_ sheet: Sheet, columns: Int) {
    guard columns > 0 else { return }
    worksheet_autofilter(
      sheet.sheet, 0, 0, max(sheet.next, 1) - 1, lxw_col_t(columns - 1))
  }

  func write(_ row: [Cell], to sheet: inout Sheet) {
    write(row, to: &sheet, format: nil)
  }

  private func write(
    _ row: [Cell], to sheet: inout Sheet, format: UnsafeMutablePointer<lxw_format>?
  ) {
    guard sheet.hasRoom() else { return }
    for (i, cell) in row.prefix(16_384).enumerated() {
      let column = lxw_col_t(i)
      switch cell {
      case .text(let text):
        worksheet_write_string(
          sheet.sheet, sheet.next, column, Self.clipped(text, 32_000), format ?? wrapped)
      case .count(let number):
        worksheet_write_number(sheet.sheet, sheet.next, column, Double(number), format ?? plain)
      case .score(let score) where score.isFinite:
        worksheet_write_number(sheet.sheet, sheet.next, column, score, format ?? decimals)
      case .number(let number) where number.isFinite:
        worksheet_write_number(sheet.sheet, sheet.next, column, number, format ?? plain)
      case .score, .number, .empty:
        continue
      }
    }
    sheet.next += 1
  }

  /// Lets a cell of the row that comes next be filled from a list; another text is warned of, not refused.
  func offer(_ choices: [String], column: Int, in sheet: Sheet) {
    let letters = choices.reduce(choices.count) { $0 + $1.unicodeScalars.count }
    // Excel's own limit on a list.
    guard !choices.isEmpty, letters <= 255, choices.allSatisfy({ !$0.contains(",") }) else {
      return
    }
    let texts = choices.map { strdup($0) }
    defer { for text in texts { free(text) } }
    var list = texts + [nil]
    list.withUnsafeMutableBufferPointer { list in
      var rule = lxw_data_validation()
      rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
      rule.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
      rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
      lxw_set_value_list(&rule, list.baseAddress)
      worksheet_data_validation_cell(sheet.sheet, sheet.next, lxw_col_t(column), &rule)
    }
  }

  /// Writes the file.
  ///
  /// - Throws: `ReportError` when the disk is full or temporary files cannot be made.
  func finish() throws(ReportError) {
    let result = workbook_close(book)
    book = nil
    guard result == LXW_NO_ERROR else {
      throw ReportError(
        path, "the workbook cannot be written: \(String(cString: lxw_strerror(result)))")
    }
  }

  /// At most `longest` letters, without the NUL that would end a C string; a cut text ends in "…".
  private static func clipped(_ text: String, _ longest: Int) -> String {
    guard text.utf8.count > longest || text.utf8.contains(0) else { return text }
    var scalars = String.UnicodeScalarView(
      text.unicodeScalars.lazy.filter { $0.value != 0 }.prefix(longest + 1))
    if scalars.count > longest {
      scalars = String.UnicodeScalarView(scalars.prefix(longest - 1))
      scalars.append("…")
    }
    return String(scalars)
  }

  private static func withMutableCopy(
    of text: String, _ use: (UnsafeMutablePointer<CChar>) -> Void
  ) {
    var bytes = text.utf8CString
    bytes.withUnsafeMutableBufferPointer { if let start = $0.baseAddress { use(start) } }
  }
}

import Foundation
import Policy
import Reading
import Testing

/// Sheets of a workbook, whole and hostile.
@Suite struct WorkbookReaderTests {
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  private static func book(sheet: String, strings: String = "") -> [UInt8] {
    PackageBuilder.zip([
      "[Content_Types].xml": Array("<Types/>".utf8),
      "xl/workbook.xml": Array(
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets><sheet name=\"Table 1\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>"
          .utf8),
      "xl/_rels/workbook.xml.rels": Array(
        "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
          .utf8),
      "xl/worksheets/sheet1.xml": Array(
        "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData></worksheet>".utf8),
      "xl/sharedStrings.xml": Array("<sst>\(strings)</sst>".utf8),
    ])
  }

  private static func read(_ bytes: [UInt8]) throws -> [Sheet] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "concord-\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    return try WorkbookReader().sheets(file, as: "book.xlsx")
  }

  @Test func cellsOfEveryKindStandInTheirPlaces() throws {
    let sheet =
      "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\"><v>10853105</v></c></row>"
      + "<row r=\"3\"><c t=\"inlineStr\"><is><t>plain</t></is></c><c t=\"b\"><v>1</v></c><c t=\"str\"><f>A1</f><v>made</v></c></row>"
    let strings = "<si><t>none</t></si><si><r><t>Two </t></r><r><t>runs</t></r></si>"
    let sheets = try Self.read(Self.book(sheet: sheet, strings: strings))
    #expect(sheets.map(\.name) == ["Table 1"])
    #expect(
      sheets.first?.rows == [[], ["", "Two runs", "", "10853105"], ["plain", "TRUE", "made"]])
    #expect(sheets.first?[1, 3] == "10853105")
    #expect(sheets.first?[9, 9] == "")
  }

  @Test func addressesGoBothWays() {
    for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
      #expect(Sheet.columnName(column) == name)
      #expect(Sheet.place(of: name + "12")?.column == column)
    }
    for wrong in ["", "A", "12", "A0", "A1B", "ZZZZ1", "A99999999999999999999"] {
      #expect(Sheet.place(of: wrong) == nil, "\(wrong)")
    }
  }

  @Test func aWorkbookCutShortIsSaidToBe() throws {
    let whole = Self.book(sheet: "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
    for cut in [whole.count / 4, whole.count / 2, whole.count - 30] {
      #expect(throws: ReadingError.self) { try Self.read(Array(whole.prefix(cut))) }
    }
  }

  @Test(arguments: [
    ("<row><c r=\"A1\" t=\"s\"><v>99</v></c></row>", "cell A1"),
    ("<row r=\"9999999\"><c><v>1</v></c></row>", "outside the sheet"),
    ("<row><c><v>1</v>", "cut short"),
  ])
  func aSheetThatBreaksTheFormatNamesItsCell(sheet: String, says: String) {
    do {
      _ = try Self.read(Self.book(sheet: sheet))
      Issue.record("the sheet was taken")
    } catch {
      #expect("\(error)".contains(says), "\(error)")
    }
  }
}

import Policy
import Testing

@testable import Reading

@Suite("DOCX")
struct WordDocumentTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
  }

  private func paragraph(_ text: String, _ properties: String = "") -> String {
    "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
  }

  private func list(_ id: Int, _ level: Int) -> String {
    "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(id)\"/></w:numPr>"
  }

  /// Articles, paragraphs and letters as Word numbers laws.
  private let numbering = """
    <w:abstractNum w:abstractNumId="7">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
    <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="20"/></w:lvlOverride></w:num>
    """

  @Test("shows the automatic numbers that are in no text of the file")
  func automaticNumbers() throws {
    let body =
      paragraph("Scope", list(3, 0)) + paragraph("This law", list(3, 1))
      + paragraph("workers", list(3, 2)) + paragraph("families", list(3, 2))
      + paragraph("No one", list(3, 1)) + paragraph("minors", list(3, 2))
      + paragraph("a point", list(3, 3)) + paragraph("Final", list(4, 0))
    let blocks = try folder.extraction("a.docx", PackageBuilder.docx(body, numbering: numbering))
      .blocks
    #expect(
      blocks.map(\.words) == [
        "Article 1 Scope", "1.1 This law", "(a) workers", "(b) families", "1.2 No one",
        "(a) minors", "a point", "Article 20 Final",
      ])
    #expect(blocks[1].kind == .listItem(marker: "1.1", depth: 1))
    #expect(blocks[6].kind == .listItem(marker: nil, depth: 3))
  }

  @Test(
    "knows headings by outline level, by style and by the name of the style",
    arguments: ["heading 2", "Titre 2", "Título 2", "Überschrift 2"])
  func headings(name: String) throws {
    let styles = """
      <w:style w:type="paragraph" w:styleId="H"><w:name w:val="\(name)"/></w:style>
      <w:style w:type="paragraph" w:styleId="O"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="D"><w:name w:val="Derived"/><w:basedOn w:val="O"/></w:style>
      """
    let body =
      paragraph("One", "<w:pStyle w:val=\"H\"/>") + paragraph("Two", "<w:pStyle w:val=\"D\"/>")
      + paragraph("Three", "<w:outlineLvl w:val=\"2\"/>")
      + paragraph("Body", "<w:pStyle w:val=\"D\"/><w:outlineLvl w:val=\"9\"/>")
    let blocks = try folder.extraction("a.docx", PackageBuilder.docx(body, styles: styles)).blocks
    #expect(
      blocks.map(\.kind) == [
        .heading(level: 2), .heading(level: 1), .heading(level: 3), .paragraph,
      ])
  }

  @Test("keeps inserted words, drops deleted ones and joins paragraphs whose end was deleted")
  func trackedChanges() throws {
    let body = """
      <w:p><w:r><w:t xml:space="preserve">Employers </w:t></w:r>\
      <w:ins w:id="1"><w:r><w:t xml:space="preserve">and agencies </w:t></w:r></w:ins>\
      <w:del w:id="2"><w:r><w:delText>may</w:delText></w:r></w:del><w:r><w:t>shall register.</w:t></w:r></w:p>
      <w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r></w:p>
      <w:p><w:r><w:t>sentence.</w:t></w:r></w:p>
      """
    let blocks = try folder.extraction("a.docx", PackageBuilder.docx(body)).blocks
    #expect(blocks.map(\.text) == ["Employers and agencies shall register.", "One sentence."])
  }

  @Test("gives table rows with the headers of their columns, through merged cells")
  func tables() throws {
    func cell(_ text: String, _ properties: String = "") -> String {
      "<w:tc><w:tcPr>\(properties)</w:tcPr>\(paragraph(text))</w:tc>"
    }
    let body =
      "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>\(cell("Action"))\(cell("Lead"))\(cell("Budget", "<w:gridSpan w:val=\"2\"/>"))</w:tr>"
      + "<w:tr>\(cell("Train staff"))\(cell("Ministry of Labour", "<w:vMerge w:val=\"restart\"/>"))\(cell("3"))\(cell("4"))</w:tr>"
      + "<w:tr>\(cell("Open office"))\(cell("", "<w:vMerge/>"))\(cell("5"))\(cell("6"))</w:tr></w:tbl>"
    let blocks = try folder.extraction("a.docx", PackageBuilder.docx(body)).blocks
    #expect(
      blocks.map(\.text) == [
        "Action | Lead | Budget", "Train staff | Ministry of Labour | 3 | 4", "Open office | 5 | 6",
      ])
    guard case .tableRow(let cells, false, false) = try #require(blocks.last).kind else {
      Issue.record("The last block is no row of the same table")
      return
    }
    #expect(
      cells == [
        .init(header: "Action", text: "Open office"),
        .init(header: "Lead", text: "Ministry of Labour"),
        .init(header: "Budget", text: "5"), .init(header: "Budget", text: "6"),
      ])
  }

  @Test(
    "gives notes after the body, results of fields, and no instruction, table of contents or hidden word"
  )
  func partsThatAreNotBody() throws {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"toc 1\"/></w:style>"
    let body = """
      \(paragraph("Scope 3", "<w:pStyle w:val=\"T\"/>"))
      <w:p><w:r><w:t>See Article</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>\
      <w:r><w:tab/><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>\
      <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>, co\u{AD}operation.</w:t></w:r></w:p>
      """
    let notes =
      "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"5\">\(paragraph("Law 3 of 2009."))</w:footnote>"
    let blocks = try folder.extraction(
      "a.docx", PackageBuilder.docx(body, styles: styles, footnotes: notes)
    ).blocks
    #expect(blocks.map(\.text) == ["See Article 12, cooperation.", "1 Law 3 of 2009."])
    #expect(blocks.last?.kind == .note)
  }

  @Test("keeps the bold opening of a paragraph")
  func boldLead() throws {
    let body =
      "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Objective 2.</w:t></w:r><w:r><w:t xml:space=\"preserve\"> Fill posts.</w:t></w:r></w:p>"
      + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>All bold</w:t></w:r></w:p>"
    let blocks = try folder.extraction("a.docx", PackageBuilder.docx(body)).blocks
    #expect(blocks.map(\.lead) == ["Objective 2.", "All bold"])
    #expect(blocks.map(\.isBold) == [false, true])
  }
}

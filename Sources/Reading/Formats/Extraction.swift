import Policy

/// What a format reader finds in a file: its words in reading order, with as much structure as the format gives.
///
/// Formats with structure (DOCX, ODT, HTML, Markdown) give headings, paragraphs, list items and table rows; PDF and
/// plain text give lines, and the segmenter finds the structure. No format reader joins, drops or invents words.
struct Extraction: Sendable, Hashable {
  var blocks: [Block]
  /// Number of pages, for formats that have pages.
  var pages: Int?
  /// What the file says of itself beside its text.
  var declared: Declaration
  /// What a person should know about this file: scanned pages, lost parts, a guessed encoding.
  var warnings: [String]

  init(
    blocks: [Block] = [], pages: Int? = nil, declared: Declaration = Declaration(),
    warnings: [String] = []
  ) {
    self.blocks = blocks
    self.pages = pages
    self.declared = declared
    self.warnings = warnings
  }
}

/// What a file declares of its text: `<title>`, the style "Title", core properties, the settings before a Markdown text.
struct Declaration: Sendable, Hashable {
  var title: String?
  /// A name, or a code of ISO 3166 with two or three letters.
  var country: String?
  var year: Int?
}

/// A line, paragraph, heading, list item or table row of a file.
struct Block: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// Level from 1, the outermost. A number that the format itself computes ("1.2") opens the text.
    case heading(level: Int)
    case paragraph
    /// `marker` is the number as a reader sees it ("1.", "(a)", "Article 3"), nil for a bullet; it is not part of the
    /// text. Depth from 0. A further paragraph of the same item follows as a `paragraph`.
    case listItem(marker: String?, depth: Int)
    /// One row; the first row of each table tells `isFirst`, so that two tables in succession are kept apart. Cells
    /// carry the header of their column ("" where the table has none); a header row is a block of its own, whose
    /// cells have the header text as `text`. The block's text is its cells joined by " | ".
    case tableRow(cells: [Provision.Cell], isHeader: Bool, isFirst: Bool)
    /// Words set off as quoted (blockquote).
    case quotation
    /// A footnote or endnote, given after the body with its mark in the text.
    case note
    /// A line of a PDF or plain text as it was set: `indent` in columns, without the blanks that end it. Blank lines are not given;
    /// `followsBlank` says that at least one (or a page break) stood before it.
    case line(indent: Int, followsBlank: Bool)
  }

  var kind: Kind
  /// White space folded to single blanks, except in `line`, where runs of blanks between columns are kept. Never empty.
  var text: String
  /// From 1, for formats that have pages.
  var page: Int?
  /// The words in bold type with which the text opens, a prefix of `text`; nil where there are none or the format does not tell.
  var lead: String?

  /// True when all of the text is in bold type.
  var isBold: Bool { lead == text }

  init(_ kind: Kind, _ text: String, page: Int? = nil, lead: String? = nil) {
    self.kind = kind
    self.text = text
    self.page = page
    self.lead = lead
  }
}

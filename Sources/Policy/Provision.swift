/// The smallest numbered or titled piece of a document that says one thing.
///
/// Provisions partition the words of a document: every word of its body is in exactly one provision's `text`,
/// headings are in `path`. An article with numbered paragraphs is one provision for its opening words (if it has
/// any) and one for each paragraph.
public struct Provision: Sendable, Hashable, Codable {
  /// What part of a text it is.
  public enum Part: String, Sendable, Hashable, Codable {
    /// An article, section, § or rule of law, or its opening words.
    case article
    /// A numbered paragraph below an article or heading.
    case paragraph
    /// A lettered or bulleted item of a list, which carries the head of the list in `head`.
    case item
    /// A row of a table, with its cells in `cells`.
    case row
    /// A titled aim, measure, action or programme of a strategy or plan ("Objective 2. …").
    case measure
    /// Running text without a number of its own.
    case text
    /// A recital: "Considering …", "Vu …", "Que …".
    case recital
  }

  /// A cell of a table row with the header of its column ("Lead", "Budget (million)").
  public struct Cell: Sendable, Hashable, Codable {
    public var header: String
    public var text: String

    public init(header: String, text: String) {
      self.header = header
      self.text = text
    }
  }

  /// Position in the document, from 0.
  public var ordinal: Int
  /// The address as a lawyer writes it: "Article 3(2)(a)", "7.2", "Annex A, line 4". Unique in its document.
  public var locator: String
  /// Headings above it, the outermost first.
  public var path: [String]
  /// Page of its first word, from 1, for formats that have pages.
  public var page: Int?
  /// Its own words, with lines joined and white space folded. A row's text is its cells joined by " | ".
  public var text: String
  /// The words that introduce the list it is an item of; not part of `text`.
  public var head: String?
  /// Ordinal of the provision that it is a part of (the article of a paragraph, the paragraph of an item).
  public var parent: Int?
  public var part: Part
  public var cells: [Cell]
  /// True when the words are those of another text, quoted to amend it.
  public var isQuoted: Bool
  public var language: Language

  public init(
    ordinal: Int, locator: String, path: [String] = [], page: Int? = nil, text: String,
    head: String? = nil, parent: Int? = nil, part: Part = .text, cells: [Cell] = [],
    isQuoted: Bool = false, language: Language = .undetermined
  ) {
    self.ordinal = ordinal
    self.locator = locator
    self.path = path
    self.page = page
    self.text = text
    self.head = head
    self.parent = parent
    self.part = part
    self.cells = cells
    self.isQuoted = isQuoted
    self.language = language
  }
}

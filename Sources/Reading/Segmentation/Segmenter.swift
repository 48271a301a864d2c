import Policy

/// The provisions of a document and what was not taken into them.
struct Segmentation: Sendable {
  var provisions: [Provision] = []
  /// Labels and markers as written; their words are in the locators.
  var labels: [String] = []
  /// Headings, each once, as they stand in the paths.
  var headings: [String] = []
  /// Headers of table columns; their words are in the cells.
  var tableHeaders: [String] = []
  /// Running heads, page numbers and lines of tables of contents, which were dropped.
  var dropped: [String] = []
}

/// Cuts the blocks of a document into provisions: finds the labels, numbers and markers that open them, keeps the stack of open parts
/// (`Outline`), and leaves every word of the body in exactly one provision or heading.
struct Segmenter: Sendable {
  let labels: LabelTable
  let identifier: LanguageIdentifier

  /// - Parameter language: the main language of the document, in which Concord's own names ("row", "indent") are given.
  /// - Complexity: O(bytes of the blocks).
  func segment(_ blocks: [Block], language: Language) -> Segmentation {
    let parser = LabelParser(table: labels)
    let (passages, furniture) = Passage.passages(of: blocks, parser)
    var walk = Walk(self, parser, passages, language)
    walk.run()
    return Segmentation(
      provisions: walk.outline.provisions, labels: walk.outline.labels,
      headings: walk.outline.headings,
      tableHeaders: walk.tableHeaders,
      dropped: furniture.all.map { String(decoding: $0, as: UTF8.self) })
  }
}

import Policy

/// A document with the texts of its rows that cost work to make, so that many threads make them ready and the one that
/// writes only writes.
struct DocumentRows: Sendable {
  /// Columns of a provision that are lists, as JSON.
  struct ProvisionTexts: Sendable {
    var path: String
    var cells: String
  }

  let coded: CodedDocument
  let provisions: [ProvisionTexts]
  /// Each coding as JSON.
  let codings: [String]

  init(_ coded: CodedDocument) {
    self.coded = coded
    var provisions: [ProvisionTexts] = []
    provisions.reserveCapacity(coded.document.provisions.count)
    // Provisions under one heading follow one another.
    var known: (path: [String], text: String) = ([], JSONText.of([String]()))
    for provision in coded.document.provisions {
      if provision.path != known.path { known = (provision.path, JSONText.of(provision.path)) }
      provisions.append(ProvisionTexts(path: known.text, cells: JSONText.of(provision.cells)))
    }
    self.provisions = provisions
    codings = coded.codings.map(\.json)
  }
}

import Policy

/// A page that the menu of every page leads to.
struct Page: Sendable, Hashable {
  /// Name of its file, and of its title in the string table: "nav.findings".
  let file: String
  let key: String

  private init(_ file: String, _ key: String) {
    self.file = file
    self.key = key
  }

  static let summary = Page("index.html", "nav.summary")
  static let findings = Page("findings.html", "nav.findings")
  static let matrix = Page("matrix.html", "nav.matrix")
  static let coherence = Page("coherence.html", "nav.coherence")
  static let review = Page("review.html", "nav.review")
  /// Reached from the review.
  static let record = Page("conflict-record.html", "record.title")
  static let scenarios = Page("scenarios.html", "nav.scenarios")
  static let institutions = Page("who-does-what.html", "nav.institutions")
  static let commitments = Page("commitments.html", "nav.commitments")
  static let documents = Page("documents.html", "nav.documents")
  static let unread = Page("unread.html", "nav.unread")
  static let codebook = Page("codebook.html", "nav.codebook")
  static let method = Page("method.html", "nav.method")

  /// - Parameter hasScenarios: the project has a cross-impact matrix.
  static func menu(hasScenarios: Bool) -> [Page] {
    [.summary, .findings, .coherence, .review, .matrix] + (hasScenarios ? [.scenarios] : [])
      + [.institutions, .commitments, .documents, .unread, .codebook, .method]
  }

  /// The file of one of the further pages when the matter does not fit on the first: "commitments-page2.html".
  func file(_ number: Int) -> String {
    guard number > 0 else { return file }
    return file.prefix { $0 != "." } + "-page\(number + 1).html"
  }
}

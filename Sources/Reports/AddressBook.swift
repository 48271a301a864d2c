import Policy

/// Where everything stands in the report: the page of each document, provision and finding.
struct AddressBook: Sendable {
  /// Provisions on one page of a document, so that a long law still opens at once.
  static let provisionsPerPage = 400
  /// Findings on one page.
  static let findingsPerPage = 100

  private let slugs: [String: String]
  private let findingPages: [Finding.ID: String]
  private var locators: [String: [String]] = [:]

  /// - Parameters:
  ///   - files: all documents, in their order.
  ///   - findings: in the order in which they are shown.
  init(files: [String], findings: [Finding]) {
    var slugs: [String: String] = [:]
    var taken: Set<String> = []
    for file in files where slugs[file] == nil {
      let name = file.split(separator: "/").last.map(String.init) ?? file
      let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
      let base = Slug.of(stem).isEmpty ? "text" : Slug.of(stem)
      var slug = base
      var number = 2
      while !taken.insert(slug).inserted {
        slug = base + "-n\(number)"
        number += 1
      }
      slugs[file] = slug
    }
    self.slugs = slugs

    let isOnePage = findings.count <= 3 * Self.findingsPerPage
    var pages: [Finding.ID: String] = [:]
    var counts: [Finding.Kind: Int] = [:]
    for finding in findings {
      let ordinal = counts[finding.kind, default: 0]
      counts[finding.kind] = ordinal + 1
      pages[finding.id] =
        isOnePage
        ? Page.findings.file : Self.findingPage(finding.kind, ordinal / Self.findingsPerPage)
    }
    findingPages = pages
  }

  static func findingPage(_ kind: Finding.Kind, _ page: Int) -> String {
    "findings-\(kind.rawValue)" + (page == 0 ? "" : "-\(page + 1)") + ".html"
  }

  /// Remembers how the provisions of a document are called, for links to them.
  mutating func learn(_ locators: [String], of file: String) {
    self.locators[file] = locators
  }

  /// What a provision is called; its number where that is all that is known.
  func locator(_ place: Place) -> String {
    guard let known = locators[place.file], known.indices.contains(place.provision) else {
      return String(place.provision + 1)
    }
    return known[place.provision]
  }

  /// A page of a document, from 0.
  func documentPage(_ file: String, _ page: Int = 0) -> String? {
    slugs[file].map { "document-" + $0 + (page == 0 ? "" : "-page\(page + 1)") + ".html" }
  }

  /// The place of a provision; nil when its document is not in the report.
  func link(_ place: Place) -> Link? {
    guard place.provision >= 0, let known = locators[place.file],
      known.indices.contains(place.provision),
      let page = documentPage(place.file, place.provision / Self.provisionsPerPage)
    else { return nil }
    return Link(page, anchor: Self.anchor(place.provision, known[place.provision]))
  }

  static func anchor(_ provision: Int, _ locator: String) -> String {
    let slug = Slug.of(locator, longest: 40)
    return "p\(provision + 1)" + (slug.isEmpty ? "" : "-" + slug)
  }

  func link(_ finding: Finding) -> Link {
    Link(findingPages[finding.id] ?? Page.findings.file, anchor: Self.anchor(finding))
  }

  static func anchor(_ finding: Finding) -> String { "f-" + Slug.of(finding.id, longest: 64) }

  /// The entry of a concept in the codebook page.
  static func link(concept code: String) -> Link {
    Link(Page.codebook.file, anchor: anchor(concept: code))
  }

  static func anchor(concept code: String) -> String { "c-" + Slug.of(code, longest: 64) }

  static func anchor(institution id: String) -> String { "i-" + Slug.of(id, longest: 96) }
}

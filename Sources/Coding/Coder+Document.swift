public import Policy

extension Coder {
  /// Codes a document: its own defined terms count as terms, and a provision that does not speak of migration itself
  /// inherits relevance from the head of its list, its article or the document, in that order, which its ground says.
  ///
  /// - Complexity: linear in the text; each provision is scanned twice.
  public func code(_ document: Document) -> CodedDocument {
    var codings: [ProvisionCoding] = []
    codings.reserveCapacity(document.provisions.count)
    visit(document) { passages, visit in
      codings.append(
        passages.coding(
          of: document.provisions[visit.index].ordinal, language: visit.language,
          relevance: visit.relevance, in: visit.text))
    }
    var leads = ListLeads(of: document)
    var completion = Completion(of: document, columns: lexicon.columns)
    return CodedDocument(
      document: document, codings: completion.completed(leads.completed(codings)))
  }

  /// One provision that has been found in its document.
  struct Visit {
    /// Its place in `Document.provisions`.
    var index: Int
    var text: UnsafeBufferPointer<UInt8>
    var language: Language
    var setting: PassageCoder.Setting
    var relevance: Relevance
  }

  /// Finds the provisions of a document one after another, each with what its document says of it.
  func visit(
    _ document: Document, isTracing: Bool = false,
    _ body: (borrowing PassageCoder, Visit) -> Void
  ) {
    var passages = PassageCoder(self, isTracing: isTracing)
    let terms = DefinedTerms(in: document, with: &passages)
    let relevance = DocumentRelevance(of: document, terms: terms, with: &passages)
    // What opens a list of those who sit in a body, by number and by words.
    var seating: Set<Int> = []
    var seatingHeads: Set<String> = []
    for (i, provision) in document.provisions.enumerated() {
      var text = provision.text
      text.withUTF8 { text in
        let language = passages.language(provision.language, of: text)
        let relevance = relevance[i]
        var inDocument = TextSetting(
          kind: document.kind, part: provision.part, isQuoted: provision.isQuoted)
        inDocument.isSeat =
          provision.parent.map(seating.contains) == true
          || provision.head.map(seatingHeads.contains) == true
        let setting = PassageCoder.Setting(
          text: inDocument, terms: terms,
          isMigrationText: relevance.isRelevant || relevance.isInherited)
        passages.find(text, language: language, setting: setting)
        if text.last == UInt8(ascii: ":"), passages.reading.isSeating {
          seating.insert(provision.ordinal)
          seatingHeads.insert(provision.text)
        }
        body(
          passages,
          Visit(
            index: i, text: text, language: language, setting: setting, relevance: relevance))
      }
    }
  }
}

/// Whether each provision of a document concerns migration, and on what ground.
struct DocumentRelevance {
  private var relevance: [Relevance] = []

  subscript(index: Int) -> Relevance { relevance[index] }

  /// A document is migration text as a whole when provisions that say so themselves hold this share of its words; or
  /// the lesser share, when its title says so too.
  private static let wholeShare = 0.5
  private static let titledShare = 0.3
  /// Fewer provisions than this do not make a whole.
  private static let leastProvisions = 3

  init(of document: Document, terms: DefinedTerms?, with passages: inout PassageCoder) {
    let provisions = document.provisions
    var length = 0
    var relevantLength = 0
    for provision in provisions {
      var text = provision.text
      let own = text.withUTF8 { text in
        let language = passages.language(provision.language, of: text)
        passages.find(text, language: language, setting: .conceptsOnly)
        var own = passages.ownRelevance(in: text)
        if !own.isRelevant, let terms {
          passages.find(
            text, language: language,
            setting: PassageCoder.Setting(terms: terms, readsCommitments: false))
          own = passages.ownRelevance(in: text)
          if own.isRelevant { own.ground = .defined }
        }
        return own
      }
      length += provision.text.utf8.count
      if own.isRelevant { relevantLength += provision.text.utf8.count }
      relevance.append(own)
    }

    let share = length > 0 ? Double(relevantLength) / Double(length) : 0
    let isTitled = Self.relevance(of: document.title, place: .path, &passages) != nil
    let isWhole =
      provisions.count >= Self.leastProvisions
      && share >= (isTitled ? Self.titledShare : Self.wholeShare)

    let articles = Self.articles(provisions)
    var members = [Int](repeating: 0, count: provisions.count)
    var speaking = members
    for (i, article) in articles.enumerated() {
      members[article] += 1
      if relevance[i].isRelevant { speaking[article] += 1 }
    }
    var heads: [String: Relevance?] = [:]
    func inherited(_ text: String?, _ place: Words.Place) -> Relevance? {
      guard let text, !text.isEmpty else { return nil }
      if let known = heads[text] { return known }
      let found = Self.relevance(of: text, place: place, &passages)
      heads[text] = found
      return found
    }
    for (i, provision) in provisions.enumerated() where !relevance[i].isRelevant {
      if let head = inherited(provision.head, .head) ?? inherited(provision.path.last, .path) {
        relevance[i].ground = .head
        relevance[i].words = head.words
        continue
      }
      let article = articles[i]
      if article != i, relevance[article].isRelevant || 2 * speaking[article] > members[article] {
        relevance[i].ground = .article
        relevance[i].words = relevance[article].words.map {
          Words($0.text, place: .elsewhere, locator: provisions[article].locator)
        }
      } else if article == i, members[i] > 2, 2 * speaking[i] >= members[i] {
        // The opening words of an article whose paragraphs speak of migration.
        relevance[i].ground = .article
      } else if isWhole {
        relevance[i].ground = .document
      }
    }
  }

  /// For each provision, the index of the outermost provision that it is part of; itself when it stands alone.
  private static func articles(_ provisions: [Provision]) -> [Int] {
    var index: [Int: Int] = [:]
    for (i, provision) in provisions.enumerated() { index[provision.ordinal] = i }
    var roots: [Int] = []
    for (i, provision) in provisions.enumerated() {
      // Parents stand before their parts; anything else is a fault of the reader and is not followed.
      if let parent = provision.parent, let above = index[parent], above < i {
        roots.append(roots[above])
      } else {
        roots.append(i)
      }
    }
    return roots
  }

  /// The relevance of a heading or the head of a list by its own words; nil when it has none.
  private static func relevance(
    of text: String, place: Words.Place, _ passages: inout PassageCoder
  ) -> Relevance? {
    var text = text
    return text.withUTF8 { text in
      passages.find(text, language: .undetermined, setting: .conceptsOnly)
      guard passages.concepts.isRelevant else { return nil }
      return Relevance(
        ground: .head, score: passages.concepts.relevance,
        words: passages.words(passages.concepts.relevanceWords, in: text, place: place))
    }
  }
}

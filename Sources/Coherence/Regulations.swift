import Policy

/// Which texts of a set carry out, or amend, which others: «Reglamentación de la Ley de Migraciones Nº 25.871», "Regulations
/// of the Refugee Act". What both say is no second task, and the one says who does what the other leaves open.
struct Regulations: Sendable {
  /// By regulation, the texts that it carries out.
  private let texts: [Int: [Int]]

  /// - Complexity: only texts that say to regulate something are compared with all others.
  init(_ corpus: Corpus, _ tables: CoherenceTables) {
    let documents = corpus.documents.map(\.document)
    let titles = documents.map { Wording($0.title.utf8) }
    let stems = titles.map { Set($0.words.filter { $0.text.count > 2 }.map(\.stem)) }
    let names = documents.map { LawName($0.title) }
    let openings = documents.map { document in
      document.provisions.prefix(Self.opening).filter { $0.part == .text }
        .map { Wording($0.text.utf8) }
    }
    func says(_ cue: Int?, _ wording: Wording) -> Bool {
      tables.cues.hits(in: wording).contains { $0.cue == cue }
    }
    var texts: [Int: [Int]] = [:]
    for one in documents.indices {
      let isNamedSo = says(tables.carriesOut, titles[one])
      let lines =
        documents[one].kind.mayRegulate
        ? ([titles[one]] + openings[one]).filter { says(tables.regulates, $0) } : []
      guard isNamedSo || !lines.isEmpty else { continue }
      let regulated = documents.indices.filter { other in
        other != one
          && (isNamedSo && stems[other].count >= Self.title
            && stems[other].isStrictSubset(of: stems[one])
            || documents[other].kind == .law
              && names[other].map { name in lines.contains(where: name.stands) } == true)
      }
      if !regulated.isEmpty { texts[one] = regulated }
    }
    self.texts = texts
  }

  /// How many provisions at the head of a text say what it is.
  private static let opening = 8
  /// The fewest words of a title that tell one text from others.
  private static let title = 2

  /// A text and one that it carries out, in order.
  var pairs: [(regulation: Int, text: Int)] {
    texts.keys.sorted().flatMap { one in texts[one, default: []].map { (one, $0) } }
  }

  /// Whether one of two texts carries out the other.
  func join(_ a: Int, _ b: Int) -> Bool {
    texts[a]?.contains(b) == true || texts[b]?.contains(a) == true
  }
}

extension DocumentKind {
  /// A treaty or plan is no regulation, whatever it says of laws.
  fileprivate var mayRegulate: Bool { [.decree, .ordinance, .law, .other].contains(self) }
}

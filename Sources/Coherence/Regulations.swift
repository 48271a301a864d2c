import Policy

/// Which texts of a set carry out, or amend, which others: «Reglamentación de la Ley de Migraciones Nº 25.871», "Amendment of
/// the Refugee Act". What both say is no second task; a text that carries a law out may say who does what the law leaves open.
struct Regulations: Sendable {
  /// A text and the law that it says to carry out, in order.
  let pairs: [(regulation: Int, law: Int)]
  /// Texts of which one carries out or amends the other.
  private let joined: Set<Set<Int>>

  /// - Complexity: only texts that say to regulate or amend something are compared with all others.
  init(_ corpus: Corpus, _ tables: CoherenceTables) {
    let documents = corpus.documents.map(\.document)
    let titles = documents.map { Wording($0.title.utf8) }
    let stems = titles.map { Set($0.words.filter { $0.text.count > 2 }.map(\.stem)) }
    let names = documents.map { LawName($0.title) }
    func says(_ cue: Int?, _ wording: Wording) -> Bool {
      tables.cues.hits(in: wording).contains { $0.cue == cue }
    }
    var pairs: [(regulation: Int, law: Int)] = []
    var joined: Set<Set<Int>> = []
    for one in documents.indices {
      if says(tables.carriesOut, titles[one]) {
        for other in documents.indices where other != one {
          if stems[other].count >= Self.title, stems[other].isStrictSubset(of: stems[one]) {
            joined.insert([one, other])
          }
        }
      }
      guard documents[one].kind.mayRegulate else { continue }
      let opening = documents[one].provisions.prefix(Self.opening).filter { $0.part == .text }
      let lines = ([titles[one]] + opening.map { Wording($0.text.utf8) })
        .filter { says(tables.regulates, $0) }.map(LawName.words)
      guard !lines.isEmpty else { continue }
      for law in documents.indices where law != one && documents[law].kind == .law {
        guard let name = names[law], lines.contains(where: name.stands) else { continue }
        pairs.append((one, law))
        joined.insert([one, law])
      }
    }
    self.pairs = pairs
    self.joined = joined
  }

  /// How many provisions at the head of a text say what it is.
  private static let opening = 8
  /// The fewest words of a title that tell one text from others.
  private static let title = 2

  /// Whether one of two texts carries out or amends the other.
  func join(_ a: Int, _ b: Int) -> Bool { joined.contains([a, b]) }
}

extension DocumentKind {
  /// A treaty or plan is no regulation, whatever it says of laws.
  fileprivate var mayRegulate: Bool { [.decree, .ordinance, .law, .other].contains(self) }
}

public import Policy

/// What the terms of one file do in a set of documents: how often each is found and counted, what is refused, and which
/// codes are given or withdrawn because of the file.
///
/// ```swift
/// var trial = TermTrial(without: bundled, with: extended, file: "mine.csv")
/// for document in documents { trial.add(document) }
/// for tally in trial.tallies { print(tally.term.pattern, tally.found, tally.counted) }
/// ```
public struct TermTrial: Sendable {
  /// Where words were found.
  public struct Example: Sendable, Hashable {
    public var file: String
    public var locator: String
    /// The words with some of what stands around them.
    public var before: String
    public var words: String
    public var after: String
    /// Name of the rule that refused them; nil when they count.
    public var rule: String?
  }

  /// One term's account.
  public struct Tally: Sendable, Hashable {
    public var term: Term
    public var found = 0
    public var counted = 0
    /// Found where the company that the term needs is missing.
    public var lacking = 0
    /// By rule.
    public var refused: [String: Int] = [:]
    public var documents = 0
    public var examples: [Example] = []
  }

  /// A code that the file's terms add to a provision or take from it.
  public struct Change: Sendable, Hashable {
    public var file: String
    public var locator: String
    public var code: String
    public var isAdded: Bool
    public var text: String
  }

  public private(set) var tallies: [Tally]
  public private(set) var changes: [Change] = []
  public private(set) var provisions = 0
  public private(set) var documents = 0
  /// Examples kept of each term, half of them of what is refused.
  public let exampleLimit: Int

  private let without: Coder
  private let with: Coder
  /// Of the terms of the file, by their index in the matcher, the tally.
  private let places: [Int32: Int]

  /// - Parameter file: the name under which the terms were read (`Term.file`).
  public init(without: Coder, with: Coder, file: String, exampleLimit: Int = 6) {
    self.without = without
    self.with = with
    self.exampleLimit = exampleLimit
    var places: [Int32: Int] = [:]
    var tallies: [Tally] = []
    for (i, term) in with.lexicon.matcher.terms.enumerated() where term.file == file {
      places[Int32(i)] = tallies.count
      tallies.append(Tally(term: term))
    }
    self.places = places
    self.tallies = tallies
  }

  /// Codes a document with and without the file and adds what differs.
  public mutating func add(_ document: Document) {
    documents += 1
    provisions += document.provisions.count
    var seen: Set<Int> = []
    var added = self
    with.visit(document, isTracing: true) { passages, visit in
      added.tally(passages, visit, document, &seen)
    }
    self = added
    for place in seen { tallies[place].documents += 1 }
    let (old, new) = (without.code(document), with.code(document))
    for (i, provision) in document.provisions.enumerated() {
      let (before, after) = (Self.codes(old.codings[i]), Self.codes(new.codings[i]))
      for code in before.symmetricDifference(after).sorted() {
        changes.append(
          Change(
            file: document.file, locator: provision.locator, code: code,
            isAdded: after.contains(code), text: provision.text))
      }
    }
  }

  private mutating func tally(
    _ passages: borrowing PassageCoder, _ visit: Coder.Visit, _ document: Document,
    _ seen: inout Set<Int>
  ) {
    let lexicon = with.lexicon
    let concepts = passages.concepts
    for hit in concepts.considered {
      guard let place = places[hit.term] else { continue }
      seen.insert(place)
      tallies[place].found += 1
      var rule: String?
      switch hit.outcome {
      case .counted: tallies[place].counted += 1
      case .outweighed, .repeated: break
      case .lacking: tallies[place].lacking += 1
      case .refused:
        let refused = concepts.refused.first { $0.code == hit.code && $0.range == hit.range }
        let name = refused.map { lexicon.explanation(of: $0).rule } ?? "refused"
        tallies[place].refused[name, default: 0] += 1
        rule = name
      }
      keep(hit.range, rule, place, visit, document)
    }
    // Trap rules and cues have no concept of their own: each hit is a find.
    for hit in passages.scan.hits {
      guard let place = places[hit.term] else { continue }
      if case .concept = lexicon.roles[Int(hit.code.rawValue)] { continue }
      seen.insert(place)
      tallies[place].found += 1
      tallies[place].counted += 1
      keep(hit.range, nil, place, visit, document)
    }
  }

  private mutating func keep(
    _ range: Range<Int>, _ rule: String?, _ place: Int, _ visit: Coder.Visit, _ document: Document
  ) {
    let kept = tallies[place].examples.count { ($0.rule == nil) == (rule == nil) }
    guard kept < max(1, exampleLimit / 2) else { return }
    func text(_ range: Range<Int>) -> String {
      var range = range
      // Not in the middle of a letter.
      while range.lowerBound > 0, visit.text[range.lowerBound] & 0xC0 == 0x80 {
        range = range.lowerBound - 1..<range.upperBound
      }
      while range.upperBound < visit.text.count, visit.text[range.upperBound] & 0xC0 == 0x80 {
        range = range.lowerBound..<range.upperBound + 1
      }
      return String(decoding: visit.text[range], as: UTF8.self)
    }
    tallies[place].examples.append(
      Example(
        file: document.file, locator: document.provisions[visit.index].locator,
        before: text(max(0, range.lowerBound - 60)..<range.lowerBound), words: text(range),
        after: text(range.upperBound..<min(visit.text.count, range.upperBound + 60)), rule: rule))
  }

  private static func codes(_ coding: ProvisionCoding) -> Set<String> {
    var codes = Set(
      (coding.objectives + coding.measures + coding.populations + coding.sectors).map(\.code))
    if coding.relevance.isRelevant { codes.insert(Lexicon.relevanceCode) }
    return codes
  }
}

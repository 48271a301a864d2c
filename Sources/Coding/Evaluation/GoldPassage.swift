internal import Foundation
public import Policy

/// A passage that a person has labelled, as one line of a gold file has it.
///
/// The format and the rules of labelling: `Docs/evaluation.md`.
public struct GoldPassage: Sendable, Hashable {
  public var id: String
  public var language: Language
  public var text: String
  public var isRelevant: Bool
  /// Migration text only by its document; a fair score may leave it out.
  public var isContextOnly: Bool
  /// Numbers of objectives of the Global Compact.
  public var objectives: [Int]
  /// Labels of `gold-populations.csv`.
  public var populations: [String]
  public var isCommitment: Bool
  public var hasLead: Bool
  public var hasDeadline: Bool
  public var hasBudget: Bool
  public var hasIndicator: Bool
  public var note: String?

  /// Looks like migration by its words and is not: a trap.
  public var isTrap: Bool { note?.hasPrefix("trap") ?? false }

  /// A gold file that cannot be used, by line.
  public struct SyntaxError: Error, Hashable, CustomStringConvertible {
    public var line: Int
    public var reason: String
    public var description: String { "line \(line): \(reason)" }
  }

  /// Reads a file of one JSON object a line; blank lines are skipped.
  ///
  /// - Throws: `SyntaxError` for a line that is no object or lacks `id`, `text` or `relevant`.
  public static func read(_ bytes: [UInt8]) throws(SyntaxError) -> [GoldPassage] {
    let decoder = JSONDecoder()
    var passages: [GoldPassage] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (i, line) in lines.enumerated() where !line.allSatisfy({ $0 <= 0x20 }) {
      guard let row = try? decoder.decode(Row.self, from: Data(line)) else {
        throw SyntaxError(
          line: i + 1,
          reason: "the line is not an object with \"id\", \"text\" and \"relevant\" (true or false)"
        )
      }
      passages.append(GoldPassage(row))
    }
    return passages
  }

  /// The keys of the format; what is left out is false, empty or undetermined.
  private struct Row: Decodable {
    var id: String
    var text: String
    var relevant: Bool
    var lang: String?
    var contextOnly: Bool?
    var objectives: [Int]?
    var population: [String]?
    var commitment: Bool?
    var lead: Bool?
    var deadline: Bool?
    var budget: Bool?
    var indicator: Bool?
    var note: String?

    enum CodingKeys: String, CodingKey {
      case id, text, relevant, lang
      case contextOnly = "context_only"
      case objectives, population, commitment, lead, deadline, budget, indicator, note
    }
  }

  private init(_ row: Row) {
    id = row.id
    language = row.lang.map(Language.init) ?? .undetermined
    text = row.text
    isRelevant = row.relevant
    isContextOnly = row.contextOnly ?? false
    objectives = row.objectives ?? []
    populations = row.population ?? []
    isCommitment = row.commitment ?? false
    hasLead = row.lead ?? false
    hasDeadline = row.deadline ?? false
    hasBudget = row.budget ?? false
    hasIndicator = row.indicator ?? false
    note = row.note
  }
}

/// Which codes of the codebook each population label of a gold file stands for.
public struct GoldPopulations: Sendable, Hashable {
  public private(set) var codes: [String: Set<String>] = [:]

  /// The labels in alphabetical order.
  public var labels: [String] { codes.keys.sorted() }

  /// - Parameter bytes: CSV with the columns `label` and `population`, a row for each pair.
  public init(_ bytes: some Sequence<UInt8>, file: String) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["label", "population"])
    for row in table.rows { codes[row["label"], default: []].insert(row["population"]) }
  }

  /// The labels that a coding's populations amount to.
  public func labels(of populations: [Coding]) -> Set<String> {
    let given = Set(populations.map(\.code))
    return Set(codes.filter { !$0.value.isDisjoint(with: given) }.keys)
  }
}

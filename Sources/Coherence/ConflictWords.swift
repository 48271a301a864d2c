import Policy

/// How much a provision is worded like the rules that were found in conflicts: the sum of a weight for each of its words,
/// function words included ("whatever", "in no case", "included"), fitted by logistic regression to labelled provisions. The
/// weights are data: `Resources/coherence/conflict-words.csv`.
struct ConflictWords: Sendable {
  private struct List: Sendable {
    var words = WordNumbers()
    /// By the number of the word.
    var weights: [Double] = []
  }

  private var lists: [Language: List] = [:]
  /// What a provision has of which no word is known.
  private var bias = 0.0
  /// Stands for every number.
  private static let figure: [UInt8] = [0x30]

  /// - Parameter bytes: CSV with the columns `language`, `word` and `weight`; a row without word holds the bias.
  /// - Throws: `Table.Error` with file, line and column.
  init(_ bytes: [UInt8]) throws(Table.Error) {
    let table = try Table(
      bytes, file: "conflict-words.csv", required: ["language", "word", "weight"])
    for row in table.rows {
      guard let weight = Double(row["weight"]) else {
        throw row.error("weight", "«\(row["weight"])» is not a number")
      }
      guard !row["word"].isEmpty else {
        bias = weight
        continue
      }
      let language = Language(rawValue: row["language"])
      let number = lists[language, default: List()].words.number(of: Array(row["word"].utf8))
      guard Int(number) == lists[language]?.weights.count else {
        throw row.error("word", "«\(row["word"])» is in the file twice")
      }
      lists[language]?.weights.append(weight)
    }
  }

  /// What stands for a stem in the list.
  static func key(_ stem: [UInt8]) -> [UInt8] {
    stem.first.map { (0x30...0x39).contains($0) } == true ? figure : stem
  }

  /// The logarithm of the odds, by its words alone, that a provision is a side of a conflict.
  ///
  /// Each stem counts once, and the sum is always taken in the order of the list, so that the same words give the same bits.
  func value(of stems: some Sequence<[UInt8]>, in language: Language) -> Double {
    guard let list = lists[language] else { return bias }
    let known = Set(stems.compactMap { list.words.known(Self.key($0)) })
    return known.sorted().reduce(bias) { $0 + list.weights[Int($1)] }
  }
}

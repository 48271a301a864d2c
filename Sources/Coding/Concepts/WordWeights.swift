public import Policy

/// What all the words of a passage say of a concept, beside the terms that it has: the sum of a weight for each word that is
/// known, divided by the length of the passage, each word being as long as it is rare (inverse document frequency, Sparck Jones,
/// "A statistical interpretation of term specificity", Journal of Documentation 28, 1972, with cosine normalisation). Of
/// commitments small words say as much as rare ones, and there all are of one length. "Persons, national or foreign" in a law on companies speaks of no
/// migrant, and it is the words around that say so.
///
/// A word is its first seven letters, folded, so that its forms and its cousins in other languages are one. The weights are
/// those of logistic regressions with the terms' weights beside them (`Benchmarks/words/fit.py`), in the units of the terms'
/// weights; they are data: `Resources/coding/word-weights.csv`.
public struct WordWeights: Sendable, Hashable {
  /// Languages of the passages that the weights were fitted to; in others nothing is added.
  public static let languages: Set<Language> = [.english, .french, .spanish]
  /// So many letters of a word count, and shorter words than `least` do not.
  static let letters = 7
  static let least = 3

  /// Codes of the columns.
  let codes: [String]
  /// What is added for each code whatever the words are.
  let biases: [Double]
  /// Row of each word; a row has a weight for each code.
  private let rows: LetterTable
  private let weights: [Double]
  /// The square of the rarity of each word.
  private let squares: [Double]
  /// Whether all words are of one length for a code.
  private let isEven: [Bool]

  /// No words: nothing is ever added.
  public init() {
    (codes, biases, rows, weights) = ([], [], LetterTable([]), [])
    (squares, isEven) = ([], [])
  }

  /// - Parameter bytes: CSV with the columns `word`, `rarity` and one for each code, empty cells being 0; the row without word
  ///   holds what is added whatever the words are.
  /// - Throws: `Table.Error` with file, line and column.
  public init(_ bytes: some Sequence<UInt8>, file: String = "word-weights.csv") throws(Table.Error)
  {
    let table = try Table(bytes, file: file, required: ["word", "rarity"])
    codes = table.columns.filter { $0 != "word" && $0 != "rarity" }
    let labels = CommitmentWeights.Label.allCases.map(\.name)
    isEven = codes.map(labels.contains)
    var biases = [Double](repeating: 0, count: codes.count)
    var keys: [UInt64] = []
    var known: Set<UInt64> = []
    var weights: [Double] = []
    var squares: [Double] = []
    for row in table.rows {
      var values: [Double] = []
      values.reserveCapacity(codes.count)
      for code in codes { values.append(try Self.number(row, code)) }
      let word = row["word"]
      if word.isEmpty {
        biases = values
        continue
      }
      guard let key = Self.key(Array(word.utf8)), word.utf8.count <= Self.letters else {
        throw row.error("word", "«\(word)» is not \(Self.least) to \(Self.letters) letters a to z")
      }
      guard known.insert(key).inserted else {
        throw row.error("word", "«\(word)» is in the file twice")
      }
      let rarity = try Self.number(row, "rarity")
      guard rarity >= 0 else { throw row.error("rarity", "«\(row["rarity"])» is below 0") }
      keys.append(key)
      squares.append(rarity * rarity)
      weights += values
    }
    (self.biases, self.rows, self.weights) = (biases, LetterTable(keys), weights)
    self.squares = squares
  }

  private static func number(_ row: Table.Row, _ column: String) throws(Table.Error) -> Double {
    let cell = row[column]
    guard let value = cell.isEmpty ? 0 : Double(cell), value.isFinite else {
      throw row.error(column, "«\(cell)» is not a number")
    }
    return value
  }

  /// The letters that count of a folded word, in one number; nil for a word that is too short.
  private static func key(_ folded: some Sequence<UInt8>) -> UInt64? {
    var key: UInt64 = 0
    var count = 0
    for byte in folded where byte != FoldedText.filler {
      let letter = byte | 0x20
      guard (0x61...0x7A).contains(letter) else { break }
      key = key << 8 | UInt64(letter)
      count += 1
      if count == letters { break }
    }
    return count >= least ? key : nil
  }

  /// The known words of a passage.
  struct Known {
    struct Word {
      /// Where it first stands, into `Scan.words`.
      var index: Int32
      fileprivate var row: Int32
    }

    /// Each once, in the order of the passage.
    fileprivate(set) var words: [Word] = []
    /// One over the length of the passage, by the rarity of its words and by their number.
    fileprivate var share = 0.0
    fileprivate var evenShare = 0.0
  }

  /// The known words of a passage that was scanned.
  ///
  /// - Complexity: O(bytes of the text).
  func words(of scan: Scan, in text: UnsafeBufferPointer<UInt8>) -> Known {
    var known = Known()
    guard !codes.isEmpty else { return known }
    known.words.reserveCapacity(scan.words.count)
    var length = 0.0
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: rows.count / 64 + 1) { met in
      met.initialize(repeating: 0)
      forEachKey(of: scan, in: text) { index, key in
        let row = rows[key]
        guard row >= 0, met[Int(row) / 64] & 1 << UInt64(row % 64) == 0 else { return }
        met[Int(row) / 64] |= 1 << UInt64(row % 64)
        known.words.append(Known.Word(index: Int32(index), row: row))
        length += squares[Int(row)]
      }
    }
    if length > 0 { known.share = 1 / length.squareRoot() }
    if !known.words.isEmpty { known.evenShare = 1 / Double(known.words.count).squareRoot() }
    return known
  }

  /// What the words of a passage add to the weights of a code's terms.
  func sum(_ known: Known, _ column: Int) -> Double {
    var sum = 0.0
    for word in known.words { sum += weight(word, column) }
    return biases[column] + sum * share(known, column)
  }

  /// What one word adds.
  func part(_ word: Known.Word, of known: Known, _ column: Int) -> Double {
    weight(word, column) * share(known, column)
  }

  private func share(_ known: Known, _ column: Int) -> Double {
    isEven[column] ? known.evenShare : known.share
  }

  private func weight(_ word: Known.Word, _ column: Int) -> Double {
    weights[Int(word.row) * codes.count + column]
  }

  /// The letters that count of each word of a passage, for the fit.
  static func keys(of scan: Scan, in text: UnsafeBufferPointer<UInt8>) -> Set<String> {
    var keys: Set<String> = []
    WordWeights().forEachKey(of: scan, in: text) { _, key in
      let bytes = (0..<UInt64(letters)).map { UInt8(truncatingIfNeeded: key >> (8 * $0)) }
      keys.insert(String(decoding: bytes.reversed().drop { $0 == 0 }, as: UTF8.self))
    }
    return keys
  }

  private func forEachKey(
    of scan: Scan, in text: UnsafeBufferPointer<UInt8>, _ body: (Int, UInt64) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(text.count, 1)) { folded in
      guard let base = folded.baseAddress else { return }
      FoldedText.fold(text, into: base)
      for (index, word) in scan.words.enumerated() {
        let letters = UnsafeBufferPointer(rebasing: folded[Int(word.start)..<Int(word.end)])
        if let key = Self.key(letters) { body(index, key) }
      }
    }
  }
}

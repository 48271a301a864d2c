public import Policy

/// What all the words of a passage say of a concept, beside the terms that it has: the sum of a weight for each word that is
/// known, divided by the square root of their number. "Persons, national or foreign" in a law on companies speaks of no
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

  /// No words: nothing is ever added.
  public init() {
    (codes, biases, rows, weights) = ([], [], LetterTable([]), [])
  }

  /// - Parameter bytes: CSV with the column `word` and one for each code, empty cells being 0; the row without word holds what
  ///   is added whatever the words are.
  /// - Throws: `Table.Error` with file, line and column.
  public init(_ bytes: some Sequence<UInt8>, file: String = "word-weights.csv") throws(Table.Error)
  {
    let table = try Table(bytes, file: file, required: ["word"])
    codes = table.columns.filter { $0 != "word" }
    var biases = [Double](repeating: 0, count: codes.count)
    var keys: [UInt64] = []
    var known: Set<UInt64> = []
    var weights: [Double] = []
    for row in table.rows {
      var values: [Double] = []
      values.reserveCapacity(codes.count)
      for code in codes {
        let cell = row[code]
        guard let value = cell.isEmpty ? 0 : Double(cell), value.isFinite else {
          throw row.error(code, "«\(cell)» is not a number")
        }
        values.append(value)
      }
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
      keys.append(key)
      weights += values
    }
    (self.biases, self.rows, self.weights) = (biases, LetterTable(keys), weights)
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

  /// A known word of a passage.
  struct Known {
    /// Where it first stands, into `Scan.words`.
    var index: Int32
    fileprivate var row: Int32
  }

  /// The distinct known words of a passage that was scanned, in its order.
  ///
  /// - Complexity: O(bytes of the text).
  func words(of scan: Scan, in text: UnsafeBufferPointer<UInt8>) -> [Known] {
    var known: [Known] = []
    guard !codes.isEmpty else { return known }
    known.reserveCapacity(scan.words.count)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: rows.count / 64 + 1) { met in
      met.initialize(repeating: 0)
      forEachKey(of: scan, in: text) { index, key in
        let row = rows[key]
        guard row >= 0, met[Int(row) / 64] & 1 << UInt64(row % 64) == 0 else { return }
        met[Int(row) / 64] |= 1 << UInt64(row % 64)
        known.append(Known(index: Int32(index), row: row))
      }
    }
    return known
  }

  /// What the words of a passage add to the weights of a code's terms.
  func sum(_ known: [Known], _ column: Int) -> Double {
    var sum = 0.0
    for word in known { sum += weight(word, column) }
    return biases[column] + sum * share(known)
  }

  /// What one word adds.
  func part(_ word: Known, of known: [Known], _ column: Int) -> Double {
    weight(word, column) * share(known)
  }

  private func weight(_ word: Known, _ column: Int) -> Double {
    weights[Int(word.row) * codes.count + column]
  }

  private func share(_ known: [Known]) -> Double {
    known.isEmpty ? 0 : 1 / Double(known.count).squareRoot()
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

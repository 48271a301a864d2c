internal import Glibc
public import Policy

/// How summed weights become a probability, one row a kind of concept: `Resources/coding/scoring.csv`.
///
/// The weights of the distinct terms that a passage has for a concept are added (they are log-odds, as if the terms were
/// independent), what its other words say is added (`WordWeights`), and all is put through a logistic curve,
/// `1 / (1 + exp(-(bias + slope * sum)))`. Bias and slope of relevance and objectives are those of the logistic regressions
/// that the weights of words come from; the file's note says on which passages. `threshold` is the least probability at
/// which the code is given.
public struct Scoring: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case relevance, objective, measure, population, sector
  }

  public struct Curve: Sendable, Hashable {
    public var bias: Double
    public var slope: Double
    public var threshold: Double
    /// The threshold in recitals and statements of fact, which carry a code only when it is plain.
    public var plainThreshold: Double
    /// The threshold of the codes of the kind after the first.
    public var furtherThreshold: Double
    /// So many codes of the kind at most.
    public var most: Int
    /// What other words may add to the weights of terms, and take from them, at most.
    public var mostAdded: Double
    public var mostTaken: Double

    public init(
      bias: Double, slope: Double, threshold: Double, plainThreshold: Double,
      furtherThreshold: Double = 0, most: Int = .max, mostAdded: Double = .infinity,
      mostTaken: Double = .infinity
    ) {
      self.bias = bias
      self.slope = slope
      self.threshold = threshold
      self.plainThreshold = plainThreshold
      self.furtherThreshold = furtherThreshold
      self.most = most
      self.mostAdded = mostAdded
      self.mostTaken = mostTaken
    }

    public func probability(_ sum: Double) -> Double { logistic(bias + slope * sum) }

    /// The summed weight that has a probability; `-infinity` for 0.
    public func sum(ofProbability probability: Double) -> Double {
      (log(probability / (1 - probability)) - bias) / slope
    }
  }

  private var curves: [Curve]
  /// What the other words of a passage add to the weights of a concept's terms.
  public let words: WordWeights
  /// What beside its words says whether a passage commits.
  public let commitments: CommitmentWeights

  public subscript(kind: Kind) -> Curve { curves[kind.index] }

  /// - Parameters:
  ///   - bytes: CSV with the columns `kind`, `bias`, `slope`, `threshold`, `plain_threshold`,
  ///   `further_threshold`, `most`, `most_added`, `most_taken`, a row for each kind; the last four may be empty.
  ///   - words: weights of the words beside the terms; none by default.
  ///   - commitments: weights of the signs of a commitment beside the words; none by default.
  /// - Throws: `Table.Error` with line and column.
  public init(
    _ bytes: some Sequence<UInt8>, file: String = "scoring.csv", words: WordWeights = WordWeights(),
    commitments: CommitmentWeights = CommitmentWeights()
  ) throws(Table.Error) {
    self.words = words
    self.commitments = commitments
    let table = try Table(
      bytes, file: file,
      required: [
        "kind", "bias", "slope", "threshold", "plain_threshold", "further_threshold",
        "most", "most_added", "most_taken",
      ])
    var found: [Kind: Curve] = [:]
    for row in table.rows {
      guard let kind = Kind(rawValue: row["kind"]) else {
        throw row.error(
          "kind",
          "«\(row["kind"])» is not one of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      func number(_ column: String) throws(Table.Error) -> Double {
        guard let value = Double(row[column]), value.isFinite else {
          throw row.error(column, "«\(row[column])» is not a number")
        }
        return value
      }
      found[kind] = Curve(
        bias: try number("bias"), slope: try number("slope"), threshold: try number("threshold"),
        plainThreshold: try number("plain_threshold"),
        furtherThreshold: row["further_threshold"].isEmpty ? 0 : try number("further_threshold"),
        most: row["most"].isEmpty ? .max : Int(max(1, min(try number("most"), 1000))),
        mostAdded: row["most_added"].isEmpty ? .infinity : try number("most_added"),
        mostTaken: row["most_taken"].isEmpty ? .infinity : try number("most_taken"))
    }
    curves = []
    for kind in Kind.allCases {
      guard let curve = found[kind] else {
        throw Table.Error(
          file: file, column: "kind", reason: "the row for \(kind.rawValue) is missing")
      }
      curves.append(curve)
    }
  }

  /// For tests and other programs: one curve for all kinds.
  public init(all curve: Curve) {
    curves = Array(repeating: curve, count: Kind.allCases.count)
    words = WordWeights()
    commitments = CommitmentWeights()
  }
}

extension Scoring.Kind {
  var index: Int {
    switch self {
    case .relevance: 0
    case .objective: 1
    case .measure: 2
    case .population: 3
    case .sector: 4
    }
  }
}

/// `1 / (1 + exp(-x))`, without overflow.
@inline(__always)
func logistic(_ x: Double) -> Double {
  let e = exp(-abs(x))
  return x >= 0 ? 1 / (1 + e) : e / (1 + e)
}

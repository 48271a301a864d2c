public import Policy

/// Whether a passage commits, and says who leads, when, with what money and how measured, where no rule of the lists finds it:
/// its words and its form may say so all the same; and whether a part that a rule found is one, which they may make unlikely.
///
/// "The foreign helper is paid a stated sum every month" rules, and no list of verbs tells it from a report; "95 % of applicants
/// answered" under a goal is what is to be reached. A logistic regression for each label weighs the signs of the form (`FormSign`)
/// and the words (the label's column of `word-weights.csv`); the weights are log-odds less those of the least probability at
/// which the label is given, so that it is given where their sum is above 0 (`Benchmarks/words/parts.py`):
/// `Resources/coding/commitment-weights.csv`. For a part that a rule found the row `kept` speaks too, since it asks for less.
public struct CommitmentWeights: Sendable, Hashable {
  /// What is weighed, by its column in both tables.
  enum Label: Int, CaseIterable {
    case commitment, lead, deadline, budget, indicator

    var name: String { String(describing: self) }

    init(_ part: Commitment.Part) {
      switch part {
      case .lead: self = .lead
      case .deadline: self = .deadline
      case .budget: self = .budget
      case .indicator: self = .indicator
      }
    }
  }

  /// A weight for each label, by `Label.rawValue`.
  typealias Weights = SIMD8<Double>

  /// By `FormSign.number`; empty where nothing is weighed.
  private let weights: [Weights]
  /// What is added for a part that a rule found.
  let kept: Weights

  private static let keptName = "kept"

  /// Nothing is weighed: the rules decide alone.
  public init() { (weights, kept) = ([], .zero) }

  /// - Parameter bytes: CSV with the column `sign` and one for each label, empty cells being 0.
  /// - Throws: `Table.Error` with file, line and column.
  public init(
    _ bytes: some Sequence<UInt8>, file: String = "commitment-weights.csv"
  ) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["sign"] + Label.allCases.map(\.name))
    let known = Dictionary(uniqueKeysWithValues: FormSign.allCases.map { ($0.name, $0) })
    var weights: [FormSign: Weights] = [:]
    var kept: Weights?
    for row in table.rows {
      let name = row["sign"]
      let sign = known[name]
      guard sign != nil || name == Self.keptName else {
        throw row.error(
          "sign", "«\(name)» is not one of \(known.keys.sorted().joined(separator: ", "))")
      }
      var values = Weights.zero
      for label in Label.allCases {
        let cell = row[label.name]
        guard let value = cell.isEmpty ? 0 : Double(cell), value.isFinite else {
          throw row.error(label.name, "«\(cell)» is not a number")
        }
        values[label.rawValue] = value
      }
      let before = sign.map { weights.updateValue(values, forKey: $0) } ?? kept
      guard before == nil else { throw row.error("sign", "«\(name)» is in the file twice") }
      if sign == nil { kept = values }
    }
    self.weights = FormSign.allCases.map { weights[$0] ?? .zero }
    self.kept = kept ?? .zero
  }

  var isEmpty: Bool { weights.isEmpty }

  /// What the form of a passage weighs for each label.
  func sum(_ form: PassageForm) -> Weights {
    weights.isEmpty ? .zero : form.signs.reduce(into: .zero) { $0 += weights[$1.number] }
  }
}

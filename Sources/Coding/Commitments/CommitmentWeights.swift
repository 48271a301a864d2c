public import Policy

/// Whether a passage commits in which no verb of the lists binds: its words, its role and its form may say so all the same.
///
/// "The foreign helper is paid a stated sum every month" rules, and no list of verbs tells it from a report. A logistic regression
/// weighs the modality and role found, signs of a list item, and the words (column `commitment` of `word-weights.csv`); the weights
/// are log-odds, and such a passage commits where their sum is above 0 (`Benchmarks/words/fit.py`):
/// `Resources/coding/commitment-weights.csv`. What a verb binds stays bound.
public struct CommitmentWeights: Sendable, Hashable {
  /// The column of `WordWeights`.
  static let column = "commitment"

  /// What weighs beside the words.
  enum Sign: Hashable, CaseIterable {
    case modality(Modality)
    case role(ProvisionRole)
    /// It opens like an item of a list: "(a)", "3.", "-".
    case enumerated
    /// It opens with a small letter.
    case small
    /// It opens with a quotation mark.
    case quoted
    /// It ends with a colon or a dash.
    case colon
    /// It ends with a comma or semicolon, perhaps with "and" behind it.
    case semicolon

    static let allCases: [Sign] =
      Modality.allCases.map(Sign.modality) + ProvisionRole.allCases.map(Sign.role)
      + [.enumerated, .small, .quoted, .colon, .semicolon]

    var name: String {
      switch self {
      case .modality(let modality): "modality:" + modality.name
      case .role(let role): "role:" + role.rawValue
      case .enumerated: "enumerated"
      case .small: "small"
      case .quoted: "quoted"
      case .colon: "colon"
      case .semicolon: "semicolon"
      }
    }
  }

  private let weights: [Sign: Double]

  /// Nothing is weighed: the verb decides alone.
  public init() { weights = [:] }

  /// - Parameter bytes: CSV with the columns `sign` and `weight`.
  /// - Throws: `Table.Error` with file, line and column.
  public init(
    _ bytes: some Sequence<UInt8>, file: String = "commitment-weights.csv"
  ) throws(Table.Error) {
    let table = try Table(bytes, file: file, required: ["sign", "weight"])
    let known = Dictionary(uniqueKeysWithValues: Sign.allCases.map { ($0.name, $0) })
    var weights: [Sign: Double] = [:]
    for row in table.rows {
      guard let sign = known[row["sign"]] else {
        throw row.error(
          "sign",
          "«\(row["sign"])» is not one of \(known.keys.sorted().joined(separator: ", "))")
      }
      guard let weight = Double(row["weight"]), weight.isFinite else {
        throw row.error("weight", "«\(row["weight"])» is not a number")
      }
      guard weights.updateValue(weight, forKey: sign) == nil else {
        throw row.error("sign", "«\(sign.name)» is in the file twice")
      }
    }
    self.weights = weights
  }

  var isEmpty: Bool { weights.isEmpty }

  /// What the signs of a passage weigh.
  func sum(_ reading: CommitmentReading, _ text: UnsafeBufferPointer<UInt8>) -> Double {
    Self.signs(reading, text).reduce(0) { $0 + (weights[$1] ?? 0) }
  }

  /// The signs of a passage, each once.
  static func signs(_ reading: CommitmentReading, _ text: UnsafeBufferPointer<UInt8>) -> [Sign] {
    var signs: [Sign] = [.modality(reading.modality), .role(reading.role)]
    let body = text.trimmed
    guard let first = body.first else { return signs }
    if isEnumerated(body) { signs.append(.enumerated) }
    if (0x61...0x7A).contains(first) { signs.append(.small) }
    if first == UInt8(ascii: "\"") || body.starts(with: "“".utf8) || body.starts(with: "«".utf8) {
      signs.append(.quoted)
    }
    if body.last == UInt8(ascii: ":") || body.suffix(3).elementsEqual("—".utf8) {
      signs.append(.colon)
    } else if endsInList(body) {
      signs.append(.semicolon)
    }
    return signs
  }

  /// A dash, a bullet, or at most three letters or figures before a bracket or full stop.
  private static func isEnumerated(_ body: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let first = body[body.startIndex]
    if first == UInt8(ascii: "-") || body.starts(with: "–".utf8) || body.starts(with: "•".utf8) {
      return true
    }
    let inside = body.drop { $0 == UInt8(ascii: "(") }
    let label = inside.prefix(4).prefix { $0.isLetterOrFigure }
    guard (1...3).contains(label.count), label.endIndex < body.endIndex else { return false }
    return [UInt8(ascii: ")"), UInt8(ascii: ".")].contains(body[label.endIndex])
  }

  private static func endsInList(_ body: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    func ends(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
      rest.last == UInt8(ascii: ";") || rest.last == UInt8(ascii: ",")
    }
    if ends(body) { return true }
    for word in ["and", "or", "y", "o", "et", "ou"] where body.count > word.utf8.count + 1 {
      let rest = body.dropLast(word.utf8.count)
      guard body[rest.endIndex...].elementsEqual(word.utf8), rest.last == UInt8(ascii: " ") else {
        continue
      }
      return ends(rest.dropLast())
    }
    return false
  }
}

extension UInt8 {
  fileprivate var isLetterOrFigure: Bool {
    (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20)
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var trimmed: Slice<Self> {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return self[0..<0] }
    return self[first...last]
  }
}

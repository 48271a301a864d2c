import Policy

/// Matrix files of all the formats that are read and written; Docs/scenarios.md describes them.
public enum MatrixFile: String, Sendable, CaseIterable {
  /// A project of ScenarioWizard 4.
  case scw
  case csv
  case json

  /// The format of a file: by its ending, else by its first character.
  public init(file: String, bytes: [UInt8]) {
    let ending = file.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if let named = MatrixFile(rawValue: ending) {
      self = named
      return
    }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[start...].first { $0 > 0x20 }
    switch first {
    case UInt8(ascii: "$"): self = .scw
    case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
    default: self = .csv
    }
  }

  /// Reads a matrix.
  ///
  /// - Parameter file: its name, for the format and for messages.
  /// - Throws: `MatrixError` with the line.
  public static func read(_ bytes: [UInt8], file: String) throws(MatrixError) -> CrossImpactMatrix {
    switch MatrixFile(file: file, bytes: bytes) {
    case .scw: try ScenarioWizardProject(bytes, file: file).matrix
    case .csv:
      JudgementForm.isForm(bytes)
        ? try SourcedMatrix(bytes, file: file).matrix
        : try CrossImpactMatrix(csv: bytes, file: file)
    case .json: try CrossImpactMatrix(json: bytes, file: file)
    }
  }

  /// The matrix as a file of this format.
  ///
  /// - Throws: `MatrixError` when the format cannot hold it.
  public func text(_ matrix: CrossImpactMatrix) throws(MatrixError) -> String {
    switch self {
    case .scw: return try ScenarioWizardProject(matrix).text()
    case .csv: return try matrix.csv()
    case .json:
      try matrix.checkNames(mayBeEmpty: true)
      return matrix.json()
    }
  }
}

/// Judgements as they are read, before it is known how many decimals they have together.
struct JudgementColumn {
  private var read: [Decimal] = []

  init(capacity: Int) { read.reserveCapacity(capacity) }

  mutating func append(_ decimal: Decimal) { read.append(decimal) }

  var count: Int { read.count }

  /// All in the same unit; nil when one does not fit.
  func scaled() -> (judgements: [Int], decimals: Int)? {
    let decimals = read.reduce(0) { max($0, $1.places) }
    var judgements: [Int] = []
    judgements.reserveCapacity(read.count)
    for decimal in read {
      guard let value = decimal.scaled(to: decimals) else { return nil }
      judgements.append(value)
    }
    return (judgements, decimals)
  }
}

extension CrossImpactMatrix {
  /// A matrix out of a file whose structure and judgements have been read.
  init(
    name: String, note: String, descriptors: [Descriptor], _ column: JudgementColumn, file: String
  ) throws(MatrixError) {
    guard let (judgements, decimals) = column.scaled() else {
      throw MatrixError(file: file, reason: Self.tooLarge)
    }
    do {
      try self.init(
        name: name, note: note, descriptors: descriptors, judgements: judgements, decimals: decimals
      )
    } catch {
      throw MatrixError(file: file, line: error.line, reason: error.reason)
    }
  }
}

extension CrossImpactMatrix {
  /// Whether a file that tells descriptors and variants apart by name can be read again.
  ///
  /// - Parameter mayBeEmpty: whether descriptors, or all variants, may be without a name.
  /// - Throws: `MatrixError` for the first that cannot be told from another.
  func checkNames(mayBeEmpty: Bool) throws(MatrixError) {
    /// The place of the first name that was there before.
    func repeated(_ names: [String]) -> Int? {
      var seen: Set<String> = []
      return names.firstIndex { !$0.isEmpty && !seen.insert($0).inserted }
    }
    let names = descriptors.map(\.name.trimmingSpaces)
    if !mayBeEmpty, let place = names.firstIndex(of: "") {
      throw MatrixError(
        reason:
          "descriptor \(place + 1) has no name: a table tells descriptors apart by name; name it, or write .json or .scw"
      )
    }
    if !mayBeEmpty, descriptors.allSatisfy({ $0.variants.allSatisfy(\.trimmingSpaces.isEmpty) }) {
      throw MatrixError(
        reason:
          "no variant has a name: a table needs a header row of variants; name them, or write .json or .scw"
      )
    }
    if let place = repeated(names) {
      throw MatrixError(
        reason:
          "descriptor \(place + 1) has the name «\(names[place])» of an earlier one: rename one, or write .scw"
      )
    }
    for descriptor in descriptors {
      let variants = descriptor.variants.map(\.trimmingSpaces)
      if let place = repeated(variants) {
        throw MatrixError(
          reason:
            "variant \(place + 1) of «\(descriptor.name)» has the name «\(variants[place])» of an earlier one: rename one, or write .scw"
        )
      }
    }
  }
}

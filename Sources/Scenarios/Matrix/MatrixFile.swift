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
    case .scw: try ScenarioWizardProject(matrix).text()
    case .csv: try matrix.csv()
    case .json: matrix.json()
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

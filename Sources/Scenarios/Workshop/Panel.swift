/// Several people's matrices of the same system, with weights.
public struct Panel: Sendable, Hashable {
  public struct Expert: Sendable, Hashable {
    public let name: String
    /// A whole number from 1 to 1,000.
    public let weight: Int
    public let matrix: CrossImpactMatrix
    /// Cells that they left white: no influence in the matrix, but no opinion either.
    public let white: Set<JudgementReturn.Cell>

    public init(
      name: String, weight: Int = 1, matrix: CrossImpactMatrix,
      white: Set<JudgementReturn.Cell> = []
    ) {
      self.name = name
      self.weight = weight
      self.matrix = matrix
      self.white = white
    }
  }

  public let experts: [Expert]
  /// Everybody's judgements in the finest unit that anybody used.
  private let judgements: [[Int]]
  private let decimals: Int

  /// - Throws: `MatrixError` when there is nobody, a weight is out of range, two matrices differ in descriptors or
  ///   variants, or judgements are too large to be put together.
  public init(_ experts: [Expert]) throws(MatrixError) {
    guard let first = experts.first else {
      throw MatrixError(file: "panel", reason: "nobody's judgements were given")
    }
    for expert in experts {
      guard (1...1_000).contains(expert.weight) else {
        throw MatrixError(
          file: expert.name,
          reason: "the weight \(expert.weight) is not a whole number from 1 to 1000")
      }
      guard expert.matrix.descriptors == first.matrix.descriptors else {
        throw MatrixError(
          file: expert.name,
          reason:
            "\(Self.difference(first.matrix, expert.matrix)) All must judge the same descriptors and variants, as in \(first.name)."
        )
      }
    }
    let decimals = experts.map(\.matrix.decimals).max() ?? 0
    var judgements: [[Int]] = []
    for expert in experts {
      let factor = PowerOfTen.of(decimals - expert.matrix.decimals)
      guard expert.matrix.judgements.allSatisfy({ abs($0) <= MatrixLimits.judgement / factor })
      else { throw MatrixError(file: expert.name, reason: CrossImpactMatrix.tooLarge) }
      judgements.append(expert.matrix.judgements.map { $0 * factor })
    }
    self.experts = experts
    self.judgements = judgements
    self.decimals = decimals
  }

  private static func difference(_ a: CrossImpactMatrix, _ b: CrossImpactMatrix) -> String {
    guard a.descriptors.count == b.descriptors.count else {
      return "\(b.descriptors.count) descriptors instead of \(a.descriptors.count)."
    }
    for (place, (left, right)) in zip(a.descriptors, b.descriptors).enumerated()
    where left != right {
      return left.name != right.name
        ? "descriptor \(place + 1) is «\(right.name)» instead of «\(left.name)»."
        : "descriptor «\(left.name)» has the variants \(right.variants.joined(separator: ", ")) instead of \(left.variants.joined(separator: ", "))."
    }
    return ""
  }

  public var totalWeight: Int { experts.reduce(0) { $0 + $1.weight } }

  /// The weighted sum of all judgements. Divided by `totalWeight` it is the weighted mean; the scenarios are the same,
  /// for multiplying a whole matrix changes none, and so nothing is rounded.
  ///
  /// - Throws: `MatrixError` when the sums get too large.
  public func consensus() throws(MatrixError) -> CrossImpactMatrix {
    let matrix = experts[0].matrix
    var sums = [Int](repeating: 0, count: matrix.judgements.count)
    // Judgements stay within 10^12 and weights within 1,000, so sums of 8,000 experts fit 64 bits.
    guard experts.count <= 8_000 else {
      throw MatrixError(file: "panel", reason: "\(experts.count) experts: at most 8000 can be used")
    }
    for (expert, judgements) in zip(experts, judgements) {
      for cell in sums.indices { sums[cell] += judgements[cell] * expert.weight }
    }
    return try CrossImpactMatrix(
      name: matrix.name, note: matrix.note, descriptors: matrix.descriptors, judgements: sums,
      decimals: decimals)
  }

  /// What each expert said of a cell; nil where they left it white.
  private func given(_ cell: Int) -> [Int?] {
    let size = experts[0].matrix.size
    let place = JudgementReturn.Cell(row: cell / size, column: cell % size)
    return zip(experts, judgements).map { $0.white.contains(place) ? nil : $1[cell] }
  }

  /// How far apart the judgements of one cell are.
  public struct Disagreement: Sendable, Hashable {
    public let row: Int
    public let column: Int
    /// In units of the last decimal that anybody used, one for each expert; nil where they left it white.
    public let judgements: [Int?]
    public let decimals: Int

    private var given: [Int] { judgements.compactMap(\.self) }
    public var spread: Int { (given.max() ?? 0) - (given.min() ?? 0) }
    /// Somebody says that it promotes, somebody that it hampers.
    public var isOpposite: Bool { given.contains { $0 > 0 } && given.contains { $0 < 0 } }
  }

  /// Cells on which not all agree: opposite signs first, then the widest.
  public var disagreements: [Disagreement] {
    let size = experts[0].matrix.size
    return (0..<size * size).compactMap { cell in
      let found = Disagreement(
        row: cell / size, column: cell % size, judgements: given(cell), decimals: decimals)
      return found.spread > 0 ? found : nil
    }.sorted { a, b in
      if a.isOpposite != b.isOpposite { return a.isOpposite }
      return (b.spread, a.row, a.column) < (a.spread, b.row, b.column)
    }
  }

  /// Agreement on all judgements between different descriptors; white cells are left out.
  public func agreement(_ metric: Agreement.Metric = .interval) -> Agreement {
    let matrix = experts[0].matrix
    let owner = matrix.descriptors.indices.flatMap { descriptor in
      matrix.range(descriptor).map { _ in descriptor }
    }
    let unit = Double(PowerOfTen.of(decimals))
    return Agreement(
      (0..<matrix.size * matrix.size).filter {
        owner[$0 / matrix.size] != owner[$0 % matrix.size]
      }.map { cell in given(cell).compactMap { $0.map { Double($0) / unit } } },
      metric: metric)
  }

  /// For each expert, whether a scenario is consistent by their own judgements alone.
  public func support(of scenario: Scenario) -> [Bool] {
    experts.map { ($0.matrix.consistencyValue(of: scenario) ?? 0) >= 0 }
  }

  /// For each scenario and each expert, whether it is consistent by the weighted sum of all others; empty lists with one
  /// expert.
  public func holdsWithout(_ scenarios: [Scenario]) throws(MatrixError) -> [[Bool]] {
    guard experts.count > 1 else { return scenarios.map { _ in [] } }
    var holds = [[Bool]](repeating: [], count: scenarios.count)
    for left in experts.indices {
      let rest = try Panel(experts.indices.filter { $0 != left }.map { experts[$0] }).consensus()
      for (i, scenario) in scenarios.enumerated() {
        holds[i].append((rest.consistencyValue(of: scenario) ?? 0) >= 0)
      }
    }
    return holds
  }
}

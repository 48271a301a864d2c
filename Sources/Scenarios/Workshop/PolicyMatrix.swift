public import Policy

/// Matrices made from what a codebook says of the effects of measures on objectives, with the sources of each judgement.
///
/// Where several sources judge the same pair, their mean is taken, to one decimal; reasons and sources are all kept.
public struct PolicyMatrix: Sendable {
  /// What is said of one measure and one objective.
  private struct Claim {
    var strength: Int
    /// In tenths.
    var grounds: SourcedMatrix.Grounds
  }

  private let codebook: Codebook
  private let language: Language
  private let claims: [String: [String: Claim]]
  /// Codes of the measures looked at that have effects, in the order of the codebook.
  private let measures: [String]
  /// Codes of the objectives that they touch, in the order of the codebook.
  private let objectives: [String]

  /// - Parameters:
  ///   - codebook: bundled, with the user's effects in it.
  ///   - measures: codes of the measures to look at, such as those that a workspace's documents take.
  public init(_ codebook: Codebook, measures: Set<String>, language: Language = .english) {
    var claims: [String: [String: Claim]] = [:]
    for measure in measures {
      let byObjective = Dictionary(grouping: codebook.effects(of: measure), by: \.objective)
      claims[measure] = byObjective.mapValues(Self.claim)
    }
    self.codebook = codebook
    self.language = language
    self.claims = claims.filter { !$0.value.isEmpty }
    self.measures = codebook.measures.map(\.code).filter { claims[$0]?.isEmpty == false }
    let touched = Set(claims.values.flatMap(\.keys))
    objectives = codebook.objectives.map(\.code).filter(touched.contains)
  }

  private static func claim(_ effects: [Codebook.Effect]) -> Claim {
    let sum = effects.reduce(0) { $0 + $1.strength * 10 }
    // To the nearest tenth, halves away from zero.
    let count = effects.count
    let mean = (abs(sum) * 2 + count) / (2 * count) * sum.signum()
    return Claim(
      strength: mean,
      grounds: SourcedMatrix.Grounds(
        reason: effects.map { effect in
          effect.reason + (effect.confidence == "contested" ? " (contested)" : "")
        }.joined(separator: "; "),
        reference: effects.map { "\($0.citation) (\($0.id))" }.joined(separator: "; "))
    )
  }

  private func name(_ code: String) -> String { codebook.name(code, in: language) + " [\(code)]" }

  /// Measures, each taken or not, and the objectives that they move, each advancing, unchanged or falling back. Nothing
  /// pushes a measure but a measure that contradicts it; so measures are what policy chooses.
  ///
  /// - Throws: `MatrixError` when no measure has effects, or there are too many.
  public func crossImpact() throws(MatrixError) -> SourcedMatrix {
    try checkAny()
    let taken = CrossImpactMatrix.Descriptor(name: "", variants: ["not taken", "taken"])
    let moved = CrossImpactMatrix.Descriptor(
      name: "", variants: ["falls back", "unchanged", "advances"])
    let descriptors =
      measures.map { CrossImpactMatrix.Descriptor(name: name($0), variants: taken.variants) }
      + objectives.map { CrossImpactMatrix.Descriptor(name: name($0), variants: moved.variants) }
    let offsets = try CrossImpactMatrix.offsets(of: descriptors)
    let size = offsets[descriptors.count]
    var judgements = [Int](repeating: 0, count: size * size)
    var grounds: [JudgementReturn.Cell: SourcedMatrix.Grounds] = [:]
    for (i, measure) in measures.enumerated() {
      let row = offsets[i] + 1
      for (j, objective) in objectives.enumerated() {
        guard let claim = claims[measure]?[objective], claim.strength != 0 else { continue }
        let column = offsets[measures.count + j]
        for (cell, value) in [(column, -claim.strength), (column + 2, claim.strength)] {
          judgements[row * size + cell] = value
          grounds[.init(row: row, column: cell)] = claim.grounds
        }
      }
      for opposite in codebook.measure(measure)?.opposites ?? [] {
        guard let j = measures.firstIndex(of: opposite), j != i else { continue }
        let text =
          "\(codebook.name(measure, in: language)) contradicts \(codebook.name(opposite, in: language)) for the same people"
        for (cell, value) in [(offsets[j], 30), (offsets[j] + 1, -30)] {
          judgements[row * size + cell] = value
          grounds[.init(row: row, column: cell)] = .init(reason: text, reference: "measures.csv")
        }
      }
    }
    return SourcedMatrix(
      try CrossImpactMatrix(
        name: "measures and objectives", descriptors: descriptors, judgements: judgements,
        decimals: 1), grounds: grounds)
  }

  /// Objectives by objectives: what the measures that serve the one do to the other, on average over those measures.
  ///
  /// - Throws: `MatrixError` when no measure has effects.
  public func interactions() throws(MatrixError) -> InteractionMatrix {
    try checkAny()
    let n = objectives.count
    var cells = [Int](repeating: 0, count: n * n)
    for (i, served) in objectives.enumerated() {
      let serving = measures.compactMap { measure -> [String: Claim]? in
        guard let found = claims[measure], (found[served]?.strength ?? 0) > 0 else { return nil }
        return found
      }
      guard !serving.isEmpty else { continue }
      for (j, touched) in objectives.enumerated() where j != i {
        let sum = serving.reduce(0) { $0 + ($1[touched]?.strength ?? 0) }
        let count = serving.count
        cells[i * n + j] = (abs(sum) * 2 + count) / (2 * count) * sum.signum()
      }
    }
    return try InteractionMatrix(labels: objectives.map(name), cells: cells, decimals: 1)
  }

  private func checkAny() throws(MatrixError) {
    guard !objectives.isEmpty else {
      throw MatrixError(
        file: "effects.csv",
        reason:
          "none of the measures has an effect that is known: add rows to effects.csv in the project folder"
      )
    }
  }
}

extension JudgementForm {
  /// A form that is filled in: the judgements with their reasons and sources.
  ///
  /// - Throws: `MatrixError` when two descriptors, or two variants of one, have the same name or none.
  public static func csv(_ sourced: SourcedMatrix) throws(MatrixError) -> String {
    let matrix = sourced.matrix
    try checkNames(matrix)
    var text = CSV.line(columns)
    for row in 0..<matrix.size {
      for column in 0..<matrix.size {
        let (source, target) = (matrix.place(row), matrix.place(column))
        guard source.descriptor != target.descriptor else { continue }
        let grounds = sourced.grounds[.init(row: row, column: column)]
        text += CSV.line([
          matrix.descriptors[source.descriptor].name,
          matrix.descriptors[source.descriptor].variants[source.variant],
          matrix.descriptors[target.descriptor].name,
          matrix.descriptors[target.descriptor].variants[target.variant],
          matrix.text(matrix[row, column]), grounds?.reason ?? "", grounds?.reference ?? "",
        ])
      }
    }
    return text
  }
}

extension InteractionMatrix {
  /// The matrix as a table with the labels in its first row and column.
  public func csv() -> String {
    var text = CSV.line([""] + labels)
    for i in 0..<count {
      text += CSV.line(
        [labels[i]] + (0..<count).map { self.text(self[i, $0]) })
    }
    return text
  }
}

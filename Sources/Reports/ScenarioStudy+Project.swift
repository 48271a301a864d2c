import Policy
public import Scenarios
public import Workspace

extension ScenarioStudy {
  /// The study of the cross-impact matrix that stands in a project folder as `cross-impact.csv`, `.json` or `.scw`, with
  /// the wish of `wished-state.csv`: a row with descriptor and variant for each thing wished for, and one with an empty
  /// variant for each descriptor that policy can hold.
  ///
  /// - Returns: nil when there is no such matrix.
  /// - Throws: `MatrixError` with file and line.
  public init?(
    of tables: UserTables, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(MatrixError) {
    guard
      let file = UserTables.crossImpactFiles.first(where: { tables.contents[$0] != nil }),
      let bytes = tables.contents[file]
    else { return nil }
    let sourced = try SourcedMatrix(bytes, file: file)
    let wish = try tables.contents[UserTables.wishFile].map { bytes throws(MatrixError) in
      try Self.wish(bytes, sourced.matrix)
    }
    try self.init(sourced, wish: wish, shouldStop: shouldStop)
  }

  private static func wish(_ bytes: [UInt8], _ matrix: CrossImpactMatrix) throws(MatrixError)
    -> Wish
  {
    let table: Table
    do {
      table = try Table(bytes, file: UserTables.wishFile, required: ["descriptor", "variant"])
    } catch {
      throw MatrixError(file: error.file, line: error.line, reason: error.reason)
    }
    var target: [Intervention.Pin] = []
    var controls: [Int] = []
    for row in table.rows {
      guard let descriptor = matrix.descriptors.firstIndex(where: { $0.name == row["descriptor"] })
      else {
        throw MatrixError(
          file: table.file, line: row.line,
          reason: "the matrix has no descriptor «\(row["descriptor"])»")
      }
      guard !row["variant"].isEmpty else {
        controls.append(descriptor)
        continue
      }
      guard
        let variant = matrix.descriptors[descriptor].variants.firstIndex(of: row["variant"])
      else {
        throw MatrixError(
          file: table.file, line: row.line,
          reason: "«\(row["descriptor"])» has no variant «\(row["variant"])»")
      }
      target.append(.init(descriptor: descriptor, variant: variant))
    }
    return Wish(target: target, controls: controls.isEmpty ? nil : controls)
  }
}

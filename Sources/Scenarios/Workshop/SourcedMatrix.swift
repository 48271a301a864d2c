/// A cross-impact matrix together with who says so: for each judgement its reason and its source, where they were given.
public struct SourcedMatrix: Sendable, Hashable {
  public struct Grounds: Sendable, Hashable {
    public let reason: String
    public let reference: String

    public init(reason: String, reference: String) {
      self.reason = reason
      self.reference = reference
    }
  }

  public let matrix: CrossImpactMatrix
  public let grounds: [JudgementReturn.Cell: Grounds]
  /// What of a form could not be used, or is missing.
  public let remarks: [JudgementReturn.Remark]

  public init(
    _ matrix: CrossImpactMatrix, grounds: [JudgementReturn.Cell: Grounds] = [:],
    remarks: [JudgementReturn.Remark] = []
  ) {
    self.matrix = matrix
    self.grounds = grounds
    self.remarks = remarks
  }

  /// Reads a matrix in any of its formats, or a filled-in form, which names reasons and sources as well.
  ///
  /// - Throws: `MatrixError` with the line.
  public init(_ bytes: [UInt8], file: String) throws(MatrixError) {
    guard MatrixFile(file: file, bytes: bytes) == .csv, JudgementForm.isForm(bytes) else {
      self.init(try MatrixFile.read(bytes, file: file))
      return
    }
    let structure = try JudgementForm.structure(form: bytes, file: file)
    let back = try JudgementReturn(bytes, file: file, of: structure, scale: 1_000_000)
    var grounds: [JudgementReturn.Cell: Grounds] = [:]
    for (cell, judgement) in back.judgements
    where !judgement.reason.isEmpty || !judgement.reference.isEmpty {
      grounds[cell] = Grounds(reason: judgement.reason, reference: judgement.reference)
    }
    self.init(try back.matrix(), grounds: grounds, remarks: back.remarks)
  }
}

/// Why statistics cannot be used: the file, the cell, what is wrong and what to do, in words for the person who gave it.
public struct EvidenceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, with the sheet of a workbook; or what was asked for, such as a country code.
  public var subject: String
  /// "line 12, column migrants (cell D12)"; nil when it concerns the whole.
  public var cell: String?
  /// What is wrong, as a sentence.
  public var problem: String
  /// What to do about it, as a sentence.
  public var remedy: String

  public init(_ subject: String, cell: String? = nil, problem: String, remedy: String) {
    self.subject = subject
    self.cell = cell
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String {
    subject + (cell.map { ", " + $0 } ?? "") + ": " + problem + " " + remedy
  }
}

/// Why flows cannot be estimated from what was given: which cell, what is wrong with it, and what to do.
public struct FlowError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable {
    case shape
    case notANumber
    case negativeStock
    case negativeEvents
    case eventsExceedPeople
    /// Births outnumber the natives living at home.
    case birthsExceedNatives
    /// Taking departures from the other table made a cell negative.
    case negativeAdjustedStock
    case unbalanced
    case noFit
    case unknownCountry
    case missingCell
    case doubledCell
    case reversedYears
    case badInput
  }

  public var kind: Kind
  /// The cell, in words.
  public var place: String
  public var reason: String
  public var remedy: String
  /// The number that is wrong, if one is.
  public var amount: Double?

  public init(
    _ kind: Kind, _ place: String, _ reason: String, _ remedy: String, amount: Double? = nil
  ) {
    self.kind = kind
    self.place = place
    self.reason = reason
    self.remedy = remedy
    self.amount = amount
  }

  public var description: String { "\(place): \(reason); \(remedy)." }
}

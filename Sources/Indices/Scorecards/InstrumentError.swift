public import Policy

/// A file of an instrument that cannot be used, said by place and field.
public struct InstrumentError: Error, Sendable, Hashable, CustomStringConvertible {
  public var file: String
  public var at: LocatedJSON.Position?
  /// "domains[2].items[1].options"
  public var field: String?
  public var reason: String

  public init(
    file: String, at: LocatedJSON.Position? = nil, field: String? = nil, reason: String
  ) {
    self.file = file
    self.at = at
    self.field = field
    self.reason = reason
  }

  public var description: String {
    var place = file
    if let at { place += ", \(at)" }
    if let field { place += ", \(field)" }
    return "\(place): \(reason)"
  }
}

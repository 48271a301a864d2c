public import Policy

extension JSONValue {
  /// Equal to what a reference says: numbers to 1e-9 relatively or 1e-12, `NaN` and null apart, fields that the reference does not
  /// have left aside.
  public func agrees(with reference: LocatedJSON) -> Bool {
    switch (self, reference.value) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.integer(let a), .number): Self.agrees(Double(a), reference.number)
    case (.number(let a), .number): Self.agrees(a, reference.number)
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.agrees(with: $1) }
    case (.object(let members), .object):
      members.allSatisfy { member in
        reference[member.key].map { member.value.agrees(with: $0) } ?? false
      }
    default: false
    }
  }

  private static func agrees(_ a: Double, _ b: Double?) -> Bool {
    guard let b else { return false }
    return abs(a - b) <= max(1e-12, 1e-9 * max(abs(a), abs(b)))
  }
}

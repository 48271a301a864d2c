import Policy
import Testing

/// Expects that a table is refused, at the cell that is at fault.
func expectFault(
  line: Int?, column: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ read: () throws -> Void
) {
  let error = #expect(throws: Table.Error.self, sourceLocation: sourceLocation) { try read() }
  #expect(error?.column == column, sourceLocation: sourceLocation)
  if let line { #expect(error?.line == line, sourceLocation: sourceLocation) }
}

public import Foundation

/// The CSV files in a ZIP package, as the World Bank and UNHCR hand out a table with its notes beside it.
public struct PackedTables: Sendable {
  public var limits: ReadingLimits

  public init(limits: ReadingLimits = .standard) {
    self.limits = limits
  }

  /// - Parameter name: the name to use in messages.
  /// - Returns: name and bytes of each CSV file, in the order of their names.
  /// - Throws: `ReadingError`: `damaged`, `locked`, `tooLarge`, or `unsupported` for a package without a CSV file.
  public func tables(_ file: URL, as name: String) throws(ReadingError) -> [(
    name: String, bytes: [UInt8]
  )] {
    let source = try SourceFile(file, name: name, limits: limits)
    let package: PackedParts
    do throws(ReadingError) {
      package = try PackedParts(try source.contents(), of: source, limits: limits) {
        $0.lowercased().hasSuffix(".csv")
      }
    } catch {
      guard error.reason == .damaged else { throw error }
      throw source.error(
        .damaged, "The package is damaged or cut short: its files cannot be unpacked.",
        "Download it again from where it came.")
    }
    guard !package.parts.isEmpty else {
      throw source.error(
        .unsupported, "There is no CSV file in the package.",
        "Unpack it and give the file with the table.")
    }
    return package.parts.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: $0.value) }
  }
}

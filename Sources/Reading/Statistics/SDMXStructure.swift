public import Policy

/// Reads the roles of components out of SDMX-ML 2.1 structure files.
public enum SDMXStructure {
  /// - Returns: the role of each component of all data structures in the file.
  /// - Throws: `Table.Error` for a file that is no SDMX-ML or holds no data structure.
  public static func roles(_ bytes: [UInt8], file: String) throws(Table.Error)
    -> StatisticsReader.Roles
  {
    var roles: StatisticsReader.Roles = [:]
    do throws(XMLEvents.Failure) {
      try XMLEvents.read(bytes, depth: ReadingLimits.standard.depth) {
        events throws(XMLEvents.Failure) in
        var isInside = false
        var role: StatisticalTable.Role?
        while let event = try events.next() {
          switch event {
          case .start("DataStructureComponents"): isInside = true
          case .end("DataStructureComponents"): isInside = false
          case .start(let name) where isInside:
            switch name {
            case "Dimension", "MeasureDimension": role = .dimension
            case "TimeDimension": role = .time
            case "PrimaryMeasure", "Measure": role = .measure
            case "Attribute": role = .attribute
            default: role = nil
            }
            if let role, let id = events.attribute("id") { roles[id] = roles[id] ?? role }
          default: break
          }
        }
      }
    } catch {
      throw Table.Error(file: file, reason: "it is cut short or not well-formed XML")
    }
    guard !roles.isEmpty else {
      throw Table.Error(file: file, reason: "there is no data structure (DSD) in it")
    }
    return roles
  }
}

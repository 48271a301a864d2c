/// The scenarios that a search found: all combinations of its independent parts.
public struct ScenarioSet: Sendable {
  /// How many there are, listed or not.
  public let count: WholeNumber
  /// Whether it is proven that there are no others.
  public let isComplete: Bool
  /// Whether every scenario that was found can be listed.
  public let isListed: Bool
  /// Nodes of the search tree.
  public let nodes: Int
  /// The variants of descriptors that had one choice only.
  private let settled: [UInt8]
  private let parts: [PartialScenarios]

  init(settled: [UInt8], parts: [PartialScenarios], isComplete: Bool, nodes: Int) {
    self.settled = settled
    self.parts = parts
    self.isComplete = isComplete
    self.nodes = nodes
    count = parts.reduce(WholeNumber(1)) { $0 * $1.found }
    isListed = parts.allSatisfy { WholeNumber($0.count) == $0.found }
  }

  /// Nothing found.
  init(isComplete: Bool, nodes: Int) {
    settled = []
    parts = []
    self.isComplete = isComplete
    self.nodes = nodes
    count = WholeNumber(0)
    isListed = true
  }

  /// Goes through the scenarios in lexicographic order, for as long as `body` returns true.
  ///
  /// - Complexity: O(descriptors) a scenario; memory does not grow with their number.
  public func visit(_ body: (Scenario) throws -> Bool) rethrows {
    guard count > WholeNumber(0), parts.allSatisfy({ $0.count > 0 }) else { return }
    // For each descriptor that varies, its part and its place there.
    var columns: [(descriptor: Int, part: Int, place: Int)] = []
    for (part, list) in parts.enumerated() {
      for (place, descriptor) in list.descriptors.enumerated() {
        columns.append((descriptor, part, place))
      }
    }
    columns.sort { $0.descriptor < $1.descriptor }
    var scenario = Scenario(variants: settled)
    // Of each part, the entries that agree with the choices made so far.
    var ranges = parts.map { 0..<$0.count }

    func walk(_ column: Int) throws -> Bool {
      guard column < columns.count else { return try body(scenario) }
      let (descriptor, part, place) = columns[column]
      let whole = ranges[part]
      var start = whole.lowerBound
      while start < whole.upperBound {
        let variant = parts[part][start, place]
        var end = start + 1
        while end < whole.upperBound, parts[part][end, place] == variant { end += 1 }
        ranges[part] = start..<end
        scenario.variants[descriptor] = variant
        if try !walk(column + 1) { return false }
        start = end
      }
      ranges[part] = whole
      return true
    }
    _ = try walk(0)
  }

  /// The first of them in lexicographic order.
  public func scenarios(limit: Int = .max) -> [Scenario] {
    var list: [Scenario] = []
    guard limit > 0 else { return list }
    visit {
      list.append($0)
      return list.count < limit
    }
    return list
  }
}

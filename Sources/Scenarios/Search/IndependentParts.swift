/// Descriptors that have nothing to do with each other, given what is still open.
///
/// Two descriptors belong together when some comparison that is not settled yet depends on both. Where the open structure
/// falls apart, the consistent scenarios are all combinations of those of the parts.
enum IndependentParts {
  /// - Parameter open: the open variants of each descriptor, after striking out.
  /// - Returns: the undecided descriptors by part; parts in the order of their first descriptors.
  static func parts(
    _ matrix: CrossImpactMatrix, _ pairs: SlackPairs, leastMargins: [Int?], open: [UInt64]
  ) -> [[Int]] {
    let count = matrix.descriptors.count
    var parent = Array(0..<count)
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    let isUndecided = open.map { $0 & ($0 &- 1) != 0 }
    var pulling: [Int] = []
    for target in 0..<count where leastMargins[target] != nil {
      for (variant, column) in matrix.range(target).enumerated()
      where open[target] & (1 << UInt64(variant)) != 0 {
        for pair in pairs.first[column]..<pairs.first[column + 1] {
          pulling.removeAll(keepingCapacity: true)
          if isUndecided[target] { pulling.append(target) }
          var least = 0
          for source in 0..<count {
            var low = Int.max
            var high = Int.min
            for (a, row) in matrix.range(source).enumerated()
            where open[source] & (1 << UInt64(a)) != 0 {
              let difference = pairs.difference(matrix, row: row, pair: pair)
              low = min(low, difference)
              high = max(high, difference)
            }
            least += low
            if low < high { pulling.append(source) }
          }
          guard least < pairs.threshold[pair], let first = pulling.first else { continue }
          for other in pulling { parent[root(other)] = root(first) }
        }
      }
    }
    var parts: [[Int]] = []
    var place: [Int: Int] = [:]
    for descriptor in 0..<count where isUndecided[descriptor] {
      let head = root(descriptor)
      if let known = place[head] {
        parts[known].append(descriptor)
      } else {
        place[head] = parts.count
        parts.append([descriptor])
      }
    }
    return parts
  }
}

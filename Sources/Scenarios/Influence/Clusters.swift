/// Groups of things that help each other more than chance would have it: who must talk to whom.
///
/// Louvain's method (Blondel and others 2008) for the modularity of Newman and Girvan, on the helping links taken both
/// ways. Gains are compared in whole numbers and ties go to the lowest group, so the same matrix always gives the
/// same groups; like every fast method it finds a very good division, not provably the best one.
public struct Clusters: Sendable, Hashable {
  /// The group of each thing, numbered from 0 in the order of their first members.
  public let membership: [Int]
  /// From -1/2 to 1: the share of helping links inside groups beyond what chance would put there. Zero without links.
  public let modularity: Double

  public var groups: [[Int]] {
    var groups = Array(repeating: [Int](), count: (membership.max() ?? -1) + 1)
    for (i, group) in membership.enumerated() { groups[group].append(i) }
    return groups
  }

  public init(_ matrix: InteractionMatrix) {
    let n = matrix.count
    var links = (0..<n).map { i in
      (0..<n).map { j in i == j ? 0 : Int128(max(0, matrix[i, j]) + max(0, matrix[j, i])) }
    }
    let original = links
    var membership = Array(0..<n)
    while true {
      let groups = Self.numbered(Self.settled(links))
      let count = (groups.max() ?? -1) + 1
      membership = membership.map { groups[$0] }
      guard count < links.count else { break }
      var merged = Array(repeating: Array(repeating: Int128(0), count: count), count: count)
      for i in links.indices {
        for j in links.indices { merged[groups[i]][groups[j]] += links[i][j] }
      }
      links = merged
    }
    self.membership = Self.numbered(membership)
    modularity = Self.modularity(original, self.membership)
  }

  /// Moves each into the neighbouring group that gains most, until none gains.
  private static func settled(_ links: [[Int128]]) -> [Int] {
    let n = links.count
    let degrees = links.map { $0.reduce(0, +) }
    let whole = degrees.reduce(0, +)
    var group = Array(0..<n)
    var totals = degrees
    guard whole > 0 else { return group }
    var hasMoved = true
    while hasMoved {
      hasMoved = false
      for i in 0..<n {
        let home = group[i]
        totals[home] -= degrees[i]
        var toward: [Int: Int128] = [home: 0]
        for j in 0..<n where j != i && links[i][j] > 0 {
          toward[group[j], default: 0] += links[i][j]
        }
        func gain(_ g: Int) -> Int128 { (toward[g] ?? 0) * whole - degrees[i] * totals[g] }
        var best = home
        for g in toward.keys.sorted() where gain(g) > gain(best) { best = g }
        totals[best] += degrees[i]
        if best != home {
          group[i] = best
          hasMoved = true
        }
      }
    }
    return group
  }

  private static func numbered(_ groups: [Int]) -> [Int] {
    var numbers: [Int: Int] = [:]
    return groups.map { group in
      let number = numbers[group] ?? numbers.count
      numbers[group] = number
      return number
    }
  }

  private static func modularity(_ links: [[Int128]], _ membership: [Int]) -> Double {
    let degrees = links.map { $0.reduce(0, +) }
    let whole = Double(degrees.reduce(0, +))
    guard whole > 0 else { return 0 }
    var sum = 0.0
    for i in links.indices {
      for j in links.indices where membership[i] == membership[j] {
        sum +=
          Double(links[i][j]) / whole - Double(degrees[i]) / whole * (Double(degrees[j]) / whole)
      }
    }
    return sum
  }
}

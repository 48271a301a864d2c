/// The numbers below a bound in sets that grow together (Galler and Fischer, "An improved equivalence algorithm",
/// Communications of the ACM 7, 1964).
public struct DisjointSets: Sendable {
  private var parents: [Int]

  /// Every number in a set of its own.
  public init(_ count: Int) { parents = Array(0..<count) }

  /// The number that stands for the set of another.
  public mutating func root(_ number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[parents[number]]
      number = parents[number]
    }
    return number
  }

  public mutating func join(_ a: Int, _ b: Int) { parents[root(a)] = root(b) }

  /// The sets of some numbers, in the order in which these first meet them; in each the numbers keep their order.
  public mutating func sets(of numbers: [Int]) -> [[Int]] {
    var sets: [[Int]] = []
    var places: [Int: Int] = [:]
    for number in numbers {
      let root = root(number)
      if let place = places[root] {
        sets[place].append(number)
      } else {
        places[root] = sets.count
        sets.append([number])
      }
    }
    return sets
  }
}

import Policy
import Testing

@Suite struct DisjointSetsTests {
  @Test func joinedNumbersStandTogetherInTheirOrder() {
    var sets = DisjointSets(6)
    sets.join(4, 1)
    sets.join(1, 5)
    sets.join(2, 2)
    #expect(sets.sets(of: Array(0..<6)) == [[0], [1, 4, 5], [2], [3]])
    #expect(sets.sets(of: [5, 3, 4]) == [[5, 4], [3]])
    #expect(sets.root(4) == sets.root(5))
  }
}

extension ScenarioSearch {
  /// Hands the scenarios out in lexicographic order while it searches, for as long as `body` returns true.
  ///
  /// A search that does not end soon is cut by the first descriptor that is not settled, variant by variant, and so on.
  ///
  /// - Parameter shouldStop: asked now and then by every worker; true ends the search with what was found.
  /// - Returns: whether it is proven that there are no scenarios but those handed out; false also when `body` ended it.
  public func stream(
    shouldStop: @escaping @Sendable () -> Bool = { false }, _ body: (Scenario) -> Bool
  ) -> Bool {
    var spent = 0
    func stream(_ search: ScenarioSearch, from first: Int) -> Bool {
      let budget = max(Self.firstBudget, spent / 4)
      let set = search.run(nodes: budget, shouldStop: shouldStop)
      spent += set.nodes
      let next = (first..<matrix.descriptors.count).first {
        search.question.allowed[$0].nonzeroBitCount > 1
      }
      guard !(set.isComplete && set.isListed), !shouldStop(), let next else {
        var isWanted = true
        set.visit {
          isWanted = body($0)
          return isWanted
        }
        return isWanted && set.isComplete && set.isListed
      }
      for variant in 0..<matrix.variantCount(next) {
        var narrower = search
        narrower.question.require(next, variant)
        guard narrower.question.allowed[next] != 0 else { continue }
        if !stream(narrower, from: next + 1) { return false }
      }
      return true
    }
    return stream(self, from: 0)
  }

  /// Nodes after which a search is cut, in the beginning.
  private static let firstBudget = 4_000
}

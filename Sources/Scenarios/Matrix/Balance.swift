/// What a scenario does to each of its own choices: the sums that the method is named after.
///
/// All values are in units of the matrix. Definitions: Weimer-Jehle 2006; ties count as consistent.
extension CrossImpactMatrix {
  /// The impact balance: for each variant of each descriptor, the sum of the judgements that the scenario's choices make of it.
  public func balance(of scenario: Scenario) -> [Int] {
    var sums = [Int](repeating: 0, count: size)
    for descriptor in descriptors.indices {
      let row = (offsets[descriptor] + scenario[descriptor]) * size
      for column in 0..<size { sums[column] += judgements[row + column] }
    }
    return sums
  }

  /// For each descriptor, by how much its choice is ahead of its strongest rival: 0 is a tie, below 0 is inconsistent.
  /// Nil where there is no rival.
  public func margins(of scenario: Scenario) -> [Int?] { margins(scenario, balance(of: scenario)) }

  private func margins(_ scenario: Scenario, _ balance: [Int]) -> [Int?] {
    descriptors.indices.map { descriptor in
      let chosen = balance[offsets[descriptor] + scenario[descriptor]]
      var margin: Int?
      for column in range(descriptor) where column != offsets[descriptor] + scenario[descriptor] {
        margin = min(margin ?? .max, chosen - balance[column])
      }
      return margin
    }
  }

  /// The smallest margin; nil when no descriptor has a rival variant.
  public func consistencyValue(of scenario: Scenario) -> Int? {
    margins(of: scenario).compactMap { $0 }.min()
  }

  /// The sum of the balances of all choices.
  public func totalImpactScore(of scenario: Scenario) -> Int {
    let balance = balance(of: scenario)
    return descriptors.indices.reduce(0) { $0 + balance[offsets[$1] + scenario[$1]] }
  }
}

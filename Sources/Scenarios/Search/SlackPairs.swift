/// The comparisons that decide consistency: for each variant of each descriptor one with each rival variant.
///
/// A choice `c` of descriptor `j` holds against rival `l` when the sum over all descriptors `i` of
/// `C(i, z; j, c) - C(i, z; j, l)` is at least the margin asked for. Each comparison is divided by the greatest common
/// divisor of its differences, which changes no answer and keeps the numbers small.
struct SlackPairs {
  /// Columns of the choice and of the rival.
  let choice: [Int]
  let rival: [Int]
  /// The first pair of each variant; its pairs follow one another.
  let first: [Int]
  /// What the differences of a pair were divided by, at least 1.
  let divisor: [Int]
  /// What the sum of the divided differences must reach.
  let threshold: [Int]
  /// The largest absolute value that a slack, the sum less the threshold, can have.
  let bound: Int

  var count: Int { choice.count }

  init(_ matrix: CrossImpactMatrix, leastMargins: [Int?]) {
    var choice: [Int] = []
    var rival: [Int] = []
    var first: [Int] = []
    var owner: [Int] = []
    for descriptor in matrix.descriptors.indices {
      for c in matrix.range(descriptor) {
        first.append(choice.count)
        for l in matrix.range(descriptor) where l != c {
          choice.append(c)
          rival.append(l)
          owner.append(descriptor)
        }
      }
    }
    first.append(choice.count)
    var divisor = [Int](repeating: 0, count: choice.count)
    var reach = [Int](repeating: 0, count: choice.count)
    var farthest = [Int](repeating: 0, count: choice.count)
    for source in matrix.descriptors.indices {
      for pair in farthest.indices { farthest[pair] = 0 }
      for row in matrix.range(source) {
        matrix.withRow(row) { judgements in
          for pair in choice.indices {
            let difference = abs(judgements[choice[pair]] - judgements[rival[pair]])
            guard difference > 0 else { continue }
            if divisor[pair] != 1 { divisor[pair] = Self.commonDivisor(divisor[pair], difference) }
            if difference > farthest[pair] { farthest[pair] = difference }
          }
        }
      }
      for pair in reach.indices { reach[pair] += farthest[pair] }
    }
    var threshold = [Int](repeating: 0, count: choice.count)
    var bound = 0
    for pair in choice.indices {
      divisor[pair] = max(1, divisor[pair])
      let reach = reach[pair] / divisor[pair]
      guard let margin = leastMargins[owner[pair]] else { continue }
      // Beyond what sums can reach, a threshold says only «always» or «never».
      let least = max(min(margin, 1 << 60), -(1 << 60))
      let quotient = least / divisor[pair] + (least > 0 && least % divisor[pair] != 0 ? 1 : 0)
      threshold[pair] = max(-reach, min(reach + 1, quotient))
      bound = max(bound, reach + abs(threshold[pair]))
    }
    self.choice = choice
    self.rival = rival
    self.first = first
    self.divisor = divisor
    self.threshold = threshold
    // Pairs that nobody asks about still are summed.
    self.bound = max(bound, choice.indices.map { reach[$0] / divisor[$0] }.max() ?? 0)
  }

  /// What choosing a row adds to the slack of each pair.
  func differences(
    _ matrix: CrossImpactMatrix, row: Int, _ body: (_ pair: Int, _ difference: Int) -> Void
  ) {
    matrix.withRow(row) { judgements in
      for pair in choice.indices {
        let difference = judgements[choice[pair]] - judgements[rival[pair]]
        body(pair, divisor[pair] == 1 ? difference : difference / divisor[pair])
      }
    }
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}

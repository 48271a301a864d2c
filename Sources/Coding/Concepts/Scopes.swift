/// How far negations or exceptions reach: from the cue to the end of its clause, or to a word that ends the scope.
struct Scopes {
  struct Scope {
    /// The words that open the scope.
    var cue: Scan.Hit
    /// Words that it covers.
    var words: Range<Int32>
  }

  /// In the order of their cues.
  private(set) var scopes: [Scope] = []

  mutating func find(_ list: CodeNumber?, endingAt endList: CodeNumber?, in scan: Scan) {
    scopes.removeAll(keepingCapacity: true)
    guard let list else { return }
    let ends = endList.map { scan.hits(of: $0) } ?? []
    for cue in scan.hits(of: list) {
      let first = cue.lastWord + 1
      guard first < scan.words.count else { continue }
      let clause = scan.words[Int(cue.lastWord)].clause
      // Clauses count upward, so the end of this one is found by halving.
      var end = Int32(scan.words[Int(first)...].partitioningIndex { $0.clause > clause })
      let from = ends.partitioningIndex { $0.lastWord >= first }
      if from < ends.endIndex { end = min(end, ends[from].firstWord) }
      if first < end { scopes.append(Scope(cue: cue, words: first..<end)) }
    }
  }

  /// The scope that a hit lies in. A hit that shares words with the cue itself ("no fee", "except with a visa") was
  /// written with it in mind and is not in its scope.
  func scope(of hit: Scan.Hit) -> Scope? {
    // Scopes of one clause end together, so the one opened last before the hit decides.
    let after = scopes.partitioningIndex { $0.words.lowerBound > hit.firstWord }
    guard after > 0 else { return nil }
    let scope = scopes[after - 1]
    return scope.words.contains(hit.firstWord) && !scope.cue.overlaps(hit) ? scope : nil
  }
}

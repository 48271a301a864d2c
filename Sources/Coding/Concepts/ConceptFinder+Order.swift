/// Which of the concepts found are given, in what order, and the direction that they take together.
extension ConceptFinder {
  func sort(_ concepts: inout Concepts) {
    // Few elements, nearly sorted by kind: insertion is quicker than anything else.
    for i in concepts.found.indices.dropFirst() {
      var at = i
      while at > 0, precedes(concepts.found[at], concepts.found[at - 1]) {
        concepts.found.swapAt(at, at - 1)
        at -= 1
      }
    }
  }

  /// A provision has one subject, seldom three: further objectives of the Compact need more than the first.
  func dropOutranked(_ concepts: inout Concepts) {
    var rank = 0
    var outranked: [Concepts.Found] = []
    concepts.found.removeAll { found in
      guard lexicon.isCompact[Int(found.code.rawValue)] else { return false }
      rank += 1
      guard
        rank > 1 && found.sum < leastOfFurther || rank > lexicon.scoring[.objective].most
      else { return false }
      outranked.append(found)
      return true
    }
    for found in outranked {
      refuse(.outranked, found.code, concepts.evidence[found.words.lowerBound], &concepts)
    }
  }

  /// The weight that an objective of the Compact needs beside a weightier one.
  var leastOfFurther: Double {
    let curve = lexicon.scoring[.objective]
    return curve.sum(ofProbability: curve.furtherThreshold)
  }

  private func precedes(_ a: Concepts.Found, _ b: Concepts.Found) -> Bool {
    (a.kind.index, -a.score, a.code.rawValue) < (b.kind.index, -b.score, b.code.rawValue)
  }

  /// The direction of the measures, weighted by their scores, with the words that open or restrict by themselves; 0
  /// when both sides speak about equally.
  func stance(_ scan: Scan, _ concepts: Concepts) -> Int {
    var sum = 0.0
    for found in concepts.found where found.kind == .measure {
      sum += Double(lexicon.directions[Int(found.code.rawValue)]) * found.score
    }
    guard concepts.isRelevant || sum != 0 else { return 0 }
    let cue = { (code: CodeNumber?) in
      code.map { Double(min(scan.hits(of: $0).count, 2)) * 0.35 } ?? 0
    }
    sum += cue(lexicon.cues.opener) - cue(lexicon.cues.restrictor)
    return sum >= 0.3 ? 1 : sum <= -0.3 ? -1 : 0
  }
}

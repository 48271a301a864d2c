import Policy

/// Finds labelled parts in running text: "Lead: Embassy. Deadline: 2018. Budget: 310 million. Indicator: …".
struct LabelFinder {
  let text: CuedText

  private static let labels: [(cue: Cue, part: Commitment.Part)] = [
    (.leadLabel, .lead), (.deadlineLabel, .deadline), (.budgetLabel, .budget),
    (.indicatorLabel, .indicator),
  ]

  private static var all: CueSet {
    CueSet(.leadLabel, .deadlineLabel, .budgetLabel, .indicatorLabel)
  }

  /// For each part that a label opens, the words behind its colon up to the next label or full stop.
  func parts() -> [(part: Commitment.Part, words: ClosedRange<Int>)] {
    guard text.present.intersects(Self.all) else { return [] }
    var found: [(Commitment.Part, ClosedRange<Int>)] = []
    for word in 0..<text.count {
      guard let label = label(at: word) else { continue }
      let first = label.end + 1
      var last = first
      while last + 1 < text.count, text.sentence(last + 1) == text.sentence(first),
        self.label(at: last + 1) == nil
      {
        last += 1
      }
      found.append((label.part, first...last))
    }
    return found
  }

  private func label(at word: Int) -> (part: Commitment.Part, end: Int)? {
    guard text.starts[word].intersects(Self.all) else { return nil }
    var best: (part: Commitment.Part, end: Int)?
    for (cue, part) in Self.labels where text.starts[word].contains(cue) {
      let end = text.end(of: cue, at: word)
      guard end + 1 < text.count, text.gap(before: end + 1, has: ":") else { continue }
      if let known = best, known.end >= end { continue }
      best = (part, end)
    }
    // A label opens a clause.
    guard word == 0 || text.clause(word) != text.clause(word - 1) else { return nil }
    return best
  }
}

import Policy

/// Finds labelled parts in running text: "Lead: Embassy. Deadline: 2018. Budget: 310 million. Indicator: …".
///
/// A colon, a dash or a question mark stands behind a label ("Who? …"), or the full stop of an abbreviation ("Resp. …"). In a
/// table that was run together nothing does: then three different labels in capitals make one another certain.
struct LabelFinder {
  let text: CuedText

  private static let labels: [(cue: Cue, part: Commitment.Part)] = [
    (.leadLabel, .lead), (.deadlineLabel, .deadline), (.budgetLabel, .budget),
    (.indicatorLabel, .indicator),
  ]

  private static var all: CueSet {
    CueSet(.leadLabel, .deadlineLabel, .budgetLabel, .indicatorLabel)
  }

  /// Among how many words a part says that it is not known yet: "cost still to be settled".
  private static let opening = 3

  /// Words of the longest part behind a label.
  private static let longest = 30

  private struct Label {
    var part: Commitment.Part
    var words: ClosedRange<Int>
  }

  /// What labels open in a passage.
  struct Labelled {
    /// For each part, the words behind its label up to the next one or the full stop; none where they leave it open ("Cost:
    /// still to be settled").
    var parts: [(part: Commitment.Part, words: ClosedRange<Int>)] = []
    /// Two parts are labelled, settled or not: the passage is the sheet of a measure.
    var isMeasure = false
  }

  func labelled() -> Labelled {
    guard text.present.intersects(Self.all) else { return Labelled() }
    var labels = labels(where: isMarked)
    if labels.isEmpty {
      labels = self.labels(where: isHeading)
      guard Set(labels.map(\.part)).count > 2 else { return Labelled() }
    }
    let parts = labels.indices.compactMap {
      i -> (part: Commitment.Part, words: ClosedRange<Int>)? in
      let first = labels[i].words.upperBound + 1
      let next = i + 1 < labels.count ? labels[i + 1].words.lowerBound : text.count
      let end = min(next, text.sentenceRange(of: first).upperBound, first + Self.longest)
      return isUnsettled(first..<end) ? nil : (labels[i].part, first...end - 1)
    }
    return Labelled(parts: parts, isMeasure: Set(labels.map(\.part)).count > 1)
  }

  /// The words say that it is not known yet, and hold no number.
  private func isUnsettled(_ words: Range<Int>) -> Bool {
    words.prefix(Self.opening).contains { text.starts[$0].contains(.unsettled) }
      && !text.has(CueSet(.number), in: words)
  }

  /// The labels that are told by what stands around them; one has a word at least between it and the next.
  private func labels(where isLabel: (ClosedRange<Int>) -> Bool) -> [Label] {
    var found: [Label] = []
    for word in 0..<text.count where text.starts[word].intersects(Self.all) {
      if let last = found.last, word <= last.words.upperBound + 1 { continue }
      var best: Label?
      for (cue, part) in Self.labels where text.starts[word].contains(cue) {
        let words = word...text.end(of: cue, at: word)
        guard words.upperBound + 1 < text.count, isLabel(words) else { continue }
        if let known = best, known.words.upperBound >= words.upperBound { continue }
        best = Label(part: part, words: words)
      }
      if let best { found.append(best) }
    }
    return found
  }

  /// It opens a clause, or is in capitals, and a mark stands behind it.
  private func isMarked(_ words: ClosedRange<Int>) -> Bool {
    let (first, next) = (words.lowerBound, words.upperBound + 1)
    if text.isCapital(first), text.gap(before: next, has: ":") { return true }
    guard first == 0 || text.clause(first) != text.clause(first - 1) || text.hasDash(before: first)
    else { return false }
    if text.gap(before: next, has: ":") || text.gap(before: next, has: "?") { return true }
    if text.hasDash(before: next) { return true }
    return words.count == 1 && text.length(first) <= 5 && text.gap(before: next).first == 0x2E
      && text.isCapital(first)
  }

  private func isHeading(_ words: ClosedRange<Int>) -> Bool {
    text.isCapital(words.lowerBound) && text.touchesNext(words.upperBound)
  }
}

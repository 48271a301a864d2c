import Policy

/// What a passage denies and what it excepts.
extension StatementReader {
  /// How many words a negation reaches over: "not …", "No child, alone or with its family, shall …", "without papers" and
  /// "who has no income".
  private static let negationReach = (not: 14, noOne: 20, near: 4, amid: 1)

  /// The words that negations reach: "not" as far as the next "shall" or "is", "no one may …" over what follows it, "is
  /// prohibited" over its whole sentence, "without" and a "no" amid a clause over the next words, and "ne … que" over
  /// nothing. What a subordinate clause denies ends with it: "where the pensioner is not a citizen, …".
  func negated(_ words: [Wording.Word], _ hits: [CueTable.Hit]) -> Set<Int> {
    let only = hits.filter { $0.cue == tables.only }.map(\.words)
    let modals = Set(hits.filter { $0.cue == tables.modal }.map(\.words.lowerBound))
    let binders = Set(hits.filter { $0.cue == tables.subordinator }.map(\.words.lowerBound))
    let function = Set(hits.filter { $0.cue == tables.function }.map(\.words.lowerBound))
    var negated: Set<Int> = []
    for hit in hits where isNegator(hit) {
      if only.contains(where: { $0.overlaps(hit.words) }) { continue }
      let first = hit.words.lowerBound
      let sentence = words[first].sentence
      let clause = words[first].clause
      let before = words.indices.prefix(first).reversed().prefix { words[$0].clause == clause }
      let opens = before.allSatisfy { function.contains($0) || binders.contains($0) }
      let isNear = hit.cue == tables.without || hit.cue == tables.noOne && !opens
      let isBound = isNear || before.contains(where: binders.contains)
      let reach =
        hit.cue == tables.without
        ? Self.negationReach.near
        : hit.cue != tables.noOne
          ? Self.negationReach.not : opens ? Self.negationReach.noOne : Self.negationReach.amid
      for at in first..<min(hit.words.upperBound + reach, words.count)
      where words[at].sentence == sentence {
        if isBound, words[at].clause != clause { break }
        if hit.cue == tables.negation, at > hit.words.upperBound, modals.contains(at) { break }
        negated.insert(at)
      }
      // "gives no lessons"
      if hit.cue == tables.noOne, !opens { negated.insert(first - 1) }
      guard hit.cue == tables.prohibition else { continue }
      var at = first
      while at > 0, words[at - 1].sentence == sentence {
        at -= 1
        negated.insert(at)
      }
    }
    return negated
  }

  func isNegator(_ hit: CueTable.Hit) -> Bool {
    [tables.negation, tables.without, tables.noOne, tables.prohibition].contains(hit.cue)
  }

  /// What the passage asserts and what it denies, up to "unless".
  func polarity(
    _ features: [Feature], negated: Set<Int>, exceptions: [Range<Int>]
  ) -> (affirmed: [Int32], denied: [Int32]) {
    var affirmed: Set<Int32> = []
    var denied: Set<Int32> = []
    for feature in features {
      if exceptions.contains(where: { $0.contains(feature.range.lowerBound) }) { continue }
      if negated.contains(feature.word) {
        denied.insert(feature.stem)
      } else {
        affirmed.insert(feature.stem)
      }
    }
    return (affirmed.sorted(), denied.sorted())
  }

  /// Byte ranges from "except" or "unless" to the end of the sentence.
  static func exceptionStarts(
    _ hits: [CueTable.Hit], _ words: [Wording.Word], _ tables: CoherenceTables
  ) -> [Range<Int>] {
    hits.filter { $0.cue == tables.except }.map { hit in
      let sentence = words[hit.words.lowerBound].sentence
      let last = words.last { $0.sentence == sentence } ?? words[hit.words.upperBound - 1]
      return words[hit.words.lowerBound].range.lowerBound..<last.range.upperBound
    }
  }
}

import Policy

/// What a provision asks of people before they get something, and what it does without: "only on production of a residence
/// permit", "whether or not they have papers".
///
/// A thing ("papers", "consent") is asked for when a word of asking stands near it, or when those who lack it are refused; it
/// is waived when a word of waiving stands near it, when asking for it is denied, or when those who lack it are not refused.
extension StatementReader {
  /// How many words may stand between a thing and the word that asks for it or does without it.
  private static let reach = 12
  /// How many words may stand between "lacks" and the thing.
  private static let near = 5

  func requirements(
    _ hits: [CueTable.Hit], _ words: [Wording.Word], matter: [Feature], negated: Set<Int>
  ) -> [Statement.Act] {
    var acts: [Statement.Act] = []
    for requirement in tables.requirements {
      var found: [Bool: Range<Int>] = [:]
      for thing in hits where thing.cue == requirement.thing {
        guard let (isAsked, range) = isAsked(thing.words, hits, words, negated) else { continue }
        if found[isAsked] == nil { found[isAsked] = range }
      }
      // A provision that asks and waives says for whom it does which: neither opposes it.
      guard found.count == 1, let (isAsked, range) = found.first else { continue }
      acts.append(act(isAsked ? requirement.ask : requirement.waive, range, words, matter))
    }
    return acts
  }

  /// Whether a thing is asked for or waived, with the words that say so; nil when neither is said.
  private func isAsked(
    _ thing: Range<Int>, _ hits: [CueTable.Hit], _ words: [Wording.Word], _ negated: Set<Int>
  ) -> (Bool, Range<Int>)? {
    let sentence = words[thing.lowerBound].sentence
    func distance(_ range: Range<Int>) -> Int {
      range.lowerBound >= thing.lowerBound
        ? max(0, range.lowerBound - thing.upperBound) : max(0, thing.lowerBound - range.upperBound)
    }
    func nearest(_ cue: Int?, within reach: Int, before: Bool = false) -> Range<Int>? {
      hits.lazy.filter {
        $0.cue == cue && words[$0.words.lowerBound].sentence == sentence
          && (!before || $0.words.lowerBound <= thing.lowerBound)
      }.map(\.words).filter { distance($0) <= reach }.min { distance($0) < distance($1) }
    }
    func whole(_ range: Range<Int>) -> Range<Int> {
      min(range.lowerBound, thing.lowerBound)..<max(range.upperBound, thing.upperBound)
    }
    if let waiver = nearest(tables.waives, within: Self.reach) { return (false, whole(waiver)) }
    if let lack = nearest(tables.lacks, within: Self.near, before: true) {
      let refusal = hits.first {
        $0.cue == tables.refuses && words[$0.words.lowerBound].sentence == sentence
      }
      guard let refusal else { return (false, whole(lack)) }
      return (!negated.contains(refusal.words.lowerBound), whole(lack))
    }
    // "No one is admitted unless", "only": the denial is a part of the asking.
    if let asking = nearest(tables.asksAlone, within: Self.reach) { return (true, whole(asking)) }
    guard let asking = nearest(tables.asks, within: Self.reach) else { return nil }
    return (!negated.contains(asking.lowerBound), whole(asking))
  }
}

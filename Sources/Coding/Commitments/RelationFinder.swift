import Policy

/// Finds the words that set institutions in relation: who sits in a body, chairs it, reports to whom, funds whom.
struct RelationFinder {
  let text: CuedText

  private static let cues: [(cue: Cue, kind: RelationMention.Kind)] = [
    (.assembly, .assembly), (.composed, .composed), (.chair, .chair), (.reports, .reports),
    (.funds, .funds), (.sharesData, .sharesData), (.coordinates, .coordinates),
    (.oversees, .oversees),
  ]
  private static var all: CueSet {
    CueSet(.assembly, .composed, .chair, .reports, .funds, .sharesData, .coordinates, .oversees)
  }

  /// In the order of the text; of cues that begin at one word, the longest of each kind.
  func relations() -> [RelationMention] {
    guard text.present.intersects(Self.all) else { return [] }
    var found: [RelationMention] = []
    for word in 0..<text.count where text.starts[word].intersects(Self.all) {
      for (cue, kind) in Self.cues where text.starts[word].contains(cue) {
        found.append(
          RelationMention(kind: kind, words: text.evidence(word...text.end(of: cue, at: word))))
      }
    }
    return found
  }
}

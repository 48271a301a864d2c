import Policy

/// Who has a seat in a body: names that no list of heads knows, told by where they stand ("The Council is composed of the Registry,
/// the Bar Association and the Navy").
extension BodyFinder {
  /// The words among which seats are named: those behind "is composed of" up to the end of the sentence; of an item of a list of
  /// seats all.
  func seats() -> Range<Int> {
    if isSeat { return 0..<text.count }
    guard text.present.contains(.composed), text.present.contains(.assembly) else { return 0..<0 }
    // The body is named right before: "the Council is composed of", «le Conseil comprend».
    let cue = (0..<text.count).first { word in
      text.starts[word].contains(.composed)
        && text.has(CueSet(.assembly), in: max(0, word - 14)..<word)
    }
    guard let cue else { return 0..<0 }
    let first = text.end(of: .composed, at: cue) + 1
    return first..<max(first, text.sentenceRange(of: cue).upperBound)
  }

  /// A name in capitals that begins an entry of an enumeration.
  func seat(at word: Int, in seats: Range<Int>) -> NamedBody? {
    guard seats.contains(word), text.isCapital(word), !text.isNumeral(word),
      !text.covers[word].intersects(
        CueSet(.month, .determiner, .heading, .lawReference, .number, .infinitive, .generic)),
      text.length(word) > 2, beginsEntry(word, in: seats)
    else { return nil }
    var last = word
    while last + 1 < seats.upperBound, text.touchesNext(last), last - word < 9 {
      if text.isCapital(last + 1) || text.covers[last + 1].contains(.bodyAdjective) {
        last += 1
        continue
      }
      // "Chamber of Mines", «Ordre des médecins».
      guard text.starts[last + 1].contains(.of) else { break }
      var next = text.end(of: .of, at: last + 1) + 1
      while next < seats.upperBound, text.covers[next].contains(.determiner) { next += 1 }
      guard next < seats.upperBound, text.touchesNext(next - 1),
        text.isCapital(next) || text.language != .english && text.length(next) > 3
      else { break }
      last = next
    }
    // One word alone is a name only if it is initials.
    guard last > word || text.isUpper(word),
      !text.has(CueSet(.lawReference), in: word..<last + 1)
    else { return nil }
    return NamedBody(words: word...last, isGeneric: false, isActing: false, canLead: true)
  }

  /// Behind a comma, "and" or an article; behind "of" only where that does not go on a name ("representatives of the Navy", and not
  /// "Commissioner of the United Nations").
  private func beginsEntry(_ word: Int, in seats: Range<Int>) -> Bool {
    guard word > seats.lowerBound, text.touchesNext(word - 1) else { return true }
    guard text.covers[word - 1].intersects(CueSet(.determiner, .of, .and, .composed)) else {
      return false
    }
    var before = word - 1
    while before > seats.lowerBound, text.touchesNext(before - 1),
      text.covers[before].intersects(CueSet(.determiner, .of))
    {
      before -= 1
    }
    return before == word - 1 || !text.isCapital(before)
  }
}

import Policy

/// Where a passage says a part of a commitment most likely, if it says it at all: what is pointed out when no rule found the
/// part and form and words weigh for it. Without such words the part is not given.
struct LikeliestWords {
  let text: CuedText
  let bodies: [NamedBody]

  func words(of part: Commitment.Part) -> ClosedRange<Int>? {
    switch part {
    case .lead: bodies.first { !$0.isGeneric && $0.canLead }?.words
    case .deadline: time()
    case .budget: money()
    case .indicator: measure()
    }
  }

  /// A period, a year or month, a rhythm: the one that a word of delay stands nearest before.
  private func time() -> ClosedRange<Int>? {
    guard text.present.intersects(CueSet(.timeUnit, .month, .rhythm, .delay).union(.numeral)) else {
      return nil
    }
    var best: (words: ClosedRange<Int>, rank: Int)?
    for word in 0..<text.count {
      guard let last = endOfTime(at: word) else { continue }
      let before = max(text.sentenceRange(of: word).lowerBound, word - 4)..<word
      let rank =
        text.has(CueSet(.validity, .pastYear, .lawReference), in: before)
        ? 0 : text.has(CueSet(.delay), in: before) ? 3 : text.has(CueSet(.due), in: before) ? 2 : 1
      guard rank > best?.rank ?? -1 else { continue }
      var first = word
      while first > before.lowerBound,
        text.covers[first - 1].intersects(CueSet(.delay, .due, .span))
      {
        first -= 1
      }
      best = (first...last, rank)
    }
    return best?.words ?? first(of: .delay)
  }

  private func endOfTime(at word: Int) -> Int? {
    if text.starts[word].contains(.rhythm) { return text.end(of: .rhythm, at: word) }
    if text.covers[word].contains(.month) || (text.year(word) ?? 0) >= 1990 { return word }
    guard text.isNumeral(word) || text.covers[word].contains(.number), text.year(word) == nil else {
      return nil
    }
    let near = word + 1..<min(word + 4, text.sentenceRange(of: word).upperBound)
    guard word + 1 < near.upperBound else { return nil }
    // "judged by those in work three years after their degree": what is counted.
    guard !text.has(CueSet(.indicator), in: text.sentenceRange(of: word)) else { return nil }
    return near.first { text.starts[$0].contains(.timeUnit) }
      .map { text.end(of: .timeUnit, at: $0) }
  }

  /// A sum with its currency, who bears it, where it comes from.
  private func money() -> ClosedRange<Int>? {
    for word in 0..<text.count where text.covers[word].contains(.currency) || text.isMoneySign(word)
    {
      let sentence = text.sentenceRange(of: word)
      func isAmount(_ word: Int) -> Bool {
        sentence.contains(word)
          && (text.isNumeral(word) || text.covers[word].intersects(CueSet(.number, .scale)))
      }
      var (first, last) = (word, word)
      while isAmount(first - 1) || isAmount(first - 2) && text.covers[first - 1].contains(.of) {
        first -= 1
      }
      while isAmount(last + 1) { last += 1 }
      if last > first { return first...last }
    }
    return first(of: .bearer) ?? first(of: .source) ?? funds() ?? first(of: .currency)
  }

  /// "from the budget of", «le financement»: not "a fund", which is to be set up.
  private func funds() -> ClosedRange<Int>? {
    guard text.present.contains(.budgetLabel) else { return nil }
    let word = (0..<text.count).first {
      text.starts[$0].contains(.budgetLabel)
        && !($0 > 0 && text.word($0 - 1, isOneOf: ["a", "A", "an", "un", "Un", "une", "Une"]))
    }
    return word.map { $0...text.end(of: .budgetLabel, at: $0) }
  }

  /// A share, what is measured, a number that counts, an aim.
  private func measure() -> ClosedRange<Int>? {
    for word in 1..<max(text.count, 1)
    where text.isShareSign(word) || text.starts[word].contains(.percent) {
      if text.isNumeral(word - 1) { return word - 1...word }
    }
    if let named = first(of: .indicator) ?? first(of: .indicatorNoun) { return named }
    return counted() ?? first(of: .target) ?? first(of: .number)
  }

  /// A number with what it counts, where it is no year, no money and no number of an article or a month's day.
  private func counted() -> ClosedRange<Int>? {
    var word = 1
    while word + 1 < text.count {
      let first = word
      // "21,500" and «21 500» are two words.
      while text.isNumeral(first), text.length(first) <= 3, word + 1 < text.count,
        text.isNumeral(word + 1), text.length(word + 1) == 3
      {
        word += 1
      }
      guard text.isNumeral(word), text.year(word) == nil, word > first || !text.isEnumerator(word)
      else {
        word += 1
        continue
      }
      let counts =
        text.touchesNext(word)
        && !text.covers[first - 1].intersects(
          CueSet(.lawReference, .heading, .refer, .month, .currency))
        && !text.covers[word + 1].intersects(CueSet(.currency, .month))
        && !text.isMoneySign(first - 1)
      word += 1
      if counts { return first...word }
    }
    return nil
  }

  private func first(of cue: Cue) -> ClosedRange<Int>? {
    guard text.present.contains(cue),
      let word = (0..<text.count).first(where: { text.starts[$0].contains(cue) })
    else { return nil }
    return word...text.end(of: cue, at: word)
  }
}

import Policy

/// Finds how something is paid: a sum, a fund or budget line, a source, or who bears the cost. Fines, fees, prices and
/// figures of the economy are no budget.
struct BudgetFinder {
  let text: CuedText

  private static var openers: CueSet { CueSet(.bearer, .source, .number).union(.numeral) }

  func budgets(leavingOut isOut: (Int) -> Bool) -> [ClosedRange<Int>] {
    guard text.present.intersects(Self.openers) else { return [] }
    var found: [ClosedRange<Int>] = []
    for word in 0..<text.count where text.covers[word].intersects(Self.openers) && !isOut(word) {
      if let last = found.last, last.contains(word) { continue }
      if text.starts[word].contains(.bearer) {
        found.append(word...text.end(of: .bearer, at: word))
      } else if text.starts[word].contains(.source), isPaid(word...text.end(of: .source, at: word))
      {
        found.append(word...text.end(of: .source, at: word))
      } else if let sum = sum(at: word) {
        found.append(sum)
      }
    }
    return found
  }

  /// Words of money in a sentence that looks back report what was spent.
  private func isPaid(_ words: ClosedRange<Int>) -> Bool {
    let word = words.lowerBound
    let sentence = text.sentenceRange(of: word)
    let before = max(sentence.lowerBound, word - 4)..<word
    let behind = min(words.upperBound + 1, word + 6)..<max(words.upperBound + 1, word + 6)
    return !text.has(CueSet(.fee), in: before)
      && !text.has(CueSet(.fee), in: behind.clamped(to: sentence))
      || text.has(CueSet(.duty, .promise, .will), in: sentence)
  }

  /// "310 million crowns", "US$ 5 million", «6 millions de dinars», "€ 3,000".
  private func sum(at word: Int) -> ClosedRange<Int>? {
    guard text.isNumeral(word) || text.covers[word].contains(.number) else { return nil }
    // "the cost of sending 200 dollars": a price, not what is spent.
    if word > 0, text.word(word - 1, isOneOf: ["sending", "send", "envoyer", "enviar"]) {
      return nil
    }
    var first = word
    var isMoney = false
    if word > 0, text.sentence(word - 1) == text.sentence(word),
      text.isMoneySign(word - 1) || text.covers[word - 1].contains(.currency)
    {
      isMoney = true
      first = word - 1
    }
    var last = word
    var isLarge = false
    while last + 1 < text.count, text.sentence(last + 1) == text.sentence(word), last - word < 7 {
      let cues = text.covers[last + 1]
      if text.isNumeral(last + 1) || cues.contains(.number) {
        last += 1
      } else if cues.contains(.scale) {
        isLarge = true
        last += 1
      } else if cues.contains(.currency) || text.isMoneySign(last + 1) {
        isMoney = true
        last += 1
        break
      } else if cues.contains(.of), text.length(last + 1) <= 2, last + 2 < text.count,
        text.covers[last + 2].contains(.currency)
      {
        isMoney = true
        last += 2
        break
      } else {
        break
      }
    }
    let sentence = text.sentenceRange(of: word)
    if !isMoney {
      // A currency nobody has heard of: a large number in a sentence that speaks of money.
      guard isLarge, text.has(CueSet(.source, .bearer, .budgetLabel), in: sentence) else {
        return nil
      }
      isMoney = !text.has(CueSet(.baseline), in: sentence)
    }
    guard isMoney, !text.has(CueSet(.fee, .baseline), in: sentence),
      !text.has(CueSet(.past), in: sentence) || text.has(CueSet(.duty, .promise), in: sentence)
    else { return nil }
    return first...last
  }
}

import Policy

/// Finds dates, periods to act in and fixed rhythms: not lengths of validity, ages, or the dates of other texts.
struct DeadlineFinder {
  let text: CuedText

  private static var openers: CueSet { CueSet(.rhythm, .timeUnit, .month).union(.numeral) }

  func deadlines(leavingOut isOut: (Int) -> Bool) -> [ClosedRange<Int>] {
    guard text.present.intersects(Self.openers) else { return [] }
    var found: [ClosedRange<Int>] = []
    var word = 0
    while word < text.count {
      if text.starts[word].intersects(Self.openers), !isOut(word),
        let range = rhythm(at: word) ?? period(at: word) ?? date(at: word)
      {
        if let last = found.last, last.overlaps(range) {
          found[found.count - 1] =
            min(last.lowerBound, range.lowerBound)...max(last.upperBound, range.upperBound)
        } else {
          found.append(range)
        }
        word = range.upperBound + 1
      } else {
        word += 1
      }
    }
    return found
  }

  private func rhythm(at word: Int) -> ClosedRange<Int>? {
    guard text.starts[word].contains(.rhythm) else { return nil }
    return word...text.end(of: .rhythm, at: word)
  }

  /// "within thirty days", «dans un délai de six mois», «en el plazo de 30 días», "thirty days after".
  private func period(at word: Int) -> ClosedRange<Int>? {
    guard text.starts[word].contains(.timeUnit), word > 0 else { return nil }
    // The number stands before it, perhaps in brackets or with an adjective: «ciento ochenta (180) días».
    var number = word - 1
    while number > 0, word - number < 4, !isNumber(number) { number -= 1 }
    guard isNumber(number), text.sentence(number) == text.sentence(word) else { return nil }
    while number > 0, isNumber(number - 1), text.sentence(number - 1) == text.sentence(word) {
      number -= 1
    }
    let end = text.end(of: .timeUnit, at: word)
    let sentence = text.sentenceRange(of: word)
    let before = max(sentence.lowerBound, number - 6)..<number
    let after = (end + 1)..<min(end + 4, sentence.upperBound)
    let delay = last(of: .delay, in: before)
    if let validity = last(of: .validity, in: before), validity >= (delay ?? -1) { return nil }
    if text.has(CueSet(.validity), in: (end + 1)..<min(end + 3, sentence.upperBound)) { return nil }
    if let delay { return delay...end }
    guard let next = after.first, text.touchesNext(end) else { return nil }
    // "compensation for fifty years", "a year since 1990": a length of time.
    if number > 0, text.word(number - 1, isOneOf: ["for", "during"]) { return nil }
    if text.word(next, isOneOf: ["since"]) { return nil }
    // "judged by those in work three years after their degree": what is counted, not when something is done.
    guard text.starts[next].contains(.after), !text.has(CueSet(.indicator), in: sentence),
      !(text.language == .english && text.covers[next].contains(.due) && text.length(next) <= 2
        && !text.has(CueSet(.delay), in: sentence))
    else { return nil }
    // "of" and "de" alone are too weak: «dos años de residencia».
    let last = text.end(of: .after, at: next)
    guard text.length(last) > 2, text.length(next) > 2 || text.length(last) > 3 else { return nil }
    return number...last
  }

  /// "by 2030", «avant le 31 mars», "in the first half of 2016", "June 2016".
  private func date(at word: Int) -> ClosedRange<Int>? {
    if let cell = cell(at: word) { return cell }
    if text.starts[word].contains(.month) {
      return monthDate(at: word)
    }
    guard let year = text.year(word), year >= 1990 else { return nil }
    // Its month was looked at already.
    if word > 0, text.covers[word - 1].contains(.month) { return nil }
    return yearDate(at: word)
  }

  /// A cell of a table row that holds years or months and nothing else.
  private func cell(at word: Int) -> ClosedRange<Int>? {
    guard text.starts[word].contains(.month) || (text.year(word) ?? 0) >= 1990,
      let cell = text.cell(around: word)
    else { return nil }
    let isDate = cell.allSatisfy {
      text.isNumeral($0) || text.covers[$0].intersects(CueSet(.month, .due, .span, .delay))
    }
    return isDate ? cell : nil
  }

  private func monthDate(at word: Int) -> ClosedRange<Int>? {
    var first = word
    while first > 0, word - first < 3, text.sentence(first - 1) == text.sentence(word),
      text.isNumeral(first - 1) && text.length(first - 1) <= 3
        || text.covers[first - 1].contains(.number)
        || text.word(first - 1, isOneOf: ["de", "du", "le", "el", "1er", "of"])
    {
      first -= 1
    }
    var last = word
    while last + 1 < text.count, last - word < 3, text.sentence(last + 1) == text.sentence(word),
      text.isNumeral(last + 1) && text.length(last + 1) <= 4
        || text.word(last + 1, isOneOf: ["de", "del"])
    {
      last += 1
    }
    while last > word, !text.isNumeral(last) { last -= 1 }
    // A month alone needs a word like "each", "by", «en».
    guard isAimedAt(first: first, last: last) else { return nil }
    return startOfPhrase(first)...last
  }

  private func yearDate(at word: Int) -> ClosedRange<Int>? {
    // A month before it makes a date that was looked at already.
    var first = word
    if first > 1, text.covers[first - 1].contains(.due), text.year(first - 2) != nil { first -= 2 }
    guard isAimedAt(first: first, last: word) else { return nil }
    return startOfPhrase(first)...word
  }

  /// Whether the words before a date point to it as a time to act, and the sentence does not look back.
  private func isAimedAt(first: Int, last: Int) -> Bool {
    let sentence = text.sentenceRange(of: first)
    guard first > sentence.lowerBound else { return false }
    let near = max(sentence.lowerBound, first - 3)..<first
    if text.has(CueSet(.delay), in: near) { return true }
    let isTold = isTold(sentence)
    if text.has(CueSet(.span), in: near) { return !isTold }
    // «a más tardar el último día hábil de febrero»
    let far = max(sentence.lowerBound, first - 7)..<first
    if text.isCapital(last) || text.isNumeral(last) || text.language != .english,
      let delay = self.last(of: .delay, in: far), text.clause(delay) == text.clause(first),
      !text.has(CueSet(.pastYear), in: delay..<first)
    {
      return true
    }
    if isReached(first, last) { return true }
    if text.has(CueSet(.validity), in: near) { return false }
    // "is expected to double by 2020": foretold, not promised.
    if text.has(CueSet(.prediction), in: sentence) { return false }
    let before = first - 1
    let opens = text.starts[before].contains(.due) || text.covers[before].contains(.due)
    guard opens || text.covers[before].contains(.month) else { return false }
    // "Act of 2004", «décret du 3 mai 2010», "since 2005", "compared to 2010 levels".
    let pointed = text.word(
      before,
      isOneOf: ["by", "until", "before", "till", "avant", "d'ici", "hasta", "para", "hacia"])
    // "between 31 May and 14 June": the time to act.
    if text.word(before, isOneOf: ["between", "entre"]), text.covers[last].contains(.month) {
      return true
    }
    // «Al 2021, el 85 % de la población contará con»
    if let year = text.year(last), year >= 2020, text.word(before, isOneOf: ["al", "Al"]) {
      return !text.has(CueSet(.past), in: sentence)
    }
    // «entre 2006 et 2015»: a time that was, unless somebody is told to act in it.
    if text.word(before, isOneOf: ["entre", "Entre"]), !text.covers[last].contains(.month),
      (text.year(last) ?? 0) < 2025,
      !text.has(CueSet(.duty, .promise, .will, .infinitive, .actionNoun), in: sentence)
    {
      return false
    }
    let wide = max(sentence.lowerBound, first - (pointed ? 2 : 5))..<first
    if text.has(CueSet(.pastYear), in: wide) { return false }
    // The date may reach over the end of the sentence that it begins in ("by 3 May. 2010").
    let end = sentence.upperBound
    if text.has(CueSet(.pastYear), in: min(last + 1, end)..<min(last + 3, end)) { return false }
    // A word that looks back far off in a long sentence says nothing of this date.
    let back = pointed ? max(sentence.lowerBound, first - 10)..<first : sentence
    // "so that 80 per cent have been paid by 2028": what is to be over by a year to come.
    let isAhead = pointed && (first...last).contains { (text.year($0) ?? 0) >= 2025 }
    if text.has(isAhead ? CueSet(.baseline) : CueSet(.past, .baseline), in: back) { return false }
    if text.word(before, isOneOf: ["by", "until", "before", "till", "avant", "hasta"]) {
      return true
    }
    if isTold { return false }
    // The years that programmes run to.
    if let year = text.year(last), year >= 2020, year % 5 == 0,
      text.word(before, isOneOf: ["in", "en"])
    {
      return true
    }
    // «en 2014», "in 2014", «de 2004»: the time of a plan or promise, not of a fact.
    if text.word(before, isOneOf: ["of", "de", "du", "del", "and", "et", "y", "the", "on"]) {
      return false
    }
    return !text.has(CueSet(.fact), in: sentence)
  }

  /// «En 2021 la oficina reemplazó …», "in 2019 were found": a sentence that tells what happened and binds nobody.
  private func isTold(_ sentence: Range<Int>) -> Bool {
    guard !text.has(CueSet(.duty, .promise, .will, .permissive), in: sentence) else { return false }
    return sentence.contains { word in
      switch text.language {
      case .english: text.word(word, isOneOf: ["was", "were", "had"])
      case .french:
        text.word(word, isOneOf: ["était", "avait"])
          || text.word(word, endsIn: "aient") && !text.word(word, endsIn: "raient")
      case .spanish:
        text.word(word, endsIn: "aron") || text.word(word, endsIn: "ieron")
          || text.word(word, endsIn: "ó") && text.length(word) > 4
      default: false
      }
    }
  }

  /// "Target (2030): 85 %", «valeur cible : 65 % (2028)»: a year in brackets by which a figure is to be reached.
  private func isReached(_ first: Int, _ last: Int) -> Bool {
    guard first == last, (text.year(last) ?? 0) >= 2025, text.gap(before: first, has: "(") else {
      return false
    }
    let sentence = text.sentenceRange(of: first)
    let before = max(sentence.lowerBound, first - 6)..<first
    return text.has(CueSet(.indicatorLabel, .target), in: before)
      && !text.has(CueSet(.baseline, .past), in: before)
  }

  /// Takes the preposition before a date into the words.
  private func startOfPhrase(_ first: Int) -> Int {
    var start = first
    while start > 0, first - start < 3, text.sentence(start - 1) == text.sentence(first),
      text.covers[start - 1].intersects(CueSet(.due, .delay, .span))
    {
      start -= 1
    }
    return start
  }

  private func isNumber(_ word: Int) -> Bool {
    text.isNumeral(word) || text.covers[word].contains(.number)
  }

  private func last(of cue: Cue, in range: Range<Int>) -> Int? {
    range.last { text.covers[$0].contains(cue) }
  }
}

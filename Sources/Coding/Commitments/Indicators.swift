import Policy

/// Finds named measures of success and numbers to reach, which are no plain facts.
struct IndicatorFinder {
  let text: CuedText
  let setting: TextSetting
  let bonds: [Bond]

  private static var openers: CueSet {
    CueSet(.indicator, .indicatorNoun, .target, .number, .percent).union(.numeral)
  }

  func indicators(leavingOut isOut: (Int) -> Bool) -> [ClosedRange<Int>] {
    if let line = line() { return [line] }
    guard text.present.intersects(Self.openers) else { return [] }
    var found: [ClosedRange<Int>] = []
    var word = 0
    while word < text.count {
      if text.starts[word].intersects(Self.openers), !isOut(word),
        let range = column(at: word) ?? row(at: word) ?? named(at: word) ?? goal(at: word)
          ?? change(at: word) ?? amount(at: word) ?? number(at: word) ?? served(at: word)
          ?? result(at: word)
      {
        found.append(range)
        word = range.upperBound + 1
      } else {
        word += 1
      }
    }
    return found
  }

  /// «16.2.2 Número de víctimas …», "Indicator 10.7.4 Proportion of …", "1. No. of officers trained | 200 |": a numbered line that
  /// names what is measured, and says nothing.
  private func line() -> ClosedRange<Int>? {
    if let item = item() { return item }
    var first = 0
    let isLabelled = first < text.count && text.starts[first].contains(.indicatorLabel)
    if isLabelled { first = text.end(of: .indicatorLabel, at: first) + 1 }
    let numbers = first
    while first < text.count, first - numbers < 5,
      text.isNumeral(first) || text.length(first) == 1
    {
      first += 1
    }
    let isNumbered =
      first - numbers >= 3
      || first > numbers && (numbers > 0 || hasFigure(after: first) || opensMeasure(at: first))
    guard isNumbered, first < text.count, text.starts[first].contains(.indicatorNoun),
      isLabelled || text.isCapital(first), bonds.isEmpty
    else { return nil }
    return first...text.sentenceRange(of: first).upperBound - 1
  }

  /// "(b) the number of orders that were enforced", "Percentage of applicants who report …", «Nombre moyen de jours»: an item of
  /// a list, or a line, that is nothing but what is counted.
  private func item() -> ClosedRange<Int>? {
    var first = 0
    while first < text.count, first < 3, text.isNumeral(first) || text.length(first) <= 2,
      !text.starts[first].contains(.determiner)
    {
      first += 1
    }
    let isListed = first > 0
    // «c) número de expediente» is no count: a listed one is "the number of".
    if isListed {
      guard first < text.count, text.starts[first].contains(.determiner) else { return nil }
      first += 1
    }
    guard first + 1 < text.count, isListed || text.isCapital(first), let noun = counted(at: first),
      bonds.isEmpty
    else { return nil }
    let line = text.sentenceRange(of: first)
    // What is told of those who are counted is none of the line's own.
    let end = line.first { $0 > noun && text.starts[$0].contains(.subordinate) } ?? line.upperBound
    let isStatement = text.has(
      isListed ? CueSet(.baseline) : CueSet(.past, .copula, .baseline, .currency), in: noun..<end)
    return isStatement ? nil : first...line.upperBound - 1
  }

  /// The word that is counted with, "number", when it stands at a word or behind its adjective and has "of" behind it.
  private func counted(at word: Int) -> Int? {
    (word...word + 1).first { noun in
      guard noun + 1 < text.count, noun == word || !text.starts[word].contains(.determiner),
        text.starts[noun].intersects(CueSet(.indicator, .indicatorNoun))
      else { return false }
      return (noun + 1...noun + 2).contains {
        $0 < text.count && text.starts[$0].contains(.of)
      }
    }
  }

  /// "… grievance procedure strengthened % of enterprises with one NA 25", "Time taken to process a permit 5 days 3 days": a row
  /// of a table of results that was run together ends with its figures.
  private func row(at word: Int) -> ClosedRange<Int>? {
    let isNamed =
      text.isCapital(word) && text.starts[word].contains(.indicatorNoun)
      || text.isShareSign(word) && word > 0 && !text.isNumeral(word - 1)
    guard isNamed, !setting.isLaw, word + 2 < text.count,
      bonds.allSatisfy({ $0.words.upperBound < word })
    else { return nil }
    let figures = max(word + 1, text.count - 6)..<text.count
    let count = figures.count { text.isNumeral($0) && text.year($0) == nil }
    guard count >= 2 || count == 1 && text.isNumeral(text.count - 1),
      !text.has(CueSet(.past, .copula, .currency), in: word..<text.count)
    else { return nil }
    return word...text.count - 1
  }

  /// "10. Number of participants who …": what is counted opens the passage, and no finite verb follows.
  private func opensMeasure(at word: Int) -> Bool {
    guard word + 1 < text.count, text.starts[word + 1].contains(.of) else { return false }
    return !text.has(CueSet(.past, .copula, .baseline), in: text.sentenceRange(of: word))
  }

  /// A cell of a table behind it holds a number.
  private func hasFigure(after word: Int) -> Bool {
    (word..<text.count).contains {
      text.isNumeral($0) && text.gap(before: $0, has: "|") && text.year($0) == nil
    }
  }

  /// «| Part des demandeurs logés en centre d'accueil |»: a cell of a table row that names what is measured.
  private func column(at word: Int) -> ClosedRange<Int>? {
    guard text.starts[word].contains(.indicatorNoun), text.isCapital(word),
      let cell = text.cell(around: word), cell.lowerBound == word, word > 0
    else { return nil }
    return cell
  }

  /// "indicator: …", "is the measure of its success", «taux de …» in a sentence that commits.
  private func named(at word: Int) -> ClosedRange<Int>? {
    guard text.starts[word].contains(.indicator) else { return nil }
    let end = text.end(of: .indicator, at: word)
    let sentence = text.sentenceRange(of: word)
    guard !looksBack(sentence), !text.covers[word].contains(.lawReference) else { return nil }
    if end > word + 1 || text.covers[end].contains(.agent)
      || text.starts[word].contains(.indicatorLabel) && isPointedOut(word, end)
    {
      return word...end
    }
    if text.cell(around: word)?.lowerBound == word { return word...end }
    // «taux de», "share of" need a number or a label beside them.
    guard sentence.contains(where: { text.starts[$0].contains(.percent) || text.isShareSign($0) })
    else { return nil }
    return word...end
  }

  /// "Indicator 3.7.1", "indicator: …", «los indicadores»: named, and not merely spoken of.
  private func isPointedOut(_ word: Int, _ end: Int) -> Bool {
    if end + 1 < text.count, text.isNumeral(end + 1) || text.gap(before: end + 1, has: ":") {
      return true
    }
    return word > 0 && text.starts[word - 1].contains(.determiner)
  }

  /// A number with a word of aiming in a sentence that promises.
  private func goal(at word: Int) -> ClosedRange<Int>? {
    guard text.starts[word].contains(.target), !isRule(word) else { return nil }
    let sentence = text.sentenceRange(of: word)
    // "To reduce … compared with 2012": what an action starts from is no fact.
    guard
      !looksBack(sentence)
        || !text.has(CueSet(.past), in: sentence)
          && (text.starts[word].contains(.infinitive)
            || word > 0 && text.word(word - 1, isOneOf: ["to"]))
    else { return nil }
    let end = text.end(of: .target, at: word)
    let limit = min(sentence.upperBound, end + 14)
    guard end + 1 < limit else { return nil }
    for next in (end + 1)..<limit where isQuantity(next, in: sentence) || isDuration(next) {
      return word...next
    }
    return nil
  }

  /// "to 60 days", «à 60 jours»: how long something is to take.
  private func isDuration(_ word: Int) -> Bool {
    guard !setting.isLaw, text.isNumeral(word) || text.starts[word].contains(.number),
      word + 1 < text.count, text.starts[word + 1].contains(.timeUnit),
      text.word(word - 1, isOneOf: ["to", "below", "under", "à", "a"])
    else { return false }
    return promises(text.sentenceRange(of: word))
  }

  /// "from 14 days to 5", «de 58 à 45», «de 480 a 360»: where a figure stands and where it is to go.
  private func change(at word: Int) -> ClosedRange<Int>? {
    guard !setting.isLaw, text.isNumeral(word), text.year(word) == nil, word > 0,
      text.word(word - 1, isOneOf: ["from", "From", "de", "De"])
    else { return nil }
    let sentence = text.sentenceRange(of: word)
    let isAimed = text.has(CueSet(.target), in: max(sentence.lowerBound, word - 12)..<word)
    guard isAimed || text.gap(before: word - 1, has: ":"), !text.has(CueSet(.past), in: sentence),
      promises(sentence)
    else { return nil }
    for next in word + 1..<max(word + 1, min(word + 7, sentence.upperBound))
    where text.isNumeral(next) && text.year(next) == nil
      && text.word(next - 1, isOneOf: ["to", "à", "a"])
    {
      return word - 1...next
    }
    return nil
  }

  private func promises(_ sentence: Range<Int>) -> Bool {
    bonds.contains {
      $0.commits && [.action, .promise].contains($0.modality)
        && sentence.contains($0.words.lowerBound)
    }
  }

  /// "400 MW", "45 000 ha", «7 % anual» in an action point: a size to reach.
  private func amount(at word: Int) -> ClosedRange<Int>? {
    guard text.isNumeral(word), text.year(word) == nil, word + 1 < text.count else { return nil }
    let sentence = text.sentenceRange(of: word)
    let isCounted = text.starts[word + 1].contains(.unit) && text.touchesNext(word)
    let isSized =
      isCounted || text.starts[word + 1].contains(.percent) || text.isShareSign(word + 1)
    // "funds of 15 per cent": a share of what is paid.
    let near = max(sentence.lowerBound, word - 8)..<min(sentence.upperBound, word + 6)
    guard isSized, !setting.isLaw, !looksBack(sentence),
      isCounted || !text.has(CueSet(.source, .bearer, .fee), in: near),
      bonds.contains(where: {
        ($0.modality == .action || setting.kind == nil && $0.modality == .promise
          || setting.kind == nil && $0.modality == .duty && isCounted
            && !text.starts[$0.words.lowerBound].contains(.prohibition))
          && sentence.contains($0.words.lowerBound)
      })
    else { return nil }
    return word...word + 1
  }

  /// «Équiper 30 postes frontières», "train 2,500 nurses", «construire huit postes»: how many, in an action point.
  private func number(at word: Int) -> ClosedRange<Int>? {
    guard !setting.isLaw, word > 0, text.isNumeral(word) || isCount(word),
      !text.isNumeral(word - 1), text.year(word) == nil
    else { return nil }
    let sentence = text.sentenceRange(of: word)
    var last = word
    while last + 1 < sentence.upperBound, text.isNumeral(last + 1), text.length(last + 1) == 3 {
      last += 1
    }
    guard last > word || text.length(word) >= 2, !text.isMoneySign(word - 1),
      isQuantity(last, in: sentence),
      last + 1 < sentence.upperBound, !text.isCapital(last + 1), !text.isNumeral(last + 1),
      !text.covers[last + 1].intersects(
        CueSet(.timeUnit, .month, .currency, .scale, .and, .of, .determiner, .subordinate)),
      !text.covers[word - 1].intersects(CueSet(.delay, .validity, .currency)),
      !looksBack(sentence),
      bonds.contains(where: {
        ($0.modality == .action || $0.modality == .promise && setting.kind == nil)
          && $0.commits && sentence.contains($0.words.lowerBound) && $0.words.lowerBound < word
      })
    else { return nil }
    return word...last + 1
  }

  /// "More than 1,000 migrants will receive help": who will be served opens the sentence.
  private func served(at word: Int) -> ClosedRange<Int>? {
    let sentence = text.sentenceRange(of: word)
    guard !setting.isLaw, text.isNumeral(word), text.year(word) == nil,
      word - sentence.lowerBound <= 3, !looksBack(sentence)
    else { return nil }
    var last = word
    while last + 1 < sentence.upperBound, text.isNumeral(last + 1) { last += 1 }
    guard last > word || text.length(word) >= 2, isQuantity(last, in: sentence),
      last + 1 < sentence.upperBound, !text.isCapital(last + 1),
      !text.covers[last + 1].intersects(CueSet(.determiner, .timeUnit, .currency, .of)),
      let bond = bonds.first(where: { $0.words.lowerBound > last }),
      bond.commits, bond.modality == .promise, bond.words.lowerBound <= last + 9
    else { return nil }
    return word...last + 1
  }

  /// «Fortalecer las defensorías. 50 % de ellas han establecido …»: in a row that was run together a sentence with nothing
  /// that binds, which opens with a share or a number, tells what the action is to reach.
  private func result(at word: Int) -> ClosedRange<Int>? {
    guard !setting.isLaw, word > 0, text.isNumeral(word), text.year(word) == nil,
      text.sentence(word) != text.sentence(word - 1), word + 2 < text.count,
      text.isShareSign(word + 1) || text.starts[word + 1].contains(.percent),
      let first = bonds.first, first.modality == .action, first.words.lowerBound < 4,
      first.words.lowerBound < word
    else { return nil }
    let sentence = text.sentenceRange(of: word)
    guard !bonds.contains(where: { sentence.contains($0.words.lowerBound) }) else { return nil }
    return word...word + 1
  }

  /// A number in letters that counts new things: not «les deux parties», "between four and six".
  private func isCount(_ word: Int) -> Bool {
    text.starts[word].contains(.number) && text.length(word) >= 4
      && !text.covers[word - 1].intersects(CueSet(.determiner, .of, .and, .recipient, .number))
  }

  /// A numeral that counts or measures: no year, no number of an article, no date, no enumerator.
  private func isQuantity(_ word: Int, in sentence: Range<Int>) -> Bool {
    let isWord =
      text.starts[word].contains(.number) && text.length(word) > 3
      && (text.language == .english || word > 0 && isCount(word))
    guard text.isNumeral(word) || isWord, text.year(word) == nil, !isMoney(word) else {
      return false
    }
    // "seventy-two hours": the last of its words tells what is counted.
    if isWord, word + 1 < sentence.upperBound, text.starts[word + 1].contains(.number) {
      return false
    }
    if word > 0 {
      if text.covers[word - 1].intersects(
        CueSet(.lawReference, .heading, .refer, .month, .pastYear))
      {
        return false
      }
      if text.gap(before: word, has: "(") && text.word(word, endsIn: ")") { return false }
    }
    guard word + 1 < text.count, text.sentence(word + 1) == text.sentence(word) else {
      return false
    }
    if text.isShareSign(word + 1) || text.starts[word + 1].contains(.percent) { return true }
    let next = text.covers[word + 1]
    if next.contains(.legalPerson), !setting.isPlan, text.present.contains(.duty) { return false }
    if next.intersects(CueSet(.timeUnit, .month, .currency, .scale)) && !next.contains(.percent) {
      return next.contains(.scale)
        && !text.has(CueSet(.currency), in: word..<min(word + 5, sentence.upperBound))
    }
    // A listed number ("3. Discourage") has punctuation behind it.
    return text.touchesNext(word)
  }

  /// "$1.1 billion": a sign of money stands before the first of its figures.
  private func isMoney(_ word: Int) -> Bool {
    var first = word
    while first > 0, text.isNumeral(first), text.isNumeral(first - 1) { first -= 1 }
    return first > 0 && text.isMoneySign(first - 1)
  }

  /// «Le comité délibère dès que cinq membres au moins sont présents»: what a law settles in the present is no aim to reach.
  private func isSettled(_ sentence: Range<Int>) -> Bool {
    guard text.language != .english else { return false }
    let said = bonds.filter { $0.commits && sentence.contains($0.words.lowerBound) }
    return !said.isEmpty
      && said.allSatisfy {
        $0.modality == .promise && !text.starts[$0.words.lowerBound].contains(.will)
      }
  }

  private func looksBack(_ sentence: Range<Int>) -> Bool {
    text.has(CueSet(.past, .baseline), in: sentence)
  }

  /// Sums and fines are no aims; in law, "at least two members" is a condition unless what binds says so of a result.
  private func isRule(_ word: Int) -> Bool {
    let sentence = text.sentenceRange(of: word)
    let near = max(sentence.lowerBound, word - 6)..<min(sentence.upperBound, word + 9)
    if text.has(CueSet(.penalty), in: sentence) || text.has(CueSet(.fee, .currency), in: near) {
      return true
    }
    if setting.isPlan { return false }
    guard
      text.has(
        CueSet(.duty, .prohibition, .right, .permissive, .lawReference, .legalPerson), in: sentence)
    else { return isSettled(sentence) }
    if text.has(CueSet(.prohibition, .right, .permissive, .lawReference), in: sentence) {
      return true
    }
    let bond = bonds.last {
      $0.commits && sentence.contains($0.words.lowerBound) && $0.words.lowerBound <= word
    }
    guard let bond else {
      // "At least 2,000 families will be trained": the aim stands before what promises it.
      return setting.isLaw
        || !bonds.contains {
          text.starts[$0.words.lowerBound].contains(.will) && sentence.contains($0.words.lowerBound)
        }
    }
    return text.has(
      CueSet(.subordinate), in: bond.words.upperBound + 1..<max(word, bond.words.upperBound + 1))
  }
}

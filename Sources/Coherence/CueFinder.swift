import Policy

/// Finds the cues of a table in passages of one language. Words are known by numbers, so that what a word can begin is looked
/// up once for all the passages that have it.
struct CueFinder {
  /// What a word is to the table: where its terms, and the patterns that it can begin, stand.
  private struct Entry {
    var terms: Range<Int32>
    /// Starts of one word; and those of several, in the order of the second.
    var short: Range<Int32>
    var long: Range<Int32>
  }

  /// Where a pattern can begin, in its order among those of the word.
  private struct Start {
    var order: Int32
    var pattern: Int32
    var option: Int32
    /// The term that the next word must be; -1 when the alternative has one word.
    var second: Int32
    /// The term with which the pattern must go on; -1 when it goes on in several ways or not at all.
    var next: Int32
  }

  let table: CueTable
  /// What the table knows the language by.
  private let language: Int32?
  /// By the number of the word.
  private var entries: [Entry?] = []
  private var terms: [Int32] = []
  private var starts: [Start] = []
  private var begun: [Start] = []
  /// By term, the sentence that had it last.
  private var met: [Int32]
  private var sentences: Int32 = 0

  init(_ table: CueTable, _ language: Language) {
    self.table = table
    self.language = table.number(of: language)
    met = [Int32](repeating: 0, count: table.termCount)
  }

  /// The terms of the table that a word is.
  mutating func terms(of word: Wording.Word, _ number: Int32) -> ArraySlice<Int32> {
    let range = entry(of: word, number).terms
    return terms[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  private mutating func entry(of word: Wording.Word, _ number: Int32) -> Entry {
    let number = Int(number)
    if number < entries.count, let known = entries[number] { return known }
    if number >= entries.count {
      entries.append(contentsOf: repeatElement(nil, count: number + 1 - entries.count))
    }
    let firstTerm = terms.count
    table.addTerms(of: word.text, to: &terms)
    let firstStart = starts.count
    var long: [Start] = []
    var order: Int32 = 0
    for term in terms[firstTerm...] {
      table.forEachStart(of: term, language) { start in
        let option = table.options[Int(start.option)]
        let isShort = option.count == 1
        let start = Start(
          order: order, pattern: start.pattern, option: start.option,
          second: isShort ? -1 : table.terms[option.lowerBound + 1],
          next: table.onlyNext(of: Int(start.pattern)))
        order += 1
        if isShort { starts.append(start) } else { long.append(start) }
      }
    }
    let firstLong = starts.count
    if long.count > 1 { long.sort { ($0.second, $0.order) < ($1.second, $1.order) } }
    starts += long
    let entry = Entry(
      terms: Int32(firstTerm)..<Int32(terms.count), short: Int32(firstStart)..<Int32(firstLong),
      long: Int32(firstLong)..<Int32(starts.count))
    entries[number] = entry
    return entry
  }

  /// Takes a start unless its pattern goes on with words that the sentence does not have, as most do.
  private mutating func begin(_ start: Start) {
    if start.next >= 0, met[Int(start.next)] != sentences { return }
    for step in table.patterns[Int(start.pattern)].steps.dropFirst()
    where !table.steps[step].options.contains(where: { met[Int(table.firsts[$0])] == sentences }) {
      return
    }
    begun.append(start)
  }

  /// Takes the starts of several words of which the second can be a term.
  private mutating func begin(_ entry: Entry, second: Int32) {
    var low = Int(entry.long.lowerBound)
    var high = Int(entry.long.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].second < second { low = middle + 1 } else { high = middle }
    }
    while low < entry.long.upperBound, starts[low].second == second {
      begin(starts[low])
      low += 1
    }
  }

  /// Every place in a passage at which a cue stands, in the order of the words.
  ///
  /// - Parameter numbers: the number of each word.
  mutating func hits(in words: [Wording.Word], _ numbers: [Int32]) -> [CueTable.Hit] {
    var hits: [CueTable.Hit] = []
    // Before any is compared, all are known.
    for (i, number) in numbers.enumerated()
    where Int(number) >= entries.count || entries[Int(number)] == nil {
      _ = entry(of: words[i], number)
    }
    let passage = Passage(words: words, numbers: numbers)
    for at in words.indices {
      if at == 0 || words[at].sentence != words[at - 1].sentence { meet(at, words, numbers) }
      guard let entry = entries[Int(numbers[at])] else { continue }
      begun.removeAll(keepingCapacity: true)
      for start in entry.short { begin(starts[Int(start)]) }
      let short = begun.count
      if !entry.long.isEmpty, at + 1 < words.count, words[at + 1].sentence == words[at].sentence,
        let next = entries[Int(numbers[at + 1])]
      {
        for term in next.terms { begin(entry, second: terms[Int(term)]) }
        if begun.count > short { begun.sort { $0.order < $1.order } }
      }
      for start in begun {
        guard let last = end(of: Int(start.option), at, passage) else { continue }
        let pattern = table.patterns[Int(start.pattern)]
        match(pattern, from: pattern.steps.lowerBound + 1, at..<last + 1, [], passage, &hits)
      }
    }
    return hits
  }

  /// Notes the terms of the sentence that begins at a word.
  private mutating func meet(_ first: Int, _ words: [Wording.Word], _ numbers: [Int32]) {
    sentences += 1
    var at = first
    while at < words.count, words[at].sentence == words[first].sentence {
      if let entry = entries[Int(numbers[at])] {
        for term in entry.terms { met[Int(terms[Int(term)])] = sentences }
      }
      at += 1
    }
  }

  private struct Passage {
    let words: [Wording.Word]
    let numbers: [Int32]
  }

  private func `is`(_ word: Int32, _ term: Int32) -> Bool {
    guard let range = entries[Int(word)]?.terms else { return false }
    for i in range where terms[Int(i)] == term { return true }
    return false
  }

  /// The last word of an alternative that begins at a word; nil when it does not go on there.
  private func end(of option: Int, _ start: Int, _ passage: Passage) -> Int? {
    let option = table.options[option]
    let last = start + option.count - 1
    guard option.count > 1 else { return start }
    guard last < passage.words.count,
      passage.words[last].sentence == passage.words[start].sentence
    else { return nil }
    for i in 1..<option.count
    where !`is`(passage.numbers[start + i], table.terms[option.lowerBound + i]) {
      return nil
    }
    return last
  }

  /// Goes on after the words that match so far, each alternative at the first place where it can begin.
  private func match(
    _ pattern: CueTable.Pattern, from step: Int, _ words: Range<Int>, _ skipped: [Int],
    _ passage: Passage, _ hits: inout [CueTable.Hit]
  ) {
    guard step < pattern.steps.upperBound else {
      hits.append(CueTable.Hit(cue: pattern.cue, words: words, skipped: skipped))
      return
    }
    let sentence = passage.words[words.lowerBound].sentence
    let next = words.upperBound
    let places = next..<min(next + 1 + table.steps[step].gap, passage.words.count)
    for option in table.steps[step].options {
      let first = table.terms[table.options[option].lowerBound]
      guard
        let at = places.first(where: {
          passage.words[$0].sentence == sentence && `is`(passage.numbers[$0], first)
        }), let last = end(of: option, at, passage)
      else { continue }
      match(
        pattern, from: step + 1, words.lowerBound..<last + 1, skipped + Array(next..<at), passage,
        &hits)
    }
  }
}

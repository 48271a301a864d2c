public import Policy

extension PhraseMatcher {
  /// Finds all terms of a text.
  ///
  /// - Parameters:
  ///   - text: UTF-8; invalid bytes count as blanks. What lies behind 2 GiB is not looked at.
  ///   - language: only terms of this language and of all languages are found; nil or `undetermined` finds all.
  ///   - scan: replaced by what is found.
  /// - Complexity: O(bytes + hits), whatever the number of terms.
  public func scan(_ text: Span<UInt8>, language: Language?, into scan: inout Scan) {
    text.withUnsafeBufferPointer { self.scan($0, language: language, into: &scan) }
  }

  /// Finds all terms of a text that lies in memory.
  public func scan(_ text: UnsafeBufferPointer<UInt8>, language: Language?, into scan: inout Scan) {
    let text = UnsafeBufferPointer(rebasing: text.prefix(Int(Int32.max) - 1))
    scan.words.removeAll(keepingCapacity: true)
    scan.found.removeAll(keepingCapacity: true)
    scan.partHits.removeAll(keepingCapacity: true)
    scan.lacking.removeAll(keepingCapacity: true)
    if scan.ends.count < text.count + 1 {
      scan.ends = [UInt64](repeating: 0, count: text.count + text.count / 2 + 1)
    }
    let languages = languageMask(language)
    if Self.isASCII(text) {
      find(in: text, original: text, languages: languages, &scan)
    } else {
      if scan.folded.count < text.count {
        scan.folded = [UInt8](repeating: 0, count: text.count + text.count / 2)
      }
      var folded: [UInt8] = []
      swap(&folded, &scan.folded)
      folded.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        FoldedText.fold(text, into: base)
        find(
          in: UnsafeBufferPointer(start: base, count: text.count), original: text,
          languages: languages, &scan)
      }
      swap(&folded, &scan.folded)
    }
    if !scan.partHits.isEmpty {
      joinParts(&scan)
      scan.found.sort {
        ($0.lastWord, $0.firstWord, $0.term) < ($1.lastWord, $1.firstWord, $1.term)
      }
    }
    group(&scan)
  }

  /// The terms to look for: all when the language is not told, else those of the language and of all languages.
  private func languageMask(_ language: Language?) -> UInt32 {
    guard let language, language != .undetermined else { return .max }
    return languageBits[language] ?? 0
  }

  private static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return true }
    var bits: UInt64 = 0
    var at = 0
    while at + 8 <= text.count {
      bits |= UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
      at += 8
    }
    while at < text.count {
      bits |= UInt64(base[at])
      at += 1
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }

  // MARK: Words and phrases

  private func find(
    in text: UnsafeBufferPointer<UInt8>, original: UnsafeBufferPointer<UInt8>, languages: UInt32,
    _ scan: inout Scan
  ) {
    var ends: [UInt64] = []
    swap(&ends, &scan.ends)
    ends.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let stretches = automaton.read(text, into: base)
      phrases.withView { view in
        automaton.table.withUnsafeBufferPointer { rows in
          automaton.classes.withUnsafeBufferPointer { classes in
            guard let view else { return }
            var reading = Reading(view: view, text: text, original: original, languages: languages)
            for i in 0..<4 where !stretches[i].isEmpty {
              for at in stretches[i] {
                let end = base[at]
                let row = Int(truncatingIfNeeded: end >> 32)
                let offset = Int32(truncatingIfNeeded: end & 0xFFFF_FFFF)
                let symbol = rows[row]
                if symbol != WordAutomaton.noWord {
                  word(symbol, reading.start, offset, &reading, &scan)
                }
                reading.start = offset + 1
                guard Int(offset) < text.count else { continue }
                let kind = classes[Int(text[Int(offset)])]
                if kind != WordAutomaton.ByteClass.space {
                  separate(kind, at: offset, after: symbol, &reading, &scan)
                }
              }
            }
          }
        }
      }
    }
    swap(&ends, &scan.ends)
  }

  private struct Reading {
    let view: PhraseAutomaton.View
    let text: UnsafeBufferPointer<UInt8>
    let original: UnsafeBufferPointer<UInt8>
    let languages: UInt32
    var state: UInt32 = 0
    var start: Int32 = 0
    var sentence: Int32 = 0
    var clause: Int32 = 0
  }

  @inline(__always)
  private func word(
    _ symbol: UInt32, _ start: Int32, _ end: Int32, _ reading: inout Reading, _ scan: inout Scan
  ) {
    scan.words.append(
      Scan.Word(
        start: start, end: end, sentence: reading.sentence, clause: reading.clause))
    guard symbol != 0 else {
      reading.state = 0
      return
    }
    reading.state = reading.view.next(reading.state, symbol)
    let state = reading.view.states[Int(reading.state)]
    if state.outputCount != 0 { emit(state, reading, &scan) }
  }

  private func emit(
    _ state: PhraseAutomaton.State, _ reading: Reading, _ scan: inout Scan
  ) {
    let last = scan.words.count - 1
    for i in Int(state.firstOutput)..<Int(state.firstOutput) + Int(state.outputCount) {
      let output = reading.view.outputs[i]
      let entry = entries[Int(output.entry)]
      guard entry.languages & reading.languages != 0 || entry.languages == .max else { continue }
      let first = last + 1 - Int(output.length)
      if entry.spelling >= 0,
        !isSpelt(spellings[Int(entry.spelling)], from: first, scan, reading.original)
      {
        continue
      }
      if entry.isPart {
        scan.partHits.append(
          Scan.PartHit(part: entry.index, firstWord: Int32(first), lastWord: Int32(last)))
      } else {
        scan.found.append(
          Scan.Hit(
            code: termCodes[Int(entry.index)], term: entry.index, firstWord: Int32(first),
            lastWord: Int32(last), start: scan.words[first].start, end: scan.words[last].end))
      }
    }
  }

  private func isSpelt(
    _ exact: [TermPattern.Exact], from first: Int, _ scan: Scan,
    _ original: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    exact.allSatisfy { exact in
      let start = Int(scan.words[first + exact.words.lowerBound].start)
      let end = Int(scan.words[first + exact.words.upperBound - 1].end)
      return original[start..<end].elementsEqual(exact.bytes)
    }
  }

  /// What punctuation does: phrases do not cross it; a stop may end the sentence; a sign is a word.
  private func separate(
    _ kind: UInt8, at offset: Int32, after symbol: UInt32, _ reading: inout Reading,
    _ scan: inout Scan
  ) {
    switch kind {
    case WordAutomaton.ByteClass.sign:
      var start = offset
      while start > 0, reading.original[Int(start)] & 0xC0 == 0x80 { start -= 1 }
      let sign = automaton.signSymbols[Int(reading.text[Int(offset)])]
      word(sign, start, offset + 1, &reading, &scan)
    case WordAutomaton.ByteClass.stop:
      if reading.text[Int(offset)] == UInt8(ascii: ".") {
        guard endsSentence(reading.text, at: Int(offset), after: symbol, scan) else { return }
      }
      reading.state = 0
      reading.sentence += 1
      reading.clause += 1
    default:
      reading.state = 0
      reading.clause += 1
    }
  }

  /// Whether the full stop at `at` ends a sentence: blanks follow it and no small letter, and what stands before it
  /// is neither an abbreviation nor an initial.
  private func endsSentence(
    _ text: UnsafeBufferPointer<UInt8>, at: Int, after symbol: UInt32, _ scan: Scan
  ) -> Bool {
    var next = at + 1
    guard next < text.count else { return true }
    let closing: (UInt8) -> Bool = { $0 == 0x22 || $0 == 0x27 || $0 == 0x29 || $0 == 0x5D }
    while next < text.count, closing(text[next]) { next += 1 }
    guard next < text.count else { return true }
    guard text[next] == 0x20 || (0x09...0x0D).contains(text[next]) else { return false }
    while next < text.count, text[next] == 0x20 || (0x09...0x0D).contains(text[next]) { next += 1 }
    if next < text.count, (0x61...0x7A).contains(text[next]) { return false }
    guard symbol != WordAutomaton.noWord else { return true }
    if isAbbreviation[Int(symbol)] { return false }
    if let word = scan.words.last, word.end == Int32(at), word.end - word.start == 1,
      !(0x30...0x39).contains(text[Int(word.start)])
    {
      return false
    }
    return true
  }

  // MARK: Parts and groups

  /// Joins the parts of compounds: each hit of the first part with the nearest fitting hit of the next, and so on.
  private func joinParts(_ scan: inout Scan) {
    // Hits of one part lie together, in the order of the text.
    scan.partHits.sort {
      ($0.part, $0.lastWord, $0.firstWord) < ($1.part, $1.lastWord, $1.firstWord)
    }
    func hits(of part: Int32) -> ArraySlice<Scan.PartHit> {
      let first = scan.partHits.partitioningIndex { $0.part >= part }
      let end = scan.partHits.partitioningIndex { $0.part > part }
      return scan.partHits[first..<end]
    }
    for compound in presentCompounds(scan.partHits) {
      let compound = compounds[compound]
      for first in hits(of: compound.firstPart) {
        var (low, high) = (first.firstWord, first.lastWord)
        var (previousFirst, previousLast) = (low, high)
        var isWhole = true
        for (i, link) in compound.links.enumerated() {
          guard
            let next = nearest(
              to: previousFirst, previousLast, by: link,
              hits(of: compound.firstPart + Int32(i) + 1), scan)
          else {
            isWhole = false
            break
          }
          (previousFirst, previousLast) = (next.firstWord, next.lastWord)
          (low, high) = (min(low, previousFirst), max(high, previousLast))
        }
        guard isWhole else { continue }
        scan.found.append(
          Scan.Hit(
            code: termCodes[Int(compound.term)], term: compound.term, firstWord: low,
            lastWord: high, start: scan.words[Int(low)].start, end: scan.words[Int(high)].end))
      }
    }
  }

  /// The compounds whose first part was found.
  private func presentCompounds(_ hits: [Scan.PartHit]) -> [Int] {
    var present: [Int] = []
    var last: Int32 = -1
    for hit in hits where hit.part != last {
      last = hit.part
      let place = compounds.partitioningIndex { $0.firstPart >= hit.part }
      if place < compounds.count, compounds[place].firstPart == hit.part { present.append(place) }
    }
    return present
  }

  private func nearest(
    to first: Int32, _ last: Int32, by link: TermPattern.Link, _ hits: ArraySlice<Scan.PartHit>,
    _ scan: Scan
  ) -> Scan.PartHit? {
    let sentence = scan.words[Int(first)].sentence
    let limit = Int32(link.limit)
    var isEitherOrder = false
    if case .near = link { isEitherOrder = true }
    var best: Scan.PartHit?
    var bestGap = Int32.max
    // Hits are in the order of their last words, so those within reach stand together.
    let from = hits.partitioningIndex { $0.lastWord >= first - limit - 1 }
    for hit in hits[from...] {
      if hit.lastWord > last + limit + Int32(longestPhrase) { break }
      let gap: Int32
      if hit.firstWord > last {
        gap = hit.firstWord - last - 1
      } else if isEitherOrder, hit.lastWord < first {
        gap = first - hit.lastWord - 1
      } else {
        continue
      }
      if gap <= limit, gap < bestGap, scan.words[Int(hit.firstWord)].sentence == sentence {
        best = hit
        bestGap = gap
      }
    }
    return best
  }

  /// Sets aside what lacks company and groups the rest by code.
  private func group(_ scan: inout Scan) {
    if scan.codeStarts.count != codes.count + 1 {
      scan.codeStarts = [Int32](repeating: 0, count: codes.count + 1)
    } else {
      for i in scan.codeStarts.indices { scan.codeStarts[i] = 0 }
    }
    // First count only what stands alone: company must not itself be in need of company.
    var inNeed = false
    for hit in scan.found {
      if needs[Int(hit.term)].isEmpty {
        scan.codeStarts[Int(hit.code.rawValue) + 1] += 1
      } else {
        inNeed = true
      }
    }
    if inNeed {
      let alone = scan.codeStarts
      scan.found.removeAll { hit in
        let needed = needs[Int(hit.term)]
        if needed.isEmpty { return false }
        if needed.contains(where: { alone[Int($0.rawValue) + 1] > 0 }) {
          scan.codeStarts[Int(hit.code.rawValue) + 1] += 1
          return false
        }
        scan.lacking.append(hit)
        return true
      }
    }
    for i in 1..<max(scan.codeStarts.count, 1) { scan.codeStarts[i] += scan.codeStarts[i - 1] }
    scan.hits.removeAll(keepingCapacity: true)
    guard let any = scan.found.first else { return }
    scan.hits.append(contentsOf: repeatElement(any, count: scan.found.count))
    // A stable counting sort.
    for hit in scan.found {
      let code = Int(hit.code.rawValue)
      scan.hits[Int(scan.codeStarts[code])] = hit
      scan.codeStarts[code] += 1
    }
    // The starts have moved to the ends: shift them back.
    for i in stride(from: scan.codeStarts.count - 1, to: 0, by: -1) {
      scan.codeStarts[i] = scan.codeStarts[i - 1]
    }
    if !scan.codeStarts.isEmpty { scan.codeStarts[0] = 0 }
  }
}

extension RandomAccessCollection {
  /// The first index whose element and all behind it satisfy `belongs`, which must not turn false again.
  ///
  /// - Complexity: O(log n).
  func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
    var low = startIndex
    var length = count
    while length > 0 {
      let half = length / 2
      let middle = index(low, offsetBy: half)
      if belongs(self[middle]) {
        length = half
      } else {
        low = index(after: middle)
        length -= half + 1
      }
    }
    return low
  }
}

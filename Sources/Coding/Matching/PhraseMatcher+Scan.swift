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
    self.scan(text, findings[language], into: &scan)
  }

  /// Finds all terms of a text; single words of the codes that are marks are noted in `Scan.marked` alone.
  func scanForMarks(
    _ text: UnsafeBufferPointer<UInt8>, language: Language?, into scan: inout Scan
  ) {
    self.scan(text, markedFindings[language], into: &scan)
  }

  private func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ findings: Findings, into scan: inout Scan
  ) {
    let text = UnsafeBufferPointer(rebasing: text.prefix(Int(Int32.max) - 1))
    let room = scan.makeRoom()
    room.reserve(text: text.count)
    room.memory.serve(identity)
    var folded = text
    if !Self.isASCII(text) {
      FoldedText.fold(text, into: room.folded)
      folded = UnsafeBufferPointer(start: room.folded, count: text.count)
    }
    let words = read(folded, original: text, room)
    scan.words.removeAll(keepingCapacity: true)
    scan.words.append(contentsOf: UnsafeBufferPointer(start: room.words, count: words))
    let met = emit(words: words, original: text, findings, room)
    let found = met.triggers == 0 ? met.hits : join(met, findings, room)
    group(found, room, &scan)
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

  // MARK: Words

  /// Writes words and the automaton's state behind each to the room.
  ///
  /// - Returns: the number of words.
  private func read(
    _ text: UnsafeBufferPointer<UInt8>, original: UnsafeBufferPointer<UInt8>, _ room: ScanRoom
  ) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let count = automaton.cut(text, into: room.ends)
    let (ends, symbols) = (room.ends, room.symbols)
    // All words are named before the phrases are followed: no look-up has to wait for another.
    room.memory.withView { name(base, text.count, ends, count, $0, into: symbols) }
    return phrases.withView { view in
      return automaton.classes.withUnsafeBufferPointer { classes in
        var reading = Reading(
          view: view, words: room.words, states: room.states, text: text, original: original)
        var start = 0
        for i in 0..<count {
          let end = Int(ends[i])
          let symbol = symbols[i]
          if symbol != WordAutomaton.noWord { reading.add(symbol, start, end) }
          start = end + 1
          guard end < text.count else { break }
          let byte = base[end]
          // Blanks are by far the most frequent separator.
          if byte != 0x20 {
            let kind = classes[Int(byte)]
            if kind != WordAutomaton.ByteClass.space {
              separate(kind, at: end, after: symbol, &reading)
            }
          }
        }
        return reading.count
      }
    }
  }

  /// Writes the symbol of the letters before each separator, `noWord` where there are none.
  private func name(
    _ base: UnsafePointer<UInt8>, _ size: Int, _ ends: UnsafePointer<UInt32>, _ count: Int,
    _ memory: WordMemory.View, into symbols: UnsafeMutablePointer<UInt32>
  ) {
    var start = 0
    for i in 0..<count {
      let end = Int(ends[i])
      symbols[i] = end > start ? symbol(base, start, end, size, memory) : WordAutomaton.noWord
      start = end + 1
    }
  }

  @inline(__always)
  private func symbol(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ count: Int, _ memory: WordMemory.View
  ) -> UInt32 {
    let length = end - start
    guard length <= 16 else { return automaton.symbol(of: base + start, count: length) }
    var low: UInt64 = 0
    var high: UInt64 = 0
    let raw = UnsafeRawPointer(base + start)
    if start + 16 <= count {
      low = raw.loadUnaligned(as: UInt64.self)
      high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      // Nearly all words have no more than eight letters, none has no letter.
      if length <= 8 {
        low &= UInt64.max &>> UInt64(64 &- 8 &* length)
        high = 0
      } else {
        high &= UInt64.max &>> UInt64(128 &- 8 &* length)
      }
    } else {
      for i in 0..<length {
        let byte = UInt64(base[start + i])
        if i < 8 { low |= byte << UInt64(8 * i) } else { high |= byte << UInt64(8 * (i - 8)) }
      }
    }
    return memory.symbol(low: Self.lowercased(low), high: Self.lowercased(high)) {
      automaton.symbol(of: base + start, count: length)
    }
  }

  /// Letters of eight bytes in lower case; digits and folded letters (above 0x7F) stay, fillers stay fillers to the
  /// vocabulary: a word is the same with or without them.
  @inline(__always)
  private static func lowercased(_ bytes: UInt64) -> UInt64 {
    // Of ASCII letters and digits only capitals lack the bit 0x20 that small letters have.
    let capitals = (bytes >> 1) & ~(bytes >> 2) & 0x2020_2020_2020_2020
    return bytes | capitals
  }

  private struct Reading {
    let view: PhraseAutomaton.View
    let words: UnsafeMutablePointer<Scan.Word>
    let states: UnsafeMutablePointer<UInt32>
    let text: UnsafeBufferPointer<UInt8>
    let original: UnsafeBufferPointer<UInt8>
    var count = 0
    var state: UInt32 = 0
    var sentence: Int32 = 0
    var clause: Int32 = 0

    @inline(__always)
    mutating func add(_ symbol: UInt32, _ start: Int, _ end: Int) {
      words[count] = Scan.Word(
        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
        sentence: sentence, clause: clause)
      state = symbol == 0 ? 0 : view.next(state, symbol)
      states[count] = state
      count &+= 1
    }
  }

  /// What punctuation does: phrases do not cross it; a stop may end the sentence; a sign is a word.
  private func separate(
    _ kind: UInt8, at offset: Int, after symbol: UInt32, _ reading: inout Reading
  ) {
    switch kind {
    case WordAutomaton.ByteClass.sign:
      var start = offset
      while start > 0, reading.original[start] & 0xC0 == 0x80 { start -= 1 }
      reading.add(automaton.signSymbols[Int(reading.text[offset])], start, offset + 1)
    case WordAutomaton.ByteClass.stop:
      if reading.text[offset] == UInt8(ascii: ".") {
        guard endsSentence(reading, at: offset, after: symbol) else { return }
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
  private func endsSentence(_ reading: Reading, at: Int, after symbol: UInt32) -> Bool {
    let text = reading.text
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
    if reading.count > 0 {
      let word = reading.words[reading.count - 1]
      if word.end == Int32(truncatingIfNeeded: at), word.end - word.start == 1,
        !(0x30...0x39).contains(text[Int(word.start)])
      {
        return false
      }
    }
    return true
  }

  // MARK: Hits

  /// How many hits and hits of parts a text has, and how many words with triggers.
  struct Met {
    var hits = 0
    var parts = 0
    var triggers = 0
  }

  /// Writes the hits of terms and of parts of compounds to the room, by their last word, and where the triggers of words
  /// begin.
  private func emit(
    words: Int, original: UnsafeBufferPointer<UInt8>, _ findings: Findings, _ room: ScanRoom
  ) -> Met {
    room.reserve(words: words)
    room.clearParts(of: partCount)
    let (place, behind, bits) = (room.words, room.states, room.partBits)
    let (marks, triggers, lastHits) = (room.marks, room.triggers, room.lastHits)
    var met = Met()
    findings.withView { view in
      for last in 0..<words {
        let at = view.places[Int(behind[last])]
        marks[last] = view.marks[Int(at.marks)]
        // Written for each word; the next overwrites it unless there are some, so that nothing has to be predicted.
        triggers[met.triggers] = at.triggers
        met.triggers &+= at.triggers == 0 ? 0 : 1
        if at.parts < at.partsEnd {
          room.reserve(parts: findings.mostParts, found: met.parts)
          let parts = room.parts
          for i in Int(at.parts)..<Int(at.partsEnd) {
            let found = view.parts[i]
            guard let first = start(found.length, found.spelling, last, place, original) else {
              continue
            }
            let part = Int(found.part)
            let bit: UInt64 = 1 << UInt64(part & 63)
            parts[met.parts] = Scan.PartHit(
              before: bits[part >> 6] & bit == 0 ? -1 : lastHits[part],
              firstWord: Int32(truncatingIfNeeded: first),
              lastWord: Int32(truncatingIfNeeded: last))
            bits[part >> 6] |= bit
            lastHits[part] = Int32(truncatingIfNeeded: met.parts)
            met.parts &+= 1
          }
        }
        if at.hits < at.hitsEnd {
          room.reserve(hits: findings.mostHits, found: met.hits)
          let hits = room.hits
          for i in Int(at.hits)..<Int(at.hitsEnd) {
            let found = view.hits[i]
            guard let first = start(found.length, found.spelling, last, place, original) else {
              continue
            }
            hits[met.hits] = Scan.Hit(
              code: CodeNumber(rawValue: found.code), term: found.term,
              firstWord: Int32(truncatingIfNeeded: first),
              lastWord: Int32(truncatingIfNeeded: last), start: place[first].start,
              end: place[last].end)
            met.hits &+= 1
          }
        }
      }
    }
    return met
  }

  /// The first word of what ends at a word; nil when the original bytes are not as asked.
  @inline(__always)
  private func start(
    _ length: UInt16, _ spelling: Int32, _ last: Int, _ words: UnsafePointer<Scan.Word>,
    _ original: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let first = last + 1 - Int(length)
    return spelling < 0 || isSpelt(spelling, from: first, words, original) ? first : nil
  }

  private func isSpelt(
    _ spelling: Int32, from first: Int, _ words: UnsafePointer<Scan.Word>,
    _ original: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    spellings[Int(spelling)].allSatisfy { exact in
      let start = Int(words[first + exact.words.lowerBound].start)
      let end = Int(words[first + exact.words.upperBound - 1].end)
      return original[start..<end].elementsEqual(exact.bytes)
    }
  }

  /// Sets aside what lacks company and groups the rest by code.
  private func group(_ found: Int, _ room: ScanRoom, _ scan: inout Scan) {
    scan.clearHits(codes: codes.count)
    let (hits, grouped) = (room.hits, room.grouped)
    var kept = found
    scan.places.withUnsafeMutableBufferPointer { places in
      scan.found.withUnsafeMutableBufferPointer { bits in
        /// Counts a hit: the ends of places are counts until the places are known.
        @inline(__always) func count(_ code: CodeNumber) {
          let code = Int(code.rawValue)
          places[code].end &+= 1
          bits[code >> 6] |= 1 << UInt64(code & 63)
        }
        // First count only what stands alone: company must not itself be in need of company.
        var inNeed = false
        for i in 0..<found {
          if standsAlone[Int(hits[i].term)] { count(hits[i].code) } else { inNeed = true }
        }
        if inNeed {
          kept = 0
          for i in 0..<found {
            let hit = hits[i]
            if !standsAlone[Int(hit.term)],
              !needs[Int(hit.term)].contains(where: { places[Int($0.rawValue)].end > 0 })
            {
              scan.lacking.append(hit)
              continue
            }
            hits[kept] = hit
            kept += 1
          }
          for i in 0..<kept where !standsAlone[Int(hits[i].term)] { count(hits[i].code) }
        }
        // A stable counting sort.
        var start: Int32 = 0
        for i in bits.indices {
          Scan.forEachCode(of: bits[i], i) { code in
            let count = places[code].end
            places[code] = Scan.Place(start: start, end: start)
            start &+= count
          }
        }
        for i in 0..<kept {
          let code = Int(hits[i].code.rawValue)
          grouped[Int(places[code].end)] = hits[i]
          places[code].end &+= 1
        }
      }
    }
    scan.hits.append(contentsOf: UnsafeBufferPointer(start: grouped, count: kept))
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

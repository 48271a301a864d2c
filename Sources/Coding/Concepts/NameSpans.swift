/// The stretches of a text that are names of bodies and of laws, which say nothing about what the passage rules.
///
/// "Ministry of Disaster Management and Refugee Affairs", "Immigration and Refugee Protection Act", "loi du 29 août 2008
/// sur l'immigration": a head (or tail) of the cue lists, with the capitalised words that follow (or precede) and the
/// small words between them. Names of ministries and laws may be in small letters; they go on for a word or two behind each
/// joint ("ministère de l'immigration").
struct NameSpans {
  /// First and last word of each name, in order.
  private(set) var spans: [ClosedRange<Int32>] = []

  mutating func find(
    in scan: Scan, text: UnsafeBufferPointer<UInt8>, cues: Lexicon.Cues
  ) {
    spans.removeAll(keepingCapacity: true)
    if let list = cues.name {
      for hit in scan.hits(of: list) { spans.append(hit.firstWord...hit.lastWord) }
    }
    let others = cues.noName.map { scan.hits(of: $0) } ?? []
    func heads(_ list: CodeNumber?) -> some Sequence<Scan.Hit> {
      (list.map { scan.hits(of: $0) } ?? []).lazy.filter { hit in
        !others.contains { $0.firstWord <= hit.firstWord && hit.lastWord <= $0.lastWord }
      }
    }
    for hit in heads(cues.body) where isCapital(text, scan.words[Int(hit.firstWord)]) {
      forward(hit, small: 0, scan, text, cues)
    }
    for (list, small) in [(cues.nameHead, 1), (cues.lawHead, 2)] {
      for hit in heads(list) { forward(hit, small: small, scan, text, cues) }
    }
    for tail in [cues.lawTail, cues.bodyTail] {
      for hit in heads(tail) where isCapital(text, scan.words[Int(hit.firstWord)]) {
        backward(hit, scan, text, cues)
      }
    }
    if spans.count > 1 { join() }
  }

  /// The name in which all words of a hit stand.
  func span(over hit: Scan.Hit) -> ClosedRange<Int32>? {
    let after = spans.partitioningIndex { $0.lowerBound > hit.firstWord }
    return after > 0 && hit.lastWord <= spans[after - 1].upperBound ? spans[after - 1] : nil
  }

  /// The number of words inside names.
  var wordCount: Int { spans.reduce(0) { $0 + $1.count } }

  /// Sorts the spans and joins those that overlap.
  private mutating func join() {
    spans.sort { $0.lowerBound < $1.lowerBound }
    var kept = 0
    for span in spans.dropFirst() {
      if span.lowerBound <= spans[kept].upperBound {
        spans[kept] = spans[kept].lowerBound...max(spans[kept].upperBound, span.upperBound)
      } else {
        kept += 1
        spans[kept] = span
      }
    }
    spans.removeLast(spans.count - kept - 1)
  }

  private static let limit = 16

  private mutating func forward(
    _ hit: Scan.Hit, small: Int, _ scan: Scan, _ text: UnsafeBufferPointer<UInt8>,
    _ cues: Lexicon.Cues
  ) {
    var last = hit.lastWord
    var at = last + 1
    // Capitalised words may follow the head at once ("Commission Nationale"); small ones only behind a joint.
    var smallLeft = 0
    while at < scan.words.count, at - hit.lastWord <= Self.limit {
      let word = scan.words[Int(at)]
      guard word.sentence == scan.words[Int(hit.lastWord)].sentence else { break }
      // "Ministry of Labour, Employment …" goes on behind a comma; "…, in the drawing up of the Policy" does not.
      if word.clause != scan.words[Int(at - 1)].clause, !isCapital(text, word) { break }
      if let joint = joint(at, scan, cues) {
        at = joint + 1
        smallLeft = small
      } else if isCapital(text, word) || isDigit(text, word) {
        last = at
        at += 1
      } else if smallLeft > 0 {
        last = at
        at += 1
        smallLeft -= 1
      } else {
        break
      }
    }
    if last > hit.lastWord { spans.append(hit.firstWord...last) }
  }

  private mutating func backward(
    _ hit: Scan.Hit, _ scan: Scan, _ text: UnsafeBufferPointer<UInt8>, _ cues: Lexicon.Cues
  ) {
    var first = hit.firstWord
    var at = first - 1
    while at >= 0, hit.firstWord - at <= Self.limit {
      let word = scan.words[Int(at)]
      guard word.clause == scan.words[Int(hit.firstWord)].clause else { break }
      if isCapital(text, word) {
        first = at
        at -= 1
      } else if joint(at, scan, cues) != nil {
        at -= 1
      } else {
        break
      }
    }
    if first < hit.firstWord { spans.append(first...hit.lastWord) }
  }

  /// The last word of the joint that begins at a word, if one does.
  private func joint(_ word: Int32, _ scan: Scan, _ cues: Lexicon.Cues) -> Int32? {
    guard let list = cues.nameJoint else { return nil }
    let joints = scan.hits(of: list)
    let from = joints.partitioningIndex { $0.lastWord >= word }
    return joints[from...].prefix { $0.lastWord <= word + 3 }.filter { $0.firstWord == word }.map(
      \.lastWord
    ).max()
  }

  private func isCapital(_ text: UnsafeBufferPointer<UInt8>, _ word: Scan.Word) -> Bool {
    let first = text[Int(word.start)]
    if first < 0x80 { return (0x41...0x5A).contains(first) }
    guard word.end - word.start > 1 else { return false }
    let second = text[Int(word.start) + 1]
    switch first {
    case 0xC3: return (0x80...0x9E).contains(second)  // À…Þ
    case 0xC5: return second == 0x92  // Œ
    case 0xD0: return (0x80...0xAF).contains(second)  // Ѐ…Я
    default: return false
    }
  }

  private func isDigit(_ text: UnsafeBufferPointer<UInt8>, _ word: Scan.Word) -> Bool {
    (0x30...0x39).contains(text[Int(word.start)])
  }
}

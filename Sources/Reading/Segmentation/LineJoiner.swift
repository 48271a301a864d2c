/// Joins the lines of a page or plain text to paragraphs.
///
/// Two sorts of text come as lines: text broken at the width of a page, and text with one line a paragraph. Which it is
/// shows in the lengths of its lines. In the first, a line goes on with the next unless the end of a sentence on a
/// short line, a blank line, an indent, or a label or marker parts them.
struct LineJoiner {
  private let parser: LabelParser

  init(_ parser: LabelParser) {
    self.parser = parser
  }

  /// How the lines of a text are laid out.
  private struct Layout {
    /// Characters of a full line.
    var width: Int
    /// Lines are broken at the width.
    var isWrapped: Bool
    /// A blank line stands between all lines and says nothing.
    var isDoubleSpaced: Bool

    init(_ lines: [Line]) {
      var lengths = lines.map { length($0.bytes) }.sorted()
      let total = lengths.count
      if total == 0 { lengths = [0] }
      let ninth = lengths[total * 9 / 10 < lengths.count ? total * 9 / 10 : lengths.count - 1]
      width = max(ninth, 30)
      let long = lengths.count { $0 > 180 }
      isWrapped = ninth <= 140 && long * 20 <= total
      let blank = lines.count { $0.followsBlank }
      let continued = zip(lines, lines.dropFirst()).count { first, second in
        second.followsBlank && !first.bytes.endsSentence && second.bytes.firstCase == .lower
      }
      isDoubleSpaced = isWrapped && blank * 10 > total * 7 && continued * 5 > total
    }
  }

  /// Whether the paragraphs of a structured text are lines of a page: they break off in the midst of sentences.
  static func areLines(_ paragraphs: some Sequence<Block>) -> Bool {
    let lines = paragraphs.map {
      Line(bytes: Array($0.text.utf8), indent: 0, followsBlank: true, page: nil)
    }
    return lines.count >= fewest && Layout(lines).isDoubleSpaced
  }

  /// Paragraphs by which a layout can be told.
  private static let fewest = 20

  /// What opens a line.
  private enum Opening: Equatable {
    case none, label, labelAlone
    case marker(Marker)
    case markerAlone

    var isMarker: Bool {
      switch self {
      case .marker, .markerAlone: true
      default: false
      }
    }
  }

  private struct Open {
    var bytes: [UInt8]
    var page: Int?
    var lines = 1
    var opening: Opening
    var lastLength: Int
    var indent: Int
    var bodyIndent: Int?
    var followsBlank: Bool
  }

  func passages(_ lines: [Line]) -> [Passage] {
    let layout = Layout(lines)
    var passages: [Passage] = []
    passages.reserveCapacity(lines.count)
    var open: Open?
    var lastMarker: Marker?
    var previousEnds = true
    for (index, line) in lines.enumerated() {
      let opening = opening(line.bytes)
      let next = index + 1 < lines.count ? lines[index + 1] : nil
      if var paragraph = open {
        if goesOn(paragraph, with: line, opening, lastMarker, layout) {
          Self.join(&paragraph.bytes, line.bytes)
          paragraph.lines += 1
          paragraph.lastLength = length(line.bytes)
          if paragraph.bodyIndent == nil { paragraph.bodyIndent = line.indent }
          open = paragraph
          continue
        }
        close(paragraph, before: line, &passages, &previousEnds, layout)
      }
      if case .marker(let marker) = opening { lastMarker = marker }
      open = Open(
        bytes: line.bytes, page: line.page, opening: opening, lastLength: length(line.bytes),
        indent: line.indent, followsBlank: line.followsBlank || next == nil)
    }
    if let open { close(open, before: nil, &passages, &previousEnds, layout) }
    return Self.gatheringFragments(passages, parser)
  }

  private func opening(_ bytes: [UInt8]) -> Opening {
    if let label = parser.label(bytes, isSetApart: false) {
      return label.length >= bytes.count ? .labelAlone : .label
    }
    guard let marker = Marker(bytes) else { return .none }
    return marker.length >= bytes.count ? .markerAlone : .marker(marker)
  }

  private func goesOn(
    _ open: Open, with line: Line, _ opening: Opening, _ lastMarker: Marker?, _ layout: Layout
  ) -> Bool {
    let ends = open.bytes.endsSentence
    let first = line.bytes.firstCase
    let isParted = line.followsBlank && !layout.isDoubleSpaced
    if open.opening == .markerAlone, open.lines == 1 {
      return opening == .none
    }
    if open.opening == .labelAlone, open.lines == 1 { return false }
    switch opening {
    case .labelAlone: return false
    case .label:
      // "in accordance with / Article 12 of …" goes on; a new article follows the end of a sentence or a blank.
      return layout.isWrapped && !ends && !line.followsBlank
        && open.lastLength * 10 > layout.width * 6 && open.opening != .label
    case .markerAlone: return false
    case .marker(let marker):
      if marker.isBullet { return false }
      if marker.shape == .bare, let reading = marker.readings.first {
        guard reading.value.count > 1 else { return layout.isWrapped && !isParted && !ends }
        return !(isParted || ends || open.lastLength * 10 < layout.width * 6)
      }
      if ends || isParted || first == .upper && marker.shape == .dotted { return false }
      if open.bytes.opensList || line.followsBlank && marker.shape != .dotted { return false }
      if open.bytes.last == 0x2C || Self.continues(lastMarker, with: marker) { return false }
      if marker.readings.contains(where: { $0.value == [1] }),
        open.lastLength * 10 < layout.width * 6
      {
        return false
      }
      return layout.isWrapped
    case .none: break
    }
    guard layout.isWrapped else {
      return !ends && first == .lower && open.bytes.count > 20 && open.bytes.last != 0x29
    }
    if first == .lower, !ends { return true }
    let isNewPage = line.page != open.page && line.page != nil
    let isShort = open.lastLength * 10 < layout.width * 6
    if isParted || isNewPage && line.followsBlank {
      return isNewPage && !ends && !isShort && open.lines > 1
    }
    if ends {
      if open.lastLength * 10 < layout.width * (line.followsBlank ? 9 : 8) { return false }
      if let body = open.bodyIndent, line.indent >= body + 2 { return false }
      return open.bytes.lastMark != 0x3A
    }
    if isShort, first == .upper || first == .digit || first == .single {
      return open.lines > 1 && first != .upper && !isShort
    }
    return true
  }

  /// Whether a marker is the next of its series.
  private static func continues(_ last: Marker?, with next: Marker) -> Bool {
    guard let last else { return false }
    return next.readings.contains { reading in
      last.readings.contains {
        $0.isSameSeries(as: reading) && $0.value.count == 1 && reading.value == [$0.value[0] + 1]
      }
    }
  }

  private func close(
    _ open: Open, before line: Line?, _ passages: inout [Passage], _ previousEnds: inout Bool,
    _ layout: Layout
  ) {
    var bytes = open.bytes
    let columns = Self.columns(bytes)
    if columns > 1 { bytes = Self.partingColumns(bytes) } else { bytes = Self.folded(bytes) }
    Self.loosenNoteNumbers(&bytes)
    guard !bytes.isEmpty else { return }
    let ends = bytes.endsSentence
    var passage = Passage(columns > 1 ? .fragments : .text, bytes, page: open.page)
    let first = bytes.firstCase
    let isShort =
      bytes.count <= 160
      && (!layout.isWrapped || open.lines == 1 && open.lastLength * 10 <= layout.width * 9)
    let nextFits = line.map { $0.bytes.firstCase != .lower } ?? false
    passage.isHeadingLike =
      columns == 1 && isShort && !ends && !bytes.opensList && bytes.last != 0x2C && nextFits
      && (previousEnds || open.followsBlank)
      && (first == .upper || first == .single || first == .digit)
      && Self.wordCount(bytes) <= 18
    previousEnds = ends || passage.isHeadingLike || open.opening == .labelAlone || columns > 1
    passages.append(passage)
  }

  /// Three or more short lines in a row that no label opens are no headings: they are what is left of a table or a
  /// title page. They are kept together, with a bar between them.
  private static func gatheringFragments(_ passages: [Passage], _ parser: LabelParser) -> [Passage]
  {
    var gathered: [Passage] = []
    gathered.reserveCapacity(passages.count)
    var start = 0
    while start < passages.count {
      var end = start
      while end < passages.count, isFragment(passages[end], parser) { end += 1 }
      guard
        end - start >= 3
          || end > start && passages[start..<end].contains(where: { $0.form == .fragments })
      else {
        gathered.append(passages[start])
        start += 1
        continue
      }
      var run = Passage(.fragments, [], page: passages[start].page)
      for passage in passages[start..<end] {
        if run.bytes.count + passage.bytes.count > 800, !run.bytes.isEmpty {
          gathered.append(run)
          run = Passage(.fragments, [], page: passage.page)
        }
        if !run.bytes.isEmpty { run.bytes.append(contentsOf: [0x20, 0x7C, 0x20]) }
        run.bytes.append(contentsOf: passage.bytes)
      }
      gathered.append(run)
      start = end
    }
    return gathered
  }

  private static func isFragment(_ passage: Passage, _ parser: LabelParser) -> Bool {
    if passage.form == .fragments { return true }
    guard passage.isHeadingLike || passage.bytes.count < 40 && !passage.bytes.endsSentence else {
      return false
    }
    return parser.label(passage.bytes, isSetApart: true) == nil && Marker(passage.bytes) == nil
  }

  /// Appends a line, with a blank or, where a word was parted by a hyphen, without.
  static func join(_ text: inout [UInt8], _ line: [UInt8]) {
    guard !text.isEmpty else {
      text = line
      return
    }
    let (last, at) = text.character(before: text.count)
    if last == 0x2D || last == 0x2010 || last == 0xAD, at > 0, !line.isEmpty {
      let before = LetterCase(text.character(before: at).code)
      let after = LetterCase(line.character(at: 0).code)
      if before.isLetter || before == .digit {
        if last == 0xAD || before == .lower && after == .lower { text.removeSubrange(at...) }
        if after.isLetter || after == .digit {
          text.append(contentsOf: line)
          return
        }
      }
    }
    text.append(0x20)
    text.append(contentsOf: line)
  }

  /// Number of columns that runs of three blanks or more part.
  private static func columns(_ bytes: [UInt8]) -> Int {
    var columns = 1
    var blanks = 0
    for byte in bytes {
      if byte == 0x20 {
        blanks += 1
      } else {
        if blanks >= 3 { columns += 1 }
        blanks = 0
      }
    }
    return columns
  }

  private static func partingColumns(_ bytes: [UInt8]) -> [UInt8] {
    var parted: [UInt8] = []
    var blanks = 0
    for byte in bytes {
      if byte == 0x20 {
        blanks += 1
        continue
      }
      if blanks >= 3 {
        parted.append(contentsOf: [0x20, 0x7C, 0x20])
      } else if blanks > 0 {
        parted.append(0x20)
      }
      blanks = 0
      parted.append(byte)
    }
    return parted
  }

  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(bytes.count)
    for byte in bytes where byte != 0x20 || folded.last != 0x20 { folded.append(byte) }
    return folded.trimmed
  }

  /// Parts a footnote number from the word it sticks to: "emissions4" becomes "emissions 4".
  private static func loosenNoteNumbers(_ bytes: inout [UInt8]) {
    var at = 4
    while at < bytes.count {
      guard bytes[at] >= 0x30, bytes[at] <= 0x39, bytes[at - 1] >= 0x61, bytes[at - 1] <= 0x7A
      else {
        at += 1
        continue
      }
      let isWord = bytes[(at - 4)..<at].allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
      var end = at
      while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
      let isEnd = end == bytes.count || !LetterCase(bytes.character(at: end).code).isLetter
      if isWord, isEnd, end - at <= 2 { bytes.insert(0x20, at: at) }
      at = end + 1
    }
  }

  private static func wordCount(_ bytes: [UInt8]) -> Int {
    var words = 1
    for byte in bytes where byte == 0x20 { words += 1 }
    return words
  }
}

/// Characters of UTF-8 text.
private func length(_ bytes: [UInt8]) -> Int {
  bytes.count { $0 & 0xC0 != 0x80 }
}

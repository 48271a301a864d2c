import Policy

/// The words of a part: its text, inline lists, table rows and notes.
extension Walk {
  /// The words after a label or marker, or a passage with neither: further markers at once behind, a list within, or text.
  mutating func body(_ bytes: [UInt8], _ passage: Passage, afterMarker: Bool = false) {
    if outline.top?.kind == .article || afterMarker, outline.top?.opening == nil,
      let marker = Marker(bytes),
      marker.length < bytes.count, marker.shape != .bare || marker.isBullet,
      let place = outline.placement(of: marker, next: nil), place.score >= 50
    {
      outline.note(label: bytes[..<marker.length])
      restart(marker, place)
      body(Array(bytes[marker.length...]), passage, afterMarker: true)
      return
    }
    let pieces = InlineList.pieces(of: bytes)
    if pieces.count > 1 {
      if !pieces[0].bytes.isEmpty { text(pieces[0].bytes, passage, belongs: afterMarker) }
      list(pieces, passage)
      return
    }
    text(bytes, passage, belongs: afterMarker)
  }

  /// The items of a list that ran within a paragraph.
  mutating func list(_ pieces: [InlineList.Piece], _ passage: Passage) {
    for piece in pieces.dropFirst() {
      guard let marker = piece.marker, let place = outline.placement(of: marker, next: nil) else {
        text(piece.bytes, passage, belongs: true)
        continue
      }
      outline.note(label: piece.bytes[..<marker.length])
      restart(marker, place)
      text(Array(piece.bytes[marker.length...]), passage, belongs: true)
    }
  }

  mutating func text(
    _ bytes: [UInt8], _ passage: Passage, isQuoted: Bool = false, belongs: Bool = false
  ) {
    let bytes = bytes.trimmed
    guard !bytes.isEmpty else { return }
    if !belongs, !isQuoted, passage.form == .text, bytes.firstCase == .lower, outline.isUnfinished,
      outline.top?.opening != nil
    {
      outline.extend(with: bytes)
      return
    }
    if !belongs { closeItems(before: passage) }
    outline.emit(bytes, part: part(of: bytes, passage), page: passage.page, isQuoted: isQuoted)
  }

  /// Text without a marker ends the letters and bullets that are open; a numbered paragraph may have more than one.
  mutating func closeItems(before passage: Passage) {
    var count = outline.open.count
    while count > 0 {
      let node = outline.open[count - 1]
      guard node.kind == .item, node.opening != nil else { break }
      if node.reading?.style == .number, !node.isListItem { break }
      count -= 1
    }
    outline.close(to: count)
  }

  func part(of bytes: [UInt8], _ passage: Passage) -> Provision.Part {
    if isRecital(bytes) { return .recital }
    guard let top = outline.top else { return .text }
    switch top.kind {
    case .article:
      if top.label?.kind == .measure { return .measure }
      return top.opening == nil ? .article : .paragraph
    case .numbered: return .paragraph
    case .item:
      return top.reading?.style == .number || top.reading?.style == .decimal ? .paragraph : .item
    case .title, .heading, .division: return .text
    }
  }

  /// Before the first article, a passage that begins with a word of recitals.
  func isRecital(_ bytes: [UInt8]) -> Bool {
    guard outline.top?.kind != .article, outline.provisions.count < 400 else { return false }
    guard isFront || outline.provisions.last?.part == .recital else { return false }
    var end = 0
    var words = 0
    while end < bytes.count, words < 2 {
      let (code, width) = bytes.character(at: end)
      if !LetterCase(code).isLetter {
        if end > 0 { words += 1 }
        if words == 1, table.recitals.contains(LabelTable.fold(bytes[..<end])) { return true }
        if words == 2 { return table.recitals.contains(LabelTable.fold(bytes[..<end])) }
      }
      end += width
      if end > 60 { return false }
    }
    return table.recitals.contains(LabelTable.fold(bytes[..<end]))
  }

  mutating func row(
    _ passage: Passage, _ cells: [Provision.Cell], _ isHeader: Bool, _ isFirst: Bool
  ) {
    if isFirst {
      tables += 1
      rows = 0
    }
    if isHeader {
      tableHeaders.append(String(decoding: passage.bytes, as: UTF8.self))
      return
    }
    rows += 1
    outline.emit(
      passage.bytes, part: .row, page: passage.page, base: rowLocator(cells), cells: cells)
  }

  /// A row's label where its first cell has one ("Measure 4.2", "7.3"), else its number or place in its annex or table.
  func rowLocator(_ cells: [Provision.Cell]) -> String {
    let first = Array((cells.first?.text ?? "").utf8)
    if let label = label(first, isSetApart: true), !label.isDivision { return label.locator }
    let whole = Marker(first + [0x20, 0x58])
    let number = whole.flatMap { $0.length >= first.count && !$0.isBullet ? $0 : nil }
    if let number, number.readings.first?.style == .decimal { return number.text }
    let holder = outline.open.last { $0.kind == .division }?.label
    if let holder, let number {
      return "\(holder.locator), \(table.name(.line, in: language)) \(number.text)"
    }
    if let holder, holder.kind == .annex {
      return "\(holder.locator), \(table.name(.line, in: language)) \(rows)"
    }
    let name = holder.map { $0.rank == LabelTable.Rank.table ? $0.locator : "" } ?? ""
    let called = name.isEmpty ? "\(table.name(.table, in: language)) \(tables)" : name
    return "\(called), \(table.name(.row, in: language)) \(number?.text ?? String(rows))"
  }

  mutating func note(_ passage: Passage) {
    notes += 1
    outline.close(to: min(outline.open.count, outline.open.first?.kind == .title ? 1 : 0))
    outline.emit(
      passage.bytes, part: .text, page: passage.page,
      base: "\(table.name(.note, in: language)) \(notes)")
  }
}

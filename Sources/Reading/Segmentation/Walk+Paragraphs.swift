import Policy

/// Paragraphs without a label: titles of parts, plain headings, and text.
extension Walk {
  mutating func paragraph(_ passage: Passage, _ index: Int) {
    let bytes = passage.bytes
    if index <= quotedUntil {
      text(bytes, passage, isQuoted: true)
      return
    }
    if let end = quotationEnd(index) {
      quotedUntil = end
      text(bytes, passage, isQuoted: true)
      return
    }
    if passage.form == .quotation {
      text(bytes, passage, isQuoted: true)
      return
    }
    if let label = label(bytes, isSetApart: passage.lead > 0), accepts(label, passage, index) {
      isFront = false
      labelled(label, passage, index)
      return
    }
    if let bullet = Marker(bytes), bullet.isBullet, let inner = Marker(bytes, at: bullet.length),
      inner.shape != .bare
    {
      // "- – travel costs", "- a) wages": the inner sign is the item's.
      outline.note(label: bytes[..<bullet.length])
      var passage = passage
      passage.bytes = Array(bytes[bullet.length...])
      paragraph(passage, index)
      return
    }
    if let marker = Marker(bytes), let place = accepted(marker, passage, index) {
      let pieces = InlineList.pieces(of: bytes)
      if pieces.count > 1, pieces[0].bytes.isEmpty {
        isFront = false
        list(pieces, passage)
        return
      }
      if !marker.isBullet { isFront = false }
      marked(marker, place, passage, index)
      return
    }
    if isPlainHeading(passage, index) {
      plainHeading(passage, index)
      return
    }
    body(bytes, passage)
  }

  func accepts(_ label: Label, _ passage: Passage, _ index: Int) -> Bool {
    if label.isDivision {
      // The caption of a table heads no text.
      if label.rank == LabelTable.Rank.table { return false }
      return passage.bytes.count <= 200 || label.kind == .annex && label.isDelimited
    }
    return true
  }

  mutating func labelled(_ label: Label, _ passage: Passage, _ index: Int) {
    let bytes = passage.bytes
    let rest = Array(bytes[label.length...])
    if label.isDivision,
      bytes.count > 200 || rest.endsSentence && rest.contains(0x20) && rest.count > 80
    {
      // "SCHEDULE. Protocol between …": the label heads its own text.
      open(label, passage, level: nil, title: Array(bytes[..<label.length]).trimmed)
      body(rest, passage)
      return
    }
    if !label.isDivision, !rest.isEmpty, isTitle(rest, passage, index) {
      open(label, passage, level: nil, title: bytes)
      return
    }
    open(label, passage, level: nil, title: nil)
    guard !label.isDivision, !rest.isEmpty else { return }
    body(rest, passage)
  }

  /// Whether the words after a label are the heading of its article: short, without a full stop, with text below.
  func isTitle(_ rest: [UInt8], _ passage: Passage, _ index: Int) -> Bool {
    guard rest.count <= 140, !rest.endsSentence, !rest.opensList, Marker(rest) == nil,
      index + 1 < passages.count,
      passage.isHeadingLike || passage.isBold
        || rest.firstCase == .upper && rest.count <= 90 && rest.last != 0x2C
    else { return false }
    let next = passages[index + 1]
    switch next.form {
    case .text, .item, .quotation:
      return parser.label(next.bytes, isSetApart: next.lead > 0) == nil
        && next.bytes.firstCase != .lower
        || Marker(next.bytes) != nil
    default: return false
    }
  }

  mutating func plainHeading(_ passage: Passage, _ index: Int) {
    if marginalNote == nil, index + 1 < passages.count,
      let marker = Marker(passages[index + 1].bytes),
      marker.shape == .enclosed, let place = outline.placement(of: marker, next: nil),
      place.reading.style == .number,
      place.score >= 90
    {
      marginalNote = passage.bytes
      return
    }
    if let top = outline.top, !top.isShown, top.kind == .division, let label = top.label,
      top.text.map({ label.length >= $0.count }) == true
    {
      outline.setTitle(passage.bytes)  // "CHAPTER I", then "General provisions"
      return
    }
    if let top = outline.top, top.kind == .article, !top.isShown, top.text == nil, index > 0,
      top.paragraphs == 0
    {
      outline.setTitle(passage.bytes)  // "Article 7", then "Exemption from reciprocity"
      return
    }
    outline.pushClosing(
      Outline.Node(
        kind: .heading,
        rank: hasBareNumbers ? LabelTable.Rank.numbered - 1 : LabelTable.Rank.plainHeading,
        text: passage.bytes, page: passage.page)
    )
  }

  func isPlainHeading(_ passage: Passage, _ index: Int) -> Bool {
    guard index + 1 < passages.count, passage.bytes.count <= 160 else { return false }
    if passage.isBold { return !passage.bytes.endsSentence && !isFront }
    return passage.isHeadingLike && (!isFront || followsDivision)
  }

  private var followsDivision: Bool {
    outline.top.map { $0.kind == .division && !$0.isShown } ?? false
  }
}

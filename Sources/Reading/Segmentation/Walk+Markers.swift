import Policy

/// Paragraphs and items that a number, letter or dash opens.
extension Walk {
  func accepted(_ marker: Marker, _ passage: Passage, _ index: Int) -> Outline.Placement? {
    let isAlone = marker.length >= passage.bytes.count
    guard let place = outline.placement(of: marker, next: nextMarker(after: index)) else {
      return nil
    }
    if marker.isBullet { return isAlone ? nil : place }
    let rest =
      isAlone ? LetterCase.none : LetterCase(passage.bytes.character(at: marker.length).code)
    switch place.reading.style {
    case .decimal:
      let isPlausible =
        place.score >= 50 || passage.isHeadingLike || passage.bytes[marker.length - 1] == 0x2E
        || hasBareNumbers && isNextBare(place.reading.value)
      return isPlausible && rest != .lower ? place : nil
    case .number:
      if marker.shape == .bare {
        guard hasBareNumbers || isAlone && nextIsFirstParagraph(index),
          isNextBare(place.reading.value)
        else { return nil }
        return place
      }
      return place.reading.value[0] <= 999 ? place : nil
    default:
      if isAlone, marker.shape == .dotted || marker.shape == .bare { return nil }
      return place.score > 20 ? place : nil
    }
  }

  func isNextBare(_ value: [Int]) -> Bool {
    guard let last = lastBare.first, let new = value.first else {
      return value.first.map { $0 <= 2 } ?? false
    }
    return new >= last && new - last <= 8
  }

  func nextIsFirstParagraph(_ index: Int) -> Bool {
    index + 1 < passages.count && passages[index + 1].bytes.starts(with: [0x28, 0x31])
  }

  func nextMarker(after index: Int) -> Marker? {
    var at = index + 1
    while at < passages.count, at <= index + 6 {
      let passage = passages[at]
      if case .heading = passage.form { return nil }
      if case .item(let marker?, _) = passage.form { return Marker(Array((marker + " x").utf8)) }
      if let marker = Marker(passage.bytes), !marker.isBullet { return marker }
      at += 1
    }
    return nil
  }

  mutating func marked(
    _ marker: Marker, _ place: Outline.Placement, _ passage: Passage, _ index: Int,
    isListItem: Bool = false,
    rest given: [UInt8]? = nil
  ) {
    let rest = given ?? Array(passage.bytes[marker.length...])
    let reading = place.reading
    if given == nil, isNumberedHeading(reading, marker, passage, index) {
      numberedHeading(marker, passage, level: nil)
      if marker.shape == .bare { lastBare = reading.value }
      return
    }
    if given == nil {
      outline.note(label: passage.bytes[..<marker.length])
    } else {
      outline.note(label: marker.text.utf8)
    }
    if place.isRestated {
      outline.close(to: place.count + 1)
      if !outline.turnTextIntoTitle() { restart(marker, place, isListItem: isListItem) }
    } else {
      restart(marker, place, isListItem: isListItem)
    }
    if reading.shape == .bare { lastBare = reading.value }
    guard !rest.isEmpty else { return }
    body(rest, passage, afterMarker: true)
  }

  mutating func restart(
    _ marker: Marker, _ place: Outline.Placement, isListItem: Bool = false
  ) {
    outline.close(to: place.count)
    let base = outline.base(for: place.reading, text: marker.text)
    let isDecimal = place.reading.style == .decimal
    outline.push(
      Outline.Node(
        kind: isDecimal ? .numbered : .item,
        rank: isDecimal
          ? LabelTable.Rank.numbered + place.reading.value.count : LabelTable.Rank.item,
        text: marginalNote, base: base, reading: place.reading, isListItem: isListItem))
    marginalNote = nil
  }

  func isNumberedHeading(
    _ reading: Marker.Reading, _ marker: Marker, _ passage: Passage, _ index: Int
  ) -> Bool {
    guard passage.isHeadingLike || passage.isBold, marker.length < passage.bytes.count,
      index + 1 < passages.count
    else {
      return false
    }
    switch reading.style {
    case .number, .capital, .capitalRoman: if marker.shape != .dotted { return false }
    case .decimal: break
    default: return false
    }
    if passage.bytes.count > 90 { return false }
    if let label = parser.label(passages[index + 1].bytes, isSetApart: false),
      label.kind == .measure,
      reading.value.count > 1, label.value.starts(with: reading.value)
    {
      return false  // "1.1 …" before "Indicator 1.1.1 …"
    }
    // A list of short lines without full stops is a list: the next line has the next number of the series.
    guard let next = Marker(passages[index + 1].bytes) else { return true }
    return !next.readings.contains {
      $0.isSameSeries(as: reading) && $0.value.count == reading.value.count && $0.style != .decimal
    }
      || outline.open.contains { $0.isHeading && $0.reading?.isSameSeries(as: reading) == true }
  }

  mutating func listItem(_ passage: Passage, _ marker: String?, _ depth: Int, _ index: Int) {
    let bytes = passage.bytes
    if let marker {
      let words = Array(marker.utf8)
      if let label = label(words, isSetApart: true), !label.isDivision {
        isFront = false
        open(label, Passage(.text, words, page: passage.page), level: nil, title: nil)
        body(bytes, passage)
        return
      }
      if let parsed = Marker(words + [0x20, 0x58]),
        let place = outline.placement(of: parsed, next: nextMarker(after: index))
      {
        isFront = false
        marked(parsed, place, passage, index, isListItem: true, rest: bytes)
        return
      }
    }
    if let label = label(bytes, isSetApart: passage.lead > 0), !label.isDivision, label.isDelimited
    {
      isFront = false
      labelled(label, passage, index)
      return
    }
    if let own = Marker(bytes), !own.isBullet, own.shape != .bare,
      let place = accepted(own, passage, index)
    {
      marked(own, place, passage, index)
      return
    }
    let bullet = Marker(Array("• x".utf8), depth: depth)
    guard let bullet, let place = outline.placement(of: bullet, next: nil) else { return }
    restart(bullet, place)
    body(bytes, passage, afterMarker: true)
  }
}

import Policy

/// Headings and the parts that labels open: chapters, articles.
extension Walk {
  mutating func heading(_ passage: Passage, _ level: Int, _ index: Int) {
    let bytes = passage.bytes
    if let label = label(bytes, isSetApart: true) {
      isFront = false
      open(label, passage, level: level, title: bytes)
      return
    }
    if let marker = Marker(bytes), !marker.isBullet, marker.length < bytes.count,
      marker.shape != .bare || marker.readings[0].style == .decimal || marker.text.utf8.count <= 2
    {
      isFront = false
      numberedHeading(marker, passage, level: level)
      return
    }
    let isTitle = outline.open.isEmpty && outline.provisions.isEmpty
    outline.pushClosing(
      Outline.Node(
        kind: isTitle ? .title : .heading,
        rank: isTitle ? LabelTable.Rank.title : LabelTable.Rank.plainHeading,
        level: level, text: bytes, page: passage.page))
  }

  mutating func numberedHeading(_ marker: Marker, _ passage: Passage, level: Int?) {
    guard let reading = headingReading(marker, level: level) else { return }
    let depth =
      reading.style == .decimal
      ? reading.value.count
      : reading.style == .capitalRoman ? -2 : reading.style == .capital ? -1 : 1
    let outer = outline.open.last { $0.kind == .division || $0.kind == .article }
    let base =
      outer?.kind == .article && level == nil
      ? outline.base(for: reading, text: marker.text) : marker.text
    outline.pushClosing(
      Outline.Node(
        kind: .numbered, rank: LabelTable.Rank.numbered + depth, level: level, text: passage.bytes,
        base: base,
        reading: reading, isHeading: true, page: passage.page))
  }

  /// Of "I" as a letter and a Roman number, the one that an open heading is followed by; the Roman number otherwise.
  func headingReading(_ marker: Marker, level: Int?) -> Marker.Reading? {
    for reading in marker.readings {
      let follows = outline.open.contains { node in
        node.kind == .numbered
          && node.reading.map {
            $0.isSameSeries(as: reading) && $0.value.first == (reading.value.first ?? 0) - 1
          } == true
      }
      if follows { return reading }
    }
    return marker.readings.last
  }

  func label(_ bytes: [UInt8], isSetApart: Bool) -> Label? {
    guard var label = parser.label(bytes, isSetApart: isSetApart) else { return nil }
    if label.word == "Section", sectionIsDivision {
      label.kind = .heading
      label.rank = LabelTable.Rank.section
    }
    return label
  }

  /// Opens an article, measure or division. Words after the label are its heading (`title`, the whole heading) or its text.
  mutating func open(_ label: Label, _ passage: Passage, level: Int?, title: [UInt8]?) {
    let isAlone = label.length >= passage.bytes.count
    if label.isDivision {
      outline.pushClosing(
        Outline.Node(
          kind: .division, rank: label.rank, level: level, text: title ?? passage.bytes,
          base: label.locator,
          label: label, page: passage.page))
      return
    }
    outline.pushClosing(
      Outline.Node(
        kind: .article, rank: LabelTable.Rank.article, level: level, text: isAlone ? nil : title,
        base: label.locator, label: label, page: passage.page))
    if isAlone || title == nil { outline.note(label: passage.bytes[..<label.length]) }
  }
}

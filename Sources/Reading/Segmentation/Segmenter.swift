import Policy

/// The provisions of a document and what was not taken into them.
struct Segmentation: Sendable {
  var provisions: [Provision] = []
  /// Labels and markers as written; their words are in the locators.
  var labels: [String] = []
  /// Headings, each once, as they stand in the paths.
  var headings: [String] = []
  /// Headers of table columns; their words are in the cells.
  var tableHeaders: [String] = []
  /// Running heads, page numbers and lines of tables of contents, which were dropped.
  var dropped: [String] = []
}

/// Cuts the blocks of a document into provisions: finds the labels, numbers and markers that open them, keeps the stack of open parts
/// (`Outline`), and leaves every word of the body in exactly one provision or heading.
struct Segmenter: Sendable {
  let labels: LabelTable
  let identifier: LanguageIdentifier

  /// - Parameter language: the main language of the document, in which Concord's own names ("row", "indent") are given.
  /// - Complexity: O(bytes of the blocks).
  func segment(_ blocks: [Block], language: Language) -> Segmentation {
    let parser = LabelParser(table: labels)
    let (passages, furniture) = Passage.passages(of: blocks, parser)
    var walk = Walk(self, parser, passages, language)
    walk.run()
    return Segmentation(
      provisions: walk.outline.provisions, labels: walk.outline.labels,
      headings: walk.outline.headings,
      tableHeaders: walk.tableHeaders,
      dropped: furniture.all.map { String(decoding: $0, as: UTF8.self) })
  }
}

/// One walk over the passages of a document.
private struct Walk {
  let parser: LabelParser
  let table: LabelTable
  let passages: [Passage]
  let language: Language
  /// "Section" is a division, because articles stand below it.
  let sectionIsDivision: Bool
  /// Sections open with a bare number: "12 The Minister may …".
  let hasBareNumbers: Bool
  var outline: Outline
  var tableHeaders: [String] = []
  private var tables = 0
  private var rows = 0
  private var notes = 0
  private var lastBare: [Int] = []
  /// Before the first numbered part.
  private var isFront = true
  /// A marginal note, which heads the numbered paragraph that follows.
  private var marginalNote: [UInt8]?
  /// Index of the passage at which a quotation of another text ends.
  private var quotedUntil = -1

  init(_ segmenter: Segmenter, _ parser: LabelParser, _ passages: [Passage], _ language: Language) {
    self.parser = parser
    table = segmenter.labels
    self.passages = passages
    self.language = language
    var sections = 0
    var articles = 0
    var bare = 0
    var lastBare = 0
    for passage in passages {
      let isHeading = if case .heading = passage.form { true } else { passage.lead > 0 }
      if let label = parser.label(passage.bytes, isSetApart: isHeading) {
        if label.word == "Section" {
          sections += 1
        } else if label.kind == .article {
          articles += 1
        }
      } else if let marker = Marker(passage.bytes), marker.shape == .bare,
        let value = marker.readings.first?.value[0],
        value == lastBare || value == lastBare + 1
      {
        lastBare = value
        bare += 1
      }
    }
    sectionIsDivision = articles > sections
    let openFirstParagraph = passages.indices.dropLast().count { index in
      passages[index + 1].bytes.starts(with: [0x28, 0x31, 0x29])
        && Marker(passages[index].bytes).map {
          $0.shape == .bare && $0.length >= passages[index].bytes.count
        } == true
    }
    hasBareNumbers = (bare >= 8 || openFirstParagraph >= 2) && articles == 0 && sections == 0
    outline = Outline(
      table, segmenter.identifier, language: language, hasArticles: articles + sections > 0)
  }

  mutating func run() {
    for index in passages.indices {
      let passage = passages[index]
      let pending = marginalNote
      defer { if let pending, marginalNote != nil { drop(pending, passage) } }
      switch passage.form {
      case .heading(let level): heading(passage, level, index)
      case .row(let cells, let isHeader, let isFirst): row(passage, cells, isHeader, isFirst)
      case .note: note(passage)
      case .fragments: text(passage.bytes, passage)
      case .item(let marker, let depth): listItem(passage, marker, depth, index)
      case .text, .quotation: paragraph(passage, index)
      }
    }
    outline.finish()
  }

  /// A marginal note whose paragraph did not come is text.
  private mutating func drop(_ note: [UInt8], _ passage: Passage) {
    marginalNote = nil
    outline.emit(note, part: .text, page: passage.page)
  }

  // MARK: - Headings

  private mutating func heading(_ passage: Passage, _ level: Int, _ index: Int) {
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

  private mutating func numberedHeading(_ marker: Marker, _ passage: Passage, level: Int?) {
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
  private func headingReading(_ marker: Marker, level: Int?) -> Marker.Reading? {
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

  // MARK: - Labelled parts

  private func label(_ bytes: [UInt8], isSetApart: Bool) -> Label? {
    guard var label = parser.label(bytes, isSetApart: isSetApart) else { return nil }
    if label.word == "Section", sectionIsDivision {
      label.kind = .heading
      label.rank = LabelTable.Rank.section
    }
    return label
  }

  /// Opens an article, measure or division. Words after the label are its heading (`title`, the whole heading) or its text.
  private mutating func open(_ label: Label, _ passage: Passage, level: Int?, title: [UInt8]?) {
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

  // MARK: - Paragraphs

  private mutating func paragraph(_ passage: Passage, _ index: Int) {
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

  private func accepts(_ label: Label, _ passage: Passage, _ index: Int) -> Bool {
    if label.isDivision {
      // The caption of a table heads no text.
      if label.rank == LabelTable.Rank.table { return false }
      return passage.bytes.count <= 200 || label.kind == .annex && label.isDelimited
    }
    return true
  }

  private mutating func labelled(_ label: Label, _ passage: Passage, _ index: Int) {
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
  private func isTitle(_ rest: [UInt8], _ passage: Passage, _ index: Int) -> Bool {
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

  private mutating func plainHeading(_ passage: Passage, _ index: Int) {
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

  private func isPlainHeading(_ passage: Passage, _ index: Int) -> Bool {
    guard index + 1 < passages.count, passage.bytes.count <= 160 else { return false }
    if passage.isBold { return !passage.bytes.endsSentence && !isFront }
    return passage.isHeadingLike && (!isFront || followsDivision)
  }

  private var followsDivision: Bool {
    outline.top.map { $0.kind == .division && !$0.isShown } ?? false
  }

  // MARK: - Marked paragraphs and items

  private func accepted(_ marker: Marker, _ passage: Passage, _ index: Int) -> Outline.Placement? {
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

  private func isNextBare(_ value: [Int]) -> Bool {
    guard let last = lastBare.first, let new = value.first else {
      return value.first.map { $0 <= 2 } ?? false
    }
    return new >= last && new - last <= 8
  }

  private func nextIsFirstParagraph(_ index: Int) -> Bool {
    index + 1 < passages.count && passages[index + 1].bytes.starts(with: [0x28, 0x31])
  }

  private func nextMarker(after index: Int) -> Marker? {
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

  private mutating func marked(
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

  private mutating func restart(
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

  private func isNumberedHeading(
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

  private mutating func listItem(_ passage: Passage, _ marker: String?, _ depth: Int, _ index: Int)
  {
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

  // MARK: - Text

  /// The words after a label or marker, or a passage with neither: further markers at once behind, a list within, or text.
  private mutating func body(_ bytes: [UInt8], _ passage: Passage, afterMarker: Bool = false) {
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
  private mutating func list(_ pieces: [InlineList.Piece], _ passage: Passage) {
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

  private mutating func text(
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
  private mutating func closeItems(before passage: Passage) {
    var count = outline.open.count
    while count > 0 {
      let node = outline.open[count - 1]
      guard node.kind == .item, node.opening != nil else { break }
      if node.reading?.style == .number, !node.isListItem { break }
      count -= 1
    }
    outline.close(to: count)
  }

  private func part(of bytes: [UInt8], _ passage: Passage) -> Provision.Part {
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
  private func isRecital(_ bytes: [UInt8]) -> Bool {
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

  // MARK: - Rows and notes

  private mutating func row(
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
  private func rowLocator(_ cells: [Provision.Cell]) -> String {
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

  private mutating func note(_ passage: Passage) {
    notes += 1
    outline.close(to: min(outline.open.count, outline.open.first?.kind == .title ? 1 : 0))
    outline.emit(
      passage.bytes, part: .text, page: passage.page,
      base: "\(table.name(.note, in: language)) \(notes)")
  }

  // MARK: - Quoted amendments

  /// The last passage of a quotation that begins here: words of another text, set between quotation marks below a sentence that amends it.
  private func quotationEnd(_ index: Int) -> Int? {
    let bytes = passages[index].bytes
    guard let opening = bytes.first, opening == 0x22 || opening >= 0x80 else { return nil }
    let code = bytes.character(at: 0).code
    let closing: Set<UInt32>
    switch code {
    case 0xAB: closing = [0xBB]
    case 0x201C, 0x201E: closing = [0x201D, 0x201C]
    case 0x22: closing = [0x22]
    default: return nil
    }
    guard index > 0, outline.provisions.last.map({ amends(Array($0.text.utf8)) }) == true else {
      return nil
    }
    for at in index..<min(index + 80, passages.count) {
      if endsQuotation(passages[at].bytes, closing, isFirst: at == index) { return at }
    }
    return nil
  }

  private func endsQuotation(_ bytes: [UInt8], _ closing: Set<UInt32>, isFirst: Bool) -> Bool {
    var end = bytes.count
    while end > (isFirst ? 2 : 0) {
      let (code, at) = bytes.character(before: end)
      if closing.contains(code) { return true }
      guard code == 0x2E || code == 0x3B || code == 0x2C || code == 0x20 || code == 0x29 else {
        return false
      }
      end = at
    }
    return false
  }

  private func amends(_ bytes: [UInt8]) -> Bool {
    guard bytes.opensList else { return false }
    let folded = LabelTable.fold(bytes.suffix(400))
    return table.amendments.contains { folded.contains($0) }
  }
}

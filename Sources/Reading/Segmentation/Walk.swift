import Policy

/// One walk over the passages of a document.
struct Walk {
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
  var tables = 0
  var rows = 0
  var notes = 0
  var lastBare: [Int] = []
  /// Before the first numbered part.
  var isFront = true
  /// A marginal note, which heads the numbered paragraph that follows.
  var marginalNote: [UInt8]?
  /// Index of the passage at which a quotation of another text ends.
  var quotedUntil = -1

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
}

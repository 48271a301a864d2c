import Policy

/// Reads rows of tables by the words over their columns: `Resources/terms/columns.csv`, in any language and order.
struct ColumnReader {
  private let matcher: PhraseMatcher
  private let partCodes: [(part: Commitment.Part, code: CodeNumber)]
  private var scan = Scan()
  /// What the headers met so far name; a document has few.
  private var known: [String: Commitment.Part?] = [:]
  private var orders: [String: [Commitment.Part]] = [:]

  init(_ matcher: PhraseMatcher) {
    self.matcher = matcher
    partCodes = Commitment.Part.allCases.compactMap { part in
      matcher.code(part.rawValue).map { (part, $0) }
    }
  }

  /// The cells of a row under headers that name a part, if they say something.
  mutating func parts(of row: Provision) -> [Commitment.Part: [Words]] {
    var parts: [Commitment.Part: [Words]] = [:]
    for cell in row.cells {
      guard let part = part(named: cell.header), says(cell.text) else { continue }
      parts[part, default: []].append(Words(cell.text, range: range(of: cell.text, in: row.text)))
    }
    return parts
  }

  /// What a row says whose first cell names a part and whose columns are measures: "Deadline | June 2026 | May 2027" under
  /// "Measure 2.1" and "Measure 2.2".
  mutating func turned(
    _ row: Provision
  ) -> [(label: Reference, part: Commitment.Part, words: Words)] {
    guard let first = row.cells.first, let part = part(named: first.text) else { return [] }
    var found: [(label: Reference, part: Commitment.Part, words: Words)] = []
    for cell in row.cells.dropFirst() where says(cell.text) {
      for label in mentions(in: cell.header).references {
        found.append((label, part, Words(cell.text)))
      }
    }
    return found
  }

  /// What an entry of a list says, given a heading that names the parts in their order: «Dirección Jurídica; enero de 2016; 0,6
  /// millones (línea 3)» under "Responsables, plazos y dinero". What it is for may stand first.
  mutating func parts(
    ofEntry text: String, of provision: Provision, under heading: String
  ) -> [Commitment.Part: [Words]] {
    let order = order(in: heading)
    guard order.count > 1 else { return [:] }
    var fields = Self.fields(text)
    guard fields.count > 1, let last = fields.popLast() else { return [:] }
    // The row that it refers to stands behind it, in brackets.
    fields.append(last.split(separator: "(", maxSplits: 1).first.map(String.init) ?? last)
    guard (order.count...order.count + 1).contains(fields.count) else { return [:] }
    var parts: [Commitment.Part: [Words]] = [:]
    for (part, field) in zip(order, fields.suffix(order.count)) where says(field) {
      let field = field.trimmingSpaces
      parts[part] = [Words(field, range: range(of: field, in: provision.text))]
    }
    return parts
  }

  /// What a sheet at the foot of a measure says: «Ficha: Unidad de Búsqueda; hasta 2020; 4,2 millones; personas identificadas.»
  /// Who leads stands first and what is measured last; between them stand the date and the money, the date told by its year.
  mutating func parts(ofSheetIn provision: Provision) -> [Commitment.Part: [Words]] {
    let text = provision.text
    guard let sheet = matcher.code("sheet"), text.utf8.contains(UInt8(ascii: ";")) else {
      return [:]
    }
    look(at: text)
    // French has a blank, often one that does not break, before the colon.
    let blanks: Set<UInt8> = [0x20, 0xC2, 0xA0, 0xE2, 0x80, 0xAF]
    let entries = scan.hits(of: sheet).lazy.map { hit in
      text.utf8.dropFirst(Int(hit.end)).drop(while: blanks.contains)
    }
    guard
      let entry = entries.first(where: { $0.first == UInt8(ascii: ":") }).map({
        String(decoding: $0.dropFirst(), as: UTF8.self)
      })
    else { return [:] }
    var fields = Self.fields(entry.hasSuffix(".") ? String(entry.dropLast()) : entry)
    guard fields.count == Commitment.Part.allCases.count else { return [:] }
    if !Self.hasYear(fields[1]), Self.hasYear(fields[2]) { fields.swapAt(1, 2) }
    var parts: [Commitment.Part: [Words]] = [:]
    for (part, field) in zip(Commitment.Part.allCases, fields) where says(field) {
      parts[part] = [Words(field, range: range(of: field, in: text))]
    }
    return parts
  }

  /// The rows, measures and sections that the heading of a sheet names: «Anexo. Ficha de la línea 4», «Fiche jointe (§ 2)».
  mutating func sheets(in heading: String) -> [Reference] {
    guard let sheet = matcher.code("sheet") else { return [] }
    look(at: heading)
    guard !scan.hits(of: sheet).isEmpty else { return [] }
    return mentions(in: heading).references + Self.sections(in: heading)
  }

  /// The sections that a text names by their sign.
  private static func sections(in text: String) -> [Reference] {
    text.split(separator: "§", omittingEmptySubsequences: false).dropFirst().compactMap { behind in
      let number = behind.drop(while: \.isWhitespace).prefix { $0.isNumber || $0 == "." }
      let bare = number.last == "." ? number.dropLast() : number
      return bare.isEmpty ? nil : Reference(word: "§", number: String(bare), isSubject: true)
    }
  }

  private static func hasYear(_ field: String) -> Bool {
    field.split { !$0.isNumber }.contains {
      $0.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20"))
    }
  }

  /// The fields of an entry, between semicolons or dashes.
  private static func fields(_ text: String) -> [String] {
    if text.utf8.contains(UInt8(ascii: ";")) {
      return text.split(separator: ";").map { String($0).trimmingSpaces }
    }
    let words = text.split(separator: " ")
    return words.split { ["–", "—", "-"].contains($0) }.map { $0.joined(separator: " ") }
  }

  /// The parts that a heading names, each once, in the order of its words.
  private mutating func order(in heading: String) -> [Commitment.Part] {
    if let order = orders[heading] { return order }
    look(at: heading)
    var named: [(word: Int32, part: Commitment.Part)] = []
    for (part, code) in partCodes {
      if let first = scan.hits(of: code).map(\.firstWord).min() { named.append((first, part)) }
    }
    let order = named.sorted { $0.word < $1.word }.map(\.part)
    orders[heading] = order
    return order
  }

  /// The part that the first word of a header names which names one.
  private mutating func part(named header: String) -> Commitment.Part? {
    if let part = known[header] { return part }
    look(at: header)
    var first: (part: Commitment.Part, word: Int32, last: Int32)?
    for (part, code) in partCodes {
      for hit in scan.hits(of: code) {
        if let known = first, (known.word, -known.last) <= (hit.firstWord, -hit.lastWord) {
          continue
        }
        first = (part, hit.firstWord, hit.lastWord)
      }
    }
    known[header] = .some(first?.part)
    return first?.part
  }

  /// Whether a cell says something: it has a letter or digit, is not one of the words for nothing, and does not begin by leaving
  /// it open ("to be agreed between the ministries").
  private mutating func says(_ cell: String) -> Bool {
    look(at: cell)
    guard !scan.words.isEmpty else { return false }
    if let unsettled = matcher.code(Cue.unsettled.code), !cell.contains(where: \.isNumber),
      scan.hits(of: unsettled).contains(where: { $0.firstWord == 0 })
    {
      return false
    }
    guard let empty = matcher.code("empty") else { return true }
    return !scan.hits(of: empty).contains {
      $0.firstWord == 0 && Int($0.lastWord) == scan.words.count - 1
    }
  }

  /// A row or measure that a text names: "line 3", «(ligne 2)», «Medida 4.1».
  struct Reference {
    /// Its word, in small letters and in the singular: "measure".
    var word: String
    var number: String
    /// The text is about it: it names it among its first words, or in brackets.
    var isSubject: Bool
  }

  /// How many words may stand before what a text is about: "Pour la mesure 2.1".
  private static let opening = 2

  /// The rows and measures that a text names, and whether it begins by speaking of all: "All actions of this plan are …".
  mutating func mentions(in text: String) -> (references: [Reference], isAboutAll: Bool) {
    guard let row = matcher.code("row"), let all = matcher.code("all") else { return ([], false) }
    look(at: text)
    var text = text
    let references = text.withUTF8 { bytes in
      scan.hits(of: row).compactMap { hit -> Reference? in
        // The number stands right behind; its dots are inside it, as in 4.2.
        let start = Int(hit.end) + 1
        guard start < bytes.count, bytes[start - 1] == UInt8(ascii: " ") else { return nil }
        var end = start
        while end < bytes.count, end - start <= 8, isNumberByte(bytes[end]) { end += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
        guard end > start, end - start <= 8, end == bytes.count || !isLetter(bytes[end]) else {
          return nil
        }
        let isInBrackets = hit.start > 0 && bytes[Int(hit.start) - 1] == UInt8(ascii: "(")
        return Reference(
          word: Self.word(String(decoding: bytes[Int(hit.start)..<Int(hit.end)], as: UTF8.self)),
          number: String(decoding: bytes[start..<end], as: UTF8.self),
          isSubject: hit.firstWord <= Self.opening || isInBrackets)
      }
    }
    return (references, scan.hits(of: all).contains { $0.firstWord == 0 })
  }

  /// The word of a label as it is compared: in small letters, without the plural's s.
  static func word(_ word: String) -> String {
    let small = word.lowercased()
    return small.hasSuffix("s") ? String(small.dropLast()) : small
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: ".")
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
  }

  private mutating func look(at text: String) {
    var text = text
    text.withUTF8 { matcher.scan($0, language: nil, into: &scan) }
  }

  private func range(of words: String, in text: String) -> Range<Int>? {
    let needle = Array(words.utf8)
    let hay = Array(text.utf8)
    guard !needle.isEmpty, hay.count >= needle.count else { return nil }
    for start in 0...(hay.count - needle.count) where hay[start] == needle[0] {
      if hay[start..<(start + needle.count)].elementsEqual(needle) {
        return start..<(start + needle.count)
      }
    }
    return nil
  }
}

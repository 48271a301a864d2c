/// The words and number that open a numbered part: "Artículo 3 bis.-", "CHAPTER II —", "§ 4", "Disposición final primera.".
struct Label: Sendable {
  var kind: LabelTable.Kind
  /// As a locator has it: "Artículo", "Chapter".
  var word: String
  /// As a locator has it: "3 bis", "L. 111-1", "II"; nil where there is none.
  var number: String?
  /// The number's parts, where it has a value: 4, 2 for "4.2".
  var value: [Int]
  var rank: Int
  /// Bytes up to the text after it.
  var length: Int
  /// A full stop, dash or colon parts it from what follows.
  var isDelimited: Bool

  var locator: String { number.map { word + " " + $0 } ?? word }
  var isDivision: Bool { kind == .heading || kind == .annex }
}

/// Reads labels at the beginning of a passage.
struct LabelParser: Sendable {
  let table: LabelTable

  /// The label that opens a passage, if one does.
  ///
  /// - Parameters:
  ///   - bytes: the passage.
  ///   - isSetApart: true for a heading, a bold opening or a cell, where a label needs no punctuation after it.
  func label(_ bytes: [UInt8], isSetApart: Bool) -> Label? {
    guard let first = bytes.first, first >= 0x41 || first >= 0x30 && first <= 0x39 else {
      return nil
    }
    if let label = numberFirst(bytes) ?? ordinalAlone(bytes) ?? letterAndNumber(bytes) {
      return label
    }
    guard let (word, afterWord) = word(bytes, at: 0) else { return nil }
    if word.kind == .disposition { return disposition(bytes, word, afterWord) }
    var at = bytes.skippingBlanks(from: afterWord)
    at = skippingNumberSign(bytes, at)
    let numeral = numeral(bytes, at: at, word)
    var label = Label(
      kind: word.kind, word: word.name, number: numeral?.text, value: numeral?.value ?? [],
      rank: word.rank, length: 0, isDelimited: false)
    if let numeral { at = numeral.end } else { at = afterWord }
    if label.number == nil, word.kind != .annex { return nil }
    guard let end = end(bytes, at, &label, isSetApart: isSetApart) else { return nil }
    label.length = end
    return label
  }

  /// Where the text after a label begins, or nil if what follows shows that it is none.
  private func end(_ bytes: [UInt8], _ start: Int, _ label: inout Label, isSetApart: Bool) -> Int? {
    var at = bytes.skippingBlanks(from: start)
    var dots = 0
    while at < bytes.count {
      let (code, width) = bytes.character(at: at)
      switch code {
      case 0x2E, 0x3A, 0x2D, 0x2010...0x2015, 0x7C, 0xB0, 0xBA, 0xB7:
        if code != 0xB0, code != 0xBA { label.isDelimited = true }
        dots += 1
        at = bytes.skippingBlanks(from: at + width)
        continue
      case 0x29 where dots == 0 && label.number != nil:
        label.isDelimited = true
        dots += 1
        at = bytes.skippingBlanks(from: at + width)
        continue
      default: break
      }
      break
    }
    guard at < bytes.count, dots < 6 else { return at >= bytes.count ? at : nil }
    let (code, _) = bytes.character(at: at)
    if code == 0x2C || code == 0x2F || code == 0x3B { return nil }
    if label.isDelimited { return at }
    if at == start { return nil }  // "Article3x": something else stands at once behind the number
    switch LetterCase(code) {
    case .upper where label.kind != .measure || isSetApart || label.value.count > 1:
      return label.number == nil ? nil : at
    case .lower, .single, .digit, .upper: return isSetApart ? at : nil
    case .none: return label.kind == .measure && !isSetApart ? nil : at
    }
  }

  /// The label word that begins here, and the index after it.
  private func word(_ bytes: [UInt8], at start: Int) -> (LabelTable.Word, Int)? {
    if bytes[start] == 0xC2, start + 1 < bytes.count, bytes[start + 1] == 0xA7 {
      return table.words["§"].map { ($0, start + 2) }
    }
    var at = start
    while at < bytes.count, at - start <= 40 {
      let (code, width) = bytes.character(at: at)
      guard LetterCase(code).isLetter || code == 0x2D && at > start else { break }
      at += width
    }
    guard at > start, at - start <= 40, bytes[start..<at].count >= 2 else { return nil }
    switch LetterCase(bytes.character(at: start).code) {
    case .upper, .single: break
    default: return nil
    }
    let folded = LabelTable.fold(bytes[start..<at])
    if at < bytes.count, bytes[at] == 0x2E, let word = table.words[folded + "."] {
      return (word, at + 1)
    }
    return table.words[folded].map { ($0, at) }
  }

  /// "III. Kapitel", "Première partie": the number stands first. Divisions only.
  private func numberFirst(_ bytes: [UInt8]) -> Label? {
    guard bytes.count < 200 else { return nil }
    let numeral: Numeral
    if let roman = Numeral.roman(bytes, at: 0) ?? Numeral.digits(bytes, at: 0) {
      numeral = roman
    } else if let ordinal = ordinal(bytes, at: 0) {
      numeral = ordinal
    } else {
      return nil
    }
    var at = numeral.end
    if at < bytes.count, bytes[at] == 0x2E { at += 1 }
    at = bytes.skippingBlanks(from: at)
    guard at > numeral.end, at < bytes.count else { return nil }
    var end = at
    while end < bytes.count, end - at <= 40 {
      let (code, width) = bytes.character(at: end)
      guard LetterCase(code).isLetter || code == 0x2D else { break }
      end += width
    }
    guard end > at, let word = table.words[LabelTable.fold(bytes[at..<end])],
      word.kind == .heading
    else { return nil }
    var label = Label(
      kind: word.kind, word: word.name, number: numeral.text, value: numeral.value,
      rank: word.rank, length: 0, isDelimited: false)
    guard let after = self.end(bytes, end, &label, isSetApart: false) else { return nil }
    label.length = after
    return label
  }

  /// "Tercera.- Mientras se determina la edad": an ordinal that stands for "article" by itself, with a sign behind it.
  private func ordinalAlone(_ bytes: [UInt8]) -> Label? {
    guard LetterCase(bytes.character(at: 0).code) == .upper, let ordinal = ordinal(bytes, at: 0),
      !ordinal.value.isEmpty, !table.cardinals.contains(ordinal.text)
    else { return nil }
    let name = String(decoding: bytes[..<ordinal.end], as: UTF8.self)
    return nameAlone(name, .article, ordinal.value, bytes, ordinal.end)
  }

  /// "C.1 Register of contracts": the letter of the division and the number of the measure below it.
  private func letterAndNumber(_ bytes: [UInt8]) -> Label? {
    guard bytes.count > 3, (0x41...0x5A).contains(bytes[0]), bytes[1] == 0x2E || bytes[1] == 0x2D,
      let digits = Numeral.digits(bytes, at: 2), let number = digits.value.first, number < 100,
      digits.end < bytes.count, bytes[digits.end] == 0x20 || bytes[digits.end] == 0x2E
    else { return nil }
    let at = bytes.skippingBlanks(from: digits.end)
    let isDelimited = bytes[digits.end] == 0x2E
    guard at < bytes.count, isDelimited || LetterCase(bytes.character(at: at).code) == .upper else {
      return nil
    }
    let name = String(decoding: bytes[..<digits.end], as: UTF8.self)
    let value = [Int(bytes[0] - 0x40)] + digits.value
    if isDelimited { return nameAlone(name, .measure, value, bytes, digits.end) }
    return Label(
      kind: .measure, word: name, number: nil, value: value, rank: 0, length: at, isDelimited: false
    )
  }

  /// A label that is all name, parted by a sign from a text that begins with a capital.
  private func nameAlone(
    _ name: String, _ kind: LabelTable.Kind, _ value: [Int], _ bytes: [UInt8], _ start: Int
  ) -> Label? {
    var at = start
    while at < bytes.count {
      let (code, width) = bytes.character(at: at)
      guard code == 0x2E || code == 0x3A || code == 0x2D || (0x2010...0x2015).contains(code) else {
        break
      }
      at += width
    }
    let text = bytes.skippingBlanks(from: at)
    guard at > start, text > at, text < bytes.count,
      LetterCase(bytes.character(at: text).code) == .upper
    else { return nil }
    return Label(
      kind: kind, word: name, number: nil, value: value, rank: 0, length: text, isDelimited: true)
  }

  /// "Disposición adicional única.": the words up to the last adjective or ordinal are the label.
  private func disposition(_ bytes: [UInt8], _ word: LabelTable.Word, _ start: Int) -> Label? {
    var at = start
    var parts = [word.name]
    while parts.count < 5 {
      let next = bytes.skippingBlanks(from: at)
      var end = next
      while end < bytes.count, LetterCase(bytes.character(at: end).code).isLetter {
        end += bytes.character(at: end).width
      }
      guard next > at, end > next else { break }
      let folded = LabelTable.fold(bytes[next..<end])
      guard table.adjectives.contains(folded) || table.ordinals[folded] != nil else { break }
      parts.append(String(decoding: bytes[next..<end], as: UTF8.self).lowercased())
      at = end
    }
    guard parts.count > 1 else { return nil }
    var label = Label(
      kind: .disposition, word: parts.joined(separator: " "), number: nil, value: [],
      rank: word.rank, length: 0, isDelimited: false)
    guard let end = end(bytes, at, &label, isSetApart: false) else {
      let next = bytes.skippingBlanks(from: at)
      guard next < bytes.count, next > at, LetterCase(bytes.character(at: next).code) == .upper
      else { return nil }
      label.length = next
      return label
    }
    label.length = end
    return label
  }

  private func skippingNumberSign(_ bytes: [UInt8], _ start: Int) -> Int {
    for sign in ["no.", "no ", "nº", "n°", "núm.", "num.", "№"] {
      let sign = Array(sign.utf8)
      guard start + sign.count < bytes.count else { continue }
      var matches = true
      for (offset, byte) in sign.enumerated() {
        let found = bytes[start + offset]
        if found != byte, found | 0x20 != byte {
          matches = false
          break
        }
      }
      if matches { return bytes.skippingBlanks(from: start + sign.count) }
    }
    return start
  }

  private func numeral(_ bytes: [UInt8], at start: Int, _ word: LabelTable.Word) -> Numeral? {
    guard start < bytes.count else { return nil }
    let found =
      Numeral.digits(bytes, at: start) ?? Numeral.lettered(bytes, at: start)
      ?? Numeral.roman(bytes, at: start) ?? ordinal(bytes, at: start)
      ?? Numeral.letter(bytes, at: start)
    guard var numeral = found else { return nil }
    // "3 bis"
    let next = bytes.skippingBlanks(from: numeral.end)
    var end = next
    while end < bytes.count, bytes[end] | 0x20 >= 0x61, bytes[end] | 0x20 <= 0x7A, end - next < 12 {
      end += 1
    }
    if end > next {
      let folded = LabelTable.fold(bytes[next..<end])
      if table.suffixes.contains(folded) {
        numeral.text += " " + folded
        numeral.end = end
      }
    }
    return numeral
  }

  private func ordinal(_ bytes: [UInt8], at start: Int) -> Numeral? {
    var end = start
    while end < bytes.count, end - start <= 30 {
      let (code, width) = bytes.character(at: end)
      guard LetterCase(code).isLetter else { break }
      end += width
    }
    guard end > start, let value = table.ordinals[LabelTable.fold(bytes[start..<end])] else {
      return nil
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
    return Numeral(text: text, value: value == 0 ? [] : [value], end: end)
  }
}

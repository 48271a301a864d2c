/// A number as laws write it: "12", "4.2", "15A", "7-A", "L. 111-1", "IV", "B", "1er", "3º".
struct Numeral: Sendable, Hashable {
  /// As a locator has it, without ordinal signs.
  var text: String
  /// Its parts, where they have values.
  var value: [Int]
  /// The index after it.
  var end: Int

  /// Digits, with parts joined by full stops or hyphens, a capital letter behind and an ordinal sign.
  static func digits(_ bytes: [UInt8], at start: Int) -> Numeral? {
    var at = start
    var value: [Int] = []
    var number = 0
    var length = 0
    while at < bytes.count, length <= 4 {
      let (code, width) = bytes.character(at: at)
      guard let digit = digit(code) else { break }
      number = number * 10 + digit
      length += 1
      at += width
    }
    guard length > 0, length <= 4 else { return nil }
    value.append(number)
    var text = String(number)
    parts: while at + 1 < bytes.count, bytes[at] == 0x2E || bytes[at] == 0x2D {
      let next = bytes[at + 1]
      if next >= 0x30, next <= 0x39 {
        var end = at + 1
        var part = 0
        while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39, end - at <= 4 {
          part = part * 10 + Int(bytes[end] - 0x30)
          end += 1
        }
        text += String(decoding: bytes[at..<end], as: UTF8.self)
        value.append(part)
        at = end
      } else if next >= 0x61, next <= 0x7A, bytes[at] == 0x2E, at + 2 < bytes.count,
        bytes[at + 2] == 0x2E
      {
        text += String(decoding: bytes[at...(at + 1)], as: UTF8.self)  // "1.a.1"
        value.append(Int(next) - 0x60 + 1000)
        at += 2
      } else if next >= 0x41, next <= 0x5A, !isLetter(bytes, at + 2), bytes[at] == 0x2D {
        text += String(decoding: bytes[at...(at + 1)], as: UTF8.self)
        at += 2
        break parts
      } else {
        break parts
      }
    }
    if at < bytes.count, bytes[at] >= 0x41, bytes[at] <= 0x5A {
      var end = at + 1
      if end < bytes.count, bytes[end] >= 0x41, bytes[end] <= 0x5A { end += 1 }
      if !isLetter(bytes, end) {
        text += String(decoding: bytes[at..<end], as: UTF8.self)
        at = end
      }
    } else {
      let afterSign = skippingOrdinalSign(bytes, at)
      if afterSign == at, at < bytes.count, bytes[at] >= 0x61, bytes[at] <= 0x7A,
        !isLetter(bytes, at + 1)
      {
        text += String(decoding: bytes[at...at], as: UTF8.self)  // "2a"
        at += 1
      } else {
        at = afterSign
      }
    }
    guard !isLetter(bytes, at), !(at < bytes.count && bytes[at] >= 0x30 && bytes[at] <= 0x39) else {
      return nil
    }
    return Numeral(text: text, value: value, end: at)
  }

  /// "L. 111-1", "R313-2", "A-1", "B.1": a capital letter, then digits.
  static func lettered(_ bytes: [UInt8], at start: Int) -> Numeral? {
    guard start < bytes.count, bytes[start] >= 0x41, bytes[start] <= 0x5A else { return nil }
    var at = start + 1
    if at < bytes.count, bytes[at] == 0x2A { at += 1 }
    if at < bytes.count, bytes[at] == 0x2E || bytes[at] == 0x2D { at += 1 }
    if at < bytes.count, bytes[at] == 0x20, at > start + 1 { at += 1 }
    guard at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39,
      let rest = digits(bytes, at: at)
    else { return nil }
    return Numeral(
      text: String(decoding: bytes[start..<at], as: UTF8.self) + rest.text, value: rest.value,
      end: rest.end)
  }

  /// A Roman number in capitals.
  static func roman(_ bytes: [UInt8], at start: Int) -> Numeral? {
    var at = start
    while at < bytes.count, romanDigit(bytes[at]) > 0, bytes[at] < 0x60, at - start < 8 { at += 1 }
    guard at > start, let value = romanValue(bytes[start..<at]) else { return nil }
    var text = String(decoding: bytes[start..<at], as: UTF8.self)
    if at + 1 < bytes.count, bytes[at] == 0x2D, bytes[at + 1] >= 0x41, bytes[at + 1] <= 0x5A,
      !isLetter(bytes, at + 2)
    {
      text += String(decoding: bytes[at...(at + 1)], as: UTF8.self)
      at += 2
    } else if at + 1 < bytes.count, bytes[at] == 0x2E || bytes[at] == 0x2D,
      bytes[at + 1] >= 0x30, bytes[at + 1] <= 0x39, let rest = digits(bytes, at: at + 1)
    {
      return Numeral(
        text: text + String(decoding: bytes[at...at], as: UTF8.self) + rest.text,
        value: [value] + rest.value, end: rest.end)
    } else {
      at = skippingOrdinalSign(bytes, at)
    }
    guard !isLetter(bytes, at) else { return nil }
    return Numeral(text: text, value: [value], end: at)
  }

  /// One capital letter.
  static func letter(_ bytes: [UInt8], at start: Int) -> Numeral? {
    guard start < bytes.count, bytes[start] >= 0x41, bytes[start] <= 0x5A,
      !isLetter(bytes, start + 1)
    else { return nil }
    return Numeral(
      text: String(decoding: bytes[start...start], as: UTF8.self),
      value: [Int(bytes[start]) - 0x40], end: start + 1)
  }

  /// The value of a Roman number in capitals or small letters, nil for letters in an order that no number has.
  static func romanValue(_ letters: ArraySlice<UInt8>) -> Int? {
    var total = 0
    var last = Int.max
    var run = 0
    var at = letters.startIndex
    while at < letters.endIndex {
      let value = romanDigit(letters[at])
      let next = at + 1 < letters.endIndex ? romanDigit(letters[at + 1]) : 0
      var step = value
      if next > value {
        guard next <= value * 10, value == 1 || value == 10 || value == 100 else { return nil }
        step = next - value
        at += 1
      }
      guard value > 0, step <= last else { return nil }
      run = step == last ? run + 1 : 1
      guard run <= 3 else { return nil }
      last = step
      total += step
      at += 1
    }
    return total > 0 ? total : nil
  }

  @inline(__always)
  static func romanDigit(_ byte: UInt8) -> Int {
    switch byte | 0x20 {
    case 0x69: 1
    case 0x76: 5
    case 0x78: 10
    case 0x6C: 50
    case 0x63: 100
    case 0x64: 500
    case 0x6D: 1000
    default: 0
    }
  }

  private static func digit(_ code: UInt32) -> Int? {
    switch code {
    case 0x30...0x39: Int(code) - 0x30
    case 0x660...0x669: Int(code) - 0x660
    case 0x6F0...0x6F9: Int(code) - 0x6F0
    default: nil
    }
  }

  private static func isLetter(_ bytes: [UInt8], _ at: Int) -> Bool {
    at < bytes.count && LetterCase(bytes.character(at: at).code).isLetter
  }

  /// The index after "º", "°", "er", "ère", "th" and the like.
  static func skippingOrdinalSign(_ bytes: [UInt8], _ start: Int) -> Int {
    for sign in Self.ordinalSigns where start + sign.count <= bytes.count {
      var at = 0
      while at < sign.count, bytes[start + at] == sign[at] { at += 1 }
      if at == sign.count, !isLetter(bytes, start + at) { return start + at }
    }
    return start
  }

  private static let ordinalSigns: [[UInt8]] =
    [
      "º", "°", "ª", ".º", ".ª", "er", "ère", "re", "ER", "ème", "st", "nd", "rd", "th", "o", "ro",
      "do", "to",
    ]
    .map { Array($0.utf8) }
}

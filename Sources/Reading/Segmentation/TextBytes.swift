/// What the segmenter asks of the bytes of a passage: what letter stands here, how the text begins and ends.
extension [UInt8] {
  /// The character that begins here, as its code point and bytes; U+FFFD of one byte for a stray byte.
  @inline(__always)
  func character(at index: Int) -> (code: UInt32, width: Int) {
    let first = self[index]
    if first < 0x80 { return (UInt32(first), 1) }
    func tail(_ offset: Int) -> UInt32 {
      index + offset < count ? UInt32(self[index + offset] & 0x3F) : 0
    }
    switch first {
    case 0xC2...0xDF: return (UInt32(first & 0x1F) << 6 | tail(1), Swift.min(2, count - index))
    case 0xE0...0xEF:
      return (
        UInt32(first & 0x0F) << 12 | tail(1) << 6 | tail(2), Swift.min(3, count - index)
      )
    case 0xF0...0xF4:
      return (
        UInt32(first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3),
        Swift.min(4, count - index)
      )
    default: return (0xFFFD, 1)
    }
  }

  /// The last character before an index, as its code point and where it begins.
  @inline(__always)
  func character(before index: Int) -> (code: UInt32, at: Int) {
    var at = index - 1
    while at > 0, self[at] & 0xC0 == 0x80 { at -= 1 }
    return (character(at: at).code, at)
  }

  /// The first index from here on that is not a blank (space or no-break space).
  func skippingBlanks(from index: Int) -> Int {
    var at = index
    while at < count {
      if self[at] == 0x20 {
        at += 1
      } else if self[at] == 0xC2, at + 1 < count, self[at + 1] == 0xA0 {
        at += 2
      } else {
        break
      }
    }
    return at
  }

  /// The text without blanks at both ends.
  var trimmed: [UInt8] {
    let start = skippingBlanks(from: 0)
    var end = count
    while end > start {
      if self[end - 1] == 0x20 {
        end -= 1
      } else if end - start >= 2, self[end - 1] == 0xA0, self[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return start == 0 && end == count ? self : Array(self[start..<end])
  }

  /// The last character that is neither blank nor a closing bracket, quote or footnote sign; 0 for none.
  var lastMark: UInt32 {
    var end = count
    while end > 0 {
      let (code, at) = character(before: end)
      switch code {
      case 0x20, 0xA0, 0x22, 0x27, 0x29, 0x2A, 0x5D, 0xBB, 0x2019, 0x201D: end = at
      default: return code
      }
    }
    return 0
  }

  /// Whether a sentence or a member of a list ends at the end of the text.
  var endsSentence: Bool {
    switch lastMark {
    // . : ; ! ? … and the Arabic signs
    case 0x2E, 0x3A, 0x3B, 0x21, 0x3F, 0x2026, 0x61B, 0x61F: true
    default: false
    }
  }

  /// Whether the text opens something that follows: it ends with a colon or a dash.
  var opensList: Bool {
    guard count > 0 else { return false }
    let end = trimmed
    guard let last = end.indices.last else { return false }
    let code = end.character(before: last + 1).code
    if code == 0x3A || code == 0x2014 || code == 0x2013 || code == 0x2D { return true }
    // ":-" and ": —" are caught above; ":»" is not an opening.
    return false
  }

  /// The case of the first letter, after opening quotes and brackets.
  var firstCase: LetterCase {
    var at = 0
    while at < count {
      let (code, width) = character(at: at)
      switch code {
      case 0x20, 0x22, 0x27, 0x28, 0x2A, 0x5B, 0xA0, 0xAB, 0x2018, 0x201C, 0xBF, 0xA1: at += width
      default: return LetterCase(code)
      }
    }
    return .none
  }
}

/// Whether a character is a letter, and which kind.
enum LetterCase: Sendable {
  case upper, lower
  /// A letter of a script without case.
  case single
  case digit
  case none

  @inline(__always)
  init(_ code: UInt32) {
    switch code {
    case 0x30...0x39: self = .digit
    case 0x41...0x5A: self = .upper
    case 0x61...0x7A: self = .lower
    case ..<0xC0: self = .none
    case 0xD7, 0xF7: self = .none
    case 0xC0...0xDE: self = .upper
    case 0xDF...0xFF: self = .lower
    case 0x100...0x17F: self = code & 1 == 0 ? .upper : .lower
    case 0x180...0x24F: self = .lower
    case 0x400...0x42F: self = .upper
    case 0x430...0x45F: self = .lower
    case 0x460...0x52F: self = code & 1 == 0 ? .upper : .lower
    case 0x660...0x669, 0x6F0...0x6F9: self = .digit
    case 0x620...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC: self = .single
    case 0x370...0x3FF, 0x530...0x5FF, 0x900...0x1FFF, 0x3040...0x9FFF, 0xAC00...0xD7A3:
      self = .single
    default: self = .none
    }
  }

  var isLetter: Bool { self == .upper || self == .lower || self == .single }
}

/// What a character that is not ASCII does to a line when it has no shape of its own.
enum Invisible {
  case visible
  /// A blank of some width.
  case blank
  /// Ends a line.
  case lineEnd
  /// Leaves no trace: soft hyphen, zero-width blank, byte-order mark, direction mark.
  case nothing

  /// - Parameter character: the UTF-8 bytes of one scalar.
  init(_ character: UnsafeBufferPointer<UInt8>) {
    self = .visible
    if character.count == 2, character[0] == 0xC2 {
      switch character[1] {
      case 0x85: self = .lineEnd  // next line
      case 0xA0: self = .blank  // no-break space
      case 0xAD: self = .nothing  // soft hyphen
      case 0x80...0x9F: self = .nothing  // control characters
      default: break
      }
    } else if character.count == 3, character[0] == 0xE2, character[1] == 0x80 {
      switch character[2] {
      case 0x80...0x8A, 0xAF: self = .blank  // en quad to hair space, narrow no-break space
      case 0x8B: self = .nothing  // zero-width space
      case 0x8E, 0x8F, 0xAA...0xAE: self = .nothing  // direction marks
      case 0xA8, 0xA9: self = .lineEnd  // line and paragraph separator
      default: break
      }
    } else if character.count == 3, character[0] == 0xE2, character[1] == 0x81 {
      switch character[2] {
      case 0x9F: self = .blank  // mathematical space
      case 0xA0, 0xA6...0xA9: self = .nothing  // word joiner, direction isolates
      default: break
      }
    } else if character.count == 3, character[0] == 0xE3, character[1] == 0x80, character[2] == 0x80
    {
      self = .blank  // ideographic space
    } else if character.count == 3, character[0] == 0xEF, character[1] == 0xBB,
      character[2] == 0xBF
    {
      self = .nothing  // byte-order mark
    }
  }
}

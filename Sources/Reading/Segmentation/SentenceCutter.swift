/// Cuts long passages at the ends of sentences.
enum SentenceCutter {
  /// Characters (as bytes of UTF-8) up to which a passage stays whole.
  static let whole = 1_000
  /// A piece is cut at a semicolon, then at a blank, before it is longer than this.
  static let most = 2_400
  private static let aim = 700
  private static let least = 160

  static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    guard bytes.count > whole else { return [bytes] }
    var pieces: [[UInt8]] = []
    var start = 0
    while bytes.count - start > whole {
      guard let cut = cut(bytes, from: start) else { break }
      pieces.append(Array(bytes[start..<cut]).trimmed)
      start = bytes.skippingBlanks(from: cut)
    }
    if start < bytes.count { pieces.append(Array(bytes[start...]).trimmed) }
    return pieces.filter { !$0.isEmpty }
  }

  /// The index at which to end the piece that begins at `start`: the sentence end nearest below the aim, else the first
  /// one above it, else a semicolon or bar, else a blank.
  private static func cut(_ bytes: [UInt8], from start: Int) -> Int? {
    var sentence: Int?
    var clause: Int?
    var blank: Int?
    let end = min(bytes.count - least, start + most)
    var at = start + least
    while at < end {
      if let sentence, at - start > aim { return sentence }
      switch bytes[at] {
      case 0x2E, 0x21, 0x3F:
        if isSentenceEnd(bytes, at) { sentence = at + 1 }
      case 0x3B: if at + 1 < bytes.count, bytes[at + 1] == 0x20 { clause = at + 1 }
      case 0x7C where bytes[at - 1] == 0x20: clause = at
      case 0x20: blank = at
      default: break
      }
      at += 1
    }
    if let sentence { return sentence }
    return bytes.count - start > most ? clause ?? blank : clause
  }

  /// A full stop with a blank and a capital behind it, and no abbreviation or number before it.
  static func isSentenceEnd(_ bytes: [UInt8], _ at: Int) -> Bool {
    let next = bytes.skippingBlanks(from: at + 1)
    guard next > at + 1, next < bytes.count else { return false }
    let code = bytes.character(at: next).code
    switch LetterCase(code) {
    case .upper, .single: break
    default:
      guard code == 0xAB || code == 0x201C || code == 0x22 || code == 0x28 else { return false }
    }
    // "Art. 3", "No. 5", "E. M.": a word of one to three letters with a capital, or a lone letter.
    var word = at
    while word > 0, LetterCase(bytes.character(before: word).code).isLetter {
      word = bytes.character(before: word).at
    }
    let length = at - word
    guard length > 0 else {
      return at > 0
        && (bytes[at - 1] == 0x29 || bytes[at - 1] == 0x22 || bytes[at - 1] >= 0x80
          || bytes[at - 1] >= 0x30 && bytes[at - 1] <= 0x39)
    }
    return length > 3 || length > 1 && LetterCase(bytes.character(at: word).code) != .upper
  }
}

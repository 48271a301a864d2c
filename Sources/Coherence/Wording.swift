/// The words of a passage, folded for comparison, each with its place.
///
/// Words are runs of letters and digits. Latin letters lose case and accents, `œ` becomes `oe`; other scripts are
/// compared as they are written. Apostrophes and hyphens divide words.
struct Wording: Sendable {
  struct Word: Sendable {
    var text: [UInt8]
    /// UTF-8 offsets into the passage.
    var range: Range<Int>
    /// Number of the sentence, from 0. A semicolon and the border of a table cell end a sentence too.
    var sentence: Int
    /// Number of the clause, from 0: commas, colons, brackets and dashes end one.
    var clause: Int
    /// Begins with a capital letter.
    var isCapital: Bool
  }

  var words: [Word] = []

  init(_ passage: some Collection<UInt8>) {
    let bytes = Array(passage)
    var at = 0
    var sentence = 0
    var clause = 0
    var word: [UInt8] = []
    var start = 0
    var isCapital = false

    func endWord(_ end: Int) {
      guard !word.isEmpty else { return }
      words.append(
        Word(
          text: word, range: start..<end, sentence: sentence, clause: clause, isCapital: isCapital))
      word.removeAll(keepingCapacity: true)
    }

    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        switch byte {
        case 0x61...0x7A, 0x30...0x39:
          if word.isEmpty { (start, isCapital) = (at, false) }
          word.append(byte)
        case 0x41...0x5A:
          if word.isEmpty { (start, isCapital) = (at, true) }
          word.append(byte | 0x20)
        default:
          let isInNumber =
            (byte == 0x2E || byte == 0x2C) && word.last.map(Self.isDigit) == true
            && at + 1 < bytes.count && Self.isDigit(bytes[at + 1])
          if isInNumber {
            word.append(0x2E)
          } else {
            endWord(at)
            let endsSentence = byte == 0x2E && (at + 1 >= bytes.count || bytes[at + 1] == 0x20)
            if endsSentence || byte == 0x3B || byte == 0x7C || byte == 0x21 || byte == 0x3F {
              sentence += 1
            }
            if Self.endsClause.contains(byte) || endsSentence { clause += 1 }
          }
        }
        at += 1
        continue
      }
      let length = min(Self.length(byte), bytes.count - at)
      let letter = bytes[at..<at + length]
      if letter.elementsEqual([0xC2, 0xA7]) {  // § is said as a word
        endWord(at)
        let word = Word(
          text: Array("section".utf8), range: at..<at + 2, sentence: sentence, clause: clause,
          isCapital: false)
        words.append(word)
        at += length
        continue
      }
      if let folded = Self.fold(letter) {
        if word.isEmpty { (start, isCapital) = (at, Self.isCapital(letter)) }
        word.append(contentsOf: folded)
      } else {
        endWord(at)
        let isDash =
          letter.elementsEqual([0xE2, 0x80, 0x93]) || letter.elementsEqual([0xE2, 0x80, 0x94])
        if isDash { clause += 1 }
      }
      at += length
    }
    endWord(bytes.count)
  }

  /// Comma, colon, semicolon, brackets, the border of a cell, exclamation and question mark.
  private static let endsClause = Set(",:;()[]|!?".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func length(_ lead: UInt8) -> Int {
    lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
  }

  private static func isCapital(_ letter: ArraySlice<UInt8>) -> Bool {
    guard letter.count == 2, let second = letter.last else { return false }
    return letter.first == 0xC3 && (0x80...0x9E).contains(second)
  }

  /// The comparable form of a letter beyond ASCII; nil for punctuation.
  private static func fold(_ letter: ArraySlice<UInt8>) -> [UInt8]? {
    let bytes = Array(letter)
    guard bytes.count > 1 else { return nil }
    switch bytes[0] {
    case 0xC2:
      return bytes[1] == 0xAA || bytes[1] == 0xB5 || bytes[1] == 0xBA ? [] : nil
    case 0xC3:
      let lower = bytes[1] < 0xA0 && bytes[1] != 0x97 ? bytes[1] + 0x20 : bytes[1]
      switch lower {
      case 0xA0...0xA5: return [0x61]
      case 0xA6: return [0x61, 0x65]
      case 0xA7: return [0x63]
      case 0xA8...0xAB: return [0x65]
      case 0xAC...0xAF: return [0x69]
      case 0xB1: return [0x6E]
      case 0xB2...0xB6, 0xB8: return [0x6F]
      case 0xB9...0xBC: return [0x75]
      case 0xBD, 0xBF: return [0x79]
      case 0x97, 0xB7: return nil
      default: return bytes
      }
    case 0xC5 where bytes[1] == 0x92 || bytes[1] == 0x93: return [0x6F, 0x65]
    case 0xE2 where bytes[1] == 0x80 || bytes[1] == 0x81 || bytes[1] == 0x82: return nil
    case 0xD8 where bytes[1] == 0x8C || bytes[1] == 0x9B || bytes[1] == 0x9F: return nil
    default: return bytes
    }
  }
}

extension Wording.Word {
  var isNumber: Bool { text.first.map { (0x30...0x39).contains($0) } == true }

  /// A stand-in for the stem that serves three languages at once: the first six letters, without a final s.
  var stem: [UInt8] {
    var stem = text.prefix(6)
    if text.count <= 6, stem.count > 3, stem.last == 0x73 { stem.removeLast() }
    return Array(stem)
  }
}

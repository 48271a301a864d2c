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
    let isRead: Void? = passage.withContiguousStorageIfAvailable { read($0) }
    if isRead == nil { Array(passage).withUnsafeBufferPointer { read($0) } }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var at = 0
    var sentence = 0
    var clause = 0
    // The letters of the word so far; each word gets a copy of its own size.
    var letters: ContiguousArray<UInt8> = []
    var start = 0
    var isCapital = false

    func endWord(_ end: Int) {
      guard !letters.isEmpty else { return }
      words.append(
        Word(
          text: Array(letters), range: start..<end, sentence: sentence, clause: clause,
          isCapital: isCapital))
      letters.removeAll(keepingCapacity: true)
    }

    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        switch byte {
        case 0x61...0x7A, 0x30...0x39:
          if letters.isEmpty { (start, isCapital) = (at, false) }
          letters.append(byte)
        case 0x41...0x5A:
          if letters.isEmpty { (start, isCapital) = (at, true) }
          letters.append(byte | 0x20)
        default:
          let isInNumber =
            (byte == 0x2E || byte == 0x2C) && letters.last.map(Self.isDigit) == true
            && at + 1 < bytes.count && Self.isDigit(bytes[at + 1])
          if isInNumber {
            letters.append(0x2E)
          } else {
            endWord(at)
            let endsSentence = byte == 0x2E && (at + 1 >= bytes.count || bytes[at + 1] == 0x20)
            if endsSentence || byte == 0x3B || byte == 0x7C || byte == 0x21 || byte == 0x3F {
              sentence += 1
            }
            if endsSentence || Self.endsClause(byte) { clause += 1 }
          }
        }
        at += 1
        continue
      }
      let length = min(Self.length(byte), bytes.count - at)
      let letter = UnsafeBufferPointer(rebasing: bytes[at..<at + length])
      if letter.elementsEqual([0xC2, 0xA7]) {  // § is said as a word
        endWord(at)
        let word = Word(
          text: Array("section".utf8), range: at..<at + 2, sentence: sentence, clause: clause,
          isCapital: false)
        words.append(word)
        at += length
        continue
      }
      let before = letters.count
      if Self.fold(letter, into: &letters) {
        if before == 0 { (start, isCapital) = (at, Self.isCapital(letter)) }
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
  private static func endsClause(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2C, 0x3A, 0x3B, 0x28, 0x29, 0x5B, 0x5D, 0x7C, 0x21, 0x3F: true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func length(_ lead: UInt8) -> Int {
    lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
  }

  private static func isCapital(_ letter: UnsafeBufferPointer<UInt8>) -> Bool {
    letter.count == 2 && letter[0] == 0xC3 && (0x80...0x9E).contains(letter[1])
  }

  /// Adds the comparable form of a letter beyond ASCII.
  ///
  /// - Returns: false for punctuation.
  private static func fold(
    _ letter: UnsafeBufferPointer<UInt8>, into word: inout ContiguousArray<UInt8>
  ) -> Bool {
    guard letter.count > 1 else { return false }
    switch (letter[0], letter[1]) {
    case (0xC2, let sign):
      // The signs of ordinals and of a millionth belong to their word and say nothing.
      return sign == 0xAA || sign == 0xB5 || sign == 0xBA
    case (0xC3, 0x97), (0xC3, 0xB7): return false
    case (0xC3, let second):
      switch second < 0xA0 ? second + 0x20 : second {
      case 0xA0...0xA5: word.append(0x61)
      case 0xA6: word += [0x61, 0x65]
      case 0xA7: word.append(0x63)
      case 0xA8...0xAB: word.append(0x65)
      case 0xAC...0xAF: word.append(0x69)
      case 0xB1: word.append(0x6E)
      case 0xB2...0xB6, 0xB8: word.append(0x6F)
      case 0xB9...0xBC: word.append(0x75)
      case 0xBD, 0xBF: word.append(0x79)
      default: word += letter
      }
    case (0xC5, 0x92), (0xC5, 0x93): word += [0x6F, 0x65]
    case (0xE2, 0x80...0x82): return false
    case (0xD8, 0x8C), (0xD8, 0x9B), (0xD8, 0x9F): return false
    default: word += letter
    }
    return true
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

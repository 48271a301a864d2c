/// Text as the matcher sees it: one byte a letter, without accents, at the same offsets as the original.
///
/// ASCII stays as it is (the matcher's byte classes ignore case). Every other letter is written as one byte (Latin
/// letters without their accents, Cyrillic at 0x80, Arabic at 0xA0) or, in other scripts, as codes from 0xC0; the
/// bytes of the original sequence that are left over become `filler`, which the matcher skips. So an offset into the
/// folded text is an offset into the original, and ASCII text needs no folding at all.
///
/// Arabic words lose the prefixes و ف ب ل ك ال as in light stemming (Larkey, Ballesteros, Connell, "Improving
/// stemming for Arabic information retrieval", SIGIR 2002): the same on both sides of a comparison.
enum FoldedText {
  /// A byte that is not there.
  static let filler: UInt8 = 0
  /// Currency and section signs as words of their own: £ € ¥, any other currency, §.
  static let signs: ClosedRange<UInt8> = 0x01...0x05

  static let cyrillic: UInt8 = 0x80
  static let arabic: UInt8 = 0xA0
  static let other: UInt8 = 0xC0

  /// Whether a folded byte is a letter or digit.
  static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: byte >= 0x80
    }
  }

  /// Whether a folded byte is a word by itself.
  static func isSign(_ byte: UInt8) -> Bool {
    signs.contains(byte) || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "$")
      || byte == UInt8(ascii: "#")
  }

  /// Writes the folded form of `text` to `output`, which has room for `text.count` bytes.
  ///
  /// - Complexity: O(n); ASCII stretches are copied.
  static func fold(
    _ text: UnsafeBufferPointer<UInt8>, into output: UnsafeMutablePointer<UInt8>
  ) {
    guard let source = text.baseAddress else { return }
    let count = text.count
    var at = 0
    // Where the word that is being read began, if it has an Arabic letter.
    var arabicWord: Int?
    func endWord(_ end: Int) {
      guard let start = arabicWord else { return }
      stripArabicPrefixes(output + start, count: end - start)
      arabicWord = nil
    }
    while at < count {
      let byte = source[at]
      if byte < 0x80 {
        endWord(at)
        var end = at
        while end + 8 <= count {
          let eight = UnsafeRawPointer(source + end).loadUnaligned(as: UInt64.self)
          if eight & 0x8080_8080_8080_8080 != 0 { break }
          end += 8
        }
        while end < count, source[end] < 0x80 { end += 1 }
        (output + at).update(from: source + at, count: end - at)
        at = end
        continue
      }
      let target = output + at
      let length: Int
      if byte < 0xE0, at + 1 < count, byte >= 0xC2, source[at + 1] & 0xC0 == 0x80 {
        // Two bytes, as nearly all letters of our languages have outside ASCII: by a table.
        length = 2
        let both = twoBytes[Int(byte & 0x1F) << 6 | Int(source[at + 1] & 0x3F)]
        target[0] = UInt8(truncatingIfNeeded: both)
        target[1] = UInt8(truncatingIfNeeded: both >> 8)
      } else {
        let (scalar, size) = decode(source + at, count - at)
        length = size
        for i in 0..<length { target[i] = filler }
        write(scalar, length: length, to: target)
      }
      let first = target[0]
      if (arabic..<other).contains(first) {
        if arabicWord == nil { arabicWord = at }
      } else if first != filler {
        endWord(at)
      }
      at += length
    }
    endWord(count)
  }

  /// The words of a text, folded, in lower case, without fillers; signs are words of their own.
  static func words(of text: [UInt8]) -> [[UInt8]] {
    var letters: [UInt8] = []
    var ends: [Int] = []
    addWords(of: text[...], to: &letters, ends: &ends)
    return ends.indices.map { Array(letters[(0 < $0 ? ends[$0 - 1] : 0)..<ends[$0]]) }
  }

  /// Adds the words of a text as `words` gives them, side by side.
  ///
  /// - Parameter ends: gets the end of each word in `letters`.
  static func addWords(
    of text: ArraySlice<UInt8>, to letters: inout [UInt8], ends: inout [Int]
  ) {
    if text.contains(where: { $0 >= 0x80 }) {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { folded in
        guard let base = folded.baseAddress else { return }
        text.withUnsafeBufferPointer { fold($0, into: base) }
        addWords(ofFolded: UnsafeBufferPointer(folded), to: &letters, ends: &ends)
      }
    } else {
      text.withUnsafeBufferPointer { addWords(ofFolded: $0, to: &letters, ends: &ends) }
    }
  }

  private static func addWords(
    ofFolded text: UnsafeBufferPointer<UInt8>, to letters: inout [UInt8], ends: inout [Int]
  ) {
    var start = letters.count
    func endWord() {
      if letters.count > start { ends.append(letters.count) }
      start = letters.count
    }
    var at = 0
    while at < text.count {
      // Nearly all is small letters, which are taken as they stand.
      var end = at
      while end < text.count, (0x61...0x7A).contains(text[end]) { end += 1 }
      if end > at { letters.append(contentsOf: UnsafeBufferPointer(rebasing: text[at..<end])) }
      guard end < text.count else { break }
      let byte = text[end]
      if isLetter(byte) {
        letters.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      } else if byte != filler {
        endWord()
        if isSign(byte) {
          letters.append(byte)
          endWord()
        }
      }
      at = end + 1
    }
    endWord()
  }

  /// The scalar at `source` and its length in bytes; U+FFFD and 1 for a byte that is not UTF-8.
  private static func decode(_ source: UnsafePointer<UInt8>, _ available: Int) -> (UInt32, Int) {
    let invalid: (UInt32, Int) = (0xFFFD, 1)
    let lead = UInt32(source[0])
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead < 0xF5, length <= available else { return invalid }
    var scalar = lead & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for i in 1..<length {
      guard source[i] & 0xC0 == 0x80 else { return invalid }
      scalar = scalar << 6 | UInt32(source[i] & 0x3F)
    }
    if length == 3, scalar < 0x800 || (0xD800..<0xE000).contains(scalar) { return invalid }
    if length == 4, scalar < 0x1_0000 || scalar > 0x10_FFFF { return invalid }
    return (scalar, length)
  }

  /// The two bytes written for each scalar below U+0800, the first in the low half.
  private static let twoBytes: [UInt16] = (0..<0x800).map { scalar in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2) { pair in
      pair.initialize(repeating: filler)
      if scalar >= 0x80, let base = pair.baseAddress {
        write(UInt32(scalar), length: 2, to: base)
      }
      return UInt16(pair[0]) | UInt16(pair[1]) << 8
    }
  }

  private static let space = UInt8(ascii: " ")
  private static let comma = UInt8(ascii: ",")

  /// Writes a scalar outside ASCII over `length` fillers.
  private static func write(_ scalar: UInt32, length: Int, to target: UnsafeMutablePointer<UInt8>) {
    switch scalar {
    case 0xC0...0x17F:
      let letters = latin[Int(scalar) - 0xC0]
      target[0] = UInt8(truncatingIfNeeded: letters)
      target[1] = UInt8(truncatingIfNeeded: letters >> 8)
    case 0x410...0x44F:
      target[0] = cyrillic + UInt8((scalar - 0x410) & 31)
    case 0x401, 0x451:  // ё is е
      target[0] = cyrillic + 5
    case 0x621...0x64A:
      target[0] = arabicLetters[Int(scalar) - 0x621]
    case 0x660...0x669, 0x6F0...0x6F9:  // Arabic-Indic digits
      target[0] = 0x30 + UInt8(scalar & 15)
    case 0x64B...0x65F, 0x670, 0x610...0x61A, 0x6D6...0x6ED:  // vowel signs
      break
    case 0x6A9:  // Persian kaf
      target[0] = arabicLetters[0x643 - 0x621]
    case 0x6CC:  // Persian ya
      target[0] = arabicLetters[0x64A - 0x621]
    case 0xFE70...0xFEFC:
      put(ArabicForms.letters(scalar).map { arabicLetters[$0 - 0x621] }, length, target)
    case 0xFB50...0xFDFF:
      put([space], length, target)
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0x300...0x36F:
      break  // soft hyphens, joiners, directions, combining accents
    case 0xAA: target[0] = UInt8(ascii: "a")
    case 0xBA: target[0] = UInt8(ascii: "o")
    case 0xA3: put([space, 0x01], length, target)
    case 0x20AC: put([space, space, 0x02], length, target)
    case 0xA5: put([space, 0x03], length, target)
    case 0xA2, 0xA4: put([space, 0x04], length, target)
    case 0x20A0...0x20CF: put([space, space, 0x04], length, target)
    case 0xA7: put([space, 0x05], length, target)
    case 0x2030, 0x66A:
      put(Array(repeating: space, count: length - 1) + [UInt8(ascii: "%")], length, target)
    case 0x2116: put([UInt8(ascii: "n"), UInt8(ascii: "o")], length, target)
    case 0x1EA0...0x1EF9: target[0] = vietnamese(scalar)
    case 0xFB00...0xFB06: put(ligatures[Int(scalar) - 0xFB00], length, target)
    case 0x2014, 0x2015, 0x2022, 0x2026, 0x25AA, 0x25CF, 0x25E6, 0xB7, 0x60C:
      target.update(repeating: comma, count: length)
    case 0x61B: put([UInt8(ascii: ";"), space], length, target)
    case 0x61F: put([UInt8(ascii: "?"), space], length, target)
    case 0x3002, 0x6D4, 0x964:
      put([UInt8(ascii: ".")] + Array(repeating: space, count: length - 1), length, target)
    case 0x80...0xBF, 0x2000...0x206F, 0x3000...0x3020, 0xFFFD:
      target.update(repeating: space, count: length)
    default: writeOther(scalar, length: length, to: target)
    }
  }

  /// A letter of another script as codes of six bits, as many as fit; anything that is no letter as blanks.
  private static func writeOther(
    _ scalar: UInt32, length: Int, to target: UnsafeMutablePointer<UInt8>
  ) {
    guard let unicode = Unicode.Scalar(scalar) else {
      put(Array(repeating: space, count: length), length, target)
      return
    }
    let properties = unicode.properties
    guard properties.isAlphabetic || properties.numericType != nil else {
      put(
        properties.generalCategory == .nonspacingMark ? [] : Array(repeating: space, count: length),
        length, target)
      return
    }
    var value = scalar
    if properties.changesWhenLowercased {
      let lower = properties.lowercaseMapping.unicodeScalars
      if let first = lower.first, lower.count == 1, first.value >> UInt32(6 * length) == 0 {
        value = first.value
      }
    }
    for i in 0..<length {
      target[length - 1 - i] = other + UInt8((value >> UInt32(6 * i)) & 0x3F)
    }
  }

  private static func put(
    _ bytes: [UInt8], _ length: Int, _ target: UnsafeMutablePointer<UInt8>
  ) {
    for i in 0..<min(bytes.count, length) { target[i] = bytes[i] }
  }

  /// U+00C0…U+017F without accents, the first letter in the low byte; where «*» stands, `pairs` has two letters.
  private static let latin: [UInt16] = {
    let plain =
      "aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllllllln"
      + "nnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    var table = plain.utf8.map { UInt16($0) }
    let pairs: [(Int, String)] = [
      (0xC6, "ae"), (0xE6, "ae"), (0xD7, "  "), (0xF7, "  "), (0xDE, "th"), (0xFE, "th"),
      (0xDF, "ss"), (0x132, "ij"), (0x133, "ij"), (0x152, "oe"), (0x153, "oe"),
    ]
    for (scalar, letters) in pairs {
      let two = Array(letters.utf8)
      table[scalar - 0xC0] = UInt16(two[0]) | UInt16(two[1]) << 8
    }
    return table
  }()

  private static let ligatures: [[UInt8]] =
    ["ff", "fi", "fl", "ffi", "ffl", "st", "st"].map { Array($0.utf8) }

  private static func vietnamese(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case ...0x1EB7: UInt8(ascii: "a")
    case ...0x1EC7: UInt8(ascii: "e")
    case ...0x1ECB: UInt8(ascii: "i")
    case ...0x1EE3: UInt8(ascii: "o")
    case ...0x1EF1: UInt8(ascii: "u")
    default: UInt8(ascii: "y")
    }
  }

  // MARK: Arabic

  private static let alef: UInt8 = arabic
  private static let lam: UInt8 = arabicLetters[0x644 - 0x621]
  private static let waw: UInt8 = arabicLetters[0x648 - 0x621]
  private static let particles: [UInt8] = [0x641, 0x628, 0x644, 0x643].map {
    arabicLetters[$0 - 0x621]
  }

  /// U+0621…U+064A to codes: the forms of alef are one, ya and alef maqsura are one, ta marbuta is ha; tatweel and
  /// the lone hamza are left out.
  private static let arabicLetters: [UInt8] = {
    // ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي
    let order: [UInt32] =
      [0x627, 0x628, 0x62A, 0x62B, 0x62C, 0x62D, 0x62E, 0x62F, 0x630, 0x631, 0x632, 0x633, 0x634]
      + [0x635, 0x636, 0x637, 0x638, 0x639, 0x63A, 0x641, 0x642, 0x643, 0x644, 0x645, 0x646, 0x647]
      + [0x648, 0x64A]
    let folded: [UInt32: UInt32] = [
      0x622: 0x627, 0x623: 0x627, 0x625: 0x627, 0x624: 0x648, 0x626: 0x64A, 0x629: 0x647,
      0x649: 0x64A,
    ]
    return (0x621...0x64A).map { (scalar: UInt32) -> UInt8 in
      let letter = folded[scalar] ?? scalar
      return order.firstIndex(of: letter).map { arabic + UInt8($0) } ?? filler
    }
  }()

  /// Fills the prefixes of a word: the article (ال, لل) while three letters are left, و while three are left, ف ب ل ك
  /// while four are left.
  static func stripArabicPrefixes(
    _ word: UnsafeMutablePointer<UInt8>, count: Int, relaxed: Bool = false
  ) {
    var letters: [Int] = []
    for i in 0..<count where word[i] != filler { letters.append(i) }
    let few = relaxed ? 1 : 3
    let some = relaxed ? 1 : 4
    var first = 0
    while first < letters.count {
      let left = letters.count - first
      let letter = word[letters[first]]
      let next = left > 1 ? word[letters[first + 1]] : filler
      if left - 2 >= few, next == lam, letter == alef || letter == lam {
        first += 2
      } else if left - 1 >= few, letter == waw {
        first += 1
      } else if left - 1 >= some, particles.contains(letter) {
        first += 1
      } else {
        break
      }
    }
    for i in letters[..<first] { word[i] = filler }
  }

  /// The form in which a word that begins with these letters may stand in the text: its prefixes may be cut though
  /// the beginning alone is too short for that.
  static func relaxedPrefix(_ letters: [UInt8]) -> [UInt8] {
    guard let first = letters.first, (arabic..<other).contains(first) else { return letters }
    var word = letters
    word.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress {
        stripArabicPrefixes(base, count: buffer.count, relaxed: true)
      }
    }
    return word.filter { $0 != filler }
  }
}

/// The presentation forms of Arabic letters (U+FE70…U+FEFC), which PDF text layers hold.
enum ArabicForms {
  /// The plain letters of a form, as scalars from U+0621 to U+064A.
  static func letters(_ scalar: UInt32) -> [Int] {
    switch scalar {
    case 0xFEF5...0xFEFC: return [0x644, 0x627]
    case 0xFE80...0xFEF4: return [table[Int(scalar) - 0xFE80]]
    default: return []
    }
  }

  /// Letter of each form from U+FE80 on: alef-like letters have two forms, joining letters four.
  private static let table: [Int] = {
    let forms: [(letter: Int, count: Int)] = [
      (0x621, 1), (0x622, 2), (0x623, 2), (0x624, 2), (0x625, 2), (0x626, 4), (0x627, 2),
      (0x628, 4), (0x629, 2), (0x62A, 4), (0x62B, 4), (0x62C, 4), (0x62D, 4), (0x62E, 4),
      (0x62F, 2), (0x630, 2), (0x631, 2), (0x632, 2), (0x633, 4), (0x634, 4), (0x635, 4),
      (0x636, 4), (0x637, 4), (0x638, 4), (0x639, 4), (0x63A, 4), (0x641, 4), (0x642, 4),
      (0x643, 4), (0x644, 4), (0x645, 4), (0x646, 4), (0x647, 4), (0x648, 2), (0x649, 2),
      (0x64A, 4),
    ]
    return forms.flatMap { Array(repeating: $0.letter, count: $0.count) }
  }()
}

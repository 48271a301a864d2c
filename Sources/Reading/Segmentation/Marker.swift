/// The number, letter or bullet that opens a paragraph or item: "1.", "(a.1)", "ii)", "2.3.1", "–".
struct Marker: Sendable, Hashable {
  enum Shape: Sendable, Hashable {
    /// "(a)"
    case enclosed
    /// "a)"
    case closed
    /// "a." and "1.—"
    case dotted
    /// "1°"
    case degree
    /// "12" and nothing more
    case bare
    /// A bullet, with its sign and depth.
    case bullet(sign: UInt32, depth: Int)
  }

  enum Style: Sendable, Hashable {
    case number, letter, capital, roman, capitalRoman, decimal, bullet
  }

  /// One way to understand a marker: "(i)" is the first Roman number or the ninth letter.
  struct Reading: Sendable, Hashable {
    var style: Style
    var shape: Shape
    /// The number's parts: 2, 3, 1 for "2.3.1"; 1, 1 for "(a.1)".
    var value: [Int]

    /// Whether it continues the same series.
    func isSameSeries(as other: Reading) -> Bool {
      style == other.style && shape == other.shape
    }
  }

  var readings: [Reading]
  /// As written between its signs: "a.1", "2.3.1"; empty for a bullet.
  var text: String
  var shape: Shape
  /// Bytes up to the text after it.
  var length: Int

  var isBullet: Bool { if case .bullet = shape { true } else { false } }

  /// The marker that opens a passage at an index, if one does.
  ///
  /// - Parameter isWhole: true where the bytes up to the end are known to be a marker and nothing else.
  init?(_ bytes: [UInt8], at start: Int = 0, depth: Int = 0) {
    guard start < bytes.count else { return nil }
    let (code, width) = bytes.character(at: start)
    switch code {
    case 0x28:
      guard let token = Token(bytes, at: bytes.skippingBlanks(from: start + 1), allowsParts: true)
      else { return nil }
      let close = bytes.skippingBlanks(from: token.end)
      guard close < bytes.count, bytes[close] == 0x29 else { return nil }
      self.init(token, .enclosed, bytes.skippingBlanks(from: Self.afterSigns(bytes, close + 1)))
    case 0x2D, 0x2010...0x2015, 0x2022, 0x2023, 0x25AA, 0x25CF, 0x25A0, 0x25E6, 0x2043, 0xB7,
      0xF0B7, 0xF0A7,
      0xF02D, 0x2A, 0x27A2, 0x2756, 0x2713, 0x25BA, 0x27A4, 0x25CB:
      let after = start + width
      let next = bytes.skippingBlanks(from: after)
      guard next < bytes.count, next > after || code >= 0x2022 else { return nil }
      let shape = Shape.bullet(sign: code, depth: depth)
      self.init(
        readings: [Reading(style: .bullet, shape: shape, value: [1])], text: "", shape: shape,
        length: next)
    default:
      guard let token = Token(bytes, at: start, allowsParts: true) else { return nil }
      self.init(token, after: bytes)
    }
  }

  private init(readings: [Reading], text: String, shape: Shape, length: Int) {
    self.readings = readings
    self.text = text
    self.shape = shape
    self.length = length
  }

  private init?(_ token: Token, after bytes: [UInt8]) {
    let at = token.end
    guard at < bytes.count else {
      // A number alone on its line.
      guard token.isNumber else { return nil }
      self.init(token, .bare, at)
      return
    }
    let (code, width) = bytes.character(at: at)
    switch code {
    case 0x29:
      self.init(token, .closed, bytes.skippingBlanks(from: Self.afterSigns(bytes, at + 1)))
    case 0xB0, 0xBA:
      guard token.isNumber, token.parts == 1 else { return nil }
      let next = at + width
      if next < bytes.count, bytes[next] == 0x29 || bytes[next] == 0x2E {
        self.init(
          token, bytes[next] == 0x29 ? .closed : .dotted,
          bytes.skippingBlanks(from: Self.afterSigns(bytes, next + 1)))
      } else {
        self.init(token, .degree, bytes.skippingBlanks(from: Self.afterSigns(bytes, next)))
      }
    case 0x2E:
      var next = at + 1
      let isLast = next >= bytes.count
      let after = Self.afterSigns(bytes, next)
      let text = bytes.skippingBlanks(from: after)
      if !isLast, after == next, text == next {
        // "1.Foo" and "1.(a)" are markers, "1.5" and "e.g." are none.
        let following = bytes.character(at: next).code
        guard token.isNumber, LetterCase(following) == .upper || following == 0x28 else {
          return nil
        }
      }
      if token.isLetters, !isLast, token.length == 1 {
        // "E. M. Schoo" is a name.
        let second = bytes.character(at: Swift.min(text, bytes.count - 1)).code
        if LetterCase(second) == .upper, text + 1 < bytes.count, bytes[text + 1] == 0x2E {
          return nil
        }
      }
      next = text
      self.init(token, .dotted, next)
    case 0x20, 0xA0:
      guard token.isNumber, token.parts > 1 || token.length <= 3 else { return nil }
      self.init(token, .bare, bytes.skippingBlanks(from: at))
    case 0x2014, 0x2013:
      guard token.isNumber else { return nil }
      self.init(token, .dotted, bytes.skippingBlanks(from: Self.afterSigns(bytes, at)))
    default: return nil
    }
  }

  private init?(_ token: Token, _ shape: Shape, _ length: Int) {
    text = token.text
    self.shape = shape
    self.length = length
    // "(2.1)" is an inserted paragraph of the series (1), (2); "2.1" is a number of two parts.
    let isPart = shape == .enclosed || shape == .closed
    readings = token.readings.map {
      guard $0.style == .decimal else {
        return Reading(style: $0.style, shape: shape, value: $0.value)
      }
      guard isPart else { return Reading(style: .decimal, shape: .bare, value: $0.value) }
      return Reading(style: .number, shape: shape, value: [$0.value[0], Self.fraction(token.text)])
    }
    guard !readings.isEmpty else { return nil }
  }

  /// The place of an Arabic letter in the order by which lists count (ا ب ج د ه و …).
  private static func abjad(_ code: UInt32) -> Int? {
    let alef: Set<UInt32> = [0x622, 0x623, 0x625]
    let letter = alef.contains(code) ? 0x627 : code
    return abjadOrder.firstIndex(of: letter).map { $0 + 1 }
  }

  private static let abjadOrder = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ".unicodeScalars.map(\.value)

  /// Where "(1.01)" and "(1.1)" stand between (1) and (2), in hundredths.
  private static func fraction(_ text: String) -> Int {
    let digits = text.utf8.drop { $0 != 0x2E }.dropFirst().prefix(2)
    let value = digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    return digits.count == 1 ? value * 10 : value
  }

  /// The index after ".-", ".—", ". –" that part a number from its text.
  private static func afterSigns(_ bytes: [UInt8], _ start: Int) -> Int {
    var at = start
    while at < bytes.count {
      let (code, width) = bytes.character(at: at)
      switch code {
      case 0x2E, 0x2D, 0x2010...0x2015, 0x3A: at += width
      case 0x20:
        let next = bytes.skippingBlanks(from: at)
        guard next < bytes.count else { return at }
        let (dash, dashWidth) = bytes.character(at: next)
        guard dash == 0x2D || dash == 0x2013 || dash == 0x2014, next + dashWidth < bytes.count,
          bytes[next + dashWidth] == 0x20
        else { return at }
        at = next + dashWidth
      default: return at
      }
    }
    return at
  }

  /// The word of a marker without its signs.
  private struct Token {
    var text: String
    var readings: [(style: Style, value: [Int])]
    var isNumber: Bool
    var isLetters: Bool
    var parts: Int
    var length: Int
    var end: Int

    init?(_ bytes: [UInt8], at start: Int, allowsParts: Bool) {
      var at = start
      var value: [Int] = []
      var text: [UInt8] = []
      readings = []
      isNumber = false
      isLetters = false
      // Arabic-Indic digits are written as digits in a locator.
      func digits() -> Int? {
        var number = 0
        var count = 0
        while at < bytes.count {
          let (code, width) = bytes.character(at: at)
          let digit: Int
          switch code {
          case 0x30...0x39: digit = Int(code) - 0x30
          case 0x660...0x669: digit = Int(code) - 0x660
          case 0x6F0...0x6F9: digit = Int(code) - 0x6F0
          default: return count > 0 ? number : nil
          }
          guard count < 4 else { return nil }
          number = number * 10 + digit
          count += 1
          text.append(0x30 + UInt8(digit))
          at += width
        }
        return count > 0 ? number : nil
      }
      func isLowerLetter(_ index: Int) -> Bool {
        index < bytes.count && bytes[index] >= 0x61 && bytes[index] <= 0x7A
      }
      guard at < bytes.count else { return nil }
      if let number = digits() {
        isNumber = true
        value = [number]
        while allowsParts, at + 1 < bytes.count, bytes[at] == 0x2E {
          let dot = at
          let kept = text.count
          text.append(0x2E)
          at += 1
          if isLowerLetter(at), !isLowerLetter(at + 1),
            at + 1 >= bytes.count || bytes[at + 1] == 0x2E || bytes[at + 1] == 0x20
              || bytes[at + 1] == 0x29
          {
            text.append(bytes[at])
            value.append(Int(bytes[at]) - 0x60 + 1000)
            at += 1
          } else if let part = digits() {
            value.append(part)
          } else {
            at = dot
            text.removeSubrange(kept...)
            break
          }
        }
        if value.count == 1, at < bytes.count, bytes[at] >= 0x41, bytes[at] <= 0x5A,
          at + 1 < bytes.count, bytes[at + 1] == 0x29 || bytes[at + 1] == 0x2E
        {
          text.append(bytes[at])  // "(1A)"
          value.append(Int(bytes[at]) - 0x40)
          at += 1
          readings = [(.number, value)]
        } else {
          readings = value.count > 1 ? [(.decimal, value)] : [(.number, value)]
        }
      } else {
        while at < bytes.count, bytes[at] | 0x20 >= 0x61, bytes[at] | 0x20 <= 0x7A, at - start < 7 {
          at += 1
        }
        guard at > start else {
          // One Cyrillic or Arabic letter.
          let (code, width) = bytes.character(at: start)
          switch code {
          case 0x430...0x44F: readings = [(.letter, [Int(code) - 0x42F])]
          case 0x410...0x42F: readings = [(.capital, [Int(code) - 0x40F])]
          case 0x622...0x64A:
            guard let number = Marker.abjad(code) else { return nil }
            readings = [(.letter, [number])]
          default: return nil
          }
          isLetters = true
          at = start + width
          self.text = String(decoding: bytes[start..<at], as: UTF8.self)
          parts = 1
          length = 1
          end = at
          return
        }
        isLetters = true
        let letters = bytes[start..<at]
        let isLower = letters.allSatisfy { $0 >= 0x61 }
        guard isLower || letters.allSatisfy({ $0 < 0x61 }) else { return nil }
        text = Array(letters)
        if letters.count == 1
          || letters.allSatisfy({ $0 == letters[letters.startIndex] }) && letters.count == 2
        {
          let number = Int(letters[letters.startIndex] | 0x20) - 0x60 + 26 * (letters.count - 1)
          value = [number]
          if allowsParts, at + 1 < bytes.count, bytes[at] == 0x2E, bytes[at + 1] >= 0x30,
            bytes[at + 1] <= 0x39
          {
            text.append(0x2E)
            at += 1
            guard let part = digits() else { return nil }
            value.append(part)
          }
          readings.append((isLower ? .letter : .capital, value))
        }
        if value.count <= 1, let number = Numeral.romanValue(letters), number < 60 {
          readings.append((isLower ? .roman : .capitalRoman, [number]))
        }
        guard !readings.isEmpty else { return nil }
      }
      self.text = String(decoding: text, as: UTF8.self)
      parts = value.count
      length = at - start
      end = at
    }
  }
}

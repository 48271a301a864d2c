import Policy

/// The signs of one passage, each once.
struct PassageForm: Sendable, Hashable {
  private(set) var signs: [FormSign] = []

  static let none = PassageForm()

  private init() {}

  init(_ text: CuedText, _ reading: CommitmentReading) {
    signs.reserveCapacity(48)
    signs.append(.modality(reading.modality))
    signs.append(.role(reading.role))
    if reading.commitment != nil { signs.append(.bound) }
    for part in Commitment.Part.allCases where reading.particulars[part].quality == .named {
      signs.append(.found(part))
    }
    text.present.forEachCue { signs.append(.cue($0)) }
    addFigures(of: text)
    addShape(of: text)
  }

  private mutating func add(_ shape: FormSign.Shape, if isShown: Bool) {
    if isShown { signs.append(.shape(shape)) }
  }

  private mutating func addFigures(of text: CuedText) {
    guard text.present.intersects(.numeral) || text.present.contains(.currency) else { return }
    var (figures, years) = (0, 0)
    var (isLarge, isAhead, isShare, isMoney) = (false, false, false, false)
    for word in 0..<text.count {
      if text.isNumeral(word) {
        if let year = text.year(word) {
          years += 1
          isAhead = isAhead || year >= 2025
        } else {
          figures += 1
          // "1,000" and «1 000» are two words.
          isLarge =
            isLarge || text.length(word) > 3
            || text.length(word) == 3 && word > 0 && text.isNumeral(word - 1)
        }
      } else {
        isShare = isShare || text.isShareSign(word)
        isMoney = isMoney || text.isMoneySign(word)
      }
    }
    add(.figure, if: figures > 0)
    add(.figures, if: figures > 2)
    add(.large, if: isLarge)
    add(.share, if: isShare)
    add(.money, if: isMoney)
    add(.year, if: years > 0)
    add(.years, if: years > 1)
    add(.ahead, if: isAhead)
  }

  private mutating func addShape(of text: CuedText) {
    add(.brief, if: text.count < 25)
    add(.long, if: text.count > 80)
    let body = text.text.trimmed
    guard let first = body.first else { return }
    add(.cells, if: body.contains(UInt8(ascii: "|")))
    add(.enumerated, if: Self.isEnumerated(body))
    add(.small, if: (0x61...0x7A).contains(first))
    add(
      .quoted,
      if: first == UInt8(ascii: "\"") || body.starts(with: "“".utf8) || body.starts(with: "«".utf8))
    let isOpen = body.last == UInt8(ascii: ":") || body.suffix(3).elementsEqual("—".utf8)
    add(.colon, if: isOpen)
    add(.semicolon, if: !isOpen && Self.endsInList(body))
  }

  /// A dash, a bullet, or at most three letters or figures before a bracket or full stop.
  private static func isEnumerated(_ body: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let first = body[body.startIndex]
    if first == UInt8(ascii: "-") || body.starts(with: "–".utf8) || body.starts(with: "•".utf8) {
      return true
    }
    let inside = body.drop { $0 == UInt8(ascii: "(") }
    let label = inside.prefix(4).prefix { $0.isLetterOrFigure }
    guard (1...3).contains(label.count), label.endIndex < body.endIndex else { return false }
    return [UInt8(ascii: ")"), UInt8(ascii: ".")].contains(body[label.endIndex])
  }

  private static func endsInList(_ body: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    func ends(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
      rest.last == UInt8(ascii: ";") || rest.last == UInt8(ascii: ",")
    }
    if ends(body) { return true }
    for word in ["and", "or", "y", "o", "et", "ou"] where body.count > word.utf8.count + 1 {
      let rest = body.dropLast(word.utf8.count)
      guard body[rest.endIndex...].elementsEqual(word.utf8), rest.last == UInt8(ascii: " ") else {
        continue
      }
      return ends(rest.dropLast())
    }
    return false
  }
}

extension UInt8 {
  fileprivate var isLetterOrFigure: Bool {
    (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20)
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var trimmed: Slice<Self> {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return self[0..<0] }
    return self[first...last]
  }
}

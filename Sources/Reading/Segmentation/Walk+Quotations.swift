import Policy

/// Text that amends another law, quoted in full.
extension Walk {
  /// The last passage of a quotation that begins here: words of another text, set between quotation marks below a sentence that amends it.
  func quotationEnd(_ index: Int) -> Int? {
    let bytes = passages[index].bytes
    guard let opening = bytes.first, opening == 0x22 || opening >= 0x80 else { return nil }
    let code = bytes.character(at: 0).code
    let closing: Set<UInt32>
    switch code {
    case 0xAB: closing = [0xBB]
    case 0x201C, 0x201E: closing = [0x201D, 0x201C]
    case 0x22: closing = [0x22]
    default: return nil
    }
    guard index > 0, outline.provisions.last.map({ amends(Array($0.text.utf8)) }) == true else {
      return nil
    }
    for at in index..<min(index + 80, passages.count) {
      if endsQuotation(passages[at].bytes, closing, isFirst: at == index) { return at }
    }
    return nil
  }

  func endsQuotation(_ bytes: [UInt8], _ closing: Set<UInt32>, isFirst: Bool) -> Bool {
    var end = bytes.count
    while end > (isFirst ? 2 : 0) {
      let (code, at) = bytes.character(before: end)
      if closing.contains(code) { return true }
      guard code == 0x2E || code == 0x3B || code == 0x2C || code == 0x20 || code == 0x29 else {
        return false
      }
      end = at
    }
    return false
  }

  func amends(_ bytes: [UInt8]) -> Bool {
    guard bytes.opensList else { return false }
    let folded = LabelTable.fold(bytes.suffix(400))
    return table.amendments.contains { folded.contains($0) }
  }
}

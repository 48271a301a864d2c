/// Finds a list that runs within a paragraph: "… the following: (a) wages; (b) housing; and (c) travel."
enum InlineList {
  struct Piece {
    var bytes: [UInt8]
    /// Nil for the words before the list.
    var marker: Marker?
  }

  /// The opening words and the items of a paragraph; the paragraph itself where it holds no list.
  ///
  /// A list begins with the first of its series, behind a colon or dash or at the start, and has a second; each further item stands behind a
  /// semicolon, comma, full stop or conjunction. So citations such as "paragraphs (a) and (b)" are no list.
  static func pieces(of bytes: [UInt8]) -> [Piece] {
    guard bytes.count > 20, bytes.contains(0x29) else { return [Piece(bytes: bytes)] }
    var cuts: [(at: Int, marker: Marker)] = []
    var last: Marker.Reading?
    var at = 0
    while at < bytes.count {
      defer { at += 1 }
      let byte = bytes[at]
      let isStart =
        at == 0 || bytes[at - 1] == 0x20 || bytes[at - 1] == 0x3A || bytes[at - 1] == 0x3B
      guard isStart, byte == 0x28 || byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39,
        hasClosing(bytes, at), let marker = Marker(bytes, at: at),
        marker.shape == .enclosed || marker.shape == .closed,
        marker.length < bytes.count
      else { continue }
      let before = separator(bytes, at)
      if let reading = last {
        guard before != .none,
          let next = marker.readings.first(where: {
            $0.isSameSeries(as: reading) && $0.value == [reading.value[0] + 1]
          })
        else { continue }
        cuts.append((at, marker))
        last = next
      } else if before == .opening, let first = marker.readings.first(where: { $0.value == [1] }) {
        cuts = [(at, marker)]
        last = first
      }
    }
    guard cuts.count > 1 else { return [Piece(bytes: bytes)] }
    var pieces = [Piece(bytes: Array(bytes[..<cuts[0].at]).trimmed)]
    for (index, cut) in cuts.enumerated() {
      let end = index + 1 < cuts.count ? cuts[index + 1].at : bytes.count
      let piece = Array(bytes[cut.at..<end]).trimmed
      pieces.append(Piece(bytes: piece, marker: Marker(piece)))
    }
    return pieces
  }

  private static func hasClosing(_ bytes: [UInt8], _ at: Int) -> Bool {
    var end = at + 1
    while end < bytes.count, end - at < 7 {
      if bytes[end] == 0x29 { return true }
      if bytes[end] == 0x20 { return false }
      end += 1
    }
    return false
  }

  private enum Separator { case none, opening, between }

  /// What stands before a marker.
  private static func separator(_ bytes: [UInt8], _ at: Int) -> Separator {
    var end = at
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    guard end > 0 else { return .opening }
    let (code, _) = bytes.character(before: end)
    switch code {
    case 0x3A, 0x2014, 0x2013: return .opening
    case 0x3B, 0x2E, 0x2C: return .between
    default: break
    }
    var start = end
    while start > 0, bytes[start - 1] != 0x20 { start -= 1 }
    guard start > 0 else { return .none }
    let before = bytes.character(before: bytes[..<start].last == 0x20 ? start - 1 : start).code
    return end - start <= 3 && (before == 0x3B || before == 0x2C) ? .between : .none
  }
}

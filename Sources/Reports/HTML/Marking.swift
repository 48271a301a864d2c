import Policy

/// A text with the words that caused a statement marked in it.
struct MarkedText: Sendable {
  var text: String
  /// UTF-8 ranges, in any order; they may overlap and may be wrong, for they can come from an older edition.
  var ranges: [Range<Int>]

  /// - Parameter place: whether `text` is the provision's own text or the head of its list.
  init(_ text: String, words: some Sequence<Words>, in place: Words.Place = .own) {
    self.text = text
    ranges = words.compactMap { word in
      guard word.place == place else { return nil }
      return word.range ?? Self.find(word.text, in: text)
    }
  }

  /// The text with `<mark>` round the ranges: cut to the text, moved to whole letters, joined where they touch.
  var html: HTML {
    let bytes = Array(text.utf8)
    var html = HTML()
    var at = 0
    for range in merged(in: bytes) {
      html.append(escaping: bytes[at..<range.lowerBound])
      var words = HTML()
      words.append(escaping: bytes[range])
      html.append(element: "mark", [], content: words)
      at = range.upperBound
    }
    html.append(escaping: bytes[at...])
    return html
  }

  private func merged(in bytes: [UInt8]) -> [Range<Int>] {
    func startOfLetter(_ at: Int) -> Int {
      var at = min(max(at, 0), bytes.count)
      while at > 0, at < bytes.count, bytes[at] & 0xC0 == 0x80 { at -= 1 }
      return at
    }
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let lower = startOfLetter(range.lowerBound)
      let upper = startOfLetter(range.upperBound)
      guard lower < upper else { continue }
      if let last = merged.last, lower <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, upper)
      } else {
        merged.append(lower..<upper)
      }
    }
    return merged
  }

  private static func find(_ words: String, in text: String) -> Range<Int>? {
    let needle = Array(words.utf8)
    let hay = Array(text.utf8)
    guard !needle.isEmpty, needle.count <= hay.count else { return nil }
    for start in 0...(hay.count - needle.count) where hay[start] == needle[0] {
      if hay[start..<(start + needle.count)].elementsEqual(needle) {
        return start..<(start + needle.count)
      }
    }
    return nil
  }
}

import Policy

/// What a part is called, as a lawyer would write it, and never twice the same.
extension Outline {
  /// The locator of a marker below the parts that are open.
  func base(for reading: Marker.Reading, text: String) -> String {
    guard let parent = open.last(where: { $0.base != nil && $0.kind != .title }) else {
      return base(for: reading, text: text, below: nil, headingName)
    }
    let outer = parent.locator ?? parent.base ?? ""
    let base = base(for: reading, text: text, below: parent, outer)
    // A second list in the same article stands below its second paragraph.
    guard used.contains(base), let paragraph = parent.lastParagraph, paragraph != outer else {
      return base
    }
    return self.base(for: reading, text: text, below: parent, paragraph)
  }

  func base(for reading: Marker.Reading, text: String, below parent: Node?, _ outer: String)
    -> String
  {
    if reading.style == .bullet {
      return "\(outer), \(table.name(.indent, in: language)) \(reading.value.first ?? 1)"
    }
    guard let parent else {
      return reading.style == .number || reading.style == .decimal ? text : "\(outer)(\(text))"
    }
    if reading.style == .decimal {
      guard let label = parent.label, label.kind == .article else { return text }
      return reading.value.starts(with: label.value) && !label.value.isEmpty
        ? "\(label.word) \(text)" : "\(outer)(\(text))"
    }
    if parent.kind == .division, reading.style == .number { return text }
    if language == .spanish || language == .portuguese, parent.kind != .numbered,
      parent.kind != .division,
      parent.reading?.style != .decimal
    {
      return reading.style == .number ? "\(outer).\(text)" : "\(outer).\(text))"
    }
    return "\(outer)(\(text))"
  }

  /// What a passage without number is called by: its heading, or the name of the opening part.
  var headingName: String {
    if let heading = open.last(where: { $0.kind == .heading })?.text {
      return "«\(Self.shortened(heading))»"
    }
    return table.name(
      hasArticles && provisions.allSatisfy({ $0.part != .article }) ? .preamble : .text,
      in: language)
  }

  static func shortened(_ heading: [UInt8]) -> String {
    guard heading.count > 70 else { return String(decoding: heading, as: UTF8.self) }
    var end = 64
    while end > 40, heading[end] != 0x20 { end -= 1 }
    while end > 0, heading[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: heading[..<end], as: UTF8.self) + "…"
  }

  /// A locator that no other provision has.
  mutating func unique(_ base: String) -> String {
    if used.insert(base).inserted { return base }
    var prefixed = base
    for node in open.reversed() where node.kind == .division {
      guard let division = node.label?.locator, !base.hasPrefix(division) else { continue }
      prefixed = "\(division), \(prefixed)"
      if used.insert(prefixed).inserted { return prefixed }
    }
    if let heading = open.last(where: { $0.kind == .heading })?.text, !base.contains("«") {
      prefixed = "«\(Self.shortened(heading))», \(base)"
      if used.insert(prefixed).inserted { return prefixed }
    }
    var number = counters[base, default: 1]
    var candidate: String
    repeat {
      number += 1
      candidate = "\(base) #\(number)"
    } while !used.insert(candidate).inserted
    counters[base] = number
    return candidate
  }
}

import Policy

/// Where a marker belongs among the open parts.
extension Outline {
  struct Placement {
    /// Parts to keep open.
    var count: Int
    var reading: Marker.Reading
    var score: Int
    /// The same number again.
    var isRestated = false
  }

  /// The place of a marker among the open parts.
  ///
  /// The successor in an open series is the best place, then a new series, then a gap in an open one. A marker that can be a letter
  /// or a Roman number takes the reading with the better place; `next` decides (i) after (h).
  func placement(of marker: Marker, next: Marker?) -> Placement? {
    var best: Placement?
    func offer(_ placement: Placement) {
      if placement.score > (best?.score ?? .min) { best = placement }
    }
    for reading in marker.readings {
      if reading.style == .decimal {
        offer(decimalPlacement(reading))
        continue
      }
      var index = open.count
      var sameSeries = false
      while index > 0 {
        let node = open[index - 1]
        guard node.kind == .item || node.kind == .numbered else { break }
        index -= 1
        if reading.style == .number, node.reading?.style == .decimal,
          let last = node.reading?.value.first,
          let value = reading.value.first, value > last, value - last <= 3
        {
          // "12" after "11.2"
          offer(Placement(count: index, reading: reading, score: 95 - (open.count - 1 - index)))
          sameSeries = true
          continue
        }
        guard let other = node.reading, other.isSameSeries(as: reading),
          let value = reading.value.first,
          let last = other.value.first
        else { continue }
        let distance = open.count - 1 - index
        if marker.isBullet {
          offer(
            Placement(
              count: index,
              reading: Marker.Reading(style: .bullet, shape: reading.shape, value: [last + 1]),
              score: 120 - distance))
          sameSeries = true
        } else if value == last + 1 || value == last && Self.follows(reading.value, other.value) {
          offer(Placement(count: index, reading: reading, score: 100 - distance))
          sameSeries = true
        } else if value == last, reading.value.count == other.value.count {
          offer(Placement(count: index, reading: reading, score: 58 - distance, isRestated: true))
          sameSeries = true
        } else if value > last, value - last <= 12 {
          offer(Placement(count: index, reading: reading, score: 60 - distance))
          sameSeries = true
        } else if value == 1, !node.isHeading {
          offer(Placement(count: index, reading: reading, score: 57 - distance))
          sameSeries = true
        }
      }
      if reading.value.first == 1 {
        var score = sameSeries ? 50 : 56
        if !sameSeries, let next,
          next.readings.contains(where: { $0.isSameSeries(as: reading) && $0.value == [2] })
        {
          score += 50
        }
        offer(Placement(count: open.count, reading: reading, score: score))
      } else if !sameSeries {
        offer(Placement(count: childDepth(for: reading), reading: reading, score: 20))
      }
    }
    return best
  }

  /// A marker without its forerunners goes below the article or heading, not below the last item.
  func childDepth(for reading: Marker.Reading) -> Int {
    var count = open.count
    while count > 0, open[count - 1].kind == .item, open[count - 1].reading?.style != .number {
      count -= 1
    }
    return count
  }

  /// "(a.1)" follows "(a)", "(1A)" follows "(1)".
  static func follows(_ value: [Int], _ last: [Int]) -> Bool {
    value.count == 2 && (last.count == 1 || last.count == 2 && value[1] > last[1])
  }

  func decimalPlacement(_ reading: Marker.Reading) -> Placement {
    var index = open.count
    while index > 0 {
      let node = open[index - 1]
      if node.kind == .division || node.kind == .title { break }
      let value = node.reading?.value ?? node.label?.value ?? []
      if !value.isEmpty, value.count < reading.value.count, reading.value.starts(with: value) {
        return Placement(count: index, reading: reading, score: 90)
      }
      if node.kind == .article, node.label?.kind != .measure || node.label?.value.count == 1 {
        return Placement(count: index, reading: reading, score: reading.value.last == 1 ? 56 : 30)
      }
      index -= 1
    }
    var count = open.count
    var isSibling = false
    while count > index {
      let node = open[count - 1]
      if let other = node.reading, other.value.dropLast() == reading.value.dropLast(),
        let last = other.value.last,
        let new = reading.value.last, new > last, new - last <= 4
      {
        isSibling = true
      }
      guard node.kind == .item || node.kind == .numbered || node.label?.kind == .measure else {
        break
      }
      count -= 1
    }
    let isStart = reading.value.last == 1 || reading.value.last == 1001
    return Placement(count: count, reading: reading, score: isSibling ? 85 : isStart ? 56 : 20)
  }
}

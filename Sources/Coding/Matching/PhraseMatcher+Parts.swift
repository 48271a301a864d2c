extension PhraseMatcher {
  /// Joins the parts of compounds (each hit of the first part with the nearest fitting hit of the next, and so on) and
  /// puts the hits that come of it among the others.
  ///
  /// - Returns: the number of hits in the room then.
  func join(_ found: Int, parts: Int, words: [Scan.Word], _ room: ScanRoom) -> Int {
    room.candidates.removeAll(keepingCapacity: true)
    let tally = room.tally
    triggers.withUnsafeBufferPointer { triggers in
      firstTriggers.withUnsafeBufferPointer { firsts in
        for part in tally.met {
          for i in Int(firsts[Int(part)])..<Int(firsts[Int(part) + 1])
          where tally.has(triggers[i].other) {
            room.candidates.append(triggers[i].compound)
          }
        }
      }
    }
    guard !room.candidates.isEmpty else { return found }
    room.tally.sort(room.parts, count: parts, into: room.sortedParts)
    let sorted = UnsafeBufferPointer(start: room.sortedParts, count: parts)
    func hits(of part: Int32) -> Slice<UnsafeBufferPointer<Scan.PartHit>> {
      sorted[room.tally.range(of: part)]
    }
    room.joined.removeAll(keepingCapacity: true)
    for compound in room.candidates {
      let compound = compounds[Int(compound)]
      for first in hits(of: compound.parts[0]) {
        var (low, high) = (first.firstWord, first.lastWord)
        var (previousFirst, previousLast) = (low, high)
        var isWhole = true
        for (link, part) in zip(compound.links, compound.parts.dropFirst()) {
          guard
            let next = nearest(to: previousFirst, previousLast, by: link, hits(of: part), words)
          else {
            isWhole = false
            break
          }
          (previousFirst, previousLast) = (next.firstWord, next.lastWord)
          (low, high) = (min(low, previousFirst), max(high, previousLast))
        }
        guard isWhole else { continue }
        room.joined.append(
          Scan.Hit(
            code: termCodes[Int(compound.term)], term: compound.term, firstWord: low,
            lastWord: high, start: words[Int(low)].start, end: words[Int(high)].end))
      }
    }
    return merge(&room.joined, into: found, room)
  }

  /// Merges hits into those of the room, by their last word and, of one last word, the longest first.
  private func merge(_ joined: inout [Scan.Hit], into found: Int, _ room: ScanRoom) -> Int {
    guard !joined.isEmpty else { return found }
    // Compounds share parts, so there may be more of them than of parts.
    room.reserve(hits: joined.count, found: found, parts: 0)
    joined.sort { ($0.lastWord, $0.firstWord, $0.term) < ($1.lastWord, $1.firstWord, $1.term) }
    // From the end, so that nothing is overwritten before it has moved.
    var (left, right, target) = (found - 1, joined.count - 1, found + joined.count - 1)
    while right >= 0 {
      if left >= 0,
        (room.hits[left].lastWord, room.hits[left].firstWord)
          > (joined[right].lastWord, joined[right].firstWord)
      {
        room.hits[target] = room.hits[left]
        left -= 1
      } else {
        room.hits[target] = joined[right]
        right -= 1
      }
      target -= 1
    }
    return found + joined.count
  }

  private func nearest(
    to first: Int32, _ last: Int32, by link: TermPattern.Link,
    _ hits: Slice<UnsafeBufferPointer<Scan.PartHit>>, _ words: [Scan.Word]
  ) -> Scan.PartHit? {
    let sentence = words[Int(first)].sentence
    let limit = Int32(link.limit)
    var isEitherOrder = false
    if case .near = link { isEitherOrder = true }
    var best: Scan.PartHit?
    var bestGap = Int32.max
    // Hits are in the order of their last words, so those within reach stand together.
    let from = hits.partitioningIndex { $0.lastWord >= first - limit - 1 }
    for hit in hits[from...] {
      if hit.lastWord > last + limit + Int32(longestPhrase) { break }
      let gap: Int32
      if hit.firstWord > last {
        gap = hit.firstWord - last - 1
      } else if isEitherOrder, hit.lastWord < first {
        gap = first - hit.lastWord - 1
      } else {
        continue
      }
      if gap <= limit, gap < bestGap, words[Int(hit.firstWord)].sentence == sentence {
        best = hit
        bestGap = gap
      }
    }
    return best
  }
}

/// A term of several parts that stand near one another.
struct Compound: Sendable {
  var term: Int32
  /// The parts, which compounds share that have the same.
  var parts: [Int32]
  var links: [TermPattern.Link]

  /// For each part, the compounds that are looked for where it is met: that of the parts which the fewest compounds have.
  static func triggers(of compounds: [Compound], parts: Int) -> [[Findings.Trigger]] {
    var counts = [Int](repeating: 0, count: parts)
    for compound in compounds { for part in compound.parts { counts[Int(part)] += 1 } }
    var triggers = [[Findings.Trigger]](repeating: [], count: parts)
    for (i, compound) in compounds.enumerated() {
      let rarest = compound.parts.min { counts[Int($0)] < counts[Int($1)] } ?? 0
      let others = compound.parts.filter { $0 != rarest }
      triggers[Int(rarest)].append(
        Findings.Trigger(
          compound: Int32(i),
          others: (others.first ?? rarest, others.last ?? rarest)))
    }
    return triggers
  }
}

extension PhraseMatcher {
  /// Joins the parts of compounds (each hit of the first part with the nearest fitting hit of the next, and so on) and
  /// puts the hits that come of it among the others.
  ///
  /// - Returns: the number of hits in the room then.
  func join(_ met: Met, _ findings: Findings, _ room: ScanRoom) -> Int {
    findings.triggers.withUnsafeBufferPointer { all in
      for i in 0..<met.triggers {
        var at = Int(room.triggers[i])
        while true {
          let trigger = all[at]
          if room.hasPart(trigger.others.0), room.hasPart(trigger.others.1) {
            room.addCandidate(trigger.compound)
          }
          if trigger.isLast { break }
          at += 1
        }
      }
    }
    guard !room.candidates.isEmpty else { return met.hits }
    room.joined.removeAll(keepingCapacity: true)
    for candidate in room.candidates { join(compounds[Int(candidate)], room) }
    room.clearCandidates()
    return merge(&room.joined, into: met.hits, room)
  }

  private func join(_ compound: Compound, _ room: ScanRoom) {
    room.partHits.removeAll(keepingCapacity: true)
    room.partEnds.removeAll(keepingCapacity: true)
    for part in compound.parts {
      room.forEachHit(of: part) { room.partHits.append($0) }
      room.partEnds.append(room.partHits.count)
    }
    let words = room.words
    for first in room.partHits[..<room.partEnds[0]] {
      var (low, high) = (first.firstWord, first.lastWord)
      var (previousFirst, previousLast) = (low, high)
      var isWhole = true
      for (i, link) in compound.links.enumerated() {
        let hits = room.partHits[room.partEnds[i]..<room.partEnds[i + 1]]
        guard let next = nearest(to: previousFirst, previousLast, by: link, hits, words) else {
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

  /// Merges hits into those of the room, by their last word and, of one last word, the longest first.
  private func merge(_ joined: inout [Scan.Hit], into found: Int, _ room: ScanRoom) -> Int {
    guard !joined.isEmpty else { return found }
    room.reserve(hits: joined.count, found: found)
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

  /// The hit of a part that stands nearest; of those equally near the first.
  ///
  /// - Parameter hits: the last one first.
  private func nearest(
    to first: Int32, _ last: Int32, by link: TermPattern.Link, _ hits: ArraySlice<Scan.PartHit>,
    _ words: UnsafePointer<Scan.Word>
  ) -> Scan.PartHit? {
    let sentence = words[Int(first)].sentence
    let limit = Int32(link.limit)
    var isEitherOrder = false
    if case .near = link { isEitherOrder = true }
    // What adjoins it is part of one phrase: of several the longest, which comes first.
    let clause = link == .adjoin ? words[Int(last)].clause : nil
    var best: Scan.PartHit?
    var bestGap = Int32.max
    // Those within reach stand together.
    let from = hits.partitioningIndex { $0.lastWord <= last + limit + Int32(longestPhrase) }
    for hit in hits[from...] {
      if hit.lastWord < first - limit - 1 { break }
      let gap: Int32
      if hit.firstWord > last {
        gap = hit.firstWord - last - 1
      } else if isEitherOrder, hit.lastWord < first {
        gap = first - hit.lastWord - 1
      } else {
        continue
      }
      if gap <= limit, gap <= bestGap, words[Int(hit.firstWord)].sentence == sentence,
        clause.map({ $0 == words[Int(hit.firstWord)].clause && best == nil }) ?? true
      {
        best = hit
        bestGap = gap
      }
    }
    return best
  }
}

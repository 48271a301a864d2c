import Policy

/// Sees the matters that passages of one language settle, and what they speak of.
struct FrameReader {
  private let table: FrameTable
  private var finder: CueFinder
  /// The first words of each part in the sentence that is read, and the parts that stand in it.
  private var places: [Range<Int>?]
  private var standing: [Int] = []
  /// By the number of the word.
  private var weights: [[TopicTable.Weight]?] = []
  /// By the number of the word, the passage that had it last.
  private var met: [Int] = []
  private var passages = 0

  init(_ table: FrameTable) {
    self.table = table
    finder = CueFinder(table.parts, table.language)
    places = Array(repeating: nil, count: table.parts.names.count)
  }

  /// The parts of frames that stand in a passage.
  mutating func parts(in words: [Wording.Word], _ numbers: [Int32]) -> Set<Int> {
    Set(finder.hits(in: words, numbers).map(\.cue))
  }

  /// The matters that the sentences of a passage settle, as numbers of poles, each with the words that say so; a passage
  /// that settles a matter both ways says for whom it does which, and is left out.
  ///
  /// - Parameter heading: the parts that stand in the heading.
  mutating func settled(
    in words: [Wording.Word], _ numbers: [Int32], heading: Set<Int>
  ) -> [(pole: Int, words: Range<Int>)] {
    let hits = finder.hits(in: words, numbers)
    var found: [Int: Range<Int>] = [:]
    var first = 0
    while first < hits.count {
      let sentence = words[hits[first].words.lowerBound].sentence
      let last =
        hits[first...].firstIndex { words[$0.words.lowerBound].sentence != sentence } ?? hits.count
      settle(hits[first..<last], heading: heading, &found)
      first = last
    }
    return found.filter { found[$0.key ^ 1] == nil }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// What one sentence settles; of several frames of a pole, the one whose first part stands first gives the words.
  private mutating func settle(
    _ hits: ArraySlice<CueTable.Hit>, heading: Set<Int>, _ found: inout [Int: Range<Int>]
  ) {
    standing.removeAll(keepingCapacity: true)
    for hit in hits where places[hit.cue] == nil {
      places[hit.cue] = hit.words
      standing.append(hit.cue)
    }
    for part in standing {
      for frame in table.frames[part]
      where frame.needs.allSatisfy({ places[$0] != nil || heading.contains($0) })
        && !frame.refuses.contains(where: { places[$0] != nil }) && found[frame.pole] == nil
      {
        found[frame.pole] = ([part] + frame.needs).compactMap { places[$0] }.reduce(nil) {
          whole, words in
          whole.map {
            min($0.lowerBound, words.lowerBound)..<max($0.upperBound, words.upperBound)
          } ?? words
        }
      }
    }
    for part in standing { places[part] = nil }
  }

  /// What passages read together speak of, of length 1; empty when no word speaks of a matter.
  mutating func topic(of passages: [(words: [Wording.Word], numbers: [Int32])]) -> Topic {
    self.passages += 1
    var values = [Float](repeating: 0, count: table.topics.matters)
    for (words, numbers) in passages {
      for (word, number) in zip(words, numbers) {
        let index = Int(number)
        if index >= met.count {
          met.append(contentsOf: repeatElement(0, count: index + 1 - met.count))
          weights.append(contentsOf: repeatElement(nil, count: index + 1 - weights.count))
        }
        guard met[index] != self.passages else { continue }
        met[index] = self.passages
        if weights[index] == nil {
          weights[index] = table.topics.weights(of: finder.terms(of: word, number))
        }
        for weight in weights[index] ?? [] { values[Int(weight.matter)] += weight.value }
      }
    }
    return Topic(values)
  }
}

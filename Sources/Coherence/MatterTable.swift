import Policy

/// The matters that policies settle in two opposite ways ("who pays for recruitment"), the tasks that they give ("runs a
/// helpline"), and the frames by which a sentence is seen to do so. All of it is data: `matters.csv`, `frames.csv` and `frame-words.csv` in `Resources/coherence/`.
///
/// A frame is a row of parts joined by ` & `, all of which must stand in one sentence, in any order; what stands after
/// ` ! ` must not. A part is a pattern of words as in `CueTable`, or `@name` for a list of `frame-words.csv`. All but the
/// first part may stand in the heading instead.
struct MatterTable: Sendable {
  /// One of the two ways to settle a matter, as an act.
  struct Pole: Sendable {
    var name: String
    /// A task that institutions are given ("runs a helpline"), which nothing contradicts.
    var isTask: Bool
    /// What it does, for a sentence: "keeps workers from paying for recruitment".
    var phrase: String
  }

  private struct Frame: Sendable {
    var pole: Int
    /// Parts that must stand in the sentence beside the first, and parts that must not.
    var needs: [Int]
    var refuses: [Int]
  }

  /// How surely two provisions contradict one another by opposite poles, and how far a pole names its matter (`Act`).
  static let weight = 0.85
  static let naming = 0.8

  /// The two poles of each matter, one after the other; of a task, the second is empty.
  let poles: [Pole]
  let parts: CueTable
  let topics: TopicTable
  /// Frames by their first part.
  private let frames: [[Frame]]

  /// A frame as it is written.
  private struct Reading {
    var pole: Int
    var language: Language?
    var first: String
    var needs: [String] = []
    var refuses: [String] = []
  }

  /// - Throws: `Table.Error` with file, line and column.
  init(matters: [UInt8], frames: [UInt8], words: [UInt8]) throws(Table.Error) {
    var poles: [Pole] = []
    var numbers: [String: Int] = [:]
    for row in try Table(matters, file: "matters.csv", required: ["matter", "a", "b"]).rows {
      for side in ["a", "b"] {
        let name = row["matter"] + " " + side
        numbers[name] = poles.count
        poles.append(Pole(name: name, isTask: row["b"].isEmpty, phrase: row[side]))
      }
    }
    var rows: [CueTable.Row] = []
    for row in try Table(
      words, file: "frame-words.csv", required: ["list", "language", "frame"]
    ).rows {
      rows.append(CueTable.Row(cue: "@" + row["list"], pattern: row["frame"], source: row))
    }
    let readings = try Self.readings(frames, poles: numbers, rows: &rows)
    let parts = try CueTable(rows, column: "frame")
    var byPart = [[Frame]](repeating: [], count: parts.names.count)
    for reading in readings {
      guard let first = parts[reading.first] else { continue }
      byPart[first].append(
        Frame(
          pole: reading.pole, needs: reading.needs.compactMap { parts[$0] },
          refuses: reading.refuses.compactMap { parts[$0] }))
    }
    self.poles = poles
    self.parts = parts
    self.frames = byPart
    topics = TopicTable(
      Self.terms(readings, parts), matters: poles.count / 2, vocabulary: parts.termCount)
  }

  /// The frames of a file.
  ///
  /// - Parameter rows: the lists of words; gets the parts that are patterns.
  private static func readings(
    _ frames: [UInt8], poles: [String: Int], rows: inout [CueTable.Row]
  ) throws(Table.Error) -> [Reading] {
    let lists = Set(rows.map(\.cue))
    var known: Set<[String]> = []
    var readings: [Reading] = []
    for row in try Table(
      frames, file: "frames.csv", required: ["matter", "side", "language", "frame"]
    ).rows {
      guard let pole = poles[row["matter"] + " " + row["side"]] else {
        throw row.error("matter", "matters.csv has no side \(row["side"]) of «\(row["matter"])»")
      }
      let parts = parts(row["frame"])
      guard let first = parts.first else { throw row.error("frame", "the frame has no words") }
      for (part, _) in parts {
        if part.hasPrefix("@") {
          guard lists.contains(part) else {
            throw row.error("frame", "the list \(part) is not in frame-words.csv")
          }
        } else if known.insert([row["language"], part]).inserted {
          rows.append(CueTable.Row(cue: part, pattern: part, source: row))
        }
      }
      let others = parts.dropFirst()
      readings.append(
        Reading(
          pole: pole, language: Language(rawValue: row["language"]), first: first.part,
          needs: others.filter { !$0.isRefused }.map(\.part),
          refuses: others.filter(\.isRefused).map(\.part)))
    }
    return readings
  }

  /// The words of each matter's frames, without those of lists that several matters share.
  private static func terms(
    _ readings: [Reading], _ parts: CueTable
  ) -> [TopicTable.Matter: Set<Int32>] {
    let own = Dictionary(
      parts.patternTerms().map {
        (TopicTable.Matter(number: $0.cue, language: $0.language), $0.terms)
      }
    ) { $0.union($1) }
    var users: [String: Set<Int>] = [:]
    for reading in readings {
      for part in [reading.first] + reading.needs where part.hasPrefix("@") {
        users[part, default: []].insert(reading.pole / 2)
      }
    }
    var terms: [TopicTable.Matter: Set<Int32>] = [:]
    for reading in readings {
      let matter = TopicTable.Matter(number: reading.pole / 2, language: reading.language)
      for part in [reading.first] + reading.needs where users[part, default: []].count < 2 {
        guard let cue = parts[part] else { continue }
        terms[matter, default: []].formUnion(
          own[TopicTable.Matter(number: cue, language: reading.language)] ?? [])
      }
    }
    return terms
  }

  /// The parts of a frame, each with whether it must not stand in the sentence.
  private static func parts(_ frame: String) -> [(part: String, isRefused: Bool)] {
    var parts: [(part: String, isRefused: Bool)] = []
    var isRefused = false
    var part: Range<String.Index>?
    func end() {
      if let part { parts.append((String(frame[part]), isRefused)) }
      part = nil
    }
    for word in frame.utf8.split(separator: UInt8(ascii: " ")) {
      if word.count == 1, let sign = word.first, sign == 0x26 || sign == 0x21 {  // & or !
        end()
        isRefused = sign == 0x21
      } else {
        part = (part?.lowerBound ?? word.startIndex)..<word.endIndex
      }
    }
    end()
    return parts
  }

  /// The matters that the sentences of a passage settle, as numbers of poles, each with the words that say so; a passage
  /// that settles a matter both ways says for whom it does which, and is left out.
  ///
  /// - Parameter heading: the parts that stand in the heading.
  func settled(
    in reading: CueTable.Reading, _ language: Language, heading: Set<Int>
  ) -> [(pole: Int, words: Range<Int>)] {
    var found: [Int: Range<Int>] = [:]
    let sentences = Dictionary(grouping: parts.hits(in: reading, language)) {
      reading.words[$0.words.lowerBound].sentence
    }
    for (_, sentence) in sentences.sorted(by: { $0.key < $1.key }) {
      let places = Dictionary(sentence.map { ($0.cue, $0.words) }) { first, _ in first }
      // In the order of the words, so that what is found first is always the same.
      for hit in sentence where places[hit.cue] == hit.words {
        for frame in frames[hit.cue] where found[frame.pole] == nil {
          guard !frame.refuses.contains(where: { places[$0] != nil }),
            frame.needs.allSatisfy({ places[$0] != nil || heading.contains($0) })
          else { continue }
          found[frame.pole] = frame.needs.compactMap { places[$0] }.reduce(hit.words) {
            min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
          }
        }
      }
    }
    return found.filter { found[$0.key ^ 1] == nil }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }
}

import Policy

/// The frames of one language.
///
/// A frame is a row of parts joined by ` & `, all of which must stand in one sentence, in any order; what stands after
/// ` ! ` must not. A part is a pattern of words as in `CueTable`, or `@name` for a list of `frame-words-en.csv`. All but the
/// first part may stand in the heading instead.
struct FrameTable: Sendable {
  struct Frame: Sendable {
    var pole: Int
    /// Parts that must stand in the sentence beside the first, and parts that must not.
    var needs: [Int]
    var refuses: [Int]
  }

  /// A frame as it is written.
  private struct Reading {
    var pole: Int
    var first: String
    var needs: [String] = []
    var refuses: [String] = []
  }

  let language: Language
  let parts: CueTable
  let topics: TopicTable
  /// Frames by their first part.
  let frames: [[Frame]]

  /// - Parameter poles: the numbers of the poles by name.
  /// - Throws: `Table.Error` with file, line and column.
  init(
    frames: [UInt8], words: [UInt8], of language: Language, poles: [String: Int]
  ) throws(Table.Error) {
    let lists = MatterTable.wordsFile(language)
    var rows: [CueTable.Row] = []
    for row in try Table(words, file: lists, required: ["list", "frame"]).rows {
      rows.append(CueTable.Row(cue: "@" + row["list"], pattern: row["frame"], source: row))
    }
    let table = try Table(
      frames, file: MatterTable.framesFile(language), required: ["matter", "side", "frame"])
    let readings = try Self.readings(table, poles: poles, lists: lists, rows: &rows)
    let parts = try CueTable(rows, column: "frame")
    var byPart = [[Frame]](repeating: [], count: parts.names.count)
    for reading in readings {
      guard let first = parts[reading.first] else { continue }
      byPart[first].append(
        Frame(
          pole: reading.pole, needs: reading.needs.compactMap { parts[$0] },
          refuses: reading.refuses.compactMap { parts[$0] }))
    }
    self.language = language
    self.parts = parts
    self.frames = byPart
    topics = TopicTable(
      Self.terms(readings, parts, matters: poles.count / 2), vocabulary: parts.termCount)
  }

  /// The frames of a file.
  ///
  /// - Parameter rows: the lists of words; gets the parts that are patterns.
  private static func readings(
    _ table: Table, poles: [String: Int], lists file: String, rows: inout [CueTable.Row]
  ) throws(Table.Error) -> [Reading] {
    let lists = Set(rows.map(\.cue))
    var known: Set<String> = []
    var readings: [Reading] = []
    for row in table.rows {
      guard let pole = poles[row["matter"] + " " + row["side"]] else {
        throw row.error("matter", "matters.csv has no side \(row["side"]) of «\(row["matter"])»")
      }
      let parts = parts(row["frame"])
      guard let first = parts.first else { throw row.error("frame", "the frame has no words") }
      for (part, _) in parts {
        if part.hasPrefix("@") {
          guard lists.contains(part) else {
            throw row.error("frame", "the list \(part) is not in \(file)")
          }
        } else if known.insert(part).inserted {
          rows.append(CueTable.Row(cue: part, pattern: part, source: row))
        }
      }
      let others = parts.dropFirst()
      readings.append(
        Reading(
          pole: pole, first: first.part, needs: others.filter { !$0.isRefused }.map(\.part),
          refuses: others.filter(\.isRefused).map(\.part)))
    }
    return readings
  }

  /// The words of each matter's frames, without those of lists that several matters share.
  private static func terms(
    _ readings: [Reading], _ parts: CueTable, matters: Int
  ) -> [[Int32]] {
    // The parts of each matter, and the matter that has a list if it is but one.
    var own = [[Int]](repeating: [], count: matters)
    var users: [Int: Int] = [:]
    for reading in readings {
      let matter = reading.pole / 2
      for part in [reading.first] + reading.needs {
        guard let cue = parts[part] else { continue }
        own[matter].append(cue)
        if part.hasPrefix("@") { users[cue] = users[cue, default: matter] == matter ? matter : -1 }
      }
    }
    let patterns = parts.patternsByCue()
    var met = [Int](repeating: -1, count: parts.termCount)
    return own.enumerated().map { matter, cues in
      var terms: [Int32] = []
      for cue in cues where users[cue] != -1 {
        for pattern in patterns[cue] {
          parts.forEachTerm(of: pattern) { term in
            guard met[Int(term)] != matter else { return }
            met[Int(term)] = matter
            terms.append(term)
          }
        }
      }
      return terms
    }
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
}

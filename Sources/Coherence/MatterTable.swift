import Policy

/// The matters that policies settle in two opposite ways ("who pays for recruitment"), the tasks that they give ("runs a
/// helpline"), and the frames by which a sentence is seen to do so. All of it is data: `matters.csv`, and for each language
/// `frames-en.csv` and `frame-words-en.csv`, in `Resources/coherence/`.
///
/// The frames of a language are compiled when a text of that language is first judged.
struct MatterTable: Sendable {
  /// One of the two ways to settle a matter, as an act.
  struct Pole: Sendable {
    var name: String
    /// A task that institutions are given ("runs a helpline"), which nothing contradicts.
    var isTask: Bool
    /// What it does, for a sentence: "keeps workers from paying for recruitment".
    var phrase: String
  }

  /// How surely two provisions contradict one another by opposite poles, and how far a pole names its matter (`Act`).
  static let weight = 0.85
  static let naming = 0.8
  /// Languages that have frames.
  static let languages: [Language] = [.english, .french, .spanish]

  /// The two poles of each matter, one after the other; of a task, the second is empty.
  let poles: [Pole]
  private let frames: [Language: OnDemand<Result<FrameTable, Table.Error>>]

  static func framesFile(_ language: Language) -> String { "frames-\(language.rawValue).csv" }
  static func wordsFile(_ language: Language) -> String { "frame-words-\(language.rawValue).csv" }

  /// - Parameter contents: the bytes of each file by its name.
  /// - Throws: `Table.Error` with file, line and column for `matters.csv`, or for a file that is missing.
  init(contents: (_ file: String) throws(Table.Error) -> [UInt8]) throws(Table.Error) {
    var poles: [Pole] = []
    var numbers: [String: Int] = [:]
    let table = try Table(
      try contents("matters.csv"), file: "matters.csv", required: ["matter", "a", "b"])
    for row in table.rows {
      for side in ["a", "b"] {
        let name = row["matter"] + " " + side
        numbers[name] = poles.count
        poles.append(Pole(name: name, isTask: row["b"].isEmpty, phrase: row[side]))
      }
    }
    var tables: [Language: OnDemand<Result<FrameTable, Table.Error>>] = [:]
    for language in Self.languages {
      let frames = try contents(Self.framesFile(language))
      let words = try contents(Self.wordsFile(language))
      tables[language] = OnDemand { [numbers] in
        Result { () throws(Table.Error) in
          try FrameTable(frames: frames, words: words, of: language, poles: numbers)
        }
      }
    }
    self.poles = poles
    frames = tables
  }

  /// The frames of a language; nil for one that has none.
  ///
  /// - Throws: `Table.Error` with file, line and column.
  func frames(_ language: Language) throws(Table.Error) -> FrameTable? {
    try frames[language]?.value.get()
  }
}

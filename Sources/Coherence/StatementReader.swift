import Policy

/// Turns provisions into statements, numbering stems as they come.
struct StatementReader {
  /// What a heading says for all that stands below it.
  private struct Heading {
    var cues: Set<Int>
    /// Its words, and the parts of frames among them.
    var words: [Wording.Word]
    var numbers: [Int32]
    var parts: Set<Int>
    /// The share of its words that call what follows a narrative: "2. Context".
    var narration: Double
    var stems: Set<Int32>
  }

  /// A stem or sense with the word at which it stands.
  struct Feature {
    var stem: Int32
    var word: Int
    var range: Range<Int>
  }

  /// What finds the cues, senses and matters of one language.
  private struct Finders {
    var cues: CueFinder
    var senses: CueFinder
    var frames: FrameReader?
    /// Headings met: they stand over many provisions.
    var headings: [String: Heading] = [:]
  }

  let tables: CoherenceTables
  /// Stems of the names of all countries of the set.
  let countries: Set<[UInt8]>
  private(set) var stems = WordNumbers()
  private var words = WordNumbers()
  /// By the number of the word.
  private var stemOfWord: [Int32] = []
  private var finders: [Language: Finders] = [:]
  /// Whether a column of a table names lead, date or money, by its header.
  private var meansOfHeader: [String: Bool] = [:]

  /// The frames of the languages that the set is in.
  private let frames: [Language: FrameTable]

  init(tables: CoherenceTables, frames: [Language: FrameTable], countries: Set<[UInt8]>) {
    self.tables = tables
    self.frames = frames
    self.countries = countries
  }

  mutating func read(
    _ provision: Provision, _ coding: ProvisionCoding, of document: Document,
    at index: (document: Int, position: Int), article: Int
  ) -> Statement {
    let text = matter(of: provision)
    let wording = Wording(text.utf8)
    let words = wording.words
    let numbers = words.map { number(of: $0) }
    let stemOfWord = numbers.map { self.stemOfWord[Int($0)] }
    var finders = take(coding.language)
    defer { self.finders[coding.language] = finders }
    let hits = finders.cues.hits(in: words, numbers)
    var found = Set(hits.map(\.cue))
    let isFuture = isFuture(wording, hits, Array(text.utf8), coding.language)
    var headingStems: Set<Int32> = []
    var headingParts: Set<Int> = []
    var spoken = [(words: words, numbers: numbers)]
    var isTold = false
    for line in [provision.head, provision.path.last].compactMap(\.self) {
      let heading = heading(line, &finders)
      found.formUnion(heading.cues)
      // «Présentation des demandes» is no narrative of a law.
      isTold = isTold || heading.narration > (document.kind.isPlanning ? 0 : 0.5)
      headingStems.formUnion(heading.stems)
      headingParts.formUnion(heading.parts)
      spoken.append((heading.words, heading.numbers))
    }
    let isRow = provision.part == .row
    let institutions = isRow ? [] : coding.actors.compactMap(\.words.range)
    let said = features(of: words, numbers, hits: hits, &finders.senses).filter {
      feature in !institutions.contains { $0.overlaps(feature.range) }
    }
    let own = Set(said.map(\.stem))
    let people = coding.populations.flatMap(\.words).filter { $0.place == .own }
      .compactMap(\.range)
    let matter = said.filter { feature in !people.contains { $0.overlaps(feature.range) } }
    let exceptions = Self.exceptionStarts(hits, words, tables)
    func isExcepted(_ range: Range<Int>) -> Bool {
      exceptions.contains { $0.contains(range.lowerBound) }
    }
    var populations: Set<String> = []
    var excepted: Set<String> = []
    for coding in Self.named(coding.populations) {
      let ranges = coding.words.compactMap { $0.place == .own ? $0.range : nil }
      if !isRow, !ranges.isEmpty, ranges.allSatisfy(isExcepted) {
        excepted.insert(coding.code)
      } else {
        populations.insert(coding.code)
      }
    }
    var conditionStems: Set<Int32> = []
    if !exceptions.isEmpty {
      for (word, stem) in zip(words, stemOfWord)
      where word.text.count > 3 && own.contains(stem) && isExcepted(word.range) {
        conditionStems.insert(stem)
      }
    }
    let negated = negated(words, hits)
    let acts =
      acts(hits, words, matter: matter, negated: negated, exceptions: exceptions)
      + requirements(hits, words, matter: matter, negated: negated)
      + (finders.frames?.settled(in: words, numbers, heading: headingParts) ?? []).map {
        act(tables.firstMatterAct + $0.pole, $0.words, words, matter)
      }
    let named = coding.populations.flatMap(\.words).filter {
      $0.place == .own && !$0.text.utf8.contains(0x20)
    }.compactMap(\.range)
    let (affirmed, denied) = polarity(
      said.filter { feature in !named.contains { $0.overlaps(feature.range) } },
      negated: negated, exceptions: exceptions)
    let places = places(words, stemOfWord, hits)
    let exempts = tables.disapply.map(found.contains) ?? false
    let refers = references(words, hits)
    // What an agreement does not cover, or is left to another law, is no rule of this text.
    let isPact = document.kind == .treaty || document.kind == .agreement
    let leavesToOthers =
      tables.leavesOut.map(found.contains) == true
      && (isPact || tables.governed.map(found.contains) == true)
    let isAim =
      coding.role != .definition && Self.isAim(provision, document, found, tables)
    let tells: Set<ProvisionRole> = [
      .definition, .recital, .title, .commencement, .repeal, .quotation, .applicableLaw,
    ]
    let promises = isFuture || found.contains { $0 == tables.promise }
    let isRunning =
      provision.part == .text
      || provision.part == .paragraph && !Self.isOperative(provision, document)
    isTold =
      isTold
      || coding.role == .fact && !isAim && !promises && !Self.isOperative(provision, document)
      || isRunning && !promises && words.count > Self.brief
    var statement = Statement(
      document: index.document, position: index.position, provision: provision.ordinal,
      article: article, role: coding.role,
      modality: coding.modality, measures: Self.settled(coding.measures, provision, tables),
      objectives: coding.objectives, populations: populations, excepted: excepted, acts: acts,
      cues: found, stems: own.union(headingStems).sorted(),
      matter: Set(matter.map(\.stem)).union(headingStems).sorted(), affirmed: affirmed,
      denied: denied, conditionStems: conditionStems.sorted(),
      places: places, references: refers, number: Self.number(provision.locator), isAim: isAim,
      isFuture: isFuture,
      canConflict: !tells.contains(coding.role) && !isTold && !provision.isQuoted
        && !(exempts && !refers.isEmpty) && !leavesToOthers
        && !(tables.noClaim.map(found.contains) ?? false)
        && !(tables.repealed.map(found.contains) ?? false))
    statement.topic = finders.frames?.topic(of: spoken) ?? Topic()
    statement.leaning = Leaning(hits, tables)
    statement.wording = tables.conflictWords.value(
      of: stemOfWord.map { stems.words[Int($0)] }, in: coding.language)
    return statement
  }

  /// The groups without those that are only a part of another's name: "workers" in "frontier workers".
  private static func named(_ populations: [Coding]) -> [Coding] {
    let ranges = populations.map { $0.words.compactMap { $0.place == .own ? $0.range : nil } }
    return populations.indices.filter { index in
      ranges[index].isEmpty
        || !ranges[index].allSatisfy { range in
          ranges.indices.contains { other in
            other != index
              && ranges[other].contains { $0.count > range.count && $0.contains(range.lowerBound) }
          }
        }
    }.map { populations[$0] }
  }

  /// The text that says what is done: of a table row, the cells that do not only name lead, date or money.
  mutating func matter(of provision: Provision) -> String {
    guard provision.part == .row, provision.cells.count > 2 else { return provision.text }
    var kept: [String] = []
    for (index, cell) in provision.cells.enumerated() where index == 1 || !isMeans(cell.header) {
      kept.append(cell.text)
    }
    return kept.joined(separator: " | ")
  }

  private mutating func isMeans(_ header: String) -> Bool {
    if let known = meansOfHeader[header] { return known }
    let isMeans = tables.cues.hits(in: Wording(header.utf8)).contains { $0.cue == tables.means }
    meansOfHeader[header] = isMeans
    return isMeans
  }

  private mutating func number(of word: Wording.Word) -> Int32 {
    let number = words.number(of: word.text)
    if Int(number) == stemOfWord.count { stemOfWord.append(stems.number(of: word.stem)) }
    return number
  }

  /// The finders of a language, to be put back; whoever holds them alone changes them in place.
  private mutating func take(_ language: Language) -> Finders {
    finders.removeValue(forKey: language)
      ?? Finders(
        cues: CueFinder(tables.cues, language), senses: CueFinder(tables.senses, language),
        frames: frames[language].map { FrameReader($0) })
  }

  private mutating func heading(_ line: String, _ finders: inout Finders) -> Heading {
    if let known = finders.headings[line] { return known }
    let words = Wording(line.utf8).words
    let numbers = words.map { number(of: $0) }
    let hits = finders.cues.hits(in: words, numbers)
    let stems = features(of: words, numbers, hits: hits, &finders.senses)
    let heading = Heading(
      cues: Set(hits.map(\.cue).filter(tables.contextCues.contains)), words: words,
      numbers: numbers, parts: finders.frames?.parts(in: words, numbers) ?? [],
      narration: Self.share(of: tables.narrative, in: words, hits), stems: Set(stems.map(\.stem)))
    finders.headings[line] = heading
    return heading
  }

  /// The share of words, numbers apart, at which a cue stands.
  private static func share(
    of cue: Int?, in words: [Wording.Word], _ hits: [CueTable.Hit]
  ) -> Double {
    let standing = hits.filter { $0.cue == cue }.reduce(into: Set<Int>()) { $0.formUnion($1.words) }
    let all = words.count { !$0.isNumber }
    return all == 0 ? 0 : Double(standing.count) / Double(all)
  }

  /// Stems and senses of the words that carry the matter.
  private mutating func features(
    of words: [Wording.Word], _ numbers: [Int32], hits: [CueTable.Hit], _ senses: inout CueFinder
  ) -> [Feature] {
    var skipped: Set<Int> = []
    for hit in hits where hit.cue == tables.function { skipped.formUnion(hit.words) }
    var features: [Feature] = []
    features.reserveCapacity(words.count)
    for (i, word) in words.enumerated()
    where word.text.count > 2 && !word.isNumber && !skipped.contains(i) {
      // What follows a figure is a unit: "60 marks".
      if i > 0, words[i - 1].isNumber { continue }
      features.append(Feature(stem: stemOfWord[Int(numbers[i])], word: i, range: word.range))
    }
    for hit in senses.hits(in: words, numbers) {
      let at = hit.words.lowerBound
      features.append(
        Feature(
          stem: stems.number(of: tables.senseStems[hit.cue]), word: at, range: words[at].range))
    }
    return features
  }

  /// Acts that are said; a negation just before one turns it into its opposite. Of overlapping acts of one kind, or of no
  /// matter of their own, the longest counts.
  /// What stands after "unless" is no act of the provision.
  private func acts(
    _ hits: [CueTable.Hit], _ words: [Wording.Word], matter: [Feature], negated: Set<Int>,
    exceptions: [Range<Int>]
  ) -> [Statement.Act] {
    let mentions = hits.filter { $0.cue == tables.mention }.map(\.words)
    let negators = hits.filter(isNegator)
    let candidates = hits.filter { tables.actOfCue[$0.cue] != nil }.sorted {
      ($1.words.count, $0.words.lowerBound) < ($0.words.count, $1.words.lowerBound)
    }
    var taken: [(pair: Int, words: Range<Int>)] = []
    var acts: [Statement.Act] = []
    for hit in candidates {
      let range = hit.words
      guard let act = tables.actOfCue[hit.cue],
        !mentions.contains(where: { $0.overlaps(range) }),
        !taken.contains(where: {
          $0.words.overlaps(range) && ($0.pair == tables.pair(act) || tables.acts[act].matter == 0)
        }),
        !exceptions.contains(where: { $0.contains(words[range.lowerBound].range.lowerBound) })
      else { continue }
      // A negation among the act's own words is counted in it; one between them turns it.
      let inside = negators.filter { $0.words.overlaps(range) }
      let isNegated =
        inside.isEmpty
        ? negated.contains(range.lowerBound)
        : inside.allSatisfy { hit.skipped.contains($0.words.lowerBound) }
      taken.append((tables.pair(act), range))
      acts.append(
        self.act(
          isNegated ? tables.opposite[act] : act, range, skipping: hit.skipped, words, matter))
    }
    return acts
  }

  /// An act at a range of words, with what its sentence says beside them.
  func act(
    _ number: Int, _ range: Range<Int>, skipping skipped: [Int] = [], _ words: [Wording.Word],
    _ matter: [Feature]
  ) -> Statement.Act {
    let sentence = words[range.lowerBound].sentence
    let inSentence = matter.filter { words[$0.word].sentence == sentence }
    let own = Set(
      inSentence.filter { range.contains($0.word) && !skipped.contains($0.word) }.map(\.stem))
    return Statement.Act(
      act: number,
      range: words[range.lowerBound].range
        .lowerBound..<words[range.upperBound - 1].range.upperBound,
      sentence: sentence, own: own.sorted(),
      matter: Set(inSentence.map(\.stem)).subtracting(own).sorted())
  }

  private func places(
    _ words: [Wording.Word], _ stemOfWord: [Int32], _ hits: [CueTable.Hit]
  ) -> Set<Int32> {
    var places: Set<Int32> = []
    for (word, stem) in zip(words, stemOfWord)
    where word.isCapital && countries.contains(stems.words[Int(stem)]) {
      places.insert(stem)
    }
    for hit in hits where hit.cue == tables.placeTitle && hit.words.upperBound < words.count {
      let next = hit.words.upperBound
      if words[next].isCapital { places.insert(stemOfWord[next]) }
    }
    return places
  }

  /// An aim declared rather than a measure taken: "Objective 2", or an item below "with the following aims".
  private static func isAim(
    _ provision: Provision, _ document: Document, _ cues: Set<Int>, _ tables: CoherenceTables
  ) -> Bool {
    let label = Wording(provision.locator.utf8)
    if let aim = tables.aimLabel, tables.cues.hits(in: label).contains(where: { $0.cue == aim }) {
      return true
    }
    guard provision.part == .item, let head = provision.head, let aim = tables.aimHead else {
      return false
    }
    return [head, provision.path.last].compactMap(\.self).contains { line in
      tables.cues.hits(in: Wording(line.utf8)).contains { $0.cue == aim }
    }
  }

  /// Running text of more words tells, unless it says that something will be done.
  private static let brief = 40

  /// Whether the place of a provision makes it a rule or a measure, however it is worded: "The pension lapses".
  private static func isOperative(_ provision: Provision, _ document: Document) -> Bool {
    switch provision.part {
    case .article, .measure, .row: true
    // "3.2 Access to land" is a measure; "1.1" and "2. Method" tell more often.
    case .paragraph, .item:
      !document.kind.isPlanning
        || provision.locator.utf8.contains(UInt8(ascii: "."))
          && !provision.locator.utf8.starts(with: "1.".utf8)
    case .text, .recital: false
    }
  }

  /// Measures with their contradictions settled: of two opposites on the same words the stronger stays.
  private static func settled(
    _ measures: [Coding], _ provision: Provision, _ tables: CoherenceTables
  )
    -> [Coding]
  {
    measures.filter { coding in
      !measures.contains { other in
        other.code != coding.code && tables.areOpposite(coding.code, other.code)
          && (other.score, other.code) > (coding.score, coding.code)
      }
    }
  }
}

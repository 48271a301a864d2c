public import Policy

/// Finds the terms of all lists in one pass over a text.
///
/// ```swift
/// let matcher = try PhraseMatcher([TermTable(bytes, file: "modality.csv")])
/// let must = matcher.code("must")                     // once; nil when no list has the code
/// var scan = Scan()                                   // one a thread, used again for every text
/// matcher.scan("The Minister shall report.".utf8Span.span, language: .english, into: &scan)
/// for hit in scan.hits(of: must) {                    // hit.range: offsets into the text
///   let sentence = scan.words[Int(hit.firstWord)].sentence
/// }
/// ```
///
/// A text is cut into words; a table walk names each (`WordAutomaton`), an automaton over names finds the phrases
/// (`PhraseAutomaton`). The cost does not depend on the number of terms. A class, because it is large, never changes and is
/// held by all who scan.
public final class PhraseMatcher: Sendable {
  /// All terms, in the order of the tables, without those that a later table replaced.
  public let terms: [Term]
  /// All codes; a `CodeNumber` is an index into it.
  public let codes: [String]
  /// The codes of each list, by the list's name.
  public let lists: [String: [CodeNumber]]

  private let numbers: [String: CodeNumber]
  let automaton: WordAutomaton
  let phrases: PhraseAutomaton
  /// What the states of `phrases` stand for, every hit.
  let findings: FindingsByLanguage
  /// The same with marks in the place of the hits that need be no more than that.
  let markedFindings: FindingsByLanguage
  let identity = MatcherIdentity()
  let spellings: [[TermPattern.Exact]]
  let compounds: [Compound]
  /// The compounds that are looked for where a part is met, by that part, and where those of each part begin.
  let triggers: [Trigger]
  let firstTriggers: [Int32]
  let termCodes: [CodeNumber]
  /// The terms' weights, side by side.
  let weights: [Double]
  /// For each term, the codes of which one must be present; empty when it stands alone.
  let needs: [[CodeNumber]]
  /// Whether `needs` is empty.
  let standsAlone: [Bool]
  /// Symbols behind which a full stop ends no sentence.
  let isAbbreviation: [Bool]

  /// Words of the longest phrase.
  let longestPhrase: Int
  /// Words of the longest hit that a compound can have.
  let longestSpan: Int

  /// What is found when a state of the automaton is reached: all that the inner loop needs, side by side.
  struct Output: Sendable {
    /// Index of the term, or of the part of a compound where `isPart`.
    var index: Int32
    /// The term's code; -1 for a part.
    var code: Int32
    /// Length in words.
    var length: UInt16
    var isPart: Bool
    /// Whether the original bytes have to be checked: `Findings.spellings` has the index into `spellings`.
    var isSpelt: Bool
  }

  /// What is found at each state: its own outputs and those of the ends it is linked to, side by side.
  struct Findings: Sendable {
    /// What a word that leads to a state has.
    struct Place: Sendable {
      /// Where its outputs begin, and end; they may be those of a shorter state.
      var start: UInt32 = 0
      var end: UInt32 = 0
      /// Index into `marks`.
      var marks: UInt32 = 0
    }

    private(set) var places: [Place] = []
    private(set) var outputs: [Output] = []
    /// For the outputs that have one, the index of their spelling.
    private(set) var spellings: [Int: Int32] = [:]
    /// The sets of marks that words have, the empty one first.
    private(set) var marks: [UInt128] = [0]

    /// - Parameters:
    ///   - languages: bits that a wanted entry has.
    ///   - isMarking: whether entries that have a mark are no hits.
    fileprivate init(
      _ phrases: PhraseAutomaton, _ entries: [Entry], languages: UInt32, isMarking: Bool
    ) {
      places = Array(repeating: Place(), count: phrases.states.count)
      var known: [UInt128: UInt32] = [0: 0]
      for (state, link) in phrases.links.enumerated() {
        let own = phrases.firstOutputs[state]..<phrases.firstOutputs[state + 1]
        guard link != 0 || !own.isEmpty else { continue }
        // A state is linked to one before it, and adds its own outputs to what was found there.
        var place = places[Int(link)]
        let behind = place
        var marked = marks[Int(place.marks)]
        let start = outputs.count
        for i in own {
          let found = phrases.outputs[Int(i)]
          let entry = entries[Int(found.entry)]
          guard entry.languages & languages == languages else { continue }
          if isMarking, found.length == 1, entry.mark >= 0 {
            marked |= 1 << UInt128(entry.mark)
            continue
          }
          if entry.spelling >= 0 { spellings[outputs.count] = entry.spelling }
          outputs.append(
            Output(
              index: entry.index, code: entry.code, length: UInt16(found.length),
              isPart: entry.isPart, isSpelt: entry.spelling >= 0))
        }
        if outputs.count > start {
          for i in Int(behind.start)..<Int(behind.end) {
            if outputs[i].isSpelt { spellings[outputs.count] = spellings[i] }
            outputs.append(outputs[i])
          }
          (place.start, place.end) = (UInt32(start), UInt32(outputs.count))
        }
        if marked != marks[Int(place.marks)] {
          if known[marked] == nil {
            known[marked] = UInt32(marks.count)
            marks.append(marked)
          }
          place.marks = known[marked] ?? 0
        }
        places[state] = place
      }
    }

    func withView(
      _ body: (
        UnsafeBufferPointer<Place>, UnsafeBufferPointer<Output>, UnsafeBufferPointer<UInt128>
      ) -> Void
    ) {
      places.withUnsafeBufferPointer { places in
        outputs.withUnsafeBufferPointer { outputs in
          marks.withUnsafeBufferPointer { body(places, outputs, $0) }
        }
      }
    }
  }

  /// The findings of each language, made when a text of it is met.
  struct FindingsByLanguage: Sendable {
    fileprivate var all: OnDemand<Findings>
    /// Of a language that no term is written in.
    fileprivate var common: OnDemand<Findings>
    fileprivate var own: [Language: OnDemand<Findings>]

    /// All terms when the language is not told, else those of the language and of all languages.
    subscript(language: Language?) -> Findings {
      guard let language, language != .undetermined else { return all.value }
      return (own[language] ?? common).value
    }
  }

  /// What a phrase stands for while the automaton is built.
  fileprivate struct Entry: Sendable {
    /// Index of the term, or of the part of a compound where `isPart`.
    var index: Int32
    /// The term's code; -1 for a part.
    var code: Int32
    var isPart: Bool
    /// A bit for each language; all for a term of all languages.
    var languages: UInt32
    /// The bit that stands for a word of it in `Scan.marked`; -1 when it has none.
    var mark: Int8
    /// Index into `spellings` of what to check on the original bytes; -1 for nearly all.
    var spelling: Int32 = -1
  }

  /// A term of several parts that stand near one another.
  struct Compound: Sendable {
    var term: Int32
    /// The parts, which compounds share that have the same.
    var parts: [Int32]
    var links: [TermPattern.Link]
  }

  /// A compound that is looked for where its rarest part is met, if another of its parts is there too.
  struct Trigger: Sendable {
    var compound: Int32
    var other: Int32
  }

  /// What is the same part in several compounds.
  private struct PartKey: Hashable {
    var part: TermPattern.Part
    var languages: UInt32
  }

  /// Code of the list of abbreviations, behind which a full stop does not end a sentence.
  public static let abbreviationCode = "abbreviation"

  /// - Throws: `Table.Error` for a pattern that cannot be compiled, a `needs` or `unless` that names no code.
  public convenience init(_ tables: [TermTable]) throws(Table.Error) {
    try self.init(tables, marking: [:])
  }

  /// - Parameter marks: codes with the bit, below 128, by which a scan for marks notes their single words
  ///   (`Scan.marked`) in the place of a hit. Terms that need company, or are asked for as company, stay hits.
  init(_ tables: [TermTable], marking marks: [String: UInt8]) throws(Table.Error) {
    (terms, codes, lists) = Self.merged(tables)
    var numbers: [String: CodeNumber] = [:]
    for (i, code) in codes.enumerated() { numbers[code] = CodeNumber(rawValue: Int32(i)) }
    self.numbers = numbers
    weights = terms.map(\.weight)
    termCodes = terms.compactMap { numbers[$0.code] }

    var needs: [[CodeNumber]] = []
    for term in terms {
      var present: [CodeNumber] = []
      for code in term.needs {
        guard let number = numbers[code] else {
          throw Table.Error(
            file: term.file, line: term.line, column: "needs",
            reason: "«\(code)» is the code of no term list")
        }
        present.append(number)
      }
      for code in term.unless where numbers[code] == nil {
        throw Table.Error(
          file: term.file, line: term.line, column: "unless",
          reason: "«\(code)» is the name of no trap rule")
      }
      needs.append(present)
    }
    self.needs = needs
    standsAlone = needs.map(\.isEmpty)

    var bits: [Language: UInt32] = [:]
    for term in terms {
      if let language = term.language, bits[language] == nil {
        bits[language] = 1 << UInt32(min(bits.count, 31))
      }
    }

    var vocabulary = Vocabulary()
    let patterns = try terms.map { term throws(Table.Error) in try term.parts() }
    // Each word of the patterns is looked up once; its number is kept for the second pass.
    var numbered: [Vocabulary.Number] = []
    for pattern in patterns {
      for part in pattern.parts {
        for phrase in part.phrases {
          for word in phrase.words { numbered.append(vocabulary.number(of: word)) }
        }
      }
    }
    vocabulary.sort()
    automaton = WordAutomaton(words: vocabulary.words, prefixes: vocabulary.prefixes)

    let asked = Set(needs.joined())
    var entries: [Entry] = []
    var spellings: [[TermPattern.Exact]] = []
    var compounds: [Compound] = []
    var sequences = PhraseList()
    var parts: [PartKey: Int32] = [:]
    var isAbbreviation = [Bool](repeating: false, count: automaton.symbolCount)
    let symbols = vocabulary.symbols()
    var nextNumber = 0
    for (i, term) in terms.enumerated() {
      let languages = term.language.flatMap { bits[$0] } ?? .max
      let isCompound = patterns[i].parts.count > 1
      let isOfAbbreviations = term.code == Self.abbreviationCode
      var own: [Int32] = []
      for part in patterns[i].parts {
        var index = Int32(i)
        if isCompound {
          let key = PartKey(part: part, languages: languages)
          if let known = parts[key] {
            own.append(known)
            nextNumber += part.phrases.reduce(0) { $0 + $1.words.count }
            continue
          }
          index = Int32(parts.count)
          parts[key] = index
          own.append(index)
        }
        let plain = UInt32(entries.count)
        var entry = Entry(
          index: index, code: isCompound ? -1 : termCodes[i].rawValue, isPart: isCompound,
          languages: languages, mark: -1)
        let spelt = entry
        if !isCompound, term.needs.isEmpty, !asked.contains(termCodes[i]),
          let mark = marks[term.code]
        {
          entry.mark = Int8(mark)
        }
        entries.append(entry)
        for phrase in part.phrases {
          var entry = plain
          if !phrase.exact.isEmpty {
            entry = UInt32(entries.count)
            entries.append(spelt)
            entries[Int(entry)].spelling = Int32(spellings.count)
            spellings.append(phrase.exact)
          }
          let words = numbered[nextNumber..<nextNumber + phrase.words.count]
          nextNumber += phrase.words.count
          let isShort = symbols.forEach(words) { sequence in
            sequences.append(sequence, entry: entry)
            if isOfAbbreviations, sequence.count == 1 { isAbbreviation[Int(sequence[0])] = true }
          }
          guard isShort else {
            throw Table.Error(
              file: term.file, line: term.line, column: "pattern",
              reason: "«\(term.pattern)» stands for more than \(TermPattern.phraseLimit) phrases")
          }
        }
      }
      if isCompound {
        compounds.append(Compound(term: Int32(i), parts: own, links: patterns[i].links))
      }
    }
    self.spellings = spellings
    self.compounds = compounds
    self.isAbbreviation = isAbbreviation
    let longestPhrase = sequences.phrases.reduce(0) { max($0, $1.symbols.count) }
    self.longestPhrase = longestPhrase
    longestSpan =
      patterns.map { pattern in
        pattern.parts.count * longestPhrase + pattern.links.reduce(0) { $0 + $1.limit }
      }.max() ?? 0
    phrases = PhraseAutomaton(phrases: sequences, symbolCount: automaton.symbolCount)
    (triggers, firstTriggers) = Self.triggers(compounds, parts: parts.count)
    let findings = { [phrases, entries, bits] (isMarking: Bool) in
      let made = { (languages: UInt32) in
        OnDemand { Findings(phrases, entries, languages: languages, isMarking: isMarking) }
      }
      return FindingsByLanguage(all: made(0), common: made(.max), own: bits.mapValues(made))
    }
    self.findings = findings(false)
    markedFindings = marks.isEmpty ? self.findings : findings(true)
  }

  /// Gives each compound to that of its parts which the fewest compounds have: it is met seldom.
  private static func triggers(_ compounds: [Compound], parts: Int) -> ([Trigger], [Int32]) {
    var counts = [Int](repeating: 0, count: parts)
    for compound in compounds { for part in compound.parts { counts[Int(part)] += 1 } }
    var ofPart = [[Trigger]](repeating: [], count: parts)
    for (i, compound) in compounds.enumerated() {
      guard let rarest = compound.parts.min(by: { counts[Int($0)] < counts[Int($1)] }) else {
        continue
      }
      ofPart[Int(rarest)].append(
        Trigger(compound: Int32(i), other: compound.parts.first { $0 != rarest } ?? rarest))
    }
    var firsts: [Int32] = [0]
    for triggers in ofPart { firsts.append((firsts.last ?? 0) + Int32(triggers.count)) }
    return (ofPart.flatMap(\.self), firsts)
  }

  /// The number of a code; nil when no list has it.
  public func code(_ name: String) -> CodeNumber? { numbers[name] }

  /// The name of a code.
  public func name(_ code: CodeNumber) -> String { codes[Int(code.rawValue)] }

  /// Terms of all tables in order, a later one in the place of an earlier one with the same code, language and words.
  private static func merged(_ tables: [TermTable]) -> (
    [Term], [String], [String: [CodeNumber]]
  ) {
    struct Key: Hashable {
      var code: String
      var language: Language?
      var pattern: String
    }
    var terms: [Term] = []
    var places: [Key: Int] = [:]
    var removed: Set<Int> = []
    var codes: [String] = []
    var numbers: [String: CodeNumber] = [:]
    var lists: [String: [CodeNumber]] = [:]
    var listed: Set<String> = []
    for table in tables {
      for term in table.terms {
        let key = Key(code: term.code, language: term.language, pattern: term.pattern)
        if let place = places[key] {
          terms[place] = term
          if term.weight == 0 { removed.insert(place) } else { removed.remove(place) }
        } else {
          places[key] = terms.count
          terms.append(term)
        }
        if numbers[term.code] == nil {
          numbers[term.code] = CodeNumber(rawValue: Int32(codes.count))
          codes.append(term.code)
        }
        if let number = numbers[term.code], listed.insert(table.name + "\n" + term.code).inserted {
          lists[table.name, default: []].append(number)
        }
      }
    }
    let kept = terms.indices.filter { !removed.contains($0) }.map { terms[$0] }
    return (kept, codes, lists)
  }
}

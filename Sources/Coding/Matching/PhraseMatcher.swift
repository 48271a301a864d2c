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
  /// The number of parts that compounds have.
  let partCount: Int
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
      pattern.letters.withUnsafeBufferPointer { letters in
        for phrase in pattern.phrases {
          for word in pattern.words[phrase.words] {
            numbered.append(
              vocabulary.number(
                of: UnsafeBufferPointer(rebasing: letters[word.letters]), isPrefix: word.isPrefix))
          }
        }
      }
    }
    vocabulary.sort()
    automaton = WordAutomaton(words: vocabulary.words, prefixes: vocabulary.prefixes)

    let asked = Set(needs.joined())
    var entries: [Findings.Entry] = []
    var spellings: [[TermPattern.Exact]] = []
    var compounds: [Compound] = []
    var sequences = PhraseList()
    // What is the same part in several compounds of the same languages has one number.
    var parts = WordNumbers()
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
          let known = parts.words.count
          index = parts.number(
            of: withUnsafeBytes(of: languages, Array.init) + patterns[i].key(of: part))
          own.append(index)
          if index < known {
            nextNumber += patterns[i].phrases[part].reduce(0) { $0 + $1.words.count }
            continue
          }
        }
        let plain = UInt32(entries.count)
        var entry = Findings.Entry(
          index: index, code: isCompound ? -1 : termCodes[i].rawValue, isPart: isCompound,
          languages: languages, mark: -1)
        let spelt = entry
        if !isCompound, term.needs.isEmpty, !asked.contains(termCodes[i]),
          let mark = marks[term.code]
        {
          entry.mark = Int8(mark)
        }
        entries.append(entry)
        for phrase in patterns[i].phrases[part] {
          var entry = plain
          if !phrase.exact.isEmpty {
            entry = UInt32(entries.count)
            entries.append(spelt)
            entries[Int(entry)].spelling = Int32(spellings.count)
            spellings.append(Array(patterns[i].exact[phrase.exact]))
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
    partCount = parts.words.count
    self.isAbbreviation = isAbbreviation
    let longestPhrase = sequences.phrases.reduce(0) { max($0, $1.symbols.count) }
    self.longestPhrase = longestPhrase
    longestSpan =
      patterns.map { pattern in
        pattern.parts.count * longestPhrase + pattern.links.reduce(0) { $0 + $1.limit }
      }.max() ?? 0
    phrases = PhraseAutomaton(phrases: sequences, symbolCount: automaton.symbolCount)
    let triggers = Compound.triggers(of: compounds, parts: parts.words.count)
    let findings = { [phrases, entries, bits] (isMarking: Bool) in
      let made = { (languages: UInt32) in
        OnDemand {
          Findings(phrases, entries, triggers, languages: languages, isMarking: isMarking)
        }
      }
      return FindingsByLanguage(all: made(0), common: made(.max), own: bits.mapValues(made))
    }
    self.findings = findings(false)
    markedFindings = marks.isEmpty ? self.findings : findings(true)
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
      var code: CodeNumber
      var language: Language?
      var pattern: String
    }
    var terms: [Term] = []
    var places: [Key: Int] = [:]
    var removed: Set<Int> = []
    var codes: [String] = []
    var numbers: [String: CodeNumber] = [:]
    var lists: [String: [CodeNumber]] = [:]
    let count = tables.reduce(0) { $0 + $1.terms.count }
    terms.reserveCapacity(count)
    places.reserveCapacity(count)
    for table in tables {
      var listed = Set(lists[table.name] ?? [])
      for term in table.terms {
        let code: CodeNumber
        if let known = numbers[term.code] {
          code = known
        } else {
          code = CodeNumber(rawValue: Int32(codes.count))
          numbers[term.code] = code
          codes.append(term.code)
        }
        let key = Key(code: code, language: term.language, pattern: term.pattern)
        if let place = places[key] {
          terms[place] = term
          if term.weight == 0 { removed.insert(place) } else { removed.remove(place) }
        } else {
          places[key] = terms.count
          terms.append(term)
        }
        if listed.insert(code).inserted { lists[table.name, default: []].append(code) }
      }
    }
    if !removed.isEmpty {
      terms = terms.indices.filter { !removed.contains($0) }.map { terms[$0] }
    }
    return (terms, codes, lists)
  }
}

internal import Policy

/// Codes one passage after another with the same buffers. One a thread.
struct PassageCoder {
  let lexicon: Lexicon
  let identifier: LanguageIdentifier
  var scan = Scan()
  let commitments: CommitmentReader
  private let cueRoom: CueRoom
  var finder: ConceptFinder
  var concepts = Concepts()
  /// Role, modality and commitment of the passage found last.
  var reading = CommitmentReading.none
  /// What its form and words weigh, where there was a label to be weighed.
  private(set) var weighed: Weighed?
  /// Words of the document's own terms, when a document is being coded.
  var defined = Scan()

  /// What the form of a passage and its words weigh for each label that they decide on (`CommitmentWeights`).
  struct Weighed {
    /// With what is added for parts that a rule found.
    var form: CommitmentWeights.Weights
    var words: CommitmentWeights.Weights
    var known: WordWeights.Known
    /// Those that no rule gave.
    var open: [CommitmentWeights.Label]
    /// Those that a rule gave.
    var found: [CommitmentWeights.Label]

    func gives(_ label: CommitmentWeights.Label) -> Bool {
      (open.contains(label) || found.contains(label))
        && form[label.rawValue] + words[label.rawValue] > 0
    }
  }

  /// - Parameters:
  ///   - isTracing: whether `concepts` keeps what became of each hit.
  ///   - wantsText: whether `reading` has texts and kinds, and not ranges alone.
  init(_ coder: Coder, isTracing: Bool = false, wantsText: Bool = true) {
    cueRoom = CueRoom(wantsText: wantsText)
    lexicon = coder.lexicon
    identifier = coder.identifier
    commitments = coder.commitments
    finder = ConceptFinder(coder.lexicon)
    finder.isTracing = isTracing
  }

  /// The language given, or the one the text is written in.
  func language(_ given: Language?, of text: UnsafeBufferPointer<UInt8>) -> Language {
    if let given, given != .undetermined { return given }
    return identifier.language(of: text)
  }

  /// What is known of a passage from its document.
  struct Setting {
    var text = TextSetting.passage
    var terms: DefinedTerms?
    /// It is migration text by its own words or by what is around it.
    var isMigrationText = false
    /// Role and commitment are wanted, not only concepts.
    var readsCommitments = true

    static let conceptsOnly = Setting(readsCommitments: false)
  }

  /// Finds the words of a text, its terms, its commitments and its concepts; the results are in `scan`, `reading` and
  /// `concepts`.
  mutating func find(
    _ text: UnsafeBufferPointer<UInt8>, language: Language, setting: Setting = Setting()
  ) {
    // Who traces wants every hit.
    if finder.isTracing {
      lexicon.matcher.scan(text, language: language, into: &scan)
    } else {
      lexicon.matcher.scanForMarks(text, language: language, into: &scan)
    }
    var context = ConceptFinder.Context()
    context.language = language
    context.isMigrationText = setting.isMigrationText
    if setting.readsCommitments {
      reading = commitments.read(
        text, scan: scan, language: language, setting: setting.text, room: cueRoom)
      context.role = reading.role
      // Whoever is told to act in a rule; in a report, bodies come and go.
      if reading.modality != .statement {
        context.acting = reading.actors.filter(\.isActing).compactMap(\.words.range)
      }
    }
    if let terms = setting.terms {
      terms.matcher.scan(text, language: nil, into: &defined)
      context.defined = defined.hits.map {
        let term = terms.matcher.terms[Int($0.term)]
        return .init(
          term: $0.term, code: terms.codes[Int($0.code.rawValue)], weight: term.weight,
          range: $0.range)
      }
    }
    finder.find(in: scan, text: text, context: context, into: &concepts)
    if setting.readsCommitments { weigh(text, language) }
  }

  /// Lets form and words say whether a passage commits in which no verb binds, says a part that no rule found, or is unlikely
  /// to say one that a rule found; of a title or recital they say nothing.
  private mutating func weigh(_ text: UnsafeBufferPointer<UInt8>, _ language: Language) {
    weighed = nil
    guard reading.role != .title, reading.role != .recital,
      let columns = lexicon.commitmentColumns, WordWeights.languages.contains(language)
    else { return }
    let found = Commitment.Part.allCases.filter { reading.particulars[$0].quality == .named }
    let open = Commitment.Part.allCases.filter { reading.likeliest[$0] != nil }
    guard reading.commitment == nil || !found.isEmpty || !open.isEmpty else { return }
    let weights = lexicon.scoring.commitments
    let words = lexicon.scoring.words
    let known = concepts.known ?? words.words(of: scan, in: text)
    var weighed = Weighed(
      form: weights.sum(reading.form), words: .zero, known: known,
      open: (reading.commitment == nil ? [.commitment] : [])
        + open.map(CommitmentWeights.Label.init), found: found.map(CommitmentWeights.Label.init))
    for label in weighed.found { weighed.form[label.rawValue] += weights.kept[label.rawValue] }
    for label in weighed.open + weighed.found {
      weighed.words[label.rawValue] = words.sum(known, columns[label.rawValue])
    }
    self.weighed = weighed
    for part in found where !weighed.gives(CommitmentWeights.Label(part)) {
      for range in reading.particulars[part].words.compactMap(\.range) {
        concepts.refused.append(Concepts.Refused(rule: .unlikely(part), code: nil, range: range))
      }
      say(part, .unsaid)
    }
    for part in open where weighed.gives(CommitmentWeights.Label(part)) {
      guard let range = reading.likeliest[part] else { continue }
      say(part, CommitmentPart(quality: .named, words: [evidence(range, in: text)]))
    }
    if weighed.gives(.commitment) { reading.commitment = reading.particulars }
  }

  private mutating func say(_ part: Commitment.Part, _ said: CommitmentPart) {
    reading.particulars[part] = said
    reading.commitment?[part] = said
  }

  /// Words of the passage found last, with their text where texts are wanted.
  private func evidence(
    _ range: ClosedRange<Int>, in text: UnsafeBufferPointer<UInt8>
  ) -> Words {
    let bytes = Int(scan.words[range.lowerBound].start)..<Int(scan.words[range.upperBound].end)
    return Words(
      cueRoom.wantsText ? String(decoding: text[bytes], as: UTF8.self) : "", range: bytes)
  }

  /// The concepts as Policy values.
  func codings(_ kind: Scoring.Kind, in text: UnsafeBufferPointer<UInt8>) -> [Coding] {
    concepts.found.filter { $0.kind == kind }.map { found in
      Coding(
        code: lexicon.matcher.name(found.code), score: found.score,
        words: words(found.words, in: text))
    }
  }

  func words(
    _ evidence: Range<Int>, in text: UnsafeBufferPointer<UInt8>, place: Words.Place = .own
  ) -> [Words] {
    concepts.evidence[evidence].map {
      Words(String(decoding: text[$0], as: UTF8.self), place: place, range: $0)
    }
  }

  func refusals(in text: UnsafeBufferPointer<UInt8>) -> [Refusal] {
    concepts.refused.map { refused in
      let (rule, reason) = lexicon.explanation(of: refused)
      return Refusal(
        rule: rule, code: lexicon.code(of: refused),
        words: Words(String(decoding: text[refused.range], as: UTF8.self), range: refused.range),
        reason: reason)
    }
  }

  /// The coding of the passage that was found last.
  func coding(
    of provision: Int, language: Language, relevance: Relevance,
    in text: UnsafeBufferPointer<UInt8>
  ) -> ProvisionCoding {
    ProvisionCoding(
      provision: provision, language: language, relevance: relevance,
      objectives: codings(.objective, in: text), measures: codings(.measure, in: text),
      populations: codings(.population, in: text), sectors: codings(.sector, in: text),
      stance: concepts.stance, role: reading.role, modality: reading.modality,
      commitment: reading.commitment, particulars: reading.particulars, actors: reading.actors,
      relations: reading.relations, refusals: refusals(in: text))
  }

  /// Relevance by the passage's own words.
  func ownRelevance(in text: UnsafeBufferPointer<UInt8>) -> Relevance {
    Relevance(
      ground: concepts.isRelevant ? .own : .none, score: concepts.relevance,
      words: words(concepts.relevanceWords, in: text))
  }
}

extension CommitmentReading {
  static let none = CommitmentReading(
    role: .rule, modality: .statement, commitment: nil, particulars: Commitment(), actors: [],
    relations: [])
}

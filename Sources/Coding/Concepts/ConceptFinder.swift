internal import Policy

/// Decides, from the hits of a scan, which concepts a passage has and which it only seems to have.
///
/// The same function for a stream and for a document; what the document adds comes in as `Context`.
struct ConceptFinder {
  /// What is known about a passage beyond its own words.
  struct Context {
    var language = Language.undetermined
    var role = ProvisionRole.rule
    /// Relevance is inherited or the document's defined words carry it: terms that need migration for company have it.
    var isMigrationText = false
    /// UTF-8 ranges of the bodies that act.
    var acting: [Range<Int>] = []
    /// Hits of the document's own terms, with the concept and weight that each stands for.
    var defined: [Defined] = []

    struct Defined {
      /// Number of the term among the document's own; each is counted once.
      var term: Int32
      var code: CodeNumber
      var weight: Double
      var range: Range<Int>
    }
  }

  let lexicon: Lexicon
  /// Whether what became of each hit is kept, for explanations.
  var isTracing = false
  private var traps: [Scan.Hit] = []
  private var names = NameSpans()
  /// Those of the names that act.
  private var actors: [ClosedRange<Int32>] = []
  private var negations = Scopes()
  private var exceptions = Scopes()
  private var admitted: [Scan.Hit] = []
  private var kept: [Scan.Hit] = []
  /// Terms of the code at hand that a trap refuses somewhere in the passage, with that trap.
  private var trapped: [(term: Int32, trap: Scan.Hit)] = []
  /// The passage in which a term was last counted, so that it is counted once.
  private var counted: [UInt32]
  private var passage: UInt32 = 0

  /// At most so many words are shown for a concept.
  static let evidenceLimit = 6
  /// At most so many refusals are shown of one passage.
  static let refusalLimit = 24

  init(_ lexicon: Lexicon) {
    self.lexicon = lexicon
    counted = Array(repeating: 0, count: lexicon.matcher.weights.count)
  }

  mutating func find(
    in scan: Scan, text: UnsafeBufferPointer<UInt8>, context: Context = Context(),
    into concepts: inout Concepts
  ) {
    concepts.removeAll()
    passage &+= 1
    if passage == 0 {
      for i in counted.indices { counted[i] = 0 }
      passage = 1
    }
    traps.removeAll(keepingCapacity: true)
    for code in lexicon.traps where scan.has(code) { traps += scan.hits(of: code) }
    if traps.count > 1 { traps.sort { $0.firstWord < $1.firstWord } }
    negations.find(lexicon.cues.negation, endingAt: lexicon.cues.scopeEnd, in: scan)
    exceptions.find(lexicon.cues.exception, endingAt: lexicon.cues.scopeEnd, in: scan)
    names.find(in: scan, text: text, cues: lexicon.cues)
    // A passage that is little more than a name is a title or an entry of its own, and the name is what it says.
    if names.spans.count <= 2, names.wordCount * 10 >= scan.words.count * 6 { names = NameSpans() }
    actors = actors(scan, context.acting)

    findRelevance(in: scan, text, context, &concepts)
    let hasCompany = concepts.isRelevant || context.isMigrationText
    admit(scan, hasCompany: hasCompany)
    if isTracing { traceLacking(scan, hasCompany: hasCompany, &concepts) }
    var at = 0
    while at < admitted.count {
      let code = admitted[at].code
      var end = at + 1
      while end < admitted.count, admitted[end].code == code { end += 1 }
      if case .concept(let kind) = lexicon.roles[Int(code.rawValue)], kind != .relevance {
        findConcept(
          code, kind, admitted[at..<end], context, isMigrationText: hasCompany, &concepts)
      }
      at = end
    }
    if hasCompany { findWorded(scan, context, &concepts) }
    findDefined(context, &concepts)
    sort(&concepts)
    dropOutranked(&concepts)
    concepts.stance = stance(scan, concepts)
  }

  // MARK: Relevance

  private mutating func findRelevance(
    in scan: Scan, _ text: UnsafeBufferPointer<UInt8>, _ context: Context,
    _ concepts: inout Concepts
  ) {
    let first = concepts.evidence.count
    var sum = 0.0
    if let code = lexicon.cues.relevant {
      sum = weigh(scan.hits(of: code), code, .relevance, &concepts)
    }
    for (i, defined) in context.defined.enumerated() where defined.code == lexicon.cues.relevant {
      guard !context.defined[..<i].contains(where: { $0.term == defined.term }) else { continue }
      sum += defined.weight
      if concepts.evidence.count - first < Self.evidenceLimit {
        concepts.evidence.append(defined.range)
      }
    }
    let curve = lexicon.scoring[.relevance]
    // Where no term speaks of migration, other words cannot.
    let isSpoken = sum != 0
    if isSpoken || context.isMigrationText, WordWeights.languages.contains(context.language) {
      concepts.known = lexicon.scoring.words.words(of: scan, in: text)
    }
    if isSpoken, let code = lexicon.cues.relevant { sum += lexicon.wording(code, concepts.known) }
    concepts.relevanceSum = sum
    concepts.relevance = isSpoken ? curve.probability(sum) : 0
    concepts.relevanceWords = first..<concepts.evidence.count
    concepts.isRelevant = concepts.relevance >= curve.threshold
  }

  // MARK: Other concepts

  /// The hits of concepts, grouped by code; those that lack company are let in when the context is company.
  private mutating func admit(_ scan: Scan, hasCompany: Bool) {
    admitted.removeAll(keepingCapacity: true)
    for hit in scan.hits {
      if case .concept = lexicon.roles[Int(hit.code.rawValue)] { admitted.append(hit) }
    }
    guard hasCompany, !scan.lacking.isEmpty else { return }
    let count = admitted.count
    for hit in scan.lacking {
      let needs = lexicon.matcher.needs[Int(hit.term)]
      if let relevant = lexicon.cues.relevant, needs.contains(relevant),
        case .concept = lexicon.roles[Int(hit.code.rawValue)]
      {
        admitted.append(hit)
      }
    }
    if admitted.count > count {
      admitted.sort { ($0.code, $0.lastWord, $0.firstWord) < ($1.code, $1.lastWord, $1.firstWord) }
    }
  }

  private mutating func findConcept(
    _ code: CodeNumber, _ kind: Scoring.Kind, _ hits: ArraySlice<Scan.Hit>, _ context: Context,
    isMigrationText: Bool, _ concepts: inout Concepts
  ) {
    let first = concepts.evidence.count
    var sum = weigh(hits, code, kind, &concepts)
    guard concepts.evidence.count > first else { return }
    sum += lexicon.wording(code, concepts.known)
    give(code, kind, sum, evidenceFrom: first, context, isMigrationText: isMigrationText, &concepts)
  }

  /// Gives a concept whose evidence has been written down, if its weight suffices and nothing withholds it; else the evidence
  /// goes.
  private func give(
    _ code: CodeNumber, _ kind: Scoring.Kind, _ sum: Double, evidenceFrom first: Int,
    _ context: Context, isMigrationText: Bool, _ concepts: inout Concepts
  ) {
    let curve = lexicon.scoring[kind]
    let score = curve.probability(sum)
    let isStatement = context.role == .recital || context.role == .fact
    guard score >= (isStatement ? curve.plainThreshold : curve.threshold) else {
      concepts.evidence.removeLast(concepts.evidence.count - first)
      return
    }
    if let rule = withholding(code, kind, context.role, isMigrationText: isMigrationText) {
      refuse(rule, code, concepts.evidence[first], &concepts)
      concepts.evidence.removeLast(concepts.evidence.count - first)
      return
    }
    concepts.found.append(
      Concepts.Found(
        code: code, kind: kind, sum: sum, score: score, words: first..<concepts.evidence.count))
  }

  // MARK: Words beside the terms

  /// So many words are shown for a concept that no term speaks for.
  private static let wordEvidenceLimit = 3

  /// Concepts of migration text that no term speaks for, but all words together do.
  private func findWorded(_ scan: Scan, _ context: Context, _ concepts: inout Concepts) {
    guard let known = concepts.known else { return }
    let words = lexicon.scoring.words
    for code in lexicon.worded where !admitted.contains(where: { $0.code == code }) {
      guard case .concept(let kind) = lexicon.roles[Int(code.rawValue)] else { continue }
      let column = lexicon.wordColumns[Int(code.rawValue)]
      let sum = lexicon.wording(code, known)
      guard lexicon.scoring[kind].probability(sum) >= lexicon.scoring[kind].threshold else {
        continue
      }
      let first = concepts.evidence.count
      let weightiest = known.words.filter { words.part($0, of: known, column) > 0 }
        .sorted { words.part($0, of: known, column) > words.part($1, of: known, column) }
      concepts.evidence += weightiest.prefix(Self.wordEvidenceLimit).map { word in
        let place = scan.words[Int(word.index)]
        return Int(place.start)..<Int(place.end)
      }
      guard concepts.evidence.count > first else { continue }
      give(code, kind, sum, evidenceFrom: first, context, isMigrationText: true, &concepts)
    }
  }

  /// Why a concept that the words support is not given.
  private func withholding(
    _ code: CodeNumber, _ kind: Scoring.Kind, _ role: ProvisionRole, isMigrationText: Bool
  ) -> Concepts.Rule? {
    let isRuled = kind == .measure || kind == .objective
    guard isRuled else { return nil }
    switch role {
    case .definition, .repeal, .commencement: return .role(role)
    // A clause on scope or applicable law takes no measure, but says what its text is for.
    case .scope, .applicableLaw: if kind == .measure { return .role(role) }
    default: break
    }
    if !isMigrationText, kind == .measure || lexicon.isCompact[Int(code.rawValue)] {
      return .notMigration
    }
    return nil
  }

  private func findDefined(_ context: Context, _ concepts: inout Concepts) {
    for defined in context.defined {
      guard case .concept(let kind) = lexicon.roles[Int(defined.code.rawValue)],
        kind == .population, !concepts.found.contains(where: { $0.code == defined.code })
      else { continue }
      concepts.evidence.append(defined.range)
      concepts.found.append(
        Concepts.Found(
          code: defined.code, kind: kind, sum: defined.weight,
          score: lexicon.scoring[kind].probability(defined.weight),
          words: concepts.evidence.count - 1..<concepts.evidence.count))
    }
  }

  /// Adds the weights of the hits of one code that stand, and writes down the words and what is refused.
  private mutating func weigh(
    _ hits: ArraySlice<Scan.Hit>, _ code: CodeNumber, _ kind: Scoring.Kind,
    _ concepts: inout Concepts
  ) -> Double {
    kept.removeAll(keepingCapacity: true)
    findTrapped(hits)
    for hit in hits where !isRefused(hit, kind, &concepts) {
      // Of hits that overlap, the weightiest speaks for the words; of equal ones the longest.
      if let last = kept.last, hit.firstWord <= last.lastWord {
        let (old, new) = (weight(last), weight(hit))
        if abs(new) > abs(old) || (abs(new) == abs(old) && hit.contains(last)) {
          kept[kept.count - 1] = hit
          if isTracing { trace(last, .outweighed, &concepts) }
        } else if isTracing {
          trace(hit, .outweighed, &concepts)
        }
      } else {
        kept.append(hit)
      }
    }
    var sum = 0.0
    let first = concepts.evidence.count
    for hit in kept {
      guard counted[Int(hit.term)] != passage else {
        if isTracing { trace(hit, .repeated, &concepts) }
        continue
      }
      counted[Int(hit.term)] = passage
      if isTracing { trace(hit, .counted, &concepts) }
      let weight = weight(hit)
      sum += weight
      if weight > 0, concepts.evidence.count - first < Self.evidenceLimit {
        concepts.evidence.append(hit.range)
      }
    }
    return sum
  }

  private func weight(_ hit: Scan.Hit) -> Double { lexicon.matcher.weights[Int(hit.term)] }

  // MARK: Refusals

  private func isRefused(
    _ hit: Scan.Hit, _ kind: Scoring.Kind, _ concepts: inout Concepts
  ) -> Bool {
    let rule: Concepts.Rule
    var trapTerm: Int32 = -1
    if let trap = trapped.first(where: { $0.term == hit.term })?.trap {
      rule = .trap(trap.code)
      trapTerm = trap.term
    } else if kind != .sector, let name = names.span(over: hit),
      kind != .relevance || !actors.contains(name)
    {
      rule = .name
    } else if kind == .measure, negations.scope(of: hit) != nil {
      rule = .negated
    } else if kind == .measure || kind == .population, exceptions.scope(of: hit) != nil {
      rule = .excepted
    } else {
      return false
    }
    refuse(rule, hit.code, hit.range, &concepts, term: trapTerm)
    if isTracing { trace(hit, .refused(rule), &concepts) }
    return true
  }

  private func trace(
    _ hit: Scan.Hit, _ outcome: Concepts.Considered.Outcome, _ concepts: inout Concepts
  ) {
    concepts.considered.append(
      Concepts.Considered(code: hit.code, term: hit.term, range: hit.range, outcome: outcome))
  }

  /// The hits without company that were not let in.
  private func traceLacking(_ scan: Scan, hasCompany: Bool, _ concepts: inout Concepts) {
    for hit in scan.lacking {
      let isAdmitted =
        hasCompany
        && lexicon.cues.relevant.map { lexicon.matcher.needs[Int(hit.term)].contains($0) } == true
      if !isAdmitted { trace(hit, .lacking, &concepts) }
    }
  }

  /// The names of bodies that act in the passage and have one subject («Dirección Nacional de Migraciones», and not
  /// "Ministry of Employment and Immigration"): what such a body is for is what the passage is about.
  private func actors(_ scan: Scan, _ acting: [Range<Int>]) -> [ClosedRange<Int32>] {
    guard !acting.isEmpty else { return [] }
    let joints = lexicon.cues.and.map { scan.hits(of: $0) } ?? []
    return names.spans.filter { span in
      let range =
        Int(scan.words[Int(span.lowerBound)].start)..<Int(scan.words[Int(span.upperBound)].end)
      return acting.contains { $0.overlaps(range) }
        && !joints.contains { span.contains($0.firstWord) }
    }
  }

  /// A word has one sense in a passage (Gale, Church and Yarowsky, "One sense per discourse", 1992): a trap over one hit of
  /// a term refuses them all.
  private mutating func findTrapped(_ hits: ArraySlice<Scan.Hit>) {
    trapped.removeAll(keepingCapacity: true)
    guard !traps.isEmpty else { return }
    for hit in hits where !trapped.contains(where: { $0.term == hit.term }) {
      if let trap = trap(over: hit) { trapped.append((hit.term, trap)) }
    }
  }

  /// The trap rule that refuses a hit: one that its term names and that shares a word with it.
  private func trap(over hit: Scan.Hit) -> Scan.Hit? {
    guard !traps.isEmpty else { return nil }
    let unless = lexicon.unless[Int(hit.term)]
    guard !unless.isEmpty else { return nil }
    // None that begins further before the hit than the longest trap can reach it.
    let from = traps.partitioningIndex {
      $0.firstWord > hit.firstWord - Int32(lexicon.matcher.longestSpan)
    }
    for trap in traps[from...] {
      if trap.firstWord > hit.lastWord { break }
      if trap.overlaps(hit), unless.contains(trap.code) { return trap }
    }
    return nil
  }

  func refuse(
    _ rule: Concepts.Rule, _ code: CodeNumber?, _ range: Range<Int>, _ concepts: inout Concepts,
    term: Int32 = -1
  ) {
    guard concepts.refused.count < Self.refusalLimit else { return }
    concepts.refused.append(
      Concepts.Refused(rule: rule, code: code, range: range, term: term))
  }
}

public import Policy

/// What a passage is, how strongly it binds, and who is to do what by when with what money and how it is measured.
public struct CommitmentReading: Sendable, Hashable {
  public var role: ProvisionRole
  public var modality: Modality
  /// Set when the passage's own words bind or promise.
  public var commitment: Commitment?
  /// Lead, deadline, budget and indicator as the passage says them, whether or not it binds.
  public var particulars: Commitment
  public var actors: [ActorMention]
  public var relations: [RelationMention]
  /// What its form shows, whatever its other words.
  var form = PassageForm.none
  /// For each part that no rule found, the words that say it most likely.
  var likeliest: [Commitment.Part: ClosedRange<Int>] = [:]

  /// Whether it says who sits in a body.
  var isSeating: Bool {
    relations.contains { $0.kind == .composed } && relations.contains { $0.kind == .assembly }
  }
}

/// Reads commitments from the hits of the cue lists: a pure function of a text and its scan.
///
/// ```swift
/// let reader = CommitmentReader(matcher)
/// matcher.scan(bytes, language: .english, into: &scan)
/// let reading = reader.read(bytes, scan: scan, language: .english)
/// ```
public struct CommitmentReader: Sendable {
  let index: CueIndex
  let matcher: PhraseMatcher

  /// - Parameter matcher: compiled from tables among which are `Resources/terms/cues-*.csv`.
  public init(_ matcher: PhraseMatcher) {
    self.matcher = matcher
    index = CueIndex(matcher)
  }

  /// Reads a passage.
  ///
  /// - Parameters:
  ///   - text: the bytes that were scanned; the offsets of the words returned are offsets into it.
  ///   - scan: what the matcher found in them.
  ///   - language: decides on word endings; the scan should have been made in it.
  /// - Complexity: O(words · cues present).
  public func read(
    _ text: UnsafeBufferPointer<UInt8>, scan: Scan, language: Language,
    setting: TextSetting = .passage
  ) -> CommitmentReading {
    read(text, scan: scan, language: language, setting: setting, room: CueRoom())
  }

  func read(
    _ text: UnsafeBufferPointer<UInt8>, scan: Scan, language: Language, setting: TextSetting,
    room: CueRoom
  ) -> CommitmentReading {
    let cued = CuedText(text, scan: scan, language: language, index: index, room: room)
    return PassageReader(cued, setting).reading()
  }
}

/// Puts together what the finders say of one passage.
private struct PassageReader {
  let text: CuedText
  let setting: TextSetting
  private let all: [Bond]
  private let bodies: [NamedBody]

  init(_ text: CuedText, _ setting: TextSetting) {
    self.text = text
    self.setting = setting
    all = BondFinder(text, setting: setting).bonds()
    bodies = BodyFinder(text: text, bonds: all, isSeat: setting.isSeat).bodies()
  }

  func reading() -> CommitmentReading {
    var reading = ruled()
    reading.form = PassageForm(text, reading)
    let likeliest = LikeliestWords(text: text, bodies: bodies)
    for part in Commitment.Part.allCases where reading.particulars[part].quality != .named {
      reading.likeliest[part] = likeliest.words(of: part)
    }
    return reading
  }

  /// What the rules find.
  private func ruled() -> CommitmentReading {
    let roles = RoleFinder(text: text, setting: setting)
    let actors = bodies.map(mention)
    let relations = RelationFinder(text: text).relations()
    let labelled = LabelFinder(text: text).labelled()
    let labels = labelled.parts

    if let role = roles.opening() {
      var reading = CommitmentReading(
        role: role, modality: .statement, commitment: nil, particulars: Commitment(),
        actors: actors, relations: relations)
      if role != .title {
        reading.particulars = particulars(bodies, all, labels) { _ in false }
        // Who approved or was convened, a recital tells of the past.
        if role == .recital { reading.particulars.lead = .unsaid }
      }
      return reading
    }

    // Each sentence has its role; only rules bind.
    var roleOf: [ProvisionRole] = []
    var firstOther: ProvisionRole?
    var word = 0
    while word < text.count {
      let sentence = text.sentenceRange(of: word)
      let role = roles.role(of: sentence)
      // Stops with no word between them make sentences without words.
      while roleOf.count < text.sentence(word) { roleOf.append(.rule) }
      roleOf.append(role)
      if role != .rule, firstOther == nil { firstOther = role }
      word = sentence.upperBound
    }
    func role(at word: Int) -> ProvisionRole { roleOf[Int(text.sentence(word))] }
    let bonds = all.filter { role(at: $0.words.lowerBound) == .rule }
    let binding = bonds.filter { $0.commits && !isChapeau($0) }
    // Dates and sums of a fine, a quoted text or a clause on entry into force are those of no commitment.
    var particulars = particulars(bodies, bonds, labels) { word in
      let role = role(at: word)
      return isSilent(role) || role == .commencement
    }
    // Who decides on a penalty or takes the place of another by a definition leads all the same.
    let leading = bodies.filter { role(at: $0.words.lowerBound) != .quotation }
    particulars.lead = lead(leading, labels: labels)
    let modality = bonds.map(\.modality).max() ?? .statement
    let role: ProvisionRole =
      if !binding.isEmpty { .rule } else if let firstOther { firstOther } else if bonds.isEmpty {
        .fact
      } else { .rule }
    // The sheet of a measure undertakes it, whatever its verb.
    let isMeasure = setting.isPlan && binding.isEmpty && labelled.isMeasure
    particulars.isRoutine = !isMeasure && isRoutine(binding)
    return CommitmentReading(
      role: isMeasure ? .rule : role,
      modality: isMeasure ? .action : role == .rule ? modality : .statement,
      commitment: binding.isEmpty && !isMeasure ? nil : particulars, particulars: particulars,
      actors: actors, relations: relations)
  }

  /// Whether dates and sums of such a sentence are none to act by.
  private func isSilent(_ role: ProvisionRole) -> Bool {
    switch role {
    case .penalty, .quotation, .repeal, .definition: true
    default: false
    }
  }

  private func mention(_ body: NamedBody) -> ActorMention {
    ActorMention(
      words: text.evidence(body.words),
      kind: body.isGeneric ? nil : text.kind(in: body.words), isActing: body.isActing,
      isGeneric: body.isGeneric)
  }

  /// "The Minister has the following tasks:" — the verbs stand in the list.
  private func isChapeau(_ bond: Bond) -> Bool {
    guard bond.modality == .promise, text.tail(has: ":") else { return false }
    let last = max(0, text.count - 12)..<text.count
    return text.has(CueSet(.chapeau), in: last)
      && text.sentence(bond.words.lowerBound) == text.sentence(text.count - 1)
  }

  // MARK: Particulars

  private func particulars(
    _ bodies: [NamedBody], _ bonds: [Bond],
    _ labels: [(part: Commitment.Part, words: ClosedRange<Int>)],
    leavingOut isOut: (Int) -> Bool
  ) -> Commitment {
    func part(_ part: Commitment.Part, _ found: [ClosedRange<Int>]) -> CommitmentPart {
      guard !labels.isEmpty else {
        return found.isEmpty
          ? .unsaid : CommitmentPart(quality: .named, words: found.map(text.evidence))
      }
      let labelled = labels.filter { $0.part == part }.map(\.words)
      let words = labelled + found.filter { range in !labelled.contains { $0.overlaps(range) } }
      return words.isEmpty
        ? .unsaid : CommitmentPart(quality: .named, words: words.map(text.evidence))
    }
    var commitment = Commitment(
      lead: lead(bodies, labels: labels),
      deadline: part(.deadline, DeadlineFinder(text: text).deadlines(leavingOut: isOut)),
      budget: part(.budget, BudgetFinder(text: text).budgets(leavingOut: isOut)),
      indicator: part(
        .indicator,
        IndicatorFinder(text: text, setting: setting, bonds: bonds).indicators(
          leavingOut: isOut)))
    commitment.isRoutine = true
    return commitment
  }

  private func lead(
    _ bodies: [NamedBody], labels: [(part: Commitment.Part, words: ClosedRange<Int>)]
  ) -> CommitmentPart {
    let labelled = labels.filter { $0.part == .lead }.map(\.words)
    // Whoever pays under "Budget:" leads nothing.
    let acting = bodies.filter { body in
      body.isActing && !labels.contains { $0.words.contains(body.words.lowerBound) }
    }
    let named = labelled + acting.filter { $0.canLead && !$0.isGeneric }.map(\.words)
    if !named.isEmpty {
      return CommitmentPart(quality: .named, words: named.map(text.evidence))
    }
    let generic = acting.filter(\.isGeneric).map(\.words)
    return generic.isEmpty
      ? .unsaid : CommitmentPart(quality: .generic, words: generic.map(text.evidence))
  }

  /// Whether what binds takes effect by itself or is an office's routine, so that nobody undertakes to change a thing.
  private func isRoutine(_ bonds: [Bond]) -> Bool {
    !bonds.contains { bond in
      guard bond.modality != .right, !isProhibition(bond) else { return false }
      let sentence = text.sentenceRange(of: bond.words.lowerBound)
      if setting.isLaw, text.has(CueSet(.selfExecuting), in: sentence) { return false }
      // In an action point the verb opens; in a sentence it follows the subject.
      let clause = bond.words.lowerBound..<sentence.upperBound
      if text.has(CueSet(.change), in: clause) { return true }
      return setting.isPlan && !text.has(CueSet(.routine), in: clause)
    }
  }

  private func isProhibition(_ bond: Bond) -> Bool {
    text.starts[bond.words.lowerBound].contains(.prohibition)
  }
}

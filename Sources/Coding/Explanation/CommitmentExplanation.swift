public import Policy

/// Why a provision commits or does not, and whom, when, with what and how measured it names: sentence by sentence.
public struct CommitmentExplanation: Sendable, Hashable {
  /// A word by which a sentence binds, promises, permits or aims.
  public struct Bond: Sendable, Hashable {
    public var words: Words
    public var modality: Modality
    /// False of a mere aim or permission.
    public var commits: Bool
  }

  public struct Sentence: Sendable, Hashable {
    public var words: Words
    public var role: ProvisionRole
    /// The words that settled a role other than rule.
    public var roleWords: Words?
    public var bonds: [Bond]
  }

  /// A body or office that the provision names.
  public struct Body: Sendable, Hashable {
    public var words: Words
    public var isGeneric: Bool
    /// It acts or decides in its sentence.
    public var isActing: Bool
    /// Courts, officers and private firms act, but do not lead.
    public var canLead: Bool
  }

  /// The coding as it was made, with what other provisions of the document complete.
  public var coding: ProvisionCoding
  /// Set when the first words settle the role of the whole provision, with those words.
  public var opening: Words?
  public var sentences: [Sentence]
  public var bodies: [Body]
  /// What decided whether it commits, where no verb binds.
  public var weighing: Weighing?
  /// What decided whether it says a part, where a rule finds it or it has words that could say it.
  public var partWeighings: [Commitment.Part: Weighing] = [:]
  /// Words that a rule took for a part, which its form and words make unlikely.
  public var unlikely: [Refusal] = []

  /// What the form and the words of a provision weigh; it commits, or says a part, where they are above 0 together.
  public struct Weighing: Sendable, Hashable {
    /// A rule finds the part, so that it takes much to make it unlikely.
    public var isFound: Bool
    public var form: Double
    public var wording: Explanation.Wording
    public var sum: Double { form + wording.weight }
  }
}

extension Coder {
  /// Explains the commitment of one provision.
  ///
  /// - Parameter index: the provision's place in `Document.provisions`.
  /// - Returns: nil when the document has no such provision.
  public func explainCommitment(of index: Int, in document: Document) -> CommitmentExplanation? {
    guard document.provisions.indices.contains(index) else { return nil }
    let coding = code(document).codings[index]
    var explanation: CommitmentExplanation?
    visit(document) { passages, visit in
      guard visit.index == index else { return }
      explanation = commitments.explain(
        visit.text, scan: passages.scan, language: visit.language, setting: visit.setting.text,
        coding: coding)
      explanation?.unlikely = coding.refusals.filter { Commitment.Part(rawValue: $0.code) != nil }
      guard let weighed = passages.weighed, let columns = lexicon.commitmentColumns else { return }
      func weighing(_ label: CommitmentWeights.Label) -> CommitmentExplanation.Weighing? {
        let isFound = weighed.found.contains(label)
        guard isFound || weighed.open.contains(label) else { return nil }
        let column = columns[label.rawValue]
        return CommitmentExplanation.Weighing(
          isFound: isFound, form: weighed.form[label.rawValue],
          wording: Explanation.Wording(
            weight: weighed.words[label.rawValue],
            parts: weightiest(weighed.known, column, passages, visit)))
      }
      explanation?.weighing = weighing(.commitment)
      for part in Commitment.Part.allCases {
        explanation?.partWeighings[part] = weighing(CommitmentWeights.Label(part))
      }
    }
    return explanation
  }
}

extension CommitmentReader {
  func explain(
    _ bytes: UnsafeBufferPointer<UInt8>, scan: Scan, language: Language, setting: TextSetting,
    coding: ProvisionCoding
  ) -> CommitmentExplanation {
    let text = CuedText(bytes, scan: scan, language: language, index: index)
    let roles = RoleFinder(text: text, setting: setting)
    let bonds = BondFinder(text, setting: setting).bonds()
    var sentences: [CommitmentExplanation.Sentence] = []
    var word = 0
    while word < text.count {
      let sentence = text.sentenceRange(of: word)
      let role = roles.role(of: sentence)
      sentences.append(
        CommitmentExplanation.Sentence(
          words: text.evidence(sentence.lowerBound...sentence.upperBound - 1), role: role,
          roleWords: roles.words(of: role, in: sentence).map(text.evidence),
          bonds: bonds.filter { sentence.contains($0.words.lowerBound) }.map {
            .init(words: text.evidence($0.words), modality: $0.modality, commits: $0.commits)
          }))
      word = sentence.upperBound
    }
    return CommitmentExplanation(
      coding: coding,
      opening: roles.opening() == nil || text.count == 0 ? nil : text.evidence(0...0),
      sentences: sentences,
      bodies: BodyFinder(text: text, bonds: bonds).bodies().map {
        .init(
          words: text.evidence($0.words), isGeneric: $0.isGeneric, isActing: $0.isActing,
          canLead: $0.canLead)
      })
  }
}

extension RoleFinder {
  /// The first words of a sentence that speak for a role.
  func words(of role: ProvisionRole, in sentence: Range<Int>) -> ClosedRange<Int>? {
    let cues: [Cue]
    switch role {
    case .repeal: cues = [.repeal]
    case .quotation: cues = [.amendment]
    case .penalty: cues = [.penalty]
    case .definition: cues = [.definition, .quotedDefinition]
    case .scope: cues = [.scope]
    case .commencement: cues = [.commencement]
    case .applicableLaw: cues = [.applicableLaw]
    case .rule, .recital, .title, .fact: return nil
    }
    for word in sentence {
      for cue in cues where text.starts[word].contains(cue) {
        return word...text.end(of: cue, at: word)
      }
    }
    return nil
  }
}

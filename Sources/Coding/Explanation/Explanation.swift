public import Policy

/// Why a provision has a code, or has it not: the words that speak for it with the rows of the term lists that they
/// stand in, what was refused and on which rule, and what would have changed the answer.
public struct Explanation: Sendable, Hashable {
  /// What became of words that a term of the code matches.
  public enum Outcome: Sendable, Hashable {
    case counted
    /// Words of a weightier term hold them.
    case outweighed
    /// The same term was counted once already.
    case repeated
    case refused(rule: String, reason: String)
    /// The term needs one of these lists for company, and the passage has none of their words.
    case lacking(needs: [String])
  }

  public struct Finding: Sendable, Hashable {
    /// The row of the term list; of a document's own term, a row of the file "document".
    public var term: Term
    public var words: Words
    public var outcome: Outcome
  }

  /// What the words beside the terms add to their weights, and the words that add most, for or against.
  public struct Wording: Sendable, Hashable {
    public struct Part: Sendable, Hashable {
      public var words: Words
      public var weight: Double
    }

    public var weight: Double
    /// Whether they would add or take more, and may not (`scoring.csv`).
    public var isCapped = false
    /// The weightiest first, at most six.
    public var parts: [Part]
  }

  /// One thing that, were it different, would have turned the answer round.
  public enum Change: Sendable, Hashable {
    /// Without these words the code would not be given.
    case without([Words])
    /// Had the words beside the terms added less than this.
    case otherWords(weight: Double)
    /// Had the rule not refused these words.
    case unrefused(Words, rule: String)
    /// Had the passage a word of one of these lists.
    case company(Words, needs: [String])
    /// With further words of this weight.
    case further(weight: Double)
    /// In a provision of another role: the words suffice, but this role rules on nothing.
    case otherRole(ProvisionRole)
    /// In migration text.
    case migrationText
  }

  public var code: String
  public var isGiven: Bool
  /// Probability that the weights amount to, and the least at which the code is given.
  public var score: Double
  public var threshold: Double
  /// Sum of the weights counted, and the least sum that suffices.
  public var sum: Double
  public var needed: Double
  public var role: ProvisionRole
  public var findings: [Finding]
  /// nil where the words beside the terms are not weighed.
  public var wording: Wording?
  /// Why a code that the words support is withheld.
  public var withheld: Refusal?
  /// Of relevance alone: on which ground it was given.
  public var relevance: Relevance?
  public var changes: [Change]
}

extension Coder {
  /// Explains one code of one provision.
  ///
  /// - Parameters:
  ///   - code: of an objective, measure, population or sector, or `Lexicon.relevanceCode`.
  ///   - index: the provision's place in `Document.provisions`.
  /// - Returns: nil when the codebook and the lists have no such code, or the document no such provision.
  /// - Complexity: that of coding the document.
  public func explain(_ code: String, of index: Int, in document: Document) -> Explanation? {
    guard let kind = kind(of: code), document.provisions.indices.contains(index) else { return nil }
    var explanation: Explanation?
    visit(document, isTracing: true) { passages, visit in
      guard visit.index == index else { return }
      explanation = self.explanation(of: code, kind, passages, visit)
    }
    return explanation
  }

  /// What a code is; nil when it is no concept. A concept may have no term yet.
  private func kind(of code: String) -> Scoring.Kind? {
    if code == Lexicon.relevanceCode { return .relevance }
    if lexicon.codebook.objective(code) != nil { return .objective }
    if lexicon.codebook.measure(code) != nil { return .measure }
    if lexicon.codebook.population(code) != nil { return .population }
    return lexicon.codebook.sector(code) != nil ? .sector : nil
  }

  private func explanation(
    of code: String, _ kind: Scoring.Kind, _ passages: borrowing PassageCoder, _ visit: Visit
  ) -> Explanation {
    let number = lexicon.matcher.code(code)
    let concepts = passages.concepts
    func words(_ range: Range<Int>) -> Words {
      Words(String(decoding: visit.text[range], as: UTF8.self), range: range)
    }
    var findings = concepts.considered.filter { $0.code == number }.map { considered in
      let term = lexicon.matcher.terms[Int(considered.term)]
      return Explanation.Finding(
        term: term, words: words(considered.range),
        outcome: outcome(considered, needs: term.needs, concepts))
    }
    if let terms = visit.setting.terms {
      var seen: Set<Int32> = []
      for hit in passages.defined.hits where terms.codes[Int(hit.code.rawValue)] == number {
        findings.append(
          Explanation.Finding(
            term: terms.matcher.terms[Int(hit.term)], words: words(hit.range),
            outcome: seen.insert(hit.term).inserted ? .counted : .repeated))
      }
    }
    let role = passages.reading.role
    let isStatement = kind != .relevance && (role == .recital || role == .fact)
    let curve = lexicon.scoring[kind]
    let threshold = isStatement ? curve.plainThreshold : curve.threshold
    let terms = findings.reduce(0) { $1.outcome == .counted ? $0 + $1.term.weight : $0 }
    let wording = kind == .relevance && terms == 0 ? nil : wording(number, passages, visit)
    let sum = terms + (wording?.weight ?? 0)
    let isGiven =
      kind == .relevance
      ? visit.relevance.isRelevant || visit.relevance.isInherited
      : concepts.found.contains { $0.code == number }
    let withheld = concepts.refused.first { refused in
      guard refused.code == number else { return false }
      switch refused.rule {
      case .role, .notMigration, .outranked: return true
      default: return false
      }
    }
    var needed = curve.sum(ofProbability: threshold)
    if let number, lexicon.isCompact[Int(number.rawValue)],
      let first = concepts.found.first(where: { lexicon.isCompact[Int($0.code.rawValue)] }),
      first.code != number
    {
      needed = max(needed, passages.finder.leastOfFurther)
    }
    var explanation = Explanation(
      code: code, isGiven: isGiven,
      score: terms == 0 && wording == nil ? 0 : curve.probability(sum),
      threshold: threshold, sum: sum,
      needed: needed, role: role,
      findings: findings, wording: wording,
      withheld: withheld.map { refused in
        let (rule, reason) = lexicon.explanation(of: refused)
        return Refusal(rule: rule, code: code, words: words(refused.range), reason: reason)
      },
      relevance: kind == .relevance ? visit.relevance : nil, changes: [])
    explanation.changes = changes(explanation, withheld?.rule)
    return explanation
  }

  private func wording(
    _ code: CodeNumber?, _ passages: borrowing PassageCoder, _ visit: Visit
  ) -> Explanation.Wording? {
    guard let code, let known = passages.concepts.known else { return nil }
    let column = lexicon.wordColumns[Int(code.rawValue)]
    guard column >= 0 else { return nil }
    let weight = lexicon.wording(code, known)
    return Explanation.Wording(
      weight: weight, isCapped: weight != lexicon.scoring.words.sum(known, column),
      parts: weightiest(known, column, passages, visit))
  }

  /// The words that weigh most in a column, for or against.
  func weightiest(
    _ known: WordWeights.Known, _ column: Int, _ passages: borrowing PassageCoder, _ visit: Visit
  ) -> [Explanation.Wording.Part] {
    let weights = lexicon.scoring.words
    let parts = known.words.map { word in
      let place = passages.scan.words[Int(word.index)]
      let range = Int(place.start)..<Int(place.end)
      return Explanation.Wording.Part(
        words: Words(String(decoding: visit.text[range], as: UTF8.self), range: range),
        weight: weights.part(word, of: known, column))
    }
    return Array(
      parts.filter { $0.weight != 0 }.sorted { abs($0.weight) > abs($1.weight) }.prefix(6))
  }

  private func outcome(
    _ considered: Concepts.Considered, needs: [String], _ concepts: Concepts
  ) -> Explanation.Outcome {
    switch considered.outcome {
    case .counted: return .counted
    case .outweighed: return .outweighed
    case .repeated: return .repeated
    case .lacking: return .lacking(needs: needs)
    case .refused:
      guard
        let refused = concepts.refused.first(where: {
          $0.code == considered.code && $0.range == considered.range
        })
      else { return .outweighed }
      let (rule, reason) = lexicon.explanation(of: refused)
      return .refused(rule: rule, reason: reason)
    }
  }

  private func changes(
    _ explanation: Explanation, _ withheld: Concepts.Rule?
  ) -> [Explanation.Change] {
    switch withheld {
    case .role(let role): return [.otherRole(role)]
    case .notMigration: return [.migrationText]
    default: break
    }
    let (sum, needed) = (explanation.sum, explanation.needed)
    guard sum < needed else {
      // The weightiest words first, until what is left no longer suffices.
      var left = sum
      var taken: [Words] = []
      let counted = explanation.findings.filter { $0.outcome == .counted && $0.term.weight > 0 }
      for finding in counted.sorted(by: { $0.term.weight > $1.term.weight }) where left >= needed {
        left -= finding.term.weight
        taken.append(finding.words)
      }
      guard left >= needed else { return [.without(taken)] }
      return [.otherWords(weight: needed - (sum - (explanation.wording?.weight ?? 0)))]
    }
    var changes: [Explanation.Change] = []
    for finding in explanation.findings where sum + finding.term.weight >= needed {
      switch finding.outcome {
      case .refused(let rule, _): changes.append(.unrefused(finding.words, rule: rule))
      case .lacking(let needs): changes.append(.company(finding.words, needs: needs))
      default: break
      }
    }
    return changes + [.further(weight: needed - sum)]
  }
}

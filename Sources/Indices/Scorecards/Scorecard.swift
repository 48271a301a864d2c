/// An instrument applied to one unit in one round: scores from the items up, with what is not known.
public struct Scorecard: Sendable, Hashable {
  public var instrument: String
  public var name: String
  public var edition: String
  public var unit: String
  public var round: String
  public var perspective: String?
  public var basis: Instrument.Basis
  /// From the top down, in the order of the instrument; the first is the instrument as a whole.
  public var nodes: [NodeScore]
  /// In the order of the instrument; those asked of this side.
  public var items: [ItemScore]
  /// Where there are several: the overall score that each one's answers alone would give.
  public var respondents: [RespondentScore]
  /// How far the respondents agree; nil with fewer than two answers to any item.
  public var agreement: Agreement?
  public var problems: [AnswerProblem]

  public struct NodeScore: Sendable, Hashable {
    public var id: String
    public var label: String
    /// 0 for the instrument as a whole.
    public var depth: Int
    /// Nil when there is none or it is withheld.
    public var score: Double?
    /// Why there is no score, in words.
    public var withheld: String?
    /// Lowest and highest score that the missing answers allow; nil where an item has no bounds.
    public var bounds: ClosedRange<Double>?
    /// Lowest and highest score that any answers would give.
    public var scale: ClosedRange<Double>?
    /// Share of the effective weight that is answered.
    public var coverage: Double
    public var scoreClass: Instrument.ScoreClass?
    /// Classes of the bounds, where they differ from the class.
    public var possibleClasses: [Instrument.ScoreClass]
    /// How often each answer was given beneath it.
    public var tally: [String: Int]
    /// Share of the weight of the instrument as a whole.
    public var effectiveWeight: Double
  }

  public struct ItemScore: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
      case answered, unanswered, idle
      case notApplicable = "not_applicable"
    }

    public var id: String
    /// The domain it stands in.
    public var node: String
    public var label: String
    public var state: State
    public var score: Double?
    public var scale: ClosedRange<Double>?
    /// All answers to it, whatever they speak of.
    public var answers: [Answer]
    /// The answers that are scored, in one line, the same for the same answers whoever gave them.
    public var words: String
    /// What each respondent's answer is worth, by respondent.
    public var byRespondent: [String: Double]
    /// Score of what is done, where the answers tell practice from law.
    public var practice: Double?
    public var level: String?
    public var crosswalk: [Instrument.Link]
  }

  public struct RespondentScore: Sendable, Hashable {
    public var respondent: String
    public var answered: Int
    public var score: Double?
  }

  /// Krippendorff's alpha over the items that at least two respondents answered.
  public struct Agreement: Sendable, Hashable {
    public var items: Int
    public var respondents: Int
    /// Same answer or not; nil where all answers are the same, so that agreement cannot be told from habit.
    public var nominal: Double?
    /// By how far the scores differ, each as a share of its scale.
    public var interval: Double?
    /// The items on which they differ, most first.
    public var disputed: [String]
  }

  public var overall: NodeScore { nodes[0] }

  public func node(_ id: String) -> NodeScore? { nodes.first { $0.id == id } }
  public func item(_ id: String) -> ItemScore? { items.first { $0.id == id } }
}

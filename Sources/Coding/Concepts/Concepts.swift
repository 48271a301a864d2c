internal import Policy

/// The concepts that were found in a passage: numbers and offsets, no strings.
///
/// One is kept a thread and used again. `Coder` turns it into Policy values, `CodingFilter` straight into JSON.
struct Concepts {
  /// A concept with its probability and its evidence.
  struct Found {
    var code: CodeNumber
    var kind: Scoring.Kind
    /// The weights of its words.
    var sum: Double
    var score: Double
    /// Into `evidence`.
    var words: Range<Int>
  }

  enum Rule {
    case trap(CodeNumber)
    case name, negated, excepted
    case role(ProvisionRole)
    /// Withheld because the passage is no migration text.
    case notMigration
    /// Withheld because other objectives of the passage have far more weight.
    case outranked
    /// A part of a commitment that a rule found and the form and words of the passage make unlikely.
    case unlikely(Commitment.Part)
  }

  /// What became of one hit of a concept's term.
  struct Considered {
    enum Outcome {
      case counted
      /// A term with more weight has its words.
      case outweighed
      /// The same term has been counted before in the passage.
      case repeated
      case refused(Rule)
      /// It needs company that the passage does not have.
      case lacking
    }

    var code: CodeNumber
    var term: Int32
    var range: Range<Int>
    var outcome: Outcome
  }

  /// A concept that was considered and not given.
  struct Refused {
    var rule: Rule
    var code: CodeNumber?
    var range: Range<Int>
    /// Index of the trap's term, whose note is the reason.
    var term: Int32 = -1
  }

  /// Probability that a careful reader calls the passage migration text.
  var relevance = 0.0
  /// Evidence of relevance, into `evidence`.
  var relevanceWords = 0..<0
  var isRelevant = false
  /// The weights that relevance was summed from, for calibration and explanation.
  var relevanceSum = 0.0
  /// By kind, the surest first.
  var found: [Found] = []
  /// UTF-8 ranges of the words.
  var evidence: [Range<Int>] = []
  var refused: [Refused] = []
  var stance = 0
  /// What became of each hit, when the finder traces.
  var considered: [Considered] = []
  /// The words that are weighed beside the terms; nil where none are.
  var known: WordWeights.Known?

  mutating func removeAll() {
    relevance = 0
    relevanceSum = 0
    relevanceWords = 0..<0
    isRelevant = false
    found.removeAll(keepingCapacity: true)
    evidence.removeAll(keepingCapacity: true)
    refused.removeAll(keepingCapacity: true)
    stance = 0
    considered.removeAll(keepingCapacity: true)
    known = nil
  }
}

extension Lexicon {
  /// The name and the plain reason of a refusal.
  func explanation(of refusal: Concepts.Refused) -> (rule: String, reason: String) {
    switch refusal.rule {
    case .trap(let code):
      let note = refusal.term >= 0 ? matcher.terms[Int(refusal.term)].note : ""
      return (matcher.name(code), note.isEmpty ? "the words have another meaning here" : note)
    case .name: return ("name", "the words are part of the name of a body or a law")
    case .negated: return ("negated", "the sentence denies it")
    case .excepted: return ("excepted", "the words stand in an exception")
    case .role(let role):
      return (role.rawValue, "a \(role.rawValue) does not rule on its subject")
    case .notMigration:
      return ("not-migration", "the passage does not speak of people who move")
    case .outranked:
      return ("outranked", "other objectives have far more words in the passage")
    case .unlikely:
      return ("unlikely", "the form and the other words of the passage make it unlikely")
    }
  }

  /// What was refused: a concept, relevance, or a part of a commitment.
  func code(of refusal: Concepts.Refused) -> String {
    if case .unlikely(let part) = refusal.rule { return part.rawValue }
    return refusal.code.map(matcher.name) ?? Self.relevanceCode
  }
}

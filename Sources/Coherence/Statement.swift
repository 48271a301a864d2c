import Policy

/// What the judge keeps of one provision: what it does, for whom, where, about what, and what it leaves out.
struct Statement: Sendable {
  /// An act of the provision ("charges", "forbids") with the words that say so.
  struct Act: Sendable {
    var act: Int
    var range: Range<Int>
    var sentence: Int
    /// Stems and senses of its own words, and those of the matter of its sentence beside them; each sorted.
    var own: [Int32]
    var matter: [Int32]
  }

  /// Index of its document in the set, and of its provision in the document.
  var document: Int
  var position: Int
  /// Ordinal of the provision.
  var provision: Int
  /// Ordinal of the article or heading that it is a part of.
  var article: Int
  var role: ProvisionRole
  var modality: Modality
  var measures: [Coding]
  var objectives: [Coding]
  /// People for whom it is made, and people whom it leaves out.
  var populations: Set<String>
  var excepted: Set<String>
  var acts: [Act]
  /// Cues that stand in it.
  var cues: Set<Int>
  /// Distinct stems and senses of its matter, sorted: no function words, numbers or names of institutions.
  var stems: [Int32]
  /// Those of `stems` that name neither people nor money, sorted.
  var matter: [Int32]
  /// Stems of `stems` that it asserts, and those that it denies or forbids, each sorted; people are left out.
  var affirmed: [Int32] = []
  var denied: [Int32] = []
  /// Stems that follow "unless", "except": what lifts it.
  var conditionStems: [Int32]
  /// Stems of names of places.
  var places: Set<Int32>
  /// Numbers of provisions of its own document that it names.
  var references: Set<String>
  /// The number in its own locator.
  var number: String?
  var isAim: Bool
  /// It says in the future tense of French or Spanish what will be done.
  var isFuture: Bool
  /// False for provisions that only define, repeal, quote, exempt or tell.
  var canConflict: Bool
  /// What it speaks of.
  var topic = Topic()
  /// Whether it gives or holds back.
  var leaning = Leaning()
  /// How much its words are those of rules in conflicts.
  var wording = 0.0
  /// Length of `stems` under the weights of the set; set by `Corpus`.
  var norm: Double = 0

  func has(_ cue: Int?) -> Bool { cue.map(cues.contains) ?? false }

  /// The statement with other numbers for its stems.
  func renumbered(_ numbers: [Int32]) -> Statement {
    func renumbered(_ stems: some Sequence<Int32>) -> [Int32] {
      stems.map { numbers[Int($0)] }.sorted()
    }
    var statement = self
    statement.stems = renumbered(stems)
    statement.matter = renumbered(matter)
    statement.affirmed = renumbered(affirmed)
    statement.denied = renumbered(denied)
    statement.conditionStems = renumbered(conditionStems)
    statement.places = Set(renumbered(places))
    for i in acts.indices {
      statement.acts[i].own = renumbered(acts[i].own)
      statement.acts[i].matter = renumbered(acts[i].matter)
    }
    return statement
  }
}

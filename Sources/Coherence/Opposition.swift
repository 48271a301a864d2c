import Policy

/// Why two statements pull in opposite directions: the measures, acts or effects that oppose one another.
struct Opposition: Sendable {
  enum Ground: Sendable {
    /// Two measures that the codebook calls opposites.
    case measures(String, String)
    /// Two acts that contradict one another.
    case acts(Statement.Act, Statement.Act)
    /// The two ways to settle one matter.
    case poles(Statement.Act, Statement.Act)
    /// Two acts on different things of which one takes from people and the other gives to them.
    case stances(Statement.Act, Statement.Act)
    /// What one side denies or forbids the other asserts: stems of the matter.
    case denial([Int32])
    /// One gives or opens, the other holds back, asks or takes; the first gives unless it is reversed.
    case leanings(reversed: Bool)
    /// Nothing, but that the two are on one matter.
    case oneMatter
    /// The measure of one works against an objective that the other declares or serves.
    case undercut(objective: String, effect: Codebook.Effect, reversed: Bool)

    /// Which piece of evidence its strength is; none where the leanings of the two are evidence in themselves.
    var evidence: ConflictEvidence? {
      switch self {
      case .measures: .measures
      case .acts: .acts
      case .poles: .poles
      case .stances: .stances
      case .denial: .denial
      case .undercut: .undercut
      case .leanings, .oneMatter: nil
      }
    }
  }

  var ground: Ground
  /// From 0 to 1.
  var strength: Double
  /// How far the acts name one matter by themselves, and how much of it is said beside them.
  var issue = 0.0
  var residual = 0.0

  /// It rests on what each side does.
  var isOfActs: Bool {
    switch ground {
    case .acts, .poles, .stances: true
    case .measures, .denial, .undercut, .leanings, .oneMatter: false
    }
  }

  /// It is about setting up bodies or posts.
  func setsUp(_ tables: CoherenceTables) -> Bool {
    guard case .acts(let first, _) = ground else { return false }
    return ["establish", "freeze"].contains(tables.acts[first.act].name)
  }
}

struct Oppositions: Sendable {
  let codebook: Codebook
  let tables: CoherenceTables
  let corpus: Corpus

  /// All that opposes two statements, the strongest first.
  func between(_ a: Statement, _ b: Statement) -> [Opposition] {
    var found: [Opposition] = []
    for first in a.measures {
      for second in b.measures where tables.areOpposite(first.code, second.code) {
        found.append(
          Opposition(
            ground: .measures(first.code, second.code), strength: min(first.score, second.score)))
      }
    }
    if let acts = acts(a, b) { found.append(acts) }
    if let poles = poles(a, b) { found.append(poles) }
    if let denial = denial(a, b) { found.append(denial) }
    if let undercut = undercut(a, b, reversed: false) { found.append(undercut) }
    if let undercut = undercut(b, a, reversed: true) { found.append(undercut) }
    return found.sorted { $0.strength > $1.strength }
  }

  /// One statement gives where the other holds back, and nothing more particular opposes the two.
  func leanings(_ a: Statement, _ b: Statement) -> Opposition? {
    let gap = a.leaning.value - b.leaning.value
    let (kind, strict) = gap > 0 ? (a, b) : (b, a)
    guard abs(gap) > Self.apart, kind.leaning.favours > 0, strict.leaning.restrains > 0 else {
      return nil
    }
    return Opposition(ground: .leanings(reversed: gap < 0), strength: abs(gap) / 2)
  }

  /// By how much the leanings of two statements must differ, of 2 at most.
  private static let apart = 0.2

  /// The two contradicting acts whose sentences are most alike; failing that, the two of opposite stance.
  private func acts(_ a: Statement, _ b: Statement) -> Opposition? {
    var best: Opposition?
    var stances: Opposition?
    for first in a.acts where !tables.isPole(first.act) {
      for second in b.acts where !tables.isPole(second.act) {
        let contradict = tables.opposite[first.act] == second.act
        let sides = (tables.acts[first.act].side, tables.acts[second.act].side)
        guard contradict || sides.0 * sides.1 < 0 else { continue }
        let weight = (tables.acts[first.act].weight + tables.acts[second.act].weight) / 2
        let matter =
          contradict ? (tables.acts[first.act].matter + tables.acts[second.act].matter) / 2 : 0
        let residual = residual(a, first, b, second)
        // Where a side also does what the other does, they may well agree.
        let agree =
          b.acts.contains { $0.act == first.act } || a.acts.contains { $0.act == second.act }
        let strength = weight * min(1, matter + residual / Self.plenty) * (agree ? 0.6 : 1)
        if contradict {
          if strength > best?.strength ?? 0 {
            best = Opposition(
              ground: .acts(first, second), strength: strength,
              issue: matter * weight * (agree ? 0.5 : 1), residual: residual)
          }
        } else if strength > stances?.strength ?? 0 {
          stances = Opposition(
            ground: .stances(first, second), strength: strength, residual: residual)
        }
      }
    }
    return best ?? stances
  }

  /// The two ways to settle a matter that the two statements choose, by the sentences most alike.
  private func poles(_ a: Statement, _ b: Statement) -> Opposition? {
    var best: Opposition?
    for first in a.acts where tables.isPole(first.act) {
      for second in b.acts where tables.opposite[first.act] == second.act {
        let residual = residual(a, first, b, second)
        guard residual > best?.residual ?? -1 else { continue }
        best = Opposition(
          ground: .poles(first, second), strength: MatterTable.weight, issue: MatterTable.weight,
          residual: residual)
      }
    }
    return best
  }

  /// Words of so much weight make it certain that two acts are on one matter.
  private static let plenty = 2.5

  /// The weight of what two acts have in common beside their own words: in their sentences, or less surely in all that is said.
  private func residual(
    _ a: Statement, _ first: Statement.Act, _ b: Statement, _ second: Statement.Act
  ) -> Double {
    let sentences = corpus.likeness(first.matter, second.matter).shared
    let own = Set(first.own).union(second.own)
    let all = corpus.likeness(
      a.matter.filter { !own.contains($0) }, b.matter.filter { !own.contains($0) }
    ).shared
    return max(sentences, 0.7 * all)
  }

  /// Below this sum of squared weights a contradiction of words is chance.
  private static let telling = 0.35

  /// Words that one side denies and the other asserts; half the sum of their squared weights, at most 1.
  private func denial(_ a: Statement, _ b: Statement) -> Opposition? {
    // "Under the conditions of nationals" and "not less favourably than nationals" say one thing.
    let agree = a.acts.contains { first in
      tables.acts[first.act].matter > 0 && b.acts.contains { $0.act == first.act }
    }
    if agree { return nil }
    var stems: [Int32] = []
    var sum = 0.0
    for (one, other) in [(a, b), (b, a)] where !one.denied.isEmpty {
      for stem in one.denied where other.affirmed.containsSorted(stem) {
        // A word that a side both denies and asserts tells less.
        let isMixed = (one.affirmed.containsSorted(stem), other.denied.containsSorted(stem))
        if isMixed.0 && isMixed.1 { continue }
        let weight = corpus.weights[Int(stem)]
        sum += weight * weight * (isMixed.0 || isMixed.1 ? 0.5 : 1)
        stems.append(stem)
      }
    }
    guard sum >= Self.telling else { return nil }
    return Opposition(ground: .denial(stems), strength: min(1, sum / 2))
  }

  /// The measure of `b` works strongly against an objective coded for `a`.
  private func undercut(_ a: Statement, _ b: Statement, reversed: Bool) -> Opposition? {
    var best: Opposition?
    for aim in a.objectives {
      for measure in b.measures {
        for effect in codebook.effects(of: measure.code)
        where effect.objective == aim.code && effect.strength <= -2 {
          let certainty = effect.confidence == "contested" ? 0.5 : 0.8
          let strength = min(aim.score, measure.score) * certainty
          if strength > best?.strength ?? 0 {
            best = Opposition(
              ground: .undercut(objective: aim.code, effect: effect, reversed: reversed),
              strength: strength)
          }
        }
      }
    }
    return best
  }
}

extension [Int32] {
  /// Whether a sorted array holds the element.
  func containsSorted(_ element: Int32) -> Bool {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == element
  }
}

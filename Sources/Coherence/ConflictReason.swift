import Policy

/// Turns a conflict into a finding: the sentence, the marked words, the grounds with their sources, and the remedy.
struct ConflictReason: Sendable {
  let setting: Setting

  private var corpus: Corpus { setting.corpus }
  private var codebook: Codebook { setting.codebook }
  private var tables: CoherenceTables { setting.tables }

  func finding(_ candidate: ConflictRule.Candidate) -> Finding {
    let a = corpus.statements[candidate.a]
    let b = corpus.statements[candidate.b]
    let passages = Passages(corpus: corpus)
    let marks = (marks(candidate, 0), marks(candidate, 1))
    let people = people(a, b)
    let said = candidate.oppositions.first.map(sides) ?? ("", "")
    let about = people.first.map { ", for " + codebook.name($0).lowercasedFirst } ?? ""
    let why =
      "\(passages.name(a)) \(said.0) («\(passages.quotation(a, around: marks.0))»), while "
      + "\(passages.name(b)) \(said.1) («\(passages.quotation(b, around: marks.1))»)\(about)."
    return Finding(
      id: "", kind: .conflict, level: corpus.level(a, b), score: candidate.score,
      objectives: objectives(candidate), populations: people,
      between: [passages.passage(a, marking: marks.0), passages.passage(b, marking: marks.1)],
      why: why, grounds: grounds(candidate.oppositions.prefix(3)),
      remedy: remedy(a, b, passages))
  }

  /// What each side does, as the verb of a sentence.
  private func sides(_ opposition: Opposition) -> (String, String) {
    switch opposition.ground {
    case .measures(let first, let second):
      return (
        "provides for \(codebook.name(first).lowercasedFirst)",
        "provides for \(codebook.name(second).lowercasedFirst)"
      )
    case .acts(let first, let second), .poles(let first, let second),
      .stances(let first, let second):
      return (tables.acts[first.act].phrase, tables.acts[second.act].phrase)
    case .denial: return ("says", "says the opposite")
    case .leanings(let reversed):
      let (gives, holds) = (
        "gives or opens something", "holds back, asks or takes in the same matter"
      )
      return reversed ? (holds, gives) : (gives, holds)
    case .oneMatter: return ("says", "says otherwise in the same matter")
    case .undercut(let objective, let effect, let reversed):
      let aim = "pursues \(codebook.name(objective).lowercasedFirst)"
      var measure = "works against it"
      if case .measure(let code) = effect.cause {
        measure = "works against it by \(codebook.name(code).lowercasedFirst)"
      }
      return reversed ? (measure, aim) : (aim, measure)
    }
  }

  /// Each ground once: two oppositions may rest on one effect, and two pairs of acts say nearly the same.
  private func grounds(_ oppositions: ArraySlice<Opposition>) -> [Finding.Ground] {
    var seen: Set<Finding.Ground> = []
    let firstOfActs = oppositions.firstIndex(where: \.isOfActs)
    return oppositions.indices
      .filter { !oppositions[$0].isOfActs || $0 == firstOfActs }
      .flatMap { grounds(oppositions[$0]) }.filter { seen.insert($0).inserted }
  }

  private func grounds(_ opposition: Opposition) -> [Finding.Ground] {
    switch opposition.ground {
    case .measures(let first, let second):
      var grounds = [
        Finding.Ground(
          rule: "opposite-measures",
          text:
            "\(codebook.name(first)) and \(codebook.name(second)) contradict each other for the same people."
        )
      ]
      for (measure, other) in [(first, second), (second, first)] {
        guard let pair = chain(measure, other) else { continue }
        grounds += pair.map { effect in
          Finding.Ground(
            rule: effect.id, text: Self.sentence(effect, codebook), source: effect.citation)
        }
        break
      }
      return grounds
    case .acts(let first, let second), .poles(let first, let second),
      .stances(let first, let second):
      return [
        Finding.Ground(
          rule: "contradicting-acts",
          text:
            "On the same matter one text \(tables.acts[first.act].phrase) and the other \(tables.acts[second.act].phrase)."
        )
      ]
    case .denial(let stems):
      let words = Set(stems.map { corpus.label($0) }).sorted()
      return [
        Finding.Ground(
          rule: "denied-words",
          text:
            "What one text forbids or denies the other asserts: \(words.joined(separator: ", ")).")
      ]
    case .leanings:
      return [
        Finding.Ground(
          rule: "opposite-leanings",
          text:
            "In the same matter one text gives or opens something and the other holds back, asks or takes."
        )
      ]
    case .oneMatter:
      return [
        Finding.Ground(
          rule: "one-matter",
          text:
            "The two are on one matter and worded like rules that were found to conflict; no opposite acts are named in them, so read them side by side."
        )
      ]
    case .undercut(let objective, let effect, _):
      return [
        Finding.Ground(
          rule: "undercut-objective",
          text:
            "A measure of one text works against «\(codebook.name(objective))», which the other pursues."
        ),
        Finding.Ground(
          rule: effect.id, text: Self.sentence(effect, codebook), source: effect.citation),
      ]
    }
  }

  /// An objective that one measure brings nearer and the other sets back, with the two strongest claims.
  private func chain(_ measure: String, _ other: String) -> [Codebook.Effect]? {
    var best: (Int, [Codebook.Effect])?
    for helps in codebook.effects(of: measure) where helps.strength > 0 {
      for hurts in codebook.effects(of: other)
      where hurts.strength < 0 && hurts.objective == helps.objective {
        let weight = min(helps.strength, -hurts.strength)
        if weight > best?.0 ?? 0 { best = (weight, [helps, hurts]) }
      }
    }
    return best?.1
  }

  static func sentence(_ effect: Codebook.Effect, _ codebook: Codebook) -> String {
    var cause = ""
    switch effect.cause {
    case .measure(let code): cause = codebook.name(code)
    case .condition(let words): cause = words
    }
    let verb = effect.strength < 0 ? "sets back" : "brings nearer"
    let dispute = effect.confidence == "contested" ? " (contested)" : ""
    let condition = effect.condition.map { ", when \($0)" } ?? ""
    return
      "\(cause) \(verb) «\(codebook.name(effect.objective))»: \(effect.reason)\(condition)\(dispute)."
  }

  /// Shared words of more weight show the matter.
  private static let telling = 0.4

  private func marks(_ candidate: ConflictRule.Candidate, _ side: Int) -> [Range<Int>] {
    let statement = corpus.statements[side == 0 ? candidate.a : candidate.b]
    guard corpus.provision(statement).part != .row else { return [] }
    var ranges: [Range<Int>] = []
    for opposition in candidate.oppositions.prefix(2) {
      switch opposition.ground {
      case .measures(let first, let second):
        ranges += Self.words(statement.measures, side == 0 ? first : second)
      case .acts(let first, let second), .poles(let first, let second),
        .stances(let first, let second):
        ranges.append(side == 0 ? first.range : second.range)
      case .leanings(let reversed):
        ranges += leaningWords(of: statement, gives: (side == 0) != reversed)
      case .oneMatter:
        let other = corpus.statements[side == 0 ? candidate.b : candidate.a]
        let shared = statement.stems.filter {
          corpus.weights[Int($0)] > Self.telling && other.stems.containsSorted($0)
        }
        ranges += words(of: shared, in: statement).map(\.range)
      case .denial(let stems):
        ranges += words(of: stems, in: statement).map(\.range)
      case .undercut(let objective, let effect, let reversed):
        if (side == 0) != reversed {
          ranges += Self.words(statement.objectives, objective)
        } else if case .measure(let code) = effect.cause {
          ranges += Self.words(statement.measures, code)
        }
      }
    }
    return ranges
  }

  /// The words by which a statement gives, or holds back.
  private func leaningWords(of statement: Statement, gives: Bool) -> [Range<Int>] {
    let provision = corpus.provision(statement)
    let words = Wording(provision.text.utf8).words
    let hits = tables.cues.hits(in: Wording(provision.text.utf8), provision.language)
    return Leaning.words(of: gives ? tables.favours : tables.restrains, in: hits).compactMap {
      guard let first = words[$0].first, let last = words[$0].last else { return nil }
      return first.range.lowerBound..<last.range.upperBound
    }
  }

  /// The words of a statement that stand for some of the stems.
  private func words(of stems: [Int32], in statement: Statement) -> [Wording.Word] {
    let wanted = Set(stems.map { corpus.stems.words[Int($0)] })
    return Wording(corpus.provision(statement).text.utf8).words.filter { wanted.contains($0.stem) }
  }

  static func words(_ codings: [Coding], _ code: String) -> [Range<Int>] {
    codings.first { $0.code == code }?.words.compactMap { $0.place == .own ? $0.range : nil } ?? []
  }

  /// Groups named on both sides, then groups of one side that lie within those of the other.
  private func people(_ a: Statement, _ b: Statement) -> [String] {
    let shared = a.populations.intersection(b.populations).sorted {
      (codebook.containing($1).count, $0) < (codebook.containing($0).count, $1)
    }
    guard shared.isEmpty else { return shared }
    let inner = a.populations.union(b.populations).filter { group in
      let other = a.populations.contains(group) ? b.populations : a.populations
      return !codebook.containing(group).isDisjoint(with: other)
    }
    return inner.isEmpty ? a.populations.union(b.populations).sorted() : inner.sorted()
  }

  /// Objectives coded on both sides or moved by the opposed measures, the Compact's first.
  private func objectives(_ candidate: ConflictRule.Candidate) -> [String] {
    var weights: [String: Double] = [:]
    for index in [candidate.a, candidate.b] {
      for coding in corpus.statements[index].objectives {
        weights[coding.code, default: 0] += coding.score
      }
    }
    for opposition in candidate.oppositions.prefix(2) {
      switch opposition.ground {
      case .measures(let first, let second):
        for effect in [first, second].flatMap(codebook.effects(of:)) where abs(effect.strength) >= 2
        {
          weights[effect.objective, default: 0] += 0.3 * Double(abs(effect.strength) - 1)
        }
      case .undercut(let objective, _, _): weights[objective, default: 0] += 1
      case .acts, .poles, .stances, .denial, .leanings, .oneMatter: break
      }
    }
    let order = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let compact = order.filter { codebook.objective($0)?.group == "compact" }
    return Array((compact + order.filter { !compact.contains($0) }).prefix(4))
  }

  private func remedy(_ a: Statement, _ b: Statement, _ passages: Passages) -> String {
    if corpus.level(a, b) == .internal {
      return
        "Keep one of the two provisions, or say in one for whom or until when it does not apply."
    }
    let ranks = (rank(a), rank(b))
    guard ranks.0 != ranks.1 else {
      return "Amend one of the two, or write into one an exception that names the other."
    }
    let (above, below) = ranks.0 > ranks.1 ? (a, b) : (b, a)
    return "Bring \(passages.name(below)) into line with \(passages.name(above))."
  }

  /// A convention stands above what two states agree on, and that above the law of either.
  private func rank(_ statement: Statement) -> Int {
    switch corpus.document(statement).level {
    case .international: 2
    case .bilateral: 1
    default: 0
    }
  }
}

extension String {
  /// A label inside a sentence: without its capital, unless the whole word is in capitals.
  var lowercasedFirst: String {
    guard let first = utf8.first, (0x41...0x5A).contains(first) else { return self }
    if utf8.count > 1, let second = utf8.dropFirst().first, (0x41...0x5A).contains(second) {
      return self
    }
    return String(UnicodeScalar(first | 0x20)) + dropFirst()
  }
}

import Policy

/// Why two statements pull in opposite directions: the measures, acts or effects that oppose one another.
struct Opposition: Sendable {
  enum Ground: Sendable {
    /// Two measures that the codebook calls opposites.
    case measures(String, String)
    /// Two acts that contradict one another.
    case acts(Statement.Act, Statement.Act)
    /// The measure of one works against an objective that the other declares or serves.
    case undercut(objective: String, effect: Codebook.Effect, reversed: Bool)
  }

  var ground: Ground
  /// From 0 to 1.
  var strength: Double
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
    if let undercut = undercut(a, b, reversed: false) { found.append(undercut) }
    if let undercut = undercut(b, a, reversed: true) { found.append(undercut) }
    return found.sorted { $0.strength > $1.strength }
  }

  /// The two contradicting acts whose sentences are most alike.
  private func acts(_ a: Statement, _ b: Statement) -> Opposition? {
    var best: Opposition?
    for first in a.acts {
      for second in b.acts where tables.opposite[first.act] == second.act {
        let weight = min(tables.acts[first.act].weight, tables.acts[second.act].weight)
        let likeness = corpus.likeness(first.stems, second.stems)
        let strength = weight * min(1, 0.4 + likeness.shared / 2)
        if strength > best?.strength ?? 0 {
          best = Opposition(ground: .acts(first, second), strength: strength)
        }
      }
    }
    return best
  }

  /// The measure of `b` works strongly against an objective coded for `a`.
  private func undercut(_ a: Statement, _ b: Statement, reversed: Bool) -> Opposition? {
    var best: Opposition?
    for aim in a.objectives where aim.score >= 0.4 {
      for measure in b.measures where measure.score >= 0.4 {
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

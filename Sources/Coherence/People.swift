import Policy

/// Whether two statements speak of the same people, of people who may be the same, or of others.
enum Meeting: Sendable {
  case others, perhaps, same

  /// How much it counts towards a conflict.
  var weight: Double {
    switch self {
    case .others: 0
    case .perhaps: 0.5
    case .same: 1
    }
  }
}

struct People: Sendable {
  let codebook: Codebook
  /// Groups that every provision on migration may mean; they say little about who is meant.
  private let general: Set<String>

  init(codebook: Codebook) {
    self.codebook = codebook
    general = Set(
      codebook.populations.filter { codebook.containing($0.code).count <= 2 }.map(\.code))
  }

  /// - Parameters:
  ///   - scope: for each statement, the people whom its whole document is about, used where it names none.
  func meeting(
    _ a: Statement, _ b: Statement, scopes: (Set<String>, Set<String>), acrossBorders: Bool
  ) -> Meeting {
    for (one, other) in [(a, b), (b, a)] where !one.excepted.isEmpty {
      let specific = other.populations.subtracting(general)
      if !specific.isEmpty,
        specific.allSatisfy({ group in
          one.excepted.contains { codebook.containing(group).contains($0) }
        })
      {
        return .others
      }
    }
    let first =
      a.populations.subtracting(general).isEmpty ? scopes.0.union(a.populations) : a.populations
    let second =
      b.populations.subtracting(general).isEmpty ? scopes.1.union(b.populations) : b.populations
    let specific = (first.subtracting(general), second.subtracting(general))
    guard !specific.0.isEmpty, !specific.1.isEmpty else {
      return first.isEmpty || second.isEmpty ? .perhaps : meeting(first, second, acrossBorders)
    }
    let narrow = (narrowest(specific.0), narrowest(specific.1))
    return meeting(
      pointed(narrow.0, against: narrow.1), pointed(narrow.1, against: narrow.0), acrossBorders)
  }

  /// Whether both name one and the same group, beyond those that any provision on migration may mean.
  func share(_ a: Statement, _ b: Statement) -> Bool {
    !a.populations.intersection(b.populations).subtracting(general).isEmpty
  }

  /// The groups that contain no other of the set: of "frontier workers" and "workers", the frontier workers.
  private func narrowest(_ groups: Set<String>) -> Set<String> {
    groups.filter { group in
      !groups.contains { $0 != group && codebook.containing($0).contains(group) }
    }
  }

  /// Without the groups that contain one of the others, if some are left: who is a frontier worker and a worker is met by a
  /// seafarer as a frontier worker.
  private func pointed(_ groups: Set<String>, against others: Set<String>) -> Set<String> {
    let left = groups.filter { group in
      !others.contains { $0 != group && codebook.containing($0).contains(group) }
    }
    return left.isEmpty ? groups : left
  }

  private func meeting(_ first: Set<String>, _ second: Set<String>, _ acrossBorders: Bool)
    -> Meeting
  {
    var best = Meeting.others
    for a in first {
      for b in second {
        switch codebook.overlap(a, b, acrossBorders: acrossBorders) {
        case .contained: return .same
        case .possible where !areWaysOfComing(a, b): best = .perhaps
        default: break
        }
      }
    }
    return best
  }

  /// A student is not a seafarer and a frontier worker no refugee, though the codebook sorts them by different
  /// dimensions: each group is defined by what its members come for.
  private func areWaysOfComing(_ a: String, _ b: String) -> Bool {
    let ways: Set<String> = ["occupation", "purpose", "protection", "work"]
    guard let first = codebook.population(a), let second = codebook.population(b) else {
      return false
    }
    return ways.contains(first.dimension) && ways.contains(second.dimension)
      && !(first.dimension == "occupation" && second.dimension == "work")
      && !(first.dimension == "work" && second.dimension == "occupation")
  }

  /// The people whom most provisions of a document are about, if there are such.
  func scope(of statements: some Collection<Statement>) -> Set<String> {
    var counts: [String: Int] = [:]
    var naming = 0
    for statement in statements {
      let specific = statement.populations.subtracting(general)
      if !specific.isEmpty { naming += 1 }
      for group in specific { counts[group, default: 0] += 1 }
    }
    guard naming >= 3 else { return [] }
    return Set(counts.filter { $0.value * 2 > naming }.keys)
  }
}

import Policy

/// The institutional map turned round: for each institution its mandates, ties and bodies.
struct InstitutionRoll: Sendable {
  struct Bond: Sendable, Hashable {
    var kind: Tie.Kind
    var other: String
    var place: Place?
  }

  struct Entry: Sendable {
    var institution: Institution
    /// In the order of the documents and their provisions.
    var mandates: [Mandate] = []
    var bodies: [String] = []
    /// Ties that go out from it.
    var ties: [Bond] = []
  }

  /// A measure that at least two institutions are charged with.
  struct SharedMeasure: Sendable {
    struct Holder: Sendable {
      var institution: Institution.ID
      var places: [Place]
    }

    var code: String
    var holders: [Holder]
  }

  /// Those with most mandates first.
  let entries: [Entry]
  private let map: InstitutionalMap
  private let names: [Institution.ID: String]

  init(_ map: InstitutionalMap) {
    self.map = map
    names = Dictionary(map.institutions.map { ($0.id, $0.name) }) { first, _ in first }
    var entries: [Institution.ID: Entry] = [:]
    for institution in map.institutions {
      entries[institution.id] = Entry(institution: institution)
    }
    for mandate in map.mandates { entries[mandate.institution]?.mandates.append(mandate) }
    for body in map.bodies {
      for member in Set(body.members + [body.chair].compactMap(\.self)) {
        entries[member]?.bodies.append(body.name)
      }
    }
    for tie in map.ties {
      entries[tie.from]?.ties.append(
        Bond(kind: tie.kind, other: names[tie.to] ?? tie.to, place: tie.place))
    }
    self.entries = entries.values
      .map { entry in
        var entry = entry
        entry.mandates.sort { ($0.place, $0.words.text) < ($1.place, $1.words.text) }
        entry.bodies.sort()
        entry.ties.sort { ($0.kind.rawValue, $0.other) < ($1.kind.rawValue, $1.other) }
        return entry
      }
      .sorted {
        ($1.mandates.count, $0.institution.name, $0.institution.id)
          < ($0.mandates.count, $1.institution.name, $1.institution.id)
      }
  }

  func name(_ id: Institution.ID) -> String { names[id] ?? id }

  /// Whole institutions in runs of about `size` mandates.
  func pages(of size: Int) -> [[Entry]] {
    var pages: [[Entry]] = [[]]
    var filled = 0
    for entry in entries {
      if filled > 0, filled + entry.mandates.count > size {
        pages.append([])
        filled = 0
      }
      pages[pages.count - 1].append(entry)
      filled += entry.mandates.count + 1
    }
    return pages
  }

  /// Those that most institutions share first.
  var sharedMeasures: [SharedMeasure] {
    var holders: [String: [Institution.ID: Set<Place>]] = [:]
    for mandate in map.mandates where names[mandate.institution] != nil {
      for measure in mandate.measures {
        holders[measure, default: [:]][mandate.institution, default: []].insert(mandate.place)
      }
    }
    return holders.filter { $0.value.count > 1 }
      .map { code, byInstitution in
        SharedMeasure(
          code: code,
          holders:
            byInstitution
            .map { SharedMeasure.Holder(institution: $0.key, places: $0.value.sorted()) }
            .sorted {
              ($1.places.count, name($0.institution), $0.institution)
                < ($0.places.count, name($1.institution), $1.institution)
            })
      }
      .sorted { ($1.holders.count, $0.code) < ($0.holders.count, $1.code) }
  }

  /// The best connected institutions with their ties and common bodies.
  func circle(title: String, most: Int) -> TieCircle {
    var stated: Set<[Institution.ID]> = []
    var seated: Set<[Institution.ID]> = []
    for tie in map.ties where tie.from != tie.to { stated.insert([tie.from, tie.to].sorted()) }
    for body in map.bodies {
      let members = Set(body.members + [body.chair].compactMap(\.self)).sorted()
      for (i, first) in members.enumerated() {
        for second in members[(i + 1)...] { seated.insert([first, second]) }
      }
    }
    var degree: [Institution.ID: Int] = [:]
    for pair in stated.union(seated) {
      for id in pair { degree[id, default: 0] += 1 }
    }
    let weights = entries.map { entry in
      entry.mandates.count + 2 * (degree[entry.institution.id] ?? 0)
    }
    let chosen = entries.indices.filter { weights[$0] > 0 }
      .sorted { (weights[$1], $0) < (weights[$0], $1) }.prefix(most)
      .map { entries[$0] }
      .sorted {
        ($0.institution.name, $0.institution.id) < ($1.institution.name, $1.institution.id)
      }
    let positions = Dictionary(
      uniqueKeysWithValues: zip(chosen.map(\.institution.id), chosen.indices))
    var chords: [TieCircle.Chord] = []
    for (pairs, isStated) in [(seated.subtracting(stated), false), (stated, true)] {
      for pair in pairs.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        guard let from = positions[pair[0]], let to = positions[pair[1]] else { continue }
        chords.append(TieCircle.Chord(from: from, to: to, isStated: isStated))
      }
    }
    return TieCircle(
      title: title,
      nodes: chosen.map { TieCircle.Node(name: $0.institution.name, mandates: $0.mandates.count) },
      chords: chords)
  }
}

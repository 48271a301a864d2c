import Policy

/// The bodies that a document composes and the ties that it lays down, read from the words that set institutions in relation.
struct Relations {
  private(set) var bodies: [Body] = []
  private(set) var ties: [Tie] = []

  private let coded: CodedDocument
  private let named: [[Institution.ID]]
  private let children: [Int: [Int]]
  /// Provisions from the one named on that stand under the same heading as the body composed last.
  private var bodyPath: [String]?

  /// - Parameters:
  ///   - coded: with the relations that the coding found.
  ///   - named: for each provision the institutions it names, in the order of its actor mentions.
  /// - Complexity: linear in provisions and mentions.
  init(_ coded: CodedDocument, _ named: [[Institution.ID]]) {
    self.coded = coded
    self.named = named
    var children: [Int: [Int]] = [:]
    for (i, provision) in coded.document.provisions.enumerated() {
      if let parent = provision.parent { children[parent, default: []].append(i) }
    }
    self.children = children
    read()
  }

  private mutating func read() {
    // Heading under which a committee or council was spoken of last: its composition may follow in the next sentence.
    var assemblyPath: [String]?
    for (i, provision) in coded.document.provisions.enumerated() {
      let relations = coded.codings[i].relations
      guard !relations.isEmpty else { continue }
      if relations.contains(where: { $0.kind == .assembly }) { assemblyPath = provision.path }
      if let cue = relations.first(where: { $0.kind == .composed }), assemblyPath == provision.path,
        let body = body(at: i, composedBy: cue)
      {
        bodies.append(body)
        bodyPath = provision.path
      }
      for relation in relations {
        if relation.kind == .chair {
          seat(relation, at: i)
        } else if let kind = Tie.Kind(relation.kind), let tie = tie(kind, relation, at: i) {
          ties.append(tie)
        }
      }
    }
  }

  /// Who is named before "is composed of" is the body; who comes after, and in the items below, are its members.
  private func body(at i: Int, composedBy cue: RelationMention) -> Body? {
    let provision = coded.document.provisions[i]
    let (before, after) = mentions(at: i, around: cue)
    var members = after.map(\.id) + (children[provision.ordinal] ?? []).flatMap { named[$0] }
    // The same list may hang on the head instead of the parent.
    var next = i + 1
    while next < named.count, coded.document.provisions[next].head == provision.text {
      if coded.document.provisions[next].parent != provision.ordinal { members += named[next] }
      next += 1
    }
    var seen = Set(before.map(\.id))
    members = members.filter { seen.insert($0).inserted }
    guard members.count >= 2 else { return nil }
    return Body(
      id: "\(coded.document.file)#\(provision.locator)",
      name: before.first?.name ?? Self.heading(of: provision) ?? coded.document.title,
      members: members,
      place: Place(file: coded.document.file, provision: provision.ordinal),
      matter: provision.text)
  }

  /// The last heading without its label: "Article 9. Comité de suivi" is "Comité de suivi".
  private static func heading(of provision: Provision) -> String? {
    guard let heading = provision.path.last else { return nil }
    guard let end = heading.firstRange(of: ". "), end.upperBound < heading.endIndex,
      provision.locator.lowercased().hasPrefix(heading[..<end.lowerBound].lowercased())
    else { return heading }
    return String(heading[end.upperBound...])
  }

  /// Gives the body composed last, under the same heading, its chair.
  private mutating func seat(_ cue: RelationMention, at i: Int) {
    guard let last = bodies.indices.last, bodies[last].chair == nil,
      coded.document.provisions[i].path == bodyPath
    else { return }
    let (before, after) = mentions(at: i, around: cue)
    // "chaired by the Minister of Labour", or "the Minister of Labour, who chairs it".
    let near = after.first.flatMap { $0.start - cue.end <= Self.near ? $0 : nil }
    guard let chair = near ?? before.last, chair.name != bodies[last].name else { return }
    bodies[last].chair = chair.id
    if !bodies[last].members.contains(chair.id) { bodies[last].members.append(chair.id) }
  }

  private func tie(_ kind: Tie.Kind, _ cue: RelationMention, at i: Int) -> Tie? {
    let (before, after) = mentions(at: i, around: cue)
    guard let from = before.last, let to = after.first, from.id != to.id,
      to.start - cue.end <= Self.near
    else { return nil }
    return Tie(
      from: from.id, to: to.id, kind: kind,
      place: Place(
        file: coded.document.file, provision: coded.document.provisions[i].ordinal))
  }

  private struct Mention {
    var id: Institution.ID
    var name: String
    var start: Int
  }

  /// Bytes between a cue and the name that it points to.
  private static let near = 60

  private func mentions(at i: Int, around cue: RelationMention) -> (
    before: [Mention], after: [Mention]
  ) {
    let all = zip(coded.codings[i].actors, named[i]).compactMap { actor, id in
      actor.words.range.map { Mention(id: id, name: actor.words.text, start: $0.lowerBound) }
    }
    return (all.filter { $0.start < cue.start }, all.filter { $0.start >= cue.end })
  }
}

extension RelationMention {
  fileprivate var start: Int { words.range?.lowerBound ?? 0 }
  fileprivate var end: Int { words.range?.upperBound ?? 0 }
}

extension Tie.Kind {
  /// Nil for what is no relation between two institutions.
  fileprivate init?(_ kind: RelationMention.Kind) {
    switch kind {
    case .assembly, .composed, .chair: return nil
    case .reports: self = .reports
    case .funds: self = .funds
    case .sharesData: self = .sharesData
    case .coordinates: self = .coordinates
    case .oversees: self = .oversees
    }
  }
}

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
      if let cue = relations.first(where: { $0.kind == .composed && isOfAssembly($0, relations) }),
        assemblyPath == provision.path, let body = body(at: i, composedBy: cue)
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

  /// A committee or council is named near the words that compose it, or they open a passage that goes on about one.
  private func isOfAssembly(_ cue: RelationMention, _ relations: [RelationMention]) -> Bool {
    cue.start < Self.near
      || relations.contains { $0.kind == .assembly && abs($0.start - cue.start) <= 2 * Self.near }
  }

  /// Who is named before "is composed of" is the body; who comes after, and in the items below, are its members.
  private func body(at i: Int, composedBy cue: RelationMention) -> Body? {
    let provision = coded.document.provisions[i]
    var (before, after) = mentions(at: i, around: cue)
    let end = Self.end(of: provision.text, from: cue.end)
    after.removeAll { $0.start >= end }
    (before, after) = inOrder(before, after, at: i)
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

  /// The body first and its members behind it, where a text has them the other way round: "Members of the Board are …", "The
  /// Ministries of A and B form the Board".
  private func inOrder(_ before: [Mention], _ after: [Mention], at i: Int) -> (
    [Mention], [Mention]
  ) {
    let assemblies = coded.codings[i].relations.filter { $0.kind == .assembly }.map(\.start)
    func isAssembly(_ mention: Mention) -> Bool {
      assemblies.contains { mention.start <= $0 && $0 < mention.start + mention.name.utf8.count }
    }
    if before.isEmpty, let first = after.first, isAssembly(first) {
      return ([first], Array(after.dropFirst()))
    }
    if after.count == 1, before.count > 1, isAssembly(after[0]), !isAssembly(before[0]) {
      return (after, before)
    }
    // "Chaired by the Minister of Labour, the Council comprises …": whoever chairs it stands before it and is not it.
    if let body = before.lastIndex(where: isAssembly), body > 0 {
      return ([before[body]] + before[..<body], after)
    }
    return (before, after)
  }

  /// Where the naming of members ends that begins at an offset: at the end of the sentence, or where observers, guests and the
  /// secretariat are named.
  private static func end(of text: String, from start: Int) -> Int {
    let rest = text.utf8.dropFirst(start)
    let folded = String(
      decoding: rest.map { $0 | ($0 < 0x5B && $0 > 0x40 ? 0x20 : 0) }, as: UTF8.self)
    let stops = endings.compactMap { stop in
      folded.firstRange(of: stop).map {
        folded.utf8.distance(from: folded.startIndex, to: $0.lowerBound)
      }
    }
    return start + (stops.min() ?? rest.count)
  }

  private static let endings = [
    ". ", "observer", "observat", "observad", "secretariat:", "secretariat functions",
    "secrétariat :", "secretaría técnica", "may be invited", "without vote", "sin voto",
    "pero sin", "voix consultative", "assiste aux", "is supported by", "by invitation",
  ]

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

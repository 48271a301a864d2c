public import Policy

/// Joins the institutions that texts name, under all their names, with what each is charged to do.
///
/// Names meet by their words without articles ("the Ministry of Labour", "Ministry of Labour"), by the abbreviation that a
/// text puts in brackets behind a name ("(MoL)") or that has the initials of one name alone, and by the short name ("the Ministry"), which stands for the document's
/// own issuer or the only institution of that sort named before.
public struct InstitutionMapper: Sendable {
  let codebook: Codebook

  public init(codebook: Codebook) { self.codebook = codebook }

  /// - Parameters:
  ///   - documents: with the actors that the coding found.
  ///   - given: what the user's own tables say; it stands before what is found.
  /// - Complexity: linear in mentions.
  public func map(_ documents: [CodedDocument], given: InstitutionalMap = InstitutionalMap())
    -> InstitutionalMap
  {
    var register = Register(given: given.institutions)
    var mandates: [Mandate] = []
    var bodies: [Body] = []
    var ties: [Tie] = []
    let kinds = InstitutionKinds(codebook.actors)
    for all in documents {
      let naming = Naming(all, kinds)
      let coded = all.naming(naming)
      var scope = Scope(coded.document)
      for name in coded.document.institutions {
        let country =
          coded.document.institutions.count == coded.document.countries.count
          ? coded.document.countries[coded.document.institutions.firstIndex(of: name) ?? 0]
          : scope.country
        scope.issuers.append(
          register.enter(InstitutionName(name), kind: nil, country: country, scope.level))
      }
      var named: [[Institution.ID]] = []
      for (coding, provision) in zip(coded.codings, coded.document.provisions) {
        named.append(
          coding.actors.map { mention in
            identify(mention, provision, naming, &scope, &register)
          })
        for (mention, id) in zip(coding.actors, named[named.count - 1]) where mention.isActing {
          guard coding.commitment != nil || !coding.measures.isEmpty else { continue }
          mandates.append(
            Mandate(
              institution: id,
              place: Place(file: coded.document.file, provision: provision.ordinal),
              measures: coding.measures.map(\.code), objectives: coding.objectives.map(\.code),
              populations: coding.populations.map(\.code), words: mention.words))
        }
      }
      let relations = Relations(coded, named)
      bodies += relations.bodies
      ties += relations.ties
    }
    for i in register.institutions.indices where register.institutions[i].kind == nil {
      register.institutions[i].kind = kinds.kind(of: register.words[i])
    }
    let institutions = register.institutions.sorted { $0.id < $1.id }
    return InstitutionalMap(
      institutions: institutions, mandates: mandates,
      ties: given.ties + ties + Self.ties(of: bodies),
      bodies: given.bodies + bodies)
  }

  private func identify(
    _ mention: ActorMention, _ provision: Provision, _ naming: Naming, _ scope: inout Scope,
    _ register: inout Register
  ) -> Institution.ID {
    let name = InstitutionName(mention.words.text)
    if name.isShort, let known = scope.meaning(of: name, register) { return known }
    if let spelled = naming.spelledOut(name) {
      let id = register.enter(spelled, kind: nil, country: scope.country, scope.level)
      register.alias(name.written, of: id)
      scope.abbreviations[name.key] = id
      return id
    }
    let id = register.enter(name, kind: mention.kind, country: scope.country, scope.level)
    for word in register.words(of: id) { scope.lastNamed[word] = id }
    if let abbreviation = Naming.abbreviation(behind: mention.words, provision) {
      register.alias(abbreviation, of: id)
      scope.abbreviations[InstitutionName(abbreviation).key] = id
    }
    return id
  }

  /// Members of one body co-ordinate with its chair, or with the first of them.
  private static func ties(of bodies: [Body]) -> [Tie] {
    bodies.flatMap { body in
      guard let centre = body.chair ?? body.members.first else { return [Tie]() }
      return body.members.filter { $0 != centre }.map {
        Tie(from: centre, to: $0, kind: .coordinates, place: body.place)
      }
    }
  }
}

/// What names mean inside one document.
private struct Scope {
  let country: String?
  let level: GovernmentLevel
  var issuers: [Institution.ID] = []
  /// The institution named last among those whose name has a word.
  var lastNamed: [String: Institution.ID] = [:]
  var abbreviations: [String: Institution.ID] = [:]

  init(_ document: Document) {
    country = document.countries.count == 1 ? document.countries.first : nil
    level = document.level
  }

  /// The institution that a short name stands for: the issuer, or the one named last whose name has the word.
  func meaning(of name: InstitutionName, _ register: Register) -> Institution.ID? {
    if let known = abbreviations[name.key] { return known }
    guard let word = name.words.first else { return nil }
    let issuing = issuers.filter { register.words(of: $0).contains(word) }
    return issuing.count == 1 ? issuing.first : lastNamed[word]
  }
}

extension CodedDocument {
  /// The document without mentions that name no institution: in general ("each State"), or something else.
  fileprivate func naming(_ naming: Naming) -> CodedDocument {
    let isNone = { (mention: ActorMention) in mention.isGeneric || !naming.namesOne(mention) }
    var coded = self
    for i in codings.indices where codings[i].actors.contains(where: isNone) {
      coded.codings[i].actors.removeAll(where: isNone)
    }
    return coded
  }
}

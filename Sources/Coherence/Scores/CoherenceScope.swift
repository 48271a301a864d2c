public import Policy

/// What the documents say that coherence scores need, gathered one document at a time: to which level of government, institution
/// and country each provision belongs, which objectives are served there, and what the commitments name. It does not keep texts.
public struct CoherenceScope: Sendable {
  /// What is kept of a document.
  struct Kept: Sendable {
    var level: GovernmentLevel
    var countries: Set<String>
    var objectives: Set<String> = []
  }

  private(set) var documents: [String: Kept] = [:]
  private(set) var institutions: [Place: Set<Institution.ID>] = [:]
  private var byInstitution: [Institution.ID: Set<String>] = [:]
  /// Documents with provisions on migration, and those of them that name an objective.
  private(set) var onMigration = 0
  private(set) var withObjective = 0
  /// Commitments on migration, and those that name a part.
  private(set) var commitments = 0
  private(set) var named: [Commitment.Part: Int] = [:]
  /// Objectives that a commitment is coded with, and those of them with a commitment that names an indicator.
  private(set) var committed: Set<String> = []
  private(set) var measured: Set<String> = []

  /// - Parameter map: whose mandates tell the institutions of a provision.
  public init(_ map: InstitutionalMap) {
    for mandate in map.mandates {
      institutions[mandate.place, default: []].insert(mandate.institution)
    }
  }

  public init(_ documents: [CodedDocument], _ map: InstitutionalMap) {
    self.init(map)
    for document in documents { add(document) }
  }

  /// - Complexity: linear in the provisions.
  public mutating func add(_ coded: CodedDocument) {
    let file = coded.document.file
    var kept = Kept(level: coded.document.level, countries: Set(coded.document.countries))
    var isOnMigration = false
    for coding in coded.codings {
      isOnMigration = isOnMigration || coding.isOnMigration
      count(coding)
      guard !coding.objectives.isEmpty else { continue }
      let codes = coding.objectives.map(\.code)
      kept.objectives.formUnion(codes)
      let place = Place(file: file, provision: coding.provision)
      for institution in institutions[place] ?? [] {
        byInstitution[institution, default: []].formUnion(codes)
      }
    }
    onMigration += isOnMigration ? 1 : 0
    withObjective += isOnMigration && !kept.objectives.isEmpty ? 1 : 0
    documents[file] = kept
  }

  private mutating func count(_ coding: ProvisionCoding) {
    guard coding.isMigrationCommitment, let commitment = coding.commitment else { return }
    commitments += 1
    for part in Commitment.Part.allCases where commitment[part].quality == .named {
      named[part, default: 0] += 1
    }
    committed.formUnion(coding.objectives.map(\.code))
    if commitment[.indicator].quality == .named {
      measured.formUnion(coding.objectives.map(\.code))
    }
  }

  // MARK: What belongs to what

  /// The things of a dimension that a provision belongs to.
  func owners(of place: Place, in dimension: CoherenceTable.Dimension) -> Set<String> {
    switch dimension {
    case .documents: [place.file]
    case .levels: documents[place.file].map { [$0.level.rawValue] } ?? []
    case .institutions: institutions[place] ?? []
    case .objectives: []
    }
  }

  /// What each thing of a dimension has that another may share: the objectives that it serves; for an objective, the documents
  /// that serve it.
  func holdings(in dimension: CoherenceTable.Dimension) -> [String: Set<String>] {
    switch dimension {
    case .documents: return documents.mapValues(\.objectives)
    case .institutions: return byInstitution
    case .levels:
      var byLevel: [String: Set<String>] = [:]
      for kept in documents.values {
        byLevel[kept.level.rawValue, default: []].formUnion(kept.objectives)
      }
      return byLevel
    case .objectives:
      var byObjective: [String: Set<String>] = [:]
      for (file, kept) in documents {
        for code in kept.objectives { byObjective[code, default: []].insert(file) }
      }
      return byObjective
    }
  }
}

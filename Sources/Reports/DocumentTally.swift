import Policy

/// How often a concept was found, and how surely.
struct Strength: Sendable, Hashable {
  var count = 0
  private var sum = 0.0

  /// Mean score of the codings, from 0 to 1.
  var mean: Double { count == 0 ? 0 : sum / Double(count) }

  mutating func add(_ score: Double) {
    count += 1
    sum += score
  }
}

/// A first-level heading of a document with the provisions under it.
struct Chapter: Sendable, Hashable {
  var title: String
  /// Ordinal of its first provision.
  var first: Int
  var provisions = 0
  var own = 0
  var inherited = 0
}

/// A provision that undertakes something, as the commitment page shows it.
struct CommitmentEntry: Sendable, Hashable {
  var place: Place
  var locator: String
  var page: Int?
  var text: String
  var language: Language
  var commitment: Commitment
}

/// What the report keeps of a document after its pages are written: counts, names and commitments, not its text.
struct DocumentTally: Sendable {
  /// The document without its provisions.
  var document: Document
  var provisions = 0
  /// Provisions that concern migration by their own words.
  var own = 0
  /// Provisions that concern migration because of the heading, article or document they belong to.
  var inherited = 0
  var objectives: [String: Strength] = [:]
  var measures: [String: Strength] = [:]
  var populations: [String: Strength] = [:]
  var sectors: [String: Strength] = [:]
  var chapters: [Chapter] = []
  /// Undertakings in provisions that concern migration.
  var commitments: [CommitmentEntry] = []
  /// Duties of routine in provisions that concern migration.
  var routine = 0
  /// Undertakings in the other provisions.
  var commitmentsElsewhere = 0
  var refusals: [String: Int] = [:]
  var locators: [String] = []

  var file: String { document.file }

  init(_ coded: CodedDocument) {
    document = coded.document
    document.provisions = []
    for (provision, coding) in coded.pairs { add(provision, coding) }
  }

  private mutating func add(_ provision: Provision, _ coding: ProvisionCoding) {
    provisions += 1
    locators.append(provision.locator)
    let relevance = coding.relevance
    own += relevance.isRelevant ? 1 : 0
    inherited += relevance.isInherited ? 1 : 0
    if let title = provision.path.first {
      if chapters.last?.title != title {
        chapters.append(Chapter(title: title, first: provision.ordinal))
      }
      chapters[chapters.count - 1].provisions += 1
      chapters[chapters.count - 1].own += relevance.isRelevant ? 1 : 0
      chapters[chapters.count - 1].inherited += relevance.isInherited ? 1 : 0
    }
    for coding in coding.objectives {
      objectives[coding.code, default: Strength()].add(coding.score)
    }
    for coding in coding.measures { measures[coding.code, default: Strength()].add(coding.score) }
    for coding in coding.populations {
      populations[coding.code, default: Strength()].add(coding.score)
    }
    for coding in coding.sectors { sectors[coding.code, default: Strength()].add(coding.score) }
    for refusal in coding.refusals { refusals[refusal.rule, default: 0] += 1 }
    guard let commitment = coding.commitment else { return }
    if !coding.isOnMigration {
      commitmentsElsewhere += commitment.isRoutine ? 0 : 1
    } else if commitment.isRoutine {
      routine += 1
    } else {
      commitments.append(
        CommitmentEntry(
          place: Place(file: document.file, provision: provision.ordinal),
          locator: provision.locator, page: provision.page, text: provision.text,
          language: provision.language, commitment: commitment))
    }
  }

  /// How many of the commitments name a part.
  func named(_ part: Commitment.Part) -> Int {
    commitments.count { $0.commitment[part].quality == .named }
  }
}

extension CodedDocument {
  /// Each provision with its coding; a provision that was not coded has an empty one.
  var pairs: [(Provision, ProvisionCoding)] {
    document.provisions.enumerated().map { i, provision in
      let isCoded = codings.indices.contains(i) && codings[i].provision == provision.ordinal
      return (provision, isCoded ? codings[i] : ProvisionCoding(provision: provision.ordinal))
    }
  }
}

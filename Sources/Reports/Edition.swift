import Coherence
import Policy
import Workspace

/// One report while it is printed: what it says, the words it says it with, and what was counted so far.
struct Edition: Sendable {
  let model: ReportModel
  let say: ReportStrings
  /// The style sheet, with the project's title in the running head.
  let style: String
  /// All findings: by kind, then what a person confirmed first and dismissed last, then by score.
  let findings: [Finding]
  let findingsAt: [Place: [Finding]]
  /// What persons did about each finding.
  let reviewed: [Finding.ID: ReviewedFinding]
  var addresses: AddressBook
  /// The pages that every page leads to.
  let menu: [Page]
  /// One for each document, in the order of `model.files`, as far as they are written.
  private(set) var tallies: [DocumentTally] = []
  private var positions: [String: Int] = [:]
  /// What coherence scores need of the documents, as far as they are counted.
  private(set) var scope: CoherenceScope
  /// What each kind of finding says for or against coherence.
  let weights: ScoreWeights

  init(
    _ model: ReportModel, say: ReportStrings, style: String, weights: ScoreWeights,
    menu: [Page]? = nil
  ) {
    self.model = model
    self.weights = weights
    scope = CoherenceScope(model.map)
    self.menu = menu ?? Page.menu(hasScenarios: model.scenarios != nil)
    self.say = say
    self.style = style + "@page { @top-left { content: \(Self.cssString(model.title)); } }\n"
    let findings = Self.ranked(model.findings)
    self.findings = findings
    var places: [Place: [Finding]] = [:]
    for finding in findings {
      for place in Set(finding.between.map(\.place)) { places[place, default: []].append(finding) }
    }
    findingsAt = places
    reviewed = Dictionary(model.review.findings.map { ($0.id, $0) }) { first, _ in first }
    addresses = AddressBook(files: model.files, findings: findings)
  }

  /// Adds what the pages on the whole say of a document.
  mutating func add(_ document: CodedDocument) {
    scope.add(document)
    let tally = DocumentTally(document)
    addresses.learn(tally.locators, of: tally.file)
    positions[tally.file] = tallies.count
    tallies.append(tally)
  }

  func findings(of kind: Finding.Kind) -> [Finding] { findings.filter { $0.kind == kind } }

  /// The title of a document, its file where it is not among the documents.
  func title(of file: String) -> String {
    tally(of: file)?.document.title ?? file
  }

  func tally(of file: String) -> DocumentTally? { positions[file].map { tallies[$0] } }

  /// The number of a document in matrices and lists, from 1.
  func number(of file: String) -> Int? { positions[file].map { $0 + 1 } }

  private static func ranked(_ findings: [Finding]) -> [Finding] {
    let kinds = Dictionary(uniqueKeysWithValues: zip(Finding.Kind.allCases, 0...))
    func key(_ finding: Finding) -> (Int, Int, Double) {
      let standing = finding.status == .confirmed ? 0 : finding.status == .proposed ? 1 : 2
      return (kinds[finding.kind] ?? 0, standing, finding.score.isFinite ? -finding.score : 1)
    }
    return findings.sorted { a, b in
      let (first, second) = (key(a), key(b))
      return first == second ? a.id < b.id : first < second
    }
  }

  /// A CSS string in which every letter that could end it is written by its number.
  private static func cssString(_ text: String) -> String {
    var css = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ".": css.unicodeScalars.append(scalar)
      case _ where scalar.value == 0: continue
      default: css += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return css + "\""
  }
}

import Policy

/// What a commitment does not say itself but its document says elsewhere: in the columns of an action-plan table, in
/// the row that carries it out, or in the entry of a list that refers to it.
///
/// A row is found by its number ("Measure 4.2" carries out 4.2, "Mesure 3.1" carries out Objectif 3) or because the provision
/// refers to it ("Annex 7-A, line 3"). Words taken from a row are marked with its locator.
struct Completion {
  private let document: Document
  /// Rows and entries that say something of lead, date, money or measure, by their number.
  private var rows: [String: [Int]] = [:]
  private var parts: [Int: [Commitment.Part: [Words]]] = [:]

  private var columns: ColumnReader

  init(of document: Document, columns: PhraseMatcher) {
    self.document = document
    self.columns = ColumnReader(columns)
    for (i, provision) in document.provisions.enumerated() {
      let isRow = provision.part == .row
      let said = isRow ? self.columns.parts(of: provision) : entry(provision)
      guard said.count >= 2 else { continue }
      parts[i] = said
      let numbers =
        isRow
        ? Self.number(provision.locator).map { [$0] } ?? []
        : self.columns.references(in: provision.text)
      for number in numbers { rows[number, default: []].append(i) }
    }
  }

  /// What the entry of a list says that stands under a heading such as "Lead, date, money".
  private mutating func entry(_ provision: Provision) -> [Commitment.Part: [Words]] {
    guard provision.text.utf8.contains(UInt8(ascii: ";")), let heading = provision.path.last else {
      return [:]
    }
    return columns.parts(ofEntry: provision.text, under: heading)
  }

  /// The codings with rows of action plans as commitments, and commitments completed from the rows that carry them out.
  mutating func completed(_ codings: [ProvisionCoding]) -> [ProvisionCoding] {
    guard !parts.isEmpty else { return codings }
    var completed = codings
    for i in codings.indices {
      let provision = document.provisions[i]
      if provision.part == .row, let own = parts[i] {
        var commitment = codings[i].commitment ?? Commitment()
        commitment.isRoutine = false
        for (part, words) in own {
          commitment[part] = CommitmentPart(quality: .named, words: words)
        }
        completed[i].commitment = commitment
        if codings[i].modality < .action { completed[i].modality = .action }
      } else if completed[i].commitment != nil {
        for row in carrying(provision) {
          for (part, words) in parts[row] ?? [:]
          where completed[i].commitment?[part].quality != .named {
            completed[i].commitment?[part] = CommitmentPart(
              quality: .named,
              words: words.map {
                Words($0.text, place: .elsewhere, locator: document.provisions[row].locator)
              })
          }
        }
      }
    }
    return completed
  }

  /// The rows that carry a provision out.
  private mutating func carrying(_ provision: Provision) -> [Int] {
    var found: [Int] = []
    if let number = Self.number(provision.locator) {
      found += rows[number] ?? []
      // "Objective 3" is carried out by Measure 3.1, 3.2 …; "Article 3" is not.
      if provision.part == .measure || provision.locator.utf8.contains(UInt8(ascii: ".")) {
        var step = 1
        while let below = rows["\(number).\(step)"] {
          found += below
          step += 1
        }
      }
    }
    for number in columns.references(in: provision.text) { found += rows[number] ?? [] }
    return found
  }

  // MARK: Numbers

  /// The last number of a locator: "4.2" of "Measure 4.2", "B" of "Línea B".
  private static func number(_ locator: String) -> String? {
    guard let last = locator.split(separator: " ").last else { return nil }
    let number = last.drop { !$0.isNumber && !$0.isUppercase }.prefix {
      $0.isNumber || $0 == "." || $0.isUppercase
    }
    return number.isEmpty || number.count > 8 ? nil : String(number)
  }
}

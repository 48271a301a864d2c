import Policy

/// The rows of the tables that other programs read.
extension Edition {
  func row(_ finding: Finding) -> [Cell] {
    func passage(_ i: Int) -> [Cell] {
      guard finding.between.indices.contains(i) else { return [.empty, .empty, .empty, .empty] }
      let passage = finding.between[i]
      return [
        .text(passage.place.file), .text(passage.locator), Cell(passage.page), .text(passage.text),
      ]
    }
    let others = finding.between.dropFirst(2).map { $0.place.file + " " + $0.locator }
    let grounds = finding.grounds.map { ground in
      ground.rule + ": " + ground.text + (ground.source.map { " [" + $0 + "]" } ?? "")
    }
    return [
      .text(finding.id), .text(finding.kind.rawValue), Cell(finding.level?.rawValue),
      .score(finding.score), .text(finding.status.rawValue), .text(finding.why),
      Cell(finding.remedy),
    ] + passage(0) + passage(1) + [
      Cell(others), Cell(finding.objectives), Cell(finding.populations),
      Cell(finding.missing.map(\.rawValue)), Cell(finding.absent), Cell(grounds),
      Cell(note(finding)),
    ]
  }

  func row(_ provision: Provision, _ coding: ProvisionCoding, of document: Document) -> [Cell] {
    let place = Place(file: document.file, provision: provision.ordinal)
    return [
      .text(document.file), .text(provision.locator),
      provision.path.isEmpty ? .empty : .text(provision.path.joined(separator: " > ")),
      Cell(provision.page), .text(provision.language.rawValue), .text(provision.part.rawValue),
      .text(coding.role.rawValue), .text(String(describing: coding.modality)),
      .text(coding.relevance.ground.rawValue), .score(coding.relevance.score),
      .count(coding.stance), Cell(coding.objectives.map(\.code)), Cell(coding.measures.map(\.code)),
      Cell(coding.populations.map(\.code)), Cell(coding.sectors.map(\.code)),
      Cell(coding.refusals.map(\.rule)), Cell((findingsAt[place] ?? []).map(\.id)),
      Cell(provision.head), .text(provision.text),
    ]
  }

  /// The row of a provision's commitment; nil when it has none.
  func commitmentRow(_ provision: Provision, _ coding: ProvisionCoding, of document: Document)
    -> [Cell]?
  {
    guard let commitment = coding.commitment else { return nil }
    var row: [Cell] = [
      .text(document.file), .text(document.title), .text(provision.locator), Cell(provision.page),
      .text(provision.text), .text(coding.relevance.ground.rawValue),
      .text(commitment.isRoutine ? "yes" : "no"), .text(String(describing: coding.modality)),
    ]
    for part in Commitment.Part.allCases {
      row.append(.text(commitment[part].quality.rawValue))
      row.append(Cell(commitment[part].words.map(\.text)))
    }
    row.append(.count(commitment.missing.count))
    return row
  }

  func row(_ entry: InstitutionRoll.Entry) -> [Cell] {
    let institution = entry.institution
    return [
      .text(institution.id), .text(institution.name), Cell(institution.aliases),
      Cell(institution.kind), Cell(institution.country), .text(institution.level.rawValue),
      .count(entry.mandates.count), Cell(Set(entry.mandates.flatMap(\.measures)).sorted()),
      Cell(Set(entry.mandates.flatMap(\.objectives)).sorted()), Cell(entry.bodies),
      Cell(
        Set(entry.mandates.map(\.place)).sorted().map { $0.file + " " + addresses.locator($0) }),
    ]
  }
}

extension Cell {
  /// Several values in one cell, separated by semicolons; empty when there are none.
  fileprivate init(_ list: [String]) {
    self = list.isEmpty ? .empty : .text(list.joined(separator: "; "))
  }
}

import Policy

/// Objectives and sectors by document: where the weight of each policy lies, and where nothing is said.
extension Edition {
  private static let documentsPerPicture = 24

  func writeMatrix(in folder: ReportFolder) throws(ReportError) {
    let page = try PageWriter(
      Page.matrix.file, under: .matrix, of: self, in: folder, lede: say("matrix.lede"))
    try page.add(
      section {
        h2(.id("objectives"), text: say("matrix.objectives"))
        if tallies.contains(where: { !$0.objectives.isEmpty }) {
          HeatMatrix.legend(say)
        } else {
          p(say("matrix.empty"))
        }
      })
    for range in documentRanges {
      guard let matrix = objectiveMatrix(rows: nil, documents: range) else { continue }
      try page.add(view(matrix, documents: range))
    }
    try page.add(unservedObjectives())
    try page.add(
      section {
        h2(.id("sectors"), text: say("matrix.sectors"))
        p(say("matrix.sectors.lede"))
      })
    for range in documentRanges {
      guard let matrix = sectorMatrix(documents: range) else { continue }
      try page.add(view(matrix, documents: range))
    }
    try page.close()
  }

  private var documentRanges: [[Int]] {
    Array(tallies.indices).pages(of: Self.documentsPerPicture).map(Array.init)
  }

  private func view(_ matrix: HeatMatrix, documents range: [Int]) -> HTML {
    div(.class("matrix")) {
      figure {
        matrix.picture()
        figcaption {
          matrix.title
        }
      }
      ol(.class("legend-documents")) {
        for i in range {
          li {
            span(.class("number"), text: String(i + 1) + ". ")
            documentLink(tallies[i].file)
          }
        }
      }
      details(.class("data")) {
        summary(say("matrix.table"))
        dataTable(matrix)
      }
    }
  }

  private func dataTable(_ matrix: HeatMatrix) -> HTML {
    table(.class("data")) {
      caption(matrix.title + " — " + say("matrix.table.reading"))
      thead {
        tr {
          th(.scope("col"), text: "")
          for (i, column) in matrix.columns.enumerated() {
            th(.scope("col"), .title(matrix.columnTitles[i]), text: column)
          }
        }
      }
      tbody {
        for row in matrix.rows {
          tr {
            th(.scope("row"), text: row.name)
            for square in row.squares {
              td(
                text: square.count == 0
                  ? "–" : say.number(square.count) + " (" + say.decimal(square.strength) + ")")
            }
          }
        }
      }
    }
  }

  /// The matrix of objectives by documents.
  ///
  /// - Parameter rows: how many objectives at most, those with most provisions; nil for all that occur, in the
  ///   order and under the groups of the codebook.
  /// - Returns: nil when no objective was found in these documents.
  func objectiveMatrix(rows most: Int?, documents: [Int]) -> HeatMatrix? {
    var shown = model.codebook.objectives.filter { objective in
      tallies.contains { $0.objectives[objective.code] != nil }
    }
    if let most, shown.count > most {
      let totals = shown.map { objective in
        documents.reduce(0) { $0 + (tallies[$1].objectives[objective.code]?.count ?? 0) }
      }
      let kept = Set(shown.indices.sorted { (totals[$1], $0) < (totals[$0], $1) }.prefix(most))
      shown = shown.indices.filter(kept.contains).map { shown[$0] }
    }
    guard !shown.isEmpty, !documents.isEmpty else { return nil }
    let touched = touchedObjectives()
    var group = ""
    let rows = shown.map { objective in
      let isNew = most == nil && objective.group != group
      group = objective.group
      return HeatMatrix.Row(
        name: model.codebook.name(objective.code, in: say.language),
        group: isNew ? say("group." + objective.group.replacingSpaces) : nil,
        squares: documents.map {
          let tally = tallies[$0]
          let strength = tally.objectives[objective.code] ?? Strength()
          let kinds = touched[tally.file]?[objective.code] ?? []
          return HeatMatrix.Square(
            count: strength.count, strength: strength.mean,
            hasConflict: kinds.contains(.conflict), hasGap: kinds.contains(.gap))
        })
    }
    return matrix(say("matrix.objectives"), rows, documents)
  }

  private func sectorMatrix(documents: [Int]) -> HeatMatrix? {
    let shown = model.codebook.sectors.filter { sector in
      tallies.contains { $0.sectors[sector.code] != nil }
    }
    guard !shown.isEmpty, !documents.isEmpty else { return nil }
    let rows = shown.map { sector in
      HeatMatrix.Row(
        name: model.codebook.name(sector.code, in: say.language), group: nil,
        squares: documents.map {
          let tally = tallies[$0]
          let strength = tally.sectors[sector.code] ?? Strength()
          return HeatMatrix.Square(count: strength.count, strength: strength.mean)
        })
    }
    return matrix(say("matrix.sectors"), rows, documents)
  }

  private func matrix(_ title: String, _ rows: [HeatMatrix.Row], _ documents: [Int])
    -> HeatMatrix
  {
    HeatMatrix(
      title: title, description: say("matrix.description"),
      columns: documents.map { String($0 + 1) },
      columnTitles: documents.map { "\($0 + 1). " + tallies[$0].document.title }, rows: rows)
  }

  /// Which kinds of finding touch an objective in a document.
  private func touchedObjectives() -> [String: [String: Set<Finding.Kind>]] {
    var touched: [String: [String: Set<Finding.Kind>]] = [:]
    for finding in findings where finding.status != .dismissed {
      for file in Set(finding.between.map(\.place.file)) {
        for objective in finding.objectives {
          touched[file, default: [:]][objective, default: []].insert(finding.kind)
        }
      }
    }
    return touched
  }

  /// Objectives that no document speaks of: for a commission the most useful line of the page.
  private func unservedObjectives() -> HTML {
    let absent = model.codebook.objectives.filter { objective in
      !tallies.contains { $0.objectives[objective.code] != nil }
    }
    guard !absent.isEmpty else { return HTML() }
    return section {
      h3(say("matrix.absent"))
      p(.class("codes")) {
        for objective in absent {
          chip(objective.code, "objective")
          " "
        }
      }
    }
  }
}

extension String {
  /// With hyphens for spaces, for the keys of the string table.
  var replacingSpaces: String { String(map { $0 == " " ? "-" : $0 }) }
}

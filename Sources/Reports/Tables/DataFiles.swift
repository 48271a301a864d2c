import Policy

/// The CSV files and the workbook of a report, which are filled while its documents pass by.
struct DataFiles {
  private let provisions: CSVFile
  private let commitments: CSVFile
  private let findings: CSVFile
  private let book: Workbook
  private var summarySheet: Workbook.Sheet
  private var findingSheet: Workbook.Sheet
  private var commitmentSheet: Workbook.Sheet
  private var provisionSheet: Workbook.Sheet
  private var institutionSheet: Workbook.Sheet
  private var matrixSheet: Workbook.Sheet

  init(_ edition: Edition, in folder: ReportFolder) throws(ReportError) {
    provisions = try CSVFile(folder.path(of: "provisions.csv"), .provisions)
    commitments = try CSVFile(folder.path(of: "commitments.csv"), .commitments)
    findings = try CSVFile(folder.path(of: "findings.csv"), .findings)
    let book = try Workbook(folder.path(of: "concord.xlsx"), title: edition.model.title)
    let say = edition.say
    func sheet(_ table: DataTable) throws(ReportError) -> Workbook.Sheet {
      try book.sheet(
        named: say.sheet(table.name),
        columns: table.columns.map { (say.column($0.key), $0.width) })
    }
    summarySheet = try book.sheet(
      named: say.sheet("summary"), columns: [(say.column("fact"), 44), (say.column("value"), 60)])
    findingSheet = try sheet(.findings)
    commitmentSheet = try sheet(.commitments)
    provisionSheet = try sheet(.provisions)
    institutionSheet = try sheet(.institutions)
    matrixSheet = try book.sheet(
      named: say.sheet("matrix"),
      columns: [(say.column("objective"), 12), (say.column("name"), 36)]
        + edition.model.files.prefix(1_000).map { ($0, 14) })
    self.book = book
  }

  /// Adds a document's provisions and commitments.
  mutating func add(_ coded: CodedDocument, _ edition: Edition) throws(ReportError) {
    for (provision, coding) in coded.pairs {
      let row = edition.row(provision, coding, of: coded.document)
      try provisions.write(row)
      book.write(row, to: &provisionSheet)
      if let row = edition.commitmentRow(provision, coding, of: coded.document) {
        try commitments.write(row)
        book.write(row, to: &commitmentSheet)
      }
    }
  }

  /// Adds what is known once all documents have passed, and writes the files out.
  mutating func finish(_ edition: Edition) throws(ReportError) {
    for finding in edition.findings {
      let row = edition.row(finding)
      try findings.write(row)
      book.write(row, to: &findingSheet)
    }
    for entry in InstitutionRoll(edition.model.map).entries {
      book.write(edition.row(entry), to: &institutionSheet)
    }
    for objective in edition.model.codebook.objectives {
      let counts = edition.tallies.prefix(1_000).map { tally in
        Cell(tally.objectives[objective.code]?.count)
      }
      book.write(
        [
          .text(objective.code),
          .text(edition.model.codebook.name(objective.code, in: edition.say.language)),
        ] + counts, to: &matrixSheet)
    }
    writeSummary(edition)
    book.finish(findingSheet, columns: DataTable.findings.columns.count)
    book.finish(commitmentSheet, columns: DataTable.commitments.columns.count)
    book.finish(provisionSheet, columns: DataTable.provisions.columns.count)
    book.finish(institutionSheet, columns: DataTable.institutions.columns.count)
    book.finish(matrixSheet, columns: 2 + min(edition.tallies.count, 1_000))
    try provisions.finish()
    try commitments.finish()
    try findings.finish()
    try book.finish()
  }

  private mutating func writeSummary(_ edition: Edition) {
    let say = edition.say
    var rows: [[Cell]] = [
      [.text(say("fact.project")), .text(edition.model.title)],
      [.text(say("method.date")), Cell(edition.model.date)],
      [.text(say("fact.documents")), .count(edition.tallies.count)],
      [.text(say("fact.provisions")), .count(edition.provisionCount)],
      [.text(say("fact.own")), .count(edition.ownCount)],
      [.text(say("fact.inherited")), .count(edition.inheritedCount)],
      [
        .text(say("fact.commitments")),
        .count(edition.tallies.reduce(0) { $0 + $1.commitments.count }),
      ],
      [.text(say("fact.institutions")), .count(edition.model.map.institutions.count)],
      [.text(say("fact.unread")), .count(edition.model.unread.count)],
    ]
    for kind in Finding.Kind.allCases {
      rows.append([
        .text(say("kind." + kind.rawValue + ".many")), .count(edition.findings(of: kind).count),
      ])
    }
    if provisionSheet.left > 0 {
      rows.append([.text(say("fact.left")), .count(provisionSheet.left)])
    }
    rows += edition.model.versions.map { [.text($0.name), .text($0.version)] }
    rows.append([.text(say("fact.note")), .text(say("foot.person"))])
    for row in rows { book.write(row, to: &summarySheet) }
  }
}

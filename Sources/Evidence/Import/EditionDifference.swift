import Policy

/// Which cells of a table of stocks are not those of the edition that it is by and large.
extension TableImport {
  /// - Returns: nil where no edition at hand has most of its figures; otherwise what is wrong, with the first cell.
  func difference(_ table: PairTable, _ given: GivenTable) -> EvidenceError? {
    let editions = editions()
    func agreement(_ edition: StockEdition) -> Int {
      Self.years(table, edition).reduce(0) { same, year in
        same + table.all(year).count { edition.table.value($0.pair, year) == $0.value }
      }
    }
    let counted = editions.map { (edition: $0, same: agreement($0)) }
    guard let (edition, same) = counted.max(by: { $0.same < $1.same }) else { return nil }
    let years = Self.years(table, edition)
    let all = years.reduce(0) { $0 + table.all($1).count }
    guard all > 0, same * 2 > all else { return nil }

    var apart: [(pair: PairTable.Pair, year: Int, here: Int, there: Int?)] = []
    var lacking: [(pair: PairTable.Pair, year: Int)] = []
    for year in years {
      for (pair, value) in table.all(year) where edition.table.value(pair, year) != value {
        apart.append((pair, year, value, edition.table.value(pair, year)))
      }
      lacking += edition.table.all(year).filter { table.value($0.pair, year) == nil }
        .map { ($0.pair, year) }
    }
    if let first = apart.first {
      let others = editions.filter { $0.source.id != edition.source.id }.map { other in
        (
          name: other.source.name,
          count: apart.count { other.table.value($0.pair, $0.year) == $0.here }
        )
      }
      let other = others.max { $0.count < $1.count }.flatMap {
        $0.count * 2 > apart.count ? $0 : nil
      }
      let place = place(first.year, first.pair, in: given).map { " (\($0))" } ?? ""
      let instead = first.there.map(String.init) ?? "nothing"
      let mixed = other.map {
        " \($0.count) of them are those of \($0.name): two revisions are mixed in the table."
      }
      return EvidenceError(
        given.file,
        cell: "\(first.pair.origin) to \(first.pair.destination), \(first.year)\(place)",
        problem:
          "Here stands \(first.here), and \(instead) in \(edition.source.name), of which most figures are; \(apart.count) of \(all) figures differ from it."
          + (mixed ?? ""),
        remedy: mixed == nil
          ? "Get the file again from the producer; of a newer edition say --producer NAME --revision NAME."
          : "Import each revision from its own file; a change across revisions is no change.")
    }
    guard let first = lacking.first else { return nil }
    return EvidenceError(
      given.file, cell: "\(first.pair.origin) to \(first.pair.destination), \(first.year)",
      problem:
        "The figure is missing, and so are \(lacking.count - 1) others of \(edition.source.name).",
      remedy: "The file is cut short, or rows were taken out: get it again from the producer.")
  }

  private static func years(_ table: PairTable, _ edition: StockEdition) -> [Int] {
    table.years.filter(edition.years.contains)
  }
}

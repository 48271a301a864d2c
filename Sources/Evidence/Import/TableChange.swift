import Policy

/// What a new table changes against the one it takes the place of, and against another revision of the same figures.
public enum TableChange {
  /// Sentences for the person who imports.
  public static func sentences(
    _ new: Dataset, replacing old: Dataset?, besides others: [StockEdition]
  )
    -> [String]
  {
    var said: [String] = []
    if let old {
      let (before, now) = (lines(old), lines(new))
      let same = before.intersection(now).count
      said.append(
        same == before.count && same == now.count
          ? "Nothing changes: \(new.source.name) was there already."
          : "\(new.source.name) is replaced: \(same) rows as before, \(now.count - same) new or changed, \(before.count - same) gone."
      )
    } else {
      said.append(
        "\(new.source.subject.rawValue): \(new.source.name), \(max(0, lines(new).count - 1)) rows, \(new.source.years)."
      )
    }
    guard new.source.subject == .stocks, let reader = try? RecordReader(new.bytes, file: new.file),
      let table = try? PairTable(
        reader, ends: ("origin", "destination"), measures: StockEdition.measures)
    else { return said }
    let edition = StockEdition(source: new.source, table: table)
    for other in others where other.source.id != new.source.id {
      guard let year = edition.years.last(where: other.years.contains),
        let both = RevisionComparison(other, edition, year: year)
      else { continue }
      said.append(
        "Against \(other.source.name) for \(year): \(both.identical) of \(both.pairs) pairs are the same; of \(both.largePairs) pairs above 10,000 people \(both.largePairsApart) differ by over a tenth."
      )
    }
    return said
  }

  private static func lines(_ dataset: Dataset) -> Set<ArraySlice<UInt8>> {
    Set(
      dataset.bytes.split(separator: UInt8(ascii: "\n")).map { line in
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      })
  }
}

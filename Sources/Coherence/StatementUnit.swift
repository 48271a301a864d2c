import Policy

extension CodedDocument {
  /// How many of its provisions are coded, so that the judge can read them.
  var judgedCount: Int { min(document.provisions.count, codings.count) }
}

/// A stretch of provisions that are read one after another; units are read in parallel.
struct StatementUnit: Sendable {
  /// Index of a document in the set, and of a provision in the document.
  private struct Position {
    var document: Int
    var provision: Int
  }

  /// Provisions of a unit: enough that its words are mostly known from those before, few enough to share out.
  private static let sizes = (least: 250, most: 1_000)
  /// How many units a set makes at least, when they are of the least size or more.
  private static let shares = 8

  private var positions: ArraySlice<Position>

  /// The statements of all documents, in the order of their provisions.
  ///
  /// - Parameter stems: takes the stems in the order in which the provisions have them.
  /// - Throws: `CancellationError` when the task is cancelled, `Table.Error` for frames that cannot be read.
  static func read(
    _ documents: [CodedDocument], tables: CoherenceTables, countries: Set<[UInt8]>,
    numbering stems: inout WordNumbers, progress: (Double) -> Void
  ) throws -> [Statement] {
    var frames: [Language: FrameTable] = [:]
    for coded in documents {
      for language in Set(coded.codings.lazy.map(\.language)) where frames[language] == nil {
        frames[language] = try tables.matters.frames(language)
      }
    }
    let positions = documents.enumerated().flatMap { document, coded in
      (0..<coded.judgedCount).map { Position(document: document, provision: $0) }
    }
    let size = min(max(positions.count / shares, sizes.least), sizes.most)
    let units = Concurrent.pieces(of: positions.indices, size: size).map {
      StatementUnit(positions: positions[$0])
    }
    let read = try Concurrent.map(units.count, progress: progress) { [frames] i in
      var reader = StatementReader(tables: tables, frames: frames, countries: countries)
      let statements = units[i].statements(documents, &reader)
      return (statements: statements, stems: reader.stems)
    }
    var statements: [Statement] = []
    statements.reserveCapacity(positions.count)
    for unit in read {
      let numbers = unit.stems.words.map { stems.number(of: $0) }
      statements += unit.statements.map { $0.renumbered(numbers) }
    }
    return statements
  }

  private func statements(
    _ documents: [CodedDocument], _ reader: inout StatementReader
  ) -> [Statement] {
    positions.map { position in
      let coded = documents[position.document]
      let provisions = coded.document.provisions
      let provision = provisions[position.provision]
      var article = provision.ordinal
      var parent = provision.parent
      var steps = 0
      while let above = parent, above >= 0, above < provisions.count, steps < 16 {
        article = above
        parent = provisions[above].parent
        steps += 1
      }
      return reader.read(
        provision, coded.codings[position.provision], of: coded.document,
        at: (position.document, position.provision), article: article)
    }
  }
}

import Dispatch
import Policy
import Synchronization

extension CodedDocument {
  /// How many of its provisions are coded, so that the judge can read them.
  var judgedCount: Int { min(document.provisions.count, codings.count) }
}

/// A stretch of one document whose provisions are read one after another; units are read in parallel.
struct StatementUnit: Sendable {
  private var document: Int
  private var positions: Range<Int>

  /// Provisions of a unit: enough that its words are mostly known from those before, few enough to share out.
  private static let size = 1_000
  /// Units between two looks at the progress.
  private static let round = 16

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
    let units = documents.enumerated().flatMap { i, coded in
      stride(from: 0, to: coded.judgedCount, by: size).map {
        StatementUnit(document: i, positions: $0..<min($0 + size, coded.judgedCount))
      }
    }
    let total = documents.reduce(0) { $0 + $1.judgedCount }
    var statements: [Statement] = []
    statements.reserveCapacity(total)
    for first in stride(from: 0, to: units.count, by: round) {
      try Task.checkCancellation()
      let units = units[first..<min(first + round, units.count)]
      let read = Mutex<[Int: (statements: [Statement], stems: WordNumbers)]>([:])
      DispatchQueue.concurrentPerform(iterations: units.count) { [frames] i in
        let unit = units[units.startIndex + i]
        var reader = StatementReader(tables: tables, frames: frames, countries: countries)
        let statements = unit.statements(documents[unit.document], &reader)
        read.withLock { [stems = reader.stems] in $0[i] = (statements, stems) }
      }
      let results = read.withLock { $0 }
      for i in 0..<units.count {
        guard let result = results[i] else { continue }
        let numbers = result.stems.words.map { stems.number(of: $0) }
        statements += result.statements.map { $0.renumbered(numbers) }
      }
      progress(Double(statements.count) / Double(max(1, total)))
    }
    return statements
  }

  private func statements(_ coded: CodedDocument, _ reader: inout StatementReader) -> [Statement] {
    let provisions = coded.document.provisions
    return positions.map { position in
      let provision = provisions[position]
      var article = provision.ordinal
      var parent = provision.parent
      var steps = 0
      while let above = parent, above >= 0, above < provisions.count, steps < 16 {
        article = above
        parent = provisions[above].parent
        steps += 1
      }
      return reader.read(
        provision, coded.codings[position], of: coded.document, at: (document, position),
        article: article)
    }
  }
}

/// Two versions of an index side by side.
public struct Comparison: Sendable {
  /// A row a unit of either: score and rank in each, and the differences, the largest change of rank first.
  public let table: ResultTable

  /// - Parameters:
  ///   - run: the version that is asked about.
  ///   - earlier: the version that it is compared with.
  public init(_ run: ChainRun, with earlier: ChainRun) {
    let (now, then) = (Self.places(run), Self.places(earlier))
    var rows: [[ResultTable.Value]] = []
    for key in Set(now.keys).union(then.keys).sorted() {
      let (a, b) = (then[key], now[key])
      func difference(_ x: Double?, _ y: Double?) -> Double {
        guard let x, let y, !x.isNaN, !y.isNaN else { return .missing }
        return y - x
      }
      let move = difference(a?.rank, b?.rank)
      rows.append(
        [.text(b?.code ?? a?.code ?? ""), .number(b?.time ?? a?.time ?? .missing)]
          + [
            a?.score ?? .missing, b?.score ?? .missing, difference(a?.score, b?.score),
            a?.rank ?? .missing, b?.rank ?? .missing, move, abs(move),
          ].map { .number($0.isNaN ? .missing : $0) })
    }
    func size(_ row: [ResultTable.Value]) -> Double {
      if case .number(let number) = row[8], !number.isNaN { number } else { -1 }
    }
    table = ResultTable(
      "comparison",
      [
        "uCode", "Time", "score_before", "score", "score_change", "rank_before", "rank",
        "rank_change", "abs_rank_change",
      ],
      rows.enumerated().sorted { (size($1.element), $0.offset) < (size($0.element), $1.offset) }
        .map(\.element))
  }

  private struct Place {
    var code: String
    var time: Double
    var score: Double
    var rank: Double
  }

  private static func places(_ run: ChainRun) -> [String: Place] {
    guard let index = run.index, let scores = run.result.numbers.column(index) else { return [:] }
    let ranks = run.ranks(of: index)
    return Dictionary(
      run.result.units.enumerated().map { row, unit in
        (
          unit.code + " " + unit.time.cell,
          Place(code: unit.code, time: unit.time, score: scores[row], rank: ranks[row])
        )
      }, uniquingKeysWith: { a, _ in a })
  }
}

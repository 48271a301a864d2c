internal import Dispatch
internal import Synchronization

/// The fewest moves under an offset: within each birthplace, those who leave and those who arrive are fitted to the
/// pattern of the offset, on the cells where somebody leaves and somebody arrives.
struct OffsetFlows: Sendable {
  /// By [birthplace, residence]; no cell is positive in both.
  var leaving: Matrix
  var arriving: Matrix
  /// By [origin, destination].
  var offset: Matrix
  var fitting: ProportionalFit.Procedure

  func flows(_ countries: [String]) throws(FlowError) -> MigrantFlows {
    let n = leaving.rows
    guard offset.rows == n, offset.columns == n else {
      throw FlowError(
        .shape, "the offset",
        "it has \(offset.rows) rows and \(offset.columns) columns for \(n) countries",
        "give one for each country")
    }
    // Each worker adds up its own birthplaces; sums are joined in their order, so that the answer never varies.
    let workers = n < 16 ? 1 : 2
    let parts = Mutex([Int: Result<MigrantFlows, FlowError>]())
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let part = flows(
        of: (worker * n / workers)..<((worker + 1) * n / workers), countries: countries)
      parts.withLock { $0[worker] = part }
    }
    let none = Matrix(rows: n, columns: n)
    var sum = MigrantFlows(total: none, outward: none, returning: none)
    for (_, part) in parts.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      let part = try part.get()
      sum.total = sum.total + part.total
      sum.outward = sum.outward + part.outward
      sum.returning = sum.returning + part.returning
    }
    return sum
  }

  private func flows(of birthplaces: Range<Int>, countries: [String]) -> Result<
    MigrantFlows, FlowError
  > {
    let n = leaving.rows
    var total = Matrix(rows: n, columns: n)
    var outward = total
    var returning = total
    for k in birthplaces {
      let origins = (0..<n).filter { leaving[k, $0] > 0 }
      let destinations = (0..<n).filter { arriving[k, $0] > 0 }
      guard !origins.isEmpty, !destinations.isEmpty else { continue }
      let fit: ProportionalFit
      switch self.fit(k, origins, destinations, countries) {
      case .success(let found): fit = found
      case .failure(let error): return .failure(error)
      }
      for (a, i) in origins.enumerated() {
        for (b, j) in destinations.enumerated() {
          let people = fit.table[a, b]
          total[i, j] += people
          if k == i { outward[i, j] += people }
          if k == j { returning[i, j] += people }
        }
      }
    }
    return .success(MigrantFlows(total: total, outward: outward, returning: returning))
  }

  private func fit(_ k: Int, _ origins: [Int], _ destinations: [Int], _ countries: [String])
    -> Result<ProportionalFit, FlowError>
  {
    var pattern = Matrix(rows: origins.count, columns: destinations.count)
    for (a, i) in origins.enumerated() {
      for (b, j) in destinations.enumerated() { pattern[a, b] = offset[i, j] }
    }
    let out = origins.map { leaving[k, $0] }
    let into = destinations.map { arriving[k, $0] }
    let scale = out.reduce(0, +) / into.reduce(0, +)
    do {
      return .success(
        try ProportionalFit(seed: pattern, rows: out, columns: into.map { $0 * scale }, by: fitting)
      )
    } catch {
      return .failure(
        FlowError(
          .noFit, "the offset, people born in \(countries[k])",
          error.described(
            rows: origins.map { countries[$0] }, columns: destinations.map { countries[$0] }),
          "an offset of zero forbids a move: give a small positive number where moves are possible"
        ))
    }
  }
}

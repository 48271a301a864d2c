import Evidence
import Foundation

/// Times the closed estimates of an invented world: minimum, independence and pseudo-Bayes together, and writes the world's
/// tables for the peers.
///
/// usage: FlowsBenchmark COUNTRIES FOLDER
@main struct FlowsBenchmark {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 3, let n = Int(words[1]), (2...1000).contains(n) else {
      print("usage: FlowsBenchmark COUNTRIES FOLDER")
      exit(2)
    }
    let accounts = try InventedWorld(countries: n).accounts
    let folder = URL(fileURLWithPath: words[2])
    try write(accounts, into: folder)
    var times: [Double] = []
    var totals: [Double] = []
    for _ in 0..<9 {
      let clock = ContinuousClock()
      let start = clock.now
      let estimates = try FlowEstimator(accounts).estimates([
        .minimum(.closed), .independence(.closed), .pseudoBayes(.closed),
      ])
      times.append(Double((clock.now - start) / .milliseconds(1)))
      totals = estimates.map(\.total)
      if times.count == 1 {
        try lines(estimates[0].flows).write(
          to: folder.appendingPathComponent("minimum.csv"), atomically: true, encoding: .utf8)
      }
    }
    times.sort()
    print(
      String(
        format: "concord, %d countries: median %.1f ms, least %.1f ms, peak memory %.0f MB; "
          + "totals %@",
        n, times[times.count / 2], times[0], peak(),
        totals.map { String(format: "%.3f", $0) }.joined(separator: " ")))
  }

  private static func write(_ accounts: StockAccounts, into folder: URL) throws {
    for (name, table) in [("start", accounts.start), ("end", accounts.end)] {
      try lines(table).write(
        to: folder.appendingPathComponent(name + ".csv"), atomically: true, encoding: .utf8)
    }
    let events = zip(accounts.births, accounts.deaths).map { "\($0.0),\($0.1)" }
    try events.joined(separator: "\n").appending("\n").write(
      to: folder.appendingPathComponent("events.csv"), atomically: true, encoding: .utf8)
  }

  private static func lines(_ table: Matrix) -> String {
    table.table.map { $0.map { "\($0)" }.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  /// Megabytes that the process has held at most.
  private static func peak() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  }
}

/// A world that looks like the real one in what matters to a fit: natives at home outweigh everybody else by far, most
/// pairs of countries are empty, and sizes range over five powers of ten.
struct InventedWorld {
  let accounts: StockAccounts

  init(countries n: Int) throws {
    var random = Splitmix(state: 5)
    var start = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for k in 0..<n where k != i && Double.random(in: 0...1, using: &random) < 0.3 {
        start[k, i] = exp(Double.random(in: 0...12, using: &random)).rounded()
      }
      start[i, i] = exp(Double.random(in: 10...20, using: &random)).rounded()
    }
    var end = start
    for at in end.cells.indices {
      end.cells[at] = (end.cells[at] * Double.random(in: 0.8...1.4, using: &random)).rounded()
    }
    for i in 0..<n { end[i, i] = (start[i, i] * 1.05).rounded() }
    let people = start.columnSums
    accounts = try StockAccounts(
      countries: (0..<n).map { "c\($0)" }, start: start, end: end,
      births: people.map { ($0 * 0.09).rounded() }, deaths: people.map { ($0 * 0.04).rounded() })
  }

  private struct Splitmix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}

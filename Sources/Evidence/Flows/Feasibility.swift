/// Whether some table with given zeros can have given totals at all: the greatest flow from rows to columns through the
/// cells that are not zero (Edmonds and Karp 1972), and where it is too small, the rows and columns that show it.
public enum Feasibility {
  /// Rows that hold more than all columns that they can reach.
  public struct Cut: Sendable, Hashable {
    public var rows: [Int]
    public var columns: [Int]
    /// By how much.
    public var excess: Double
    /// The sides are the other way round: "rows" are columns of the table that was asked about.
    var isTurned = false
  }

  /// - Returns: nil when there is such a table.
  /// - Complexity: O(rows · columns) for each path; paths seldom number more than rows + columns.
  public static func cut(_ seed: Matrix, rows: [Double], columns: [Double]) -> Cut? {
    let (n, m) = (seed.rows, seed.columns)
    let total = rows.reduce(0, +)
    let least = 1e-9 * max(total, .leastNormalMagnitude)
    var flow = Matrix(rows: n, columns: m)
    var left = rows
    var room = columns
    for i in 0..<n {
      for j in 0..<m where seed[i, j] > 0 && left[i] > 0 && room[j] > 0 {
        let amount = min(left[i], room[j])
        flow[i, j] += amount
        left[i] -= amount
        room[j] -= amount
      }
    }
    while true {
      let search = Search(seed, flow, left: left, room: room, least: least)
      guard let end = search.end else {
        let excess = left.reduce(0) { $0 + max(0, $1) }
        guard excess > 1e-7 * total else { return nil }
        return Cut(
          rows: (0..<n).filter { search.rowSeen[$0] },
          columns: (0..<m).filter { search.columnSeen[$0] && columns[$0] > 0 }, excess: excess)
      }
      // Back along the path: the smallest amount that fits, then the change itself.
      var path: [(row: Int, column: Int, isBack: Bool)] = []
      var column = end
      while true {
        let row = search.columnFrom[column]
        path.append((row, column, false))
        let back = search.rowFrom[row]
        guard back >= 0 else { break }
        path.append((row, back, true))
        column = back
      }
      let source = path[path.count - 1].row
      var amount = min(left[source], room[end])
      for step in path where step.isBack { amount = min(amount, flow[step.row, step.column]) }
      for step in path { flow[step.row, step.column] += step.isBack ? -amount : amount }
      left[source] -= amount
      room[end] -= amount
    }
  }

  /// Breadth first from every row with something left, forwards through cells and backwards through flow.
  private struct Search {
    var rowSeen: [Bool]
    var columnSeen: [Bool]
    /// The column from which a row was reached backwards; -1 for a row with something left.
    var rowFrom: [Int]
    var columnFrom: [Int]
    /// A column that has room.
    var end: Int?

    init(_ seed: Matrix, _ flow: Matrix, left: [Double], room: [Double], least: Double) {
      rowSeen = left.map { $0 > least }
      columnSeen = Array(repeating: false, count: seed.columns)
      rowFrom = Array(repeating: -1, count: seed.rows)
      columnFrom = Array(repeating: -1, count: seed.columns)
      var queue = rowSeen.indices.filter { rowSeen[$0] }
      var at = 0
      while at < queue.count {
        let i = queue[at]
        at += 1
        for j in 0..<seed.columns where !columnSeen[j] && seed[i, j] > 0 {
          columnSeen[j] = true
          columnFrom[j] = i
          if room[j] > least {
            end = j
            return
          }
          for other in 0..<seed.rows where !rowSeen[other] && flow[other, j] > least {
            rowSeen[other] = true
            rowFrom[other] = j
            queue.append(other)
          }
        }
      }
    }
  }
}

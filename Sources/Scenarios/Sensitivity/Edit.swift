/// The least change of judgements that makes a scenario consistent, cells kept within the scale.
///
/// It falls apart by descriptor. Where the choice of a descriptor is behind its rivals, its own cell in the rows of the
/// scenario can be raised (which helps against all rivals at once) or the cells of the rivals lowered. For a raise of
/// R in all, the rest is Σ max(0, deficit - R); this is convex in R, so its least value stands at one of the few places
/// where it bends. Judgements of a descriptor on itself are left alone, and rows need not stay standardised.
public struct Edit: Sendable, Hashable {
  public struct Change: Sendable, Hashable {
    public let source: Int
    public let sourceVariant: Int
    public let target: Int
    public let targetVariant: Int
    /// Judgements in units of the matrix.
    public let from: Int
    public let to: Int
  }

  public let scenario: Scenario
  /// How far the furthest choice is behind, in units of the matrix.
  public let inconsistency: Int
  /// Least sum of absolute changes, in units of the matrix; nil when the scale leaves no way.
  public let totalChange: Int?
  /// Least number of cells to change, sought by itself; nil when the scale leaves no way.
  public let cells: Int?
  /// Least sum of absolute changes if the scale did not bind.
  public let totalChangeWithoutCaps: Int
  /// One set of changes with the least sum, on few cells.
  public let changes: [Change]

  /// - Parameter scale: the largest absolute judgement, as a whole number such as 3.
  public init(_ matrix: CrossImpactMatrix, making scenario: Scenario, scale: Int = 3) {
    let (product, overflow) = scale.multipliedReportingOverflow(by: PowerOfTen.of(matrix.decimals))
    let cap = overflow ? Int(Int32.max) : product
    var total: Int? = 0
    var cells: Int? = 0
    var unlimited = 0
    var changes: [Change] = []
    for target in matrix.descriptors.indices {
      let repair = DescriptorRepair(matrix, scenario, target, cap: cap)
      unlimited += repair.totalWithoutCaps
      total = total.flatMap { sum in repair.total.map { sum + $0.cost } }
      cells = cells.flatMap { sum in repair.fewestCells.map { sum + $0 } }
      changes += repair.changes
    }
    self.scenario = scenario
    inconsistency = matrix.margins(of: scenario).reduce(0) { max($0, -($1 ?? 0)) }
    totalChange = total
    self.cells = cells
    totalChangeWithoutCaps = unlimited
    self.changes = total == nil ? [] : changes
  }
}

/// What it takes to bring the choice of one descriptor to the front.
private struct DescriptorRepair {
  private struct Cell {
    var source: Int
    var room: Int
  }

  private let matrix: CrossImpactMatrix
  private let scenario: Scenario
  private let target: Int
  /// Cells of the choice that can be raised, the roomiest first.
  private var raises: [Cell] = []
  /// For each rival that is ahead: by how much, and its cells that can be lowered, the roomiest first.
  private var rivals: [(variant: Int, deficit: Int, cells: [Cell])] = []

  init(_ matrix: CrossImpactMatrix, _ scenario: Scenario, _ target: Int, cap: Int) {
    self.matrix = matrix
    self.scenario = scenario
    self.target = target
    let balance = matrix.balance(of: scenario)
    let start = matrix.offsets[target]
    let choice = start + scenario[target]
    let sources = matrix.descriptors.indices.filter { $0 != target }
    func cell(_ source: Int, _ column: Int) -> Int {
      matrix[matrix.offsets[source] + scenario[source], column]
    }
    func roomiest(_ room: (Int) -> Int) -> [Cell] {
      sources.map { Cell(source: $0, room: max(0, room($0))) }.filter { $0.room > 0 }
        .sorted { ($1.room, $0.source) < ($0.room, $1.source) }
    }
    for column in matrix.range(target) where balance[column] > balance[choice] {
      rivals.append(
        (
          column - start, balance[column] - balance[choice], roomiest { cell($0, column) + cap }
        ))
    }
    if !rivals.isEmpty { raises = roomiest { cap - cell($0, choice) } }
  }

  private func cost(_ raise: Int) -> Int {
    rivals.reduce(raise) { $0 + max(0, $1.deficit - raise) }
  }

  var totalWithoutCaps: Int {
    ([0] + rivals.map(\.deficit)).map(cost).min() ?? 0
  }

  private func sum(_ cells: some Sequence<Cell>) -> Int { cells.reduce(0) { $0 + $1.room } }

  /// The raise with the least total, the larger of two, which touches fewer cells; nil when there is none.
  var total: (raise: Int, cost: Int)? {
    let most = sum(raises)
    let least = rivals.reduce(0) { max($0, $1.deficit - sum($1.cells)) }
    guard least <= most else { return nil }
    let bends = ([least, most] + rivals.map(\.deficit)).filter { (least...most).contains($0) }
    return bends.map { ($0, cost($0)) }.min { ($0.1, -$0.0) < ($1.1, -$1.0) }
  }

  var fewestCells: Int? {
    var best: Int?
    for count in 0...raises.count {
      let raise = sum(raises.prefix(count))
      var cells: Int? = count
      for rival in rivals {
        cells = cells.flatMap { sum in
          Self.cells(rival.cells, covering: rival.deficit - raise).map { sum + $0 }
        }
      }
      if let cells { best = min(best ?? cells, cells) }
    }
    return best
  }

  private static func cells(_ cells: [Cell], covering amount: Int) -> Int? {
    var rest = amount
    for (count, cell) in cells.enumerated() {
      if rest <= 0 { return count }
      rest -= cell.room
    }
    return rest <= 0 ? cells.count : nil
  }

  var changes: [Edit.Change] {
    guard let total else { return [] }
    var changes = spread(total.raise, over: raises, variant: scenario[target], sign: 1)
    for rival in rivals {
      changes += spread(
        rival.deficit - total.raise, over: rival.cells, variant: rival.variant, sign: -1)
    }
    return changes
  }

  private func spread(_ amount: Int, over cells: [Cell], variant: Int, sign: Int) -> [Edit.Change] {
    var rest = amount
    var changes: [Edit.Change] = []
    for cell in cells where rest > 0 {
      let step = min(rest, cell.room)
      let from = matrix[cell.source, scenario[cell.source], on: target, variant]
      changes.append(
        Edit.Change(
          source: cell.source, sourceVariant: scenario[cell.source], target: target,
          targetVariant: variant, from: from, to: from + sign * step))
      rest -= step
    }
    return changes
  }
}

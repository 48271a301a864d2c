import Synchronization

/// Which change of one judgement makes which scenario appear or vanish: for every judgement between two different
/// descriptors, and every change up to a bound, without solving again.
///
/// A changed cell C(i,a; j,b) concerns only scenarios with i at a, and only the leads of j. So a consistent scenario
/// vanishes when the change exceeds its lead, and one whose only inconsistent descriptor is j appears when the change
/// covers what it lacks. Both follow from one list: the scenarios with at most one inconsistent descriptor, by at most
/// the bound. The change is by whole steps of the scale, and nothing is standardised again.
public struct FlipMap: Sendable {
  /// A change of one judgement, with what it does.
  public struct Flip: Sendable, Hashable {
    public let row: Int
    public let column: Int
    /// In whole steps of the scale.
    public let delta: Int
    public let appear: [Scenario]
    public let disappear: [Scenario]
  }

  /// More scenarios than this near to consistency make a map that nobody can read.
  public static let mostScenarios = 200_000

  public struct Failure: Error, Hashable, CustomStringConvertible {
    public let description: String
  }

  public let matrix: CrossImpactMatrix
  /// The largest change looked at.
  public let bound: Int
  /// Scenarios without any change, in lexicographic order.
  public let consistent: [Scenario]
  /// Scenarios that one change of at most `bound` makes consistent, in lexicographic order.
  public let near: [Scenario]

  /// One way in which a scenario turns: the cell in the column of a variant, in any row of the scenario.
  private struct Turn {
    let scenario: Scenario
    let appears: Bool
    /// +1 when raising the cell does it, -1 when lowering.
    let sign: Int
    /// The least change that does it.
    let least: Int
  }

  /// By column.
  private let turns: [[Turn]]

  /// - Parameters:
  ///   - bound: the largest change, in whole steps of the scale, from 1.
  ///   - workers: threads to use.
  ///   - isCancelled: asked now and then.
  /// - Throws: `Failure` when too many scenarios are near to consistency; `CancellationError`.
  public init(
    _ matrix: CrossImpactMatrix, bound: Int = 2, workers: Int = 2,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let unit = PowerOfTen.of(matrix.decimals)
    let (reach, overflow) = max(1, bound).multipliedReportingOverflow(by: unit)
    let (consistent, near) = try Self.nearlyConsistent(
      matrix, mostBehind: overflow ? Int.max : reach, max(1, workers), isCancelled)
    var turns = [[Turn]](repeating: [], count: matrix.size)
    for scenario in consistent {
      Self.addTurns(of: scenario, matrix, unit, vanishing: true, bound, &turns)
    }
    for scenario in near {
      Self.addTurns(of: scenario, matrix, unit, vanishing: false, bound, &turns)
    }
    self.matrix = matrix
    self.bound = max(1, bound)
    self.consistent = consistent
    self.near = near
    self.turns = turns
  }

  private static func nearlyConsistent(
    _ matrix: CrossImpactMatrix, mostBehind: Int, _ workers: Int,
    _ isCancelled: @escaping @Sendable () -> Bool
  ) throws -> (consistent: [Scenario], near: [Scenario]) {
    let all = Mutex<[PinSearch.Found]>([])
    let isComplete = PinSearch(
      matrix: matrix, controls: Array(matrix.descriptors.indices), pins: 1, mostBehind: mostBehind,
      workers: workers
    ).run(ScenarioQuestion(matrix), shouldStop: isCancelled) { entry in
      all.withLock {
        $0.append(entry)
        return $0.count <= mostScenarios
      }
    }
    let found = all.withLock { $0 }
    guard found.count <= mostScenarios else {
      throw Failure(
        description:
          "more than \(mostScenarios) scenarios are consistent or nearly so: hold descriptors fixed that nothing influences, or ask for smaller changes."
      )
    }
    guard isComplete else { throw CancellationError() }
    return (
      found.filter(\.pinned.isEmpty).map(\.scenario).sorted(),
      found.filter { !$0.pinned.isEmpty }.map(\.scenario).sorted()
    )
  }

  private static func addTurns(
    of scenario: Scenario, _ matrix: CrossImpactMatrix, _ unit: Int, vanishing: Bool, _ bound: Int,
    _ turns: inout [[Turn]]
  ) {
    let balance = matrix.balance(of: scenario)
    for j in matrix.descriptors.indices {
      let choice = matrix.offsets[j] + scenario[j]
      let leads = matrix.range(j).filter { $0 != choice }.map {
        (column: $0, lead: balance[choice] - balance[$0])
      }
      guard let margin = leads.map(\.lead).min() else { continue }
      func add(_ column: Int, _ sign: Int, _ least: Int) {
        guard least <= bound else { return }
        turns[column].append(
          Turn(scenario: scenario, appears: !vanishing, sign: sign, least: least))
      }
      if vanishing {
        add(choice, -1, margin / unit + 1)
        for (column, lead) in leads { add(column, 1, lead / unit + 1) }
      } else if margin < 0 {
        add(choice, 1, (-margin + unit - 1) / unit)
        let ahead = leads.filter { $0.lead < 0 }
        if ahead.count == 1 { add(ahead[0].column, -1, (-ahead[0].lead + unit - 1) / unit) }
      }
    }
  }

  /// Every change that does something, by row, column and size. A row's changes come together, so that a large map can
  /// be written as it is made.
  public func forEachFlip(_ body: (Flip) throws -> Void) rethrows {
    for i in matrix.descriptors.indices {
      for (variant, row) in matrix.range(i).enumerated() {
        for j in matrix.descriptors.indices where j != i {
          for column in matrix.range(j) {
            let turns = turns[column].filter { $0.scenario[i] == variant }
            guard !turns.isEmpty else { continue }
            for delta in -bound...bound where delta != 0 {
              let turned = turns.filter { $0.sign == delta.signum() && $0.least <= abs(delta) }
              guard !turned.isEmpty else { continue }
              try body(
                Flip(
                  row: row, column: column, delta: delta,
                  appear: turned.filter(\.appears).map(\.scenario),
                  disappear: turned.filter { !$0.appears }.map(\.scenario)))
            }
          }
        }
      }
    }
  }

  public var flips: [Flip] {
    var flips: [Flip] = []
    forEachFlip { flips.append($0) }
    return flips
  }

  /// For each consistent scenario, the least change of one judgement that makes it vanish; nil beyond the bound.
  public var leastToVanish: [Int?] {
    var least: [Scenario: Int] = [:]
    for turn in turns.joined() where !turn.appears {
      least[turn.scenario] = min(least[turn.scenario] ?? .max, turn.least)
    }
    return consistent.map { least[$0] }
  }
}

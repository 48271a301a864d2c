/// How a scenario that is not consistent moves on: which descriptors change in one step, and how far.
///
/// In every rule a descriptor moves only when another variant scores strictly higher than its own, and then towards the
/// lowest-numbered of the highest. So the scenarios at rest are the consistent ones, whatever the rule; where the
/// others end depends on it. Names after ScenarioWizard; definitions here are what `step` does.
public enum SuccessionRule: Sendable, Hashable {
  /// All descriptors at once, straight to the highest variant. The rule of ScenarioWizard's basin weights.
  case global
  /// One descriptor after the other, each seeing what the ones before it have become.
  case sequential
  /// Only the descriptor that is most inconsistent, the first of several.
  case local
  /// All descriptors at once, each by one variant up or down: for variants that stand in an order.
  case incremental
  /// The other descriptors move first; the slow ones only when those are at rest.
  case adiabatic(slow: Set<Int>)

  public var name: String {
    switch self {
    case .global: "global"
    case .sequential: "sequential"
    case .local: "local"
    case .incremental: "incremental"
    case .adiabatic: "adiabatic"
    }
  }
}

/// A matrix and a rule, laid out for walking.
struct Succession {
  let matrix: CrossImpactMatrix
  let rule: SuccessionRule
  private let counts: [Int]
  private let isSlow: [Bool]

  init(_ matrix: CrossImpactMatrix, _ rule: SuccessionRule) {
    self.matrix = matrix
    self.rule = rule
    counts = matrix.descriptors.map { $0.variants.count }
    if case .adiabatic(let slow) = rule {
      isSlow = matrix.descriptors.indices.map(slow.contains)
    } else {
      isSlow = []
    }
  }

  /// The variant that a descriptor wants: its own when that is among the highest, else the lowest-numbered highest.
  private func wanted(_ descriptor: Int, _ current: Int, _ balance: [Int]) -> Int {
    let start = matrix.offsets[descriptor]
    var best = current
    for variant in 0..<counts[descriptor]
    where balance[start + variant] > balance[start + best] {
      best = variant
    }
    guard best != current else { return current }
    // A later variant that only ties with the best does not replace it, but one before the present may tie.
    let highest = balance[start + best]
    return (0..<counts[descriptor]).first { balance[start + $0] == highest } ?? best
  }

  /// Moves a scenario by one step.
  ///
  /// - Parameters:
  ///   - variants: the scenario, changed in place.
  ///   - balance: its impact balance; is left without meaning.
  func step(_ variants: inout [UInt8], _ balance: inout [Int]) {
    switch rule {
    case .global:
      for j in variants.indices { variants[j] = UInt8(wanted(j, Int(variants[j]), balance)) }
    case .incremental:
      for j in variants.indices {
        let current = Int(variants[j])
        variants[j] = UInt8(current + (wanted(j, current, balance) - current).signum())
      }
    case .local:
      var worst = (gap: 0, descriptor: -1, variant: 0)
      for j in variants.indices {
        let current = Int(variants[j])
        let goal = wanted(j, current, balance)
        let gap = balance[matrix.offsets[j] + goal] - balance[matrix.offsets[j] + current]
        if gap > worst.gap { worst = (gap, j, goal) }
      }
      if worst.descriptor >= 0 { variants[worst.descriptor] = UInt8(worst.variant) }
    case .sequential:
      for j in variants.indices {
        let current = Int(variants[j])
        let goal = wanted(j, current, balance)
        guard goal != current else { continue }
        variants[j] = UInt8(goal)
        shift(&balance, j, from: current, to: goal)
      }
    case .adiabatic:
      var hasMoved = false
      let goals = variants.indices.map { UInt8(wanted($0, Int(variants[$0]), balance)) }
      for j in variants.indices where !isSlow[j] && goals[j] != variants[j] {
        variants[j] = goals[j]
        hasMoved = true
      }
      if !hasMoved { variants = goals }
    }
  }

  /// What a scenario becomes in one step.
  func successor(of scenario: Scenario) -> Scenario {
    var variants = scenario.variants
    var balance = matrix.balance(of: scenario)
    step(&variants, &balance)
    return Scenario(variants: variants)
  }

  /// Brings a balance up to date with the change of one descriptor.
  func shift(_ balance: inout [Int], _ descriptor: Int, from: Int, to: Int) {
    let size = matrix.size
    let old = (matrix.offsets[descriptor] + from) * size
    let new = (matrix.offsets[descriptor] + to) * size
    matrix.judgements.withUnsafeBufferPointer { cells in
      for column in 0..<size { balance[column] += cells[new + column] - cells[old + column] }
    }
  }
}

extension CrossImpactMatrix {
  /// What a scenario becomes in one step of succession; itself when it is consistent.
  public func successor(of scenario: Scenario, by rule: SuccessionRule = .global) -> Scenario {
    Succession(self, rule).successor(of: scenario)
  }
}

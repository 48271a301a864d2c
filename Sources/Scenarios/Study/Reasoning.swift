/// Why a scenario takes the variant of a descriptor that it takes: what the other choices do for it and against it, set
/// against its strongest rival.
public struct Reasoning: Sendable, Hashable {
  /// What one descriptor's choice contributes to the lead.
  public struct Contribution: Sendable, Hashable {
    public let source: Int
    /// Above zero it speaks for the choice, below for the rival; in units of the matrix.
    public let weight: Int
  }

  public let descriptor: Int
  public let variant: Int
  /// The variant that comes next; nil for a descriptor with one variant.
  public let rival: Int?
  /// By how much the choice is ahead of the rival; 0 is a tie, below zero the choice is inconsistent.
  public let lead: Int
  /// The strongest first.
  public let reasons: [Contribution]
  public let objections: [Contribution]

  public init(_ matrix: CrossImpactMatrix, _ scenario: Scenario, _ descriptor: Int) {
    let balance = matrix.balance(of: scenario)
    let start = matrix.offsets[descriptor]
    let choice = start + scenario[descriptor]
    let strongest = matrix.range(descriptor).filter { $0 != choice }
      .max { (balance[$0], $1) < (balance[$1], $0) }
    self.descriptor = descriptor
    variant = scenario[descriptor]
    rival = strongest.map { $0 - start }
    lead = strongest.map { balance[choice] - balance[$0] } ?? 0
    var contributions: [Contribution] = []
    if let strongest {
      for source in matrix.descriptors.indices {
        let row = matrix.offsets[source] + scenario[source]
        let weight = matrix[row, choice] - matrix[row, strongest]
        if weight != 0 { contributions.append(Contribution(source: source, weight: weight)) }
      }
    }
    reasons = contributions.filter { $0.weight > 0 }.sorted {
      ($1.weight, $0.source) < ($0.weight, $1.source)
    }
    objections = contributions.filter { $0.weight < 0 }.sorted {
      ($0.weight, $0.source) < ($1.weight, $1.source)
    }
  }
}

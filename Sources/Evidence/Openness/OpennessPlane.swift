/// Programmes on the plane of openness and rights, and which of them no other one surpasses.
public struct OpennessPlane: Sendable {
  /// Whether another programme is at least as good on both axes and better on one.
  public enum Standing: String, Sendable {
    /// None is, whatever the unknown items turn out to be.
    case front
    /// It depends on items that are unknown.
    case undecided
    /// One is, whatever they turn out to be.
    case surpassed
  }

  public struct Place: Sendable {
    public var programme: LabourProgramme
    public var openness: AxisPosition
    public var rights: AxisPosition
    public var standing: Standing
    /// Programmes that surpass it for certain, by number.
    public var surpassedBy: [Int]

    public func position(_ axis: LabourProgramme.Axis) -> AxisPosition {
      axis == .openness ? openness : rights
    }
  }

  /// In the order given.
  public let places: [Place]

  /// - Complexity: O(n²) in the number of programmes.
  public init(_ programmes: [LabourProgramme]) {
    let positions = programmes.map { ($0.position(.openness), $0.position(.rights)) }
    /// Whether a surpasses b with the one's values against the other's.
    func surpasses(_ a: (Double, Double), _ b: (Double, Double)) -> Bool {
      a.0 >= b.0 && a.1 >= b.1 && (a.0 > b.0 || a.1 > b.1)
    }
    places = programmes.indices.map { p in
      let (openness, rights) = positions[p]
      let others = programmes.indices.filter { $0 != p }
      let certain = others.filter {
        surpasses((positions[$0].0.low, positions[$0].1.low), (openness.high, rights.high))
      }
      let isPossible = others.contains {
        surpasses((positions[$0].0.high, positions[$0].1.high), (openness.low, rights.low))
      }
      return Place(
        programme: programmes[p], openness: openness, rights: rights,
        standing: certain.isEmpty ? (isPossible ? .undecided : .front) : .surpassed,
        surpassedBy: certain)
    }
  }
}

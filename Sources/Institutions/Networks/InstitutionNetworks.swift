public import Policy

extension InstitutionalMap {
  /// The network of one kind of tie over the institutions of the map, in the map's order.
  ///
  /// Co-ordination and shared data go both ways; to report, to fund and to oversee have a direction. Members of one body
  /// are tied to one another in the network of co-ordination.
  public func network(of kind: Tie.Kind) -> Network {
    let index = Dictionary(
      institutions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var pairs: [(from: Int, to: Int)] = []
    func add(_ from: Institution.ID, _ to: Institution.ID) {
      guard let from = index[from], let to = index[to] else { return }
      pairs.append((from, to))
    }
    for tie in ties where tie.kind == kind { add(tie.from, tie.to) }
    if kind == .coordinates {
      for body in bodies {
        for (i, first) in body.members.enumerated() {
          for second in body.members.dropFirst(i + 1) { add(first, second) }
        }
      }
    }
    let isDirected = [.reports, .funds, .oversees].contains(kind)
    return Network(actors: institutions.map(\.name), ties: pairs, isDirected: isDirected)
  }
}

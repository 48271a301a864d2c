/// How near the provisions of a set come to serving an aim or a duty.
struct Service: Sendable {
  /// By each measure that of the provision nearest to it.
  var likeness = PairLikeness()
  /// One of them has its objective.
  var hasObjective = false

  /// What a service is beside those of its list: the likeness as a share of their mean, up to twice it, and the share of the
  /// others that are served better.
  static func standing(of index: Int, among all: [Service]) -> (ratio: Double, servedBetter: Double)
  {
    let own = all[index].likeness.cosine
    let mean = all.reduce(0) { $0 + $1.likeness.cosine } / Double(all.count)
    let better = all.count { $0.likeness.cosine > own }
    return (mean > 0 ? min(2, own / mean) : 1, Double(better) / Double(max(1, all.count - 1)))
  }
}

extension Setting {
  /// How near some provisions come to serving another.
  func service(of index: Int, by others: some Sequence<Int>) -> Service {
    var service = Service()
    for other in others {
      service.likeness.formGreater(corpus.service(other, index))
      if !sharedObjectives(corpus.statements[other], corpus.statements[index]).isEmpty {
        service.hasObjective = true
      }
    }
    return service
  }
}

import Indices
import Policy

/// A made-up index of three levels and five units, small enough to reckon by hand.
enum SmallIndex {
  static let meta = """
    iCode,iName,Type,Level,Parent,Direction,Weight,Denominator,Target
    a,First,Indicator,1,P,1,1,,10
    b,Second,Indicator,1,P,-1,2,,1
    c,Third,Indicator,1,Q,1,1,size,10
    d,Fourth,Indicator,1,Q,1,1,,10
    P,Pillar one,Aggregate,2,I,1,1,,
    Q,Pillar two,Aggregate,2,I,1,1,,
    I,The index,Aggregate,3,,1,1,,
    region,Region,Group,,,,,,
    size,Size,Denominator,,,,,,
    """

  static let data = """
    uCode,uName,region,size,a,b,c,d
    AA,Alpha,N,1,1,9,10,4
    BB,Beta,N,2,2,8,30,
    CC,Gamma,S,4,3,7,20,6
    DD,Delta,S,5,4,6,50,7
    EE,Epsilon,,1,5,1,11,8
    """

  static let steps = """
    {"op": "denominate"}, {"op": "impute", "method": "mean"},
    {"op": "normalise", "method": "minmax", "params": {"l": 1, "u": 100}},
    {"op": "aggregate", "levels": "amean"}
    """

  static func chain(_ steps: String = steps, more: String = "") throws -> Chain {
    try Chain(
      Array(#"{"data": "d.csv", "meta": "m.csv", "steps": [\#(steps)]\#(more)}"#.utf8),
      file: "chain.json")
  }

  static func run(
    _ steps: String = steps, data: String = data, meta: String = meta, more: String = "",
    weights: [String: String] = [:]
  ) throws -> ChainRun {
    try ChainRun(
      chain(steps, more: more),
      ChainInputs(
        data: .init("d.csv", Array(data.utf8)), meta: .init("m.csv", Array(meta.utf8)),
        weights: weights.mapValues { .init("w.csv", Array($0.utf8)) }))
  }

  /// The complaint of a run that must fail.
  static func complaint(
    _ steps: String = steps, data: String = data, meta: String = meta, more: String = "",
    weights: [String: String] = [:]
  ) -> Table.Error? {
    do {
      _ = try run(steps, data: data, meta: meta, more: more, weights: weights)
      return nil
    } catch {
      return error as? Table.Error
    }
  }
}

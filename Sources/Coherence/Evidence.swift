/// Kinds of evidence that speak for or against a finding; the raw value is the place in a tally.
package protocol Evidence: RawRepresentable<Int>, CaseIterable, Sendable {}

extension Evidence {
  /// As the tables of what it counts name it.
  package var name: String { String(describing: self) }
}

/// How much of each piece of evidence there is; what is not given is zero.
package struct EvidenceTally<Kind: Evidence>: Sendable, ExpressibleByDictionaryLiteral {
  private var amounts = [Double](repeating: 0, count: Kind.allCases.count)

  package init(dictionaryLiteral given: (Kind, Double)...) {
    for (kind, amount) in given { self[kind] = amount }
  }

  package subscript(kind: Kind) -> Double {
    get { amounts[kind.rawValue] }
    set { amounts[kind.rawValue] = newValue }
  }

  /// By the raw value of the evidence.
  subscript(index: Int) -> Double { amounts[index] }

  /// By the names of the evidence.
  package var named: [String: Double] {
    Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.name, self[$0]) })
  }
}

import Policy

/// What must hold between the parts of an instrument.
struct InstrumentCheck {
  let file: String
  let at: LocatedJSON.Position

  private func error(_ item: String, _ reason: String) -> InstrumentError {
    InstrumentError(file: file, at: at, field: "item «\(item)»", reason: reason)
  }

  func check(_ instrument: Instrument) throws(InstrumentError) {
    let items = instrument.items
    var ids: Set<String> = []
    for id in instrument.nodes.map(\.id) + items.map(\.id) {
      guard ids.insert(id).inserted else {
        throw InstrumentError(file: file, at: at, reason: "the id «\(id)» is there twice")
      }
    }
    guard (0...1).contains(instrument.leastCoverage) else {
      throw InstrumentError(
        file: file, at: at, field: "least_coverage", reason: "it is a share from 0 to 1")
    }
    for node in instrument.nodes
    where !node.parts.isEmpty && node.parts.allSatisfy({ $0.weight == 0 }) {
      throw InstrumentError(
        file: file, at: at, reason: "the weights under «\(node.id)» sum to zero")
    }
    let known = Dictionary(uniqueKeysWithValues: items.map { ($0.id, $0) })
    for item in items { try check(item, known, instrument) }
    if let item = firstInCircle(items) {
      throw error(item, "its formula or condition leads back to itself")
    }
  }

  private func check(
    _ item: Instrument.Item, _ known: [String: Instrument.Item], _ instrument: Instrument
  )
    throws(InstrumentError)
  {
    switch item.kind {
    case .choice(let options), .marker(_, let options):
      guard options.contains(where: { $0.value != nil }) else {
        throw error(item.id, "none of its answers has a value")
      }
    case .number(let rule):
      for name in rule.formula?.names ?? [] where !rule.inputs.contains(name) {
        guard known[name] != nil else {
          throw error(
            item.id, "«\(name)» in its formula is neither one of its inputs nor an item")
        }
      }
    case .points, .text: break
    }
    let sides = Set(instrument.perspectives.map(\.id))
    for side in item.perspectives where !sides.contains(side) {
      throw error(item.id, "the instrument has no perspective «\(side)»")
    }
    if let condition = item.condition {
      guard let other = known[condition.item] else {
        throw error(item.id, "its condition names «\(condition.item)», which is no item")
      }
      let codes = Set(other.options.map(\.code))
      for answer in condition.answers where !codes.contains(answer) {
        throw error(item.id, "«\(answer)» is no answer of «\(other.id)»")
      }
    }
  }

  /// An item that can be reached from itself through formulas and conditions: what is left when those that need
  /// nothing more are taken away again and again (Kahn 1962).
  private func firstInCircle(_ items: [Instrument.Item]) -> String? {
    var open: [String: Int] = [:]
    var neededBy: [String: [String]] = [:]
    for item in items {
      var needs = item.condition.map { [$0.item] } ?? []
      if case .number(let rule) = item.kind, let formula = rule.formula {
        needs += formula.names.filter { !rule.inputs.contains($0) }
      }
      open[item.id] = needs.count
      for need in needs { neededBy[need, default: []].append(item.id) }
    }
    var ready = items.map(\.id).filter { open[$0] == 0 }
    while let id = ready.popLast() {
      open[id] = nil
      for other in neededBy[id] ?? [] {
        open[other]? -= 1
        if open[other] == 0 { ready.append(other) }
      }
    }
    return items.first { open[$0.id] != nil }?.id
  }
}

/// Recognises phrases in a sequence of word symbols: Aho and Corasick's automaton ("Efficient string matching",
/// CACM 18(6), 1975) over words instead of letters. Level two of the matcher.
struct PhraseAutomaton: Sendable {
  /// What is found when a state is reached.
  struct Output: Sendable {
    /// Index that the builder gave.
    var entry: UInt32
    /// Length in words.
    var length: UInt32
  }

  /// What a state needs at every word, in sixteen bytes.
  struct State: Sendable {
    /// The longest proper end of it that is a state with a way on; 0 is the root.
    var fail: UInt32 = 0
    /// Its own outputs begin here and go up to where those of the next state begin.
    var firstOutput: UInt32 = 0
    /// The longest proper end of it that has outputs; 0 when none has.
    var link: UInt32 = 0
    /// A bit for each symbol that leads on, of 32 by the symbol's hash: a symbol whose bit is missing leads nowhere.
    var ways: UInt32 = 0

    var hasWayOn: Bool { ways != 0 }
  }

  @inline(__always)
  static func bit(_ symbol: UInt32) -> UInt32 { 1 << ((symbol &* 0x9E37_79B1) >> 27) }

  /// One more than there are, so that each has a next.
  private(set) var states: [State]
  private(set) var outputs: [Output]
  /// The most outputs that one word can have.
  private(set) var mostOutputs = 0
  /// From the root: the next state of each symbol.
  private(set) var root: [UInt32]
  /// From other states: an open-addressing table of (state, symbol) to state.
  private(set) var keys: [UInt64]
  private(set) var targets: [UInt32]

  /// - Parameter phrases: symbol sequences, none empty, with the entry to report.
  /// - Complexity: O(total length).
  init(phrases: [(symbols: [UInt32], entry: UInt32)], symbolCount: Int) {
    var edges: [UInt64: UInt32] = [:]
    var ways: [(parent: UInt32, symbol: UInt32)] = [(0, 0)]
    var own: [[Output]] = [[]]
    for phrase in phrases {
      var state: UInt32 = 0
      for symbol in phrase.symbols {
        let key = Self.key(state, symbol)
        if let next = edges[key] {
          state = next
        } else {
          let next = UInt32(ways.count)
          edges[key] = next
          ways.append((state, symbol))
          own.append([])
          state = next
        }
      }
      let output = Output(entry: phrase.entry, length: UInt32(phrase.symbols.count))
      if !own[Int(state)].contains(where: { $0.entry == output.entry }) {
        own[Int(state)].append(output)
      }
    }

    var root = [UInt32](repeating: 0, count: symbolCount)
    var states = [State](repeating: State(), count: ways.count)
    var depth = [Int](repeating: 0, count: ways.count)
    for (state, way) in ways.enumerated().dropFirst() {
      depth[state] = depth[Int(way.parent)] + 1
      states[Int(way.parent)].ways |= Self.bit(way.symbol)
      if way.parent == 0 { root[Int(way.symbol)] = UInt32(state) }
    }
    // By depth: the fail state of a state is known when those of its shallower ones are.
    var full = [UInt32](repeating: 0, count: ways.count)
    for state in (1..<max(ways.count, 1)).sorted(by: { (depth[$0], $0) < (depth[$1], $1) }) {
      let (parent, symbol) = ways[state]
      guard parent != 0 else { continue }
      var candidate = full[Int(parent)]
      while candidate != 0, edges[Self.key(candidate, symbol)] == nil {
        candidate = full[Int(candidate)]
      }
      full[state] = edges[Self.key(candidate, symbol)] ?? 0
    }
    // A state's outputs are its own and those of the ends it is linked to.
    var outputs: [Output] = []
    for state in states.indices {
      states[state].firstOutput = UInt32(outputs.count)
      outputs += own[state]
    }
    states.append(State(firstOutput: UInt32(outputs.count)))
    var totals = own.map(\.count)
    for state in (1..<max(ways.count, 1)).sorted(by: { (depth[$0], $0) < (depth[$1], $1) }) {
      let fail = Int(full[state])
      states[state].link = own[fail].isEmpty ? states[fail].link : UInt32(fail)
      states[state].fail =
        fail == 0 || states[fail].hasWayOn ? UInt32(fail) : states[fail].fail
      totals[state] += totals[fail]
    }
    mostOutputs = totals.max() ?? 0

    var capacity = 16
    while capacity < 2 * edges.count { capacity *= 2 }
    var keys = [UInt64](repeating: 0, count: capacity)
    var targets = [UInt32](repeating: 0, count: capacity)
    for (state, way) in ways.enumerated().dropFirst() where way.parent != 0 {
      let key = Self.key(way.parent, way.symbol)
      var slot = Self.slot(key, mask: capacity - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      keys[slot] = key
      targets[slot] = UInt32(state)
    }
    self.states = states
    self.outputs = outputs
    self.root = root
    self.keys = keys
    self.targets = targets
  }

  @inline(__always)
  static func key(_ state: UInt32, _ symbol: UInt32) -> UInt64 {
    UInt64(state) << 32 | UInt64(symbol)
  }

  @inline(__always)
  static func slot(_ key: UInt64, mask: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
  }

  /// Raw views for the inner loop.
  struct View {
    let states: UnsafePointer<State>
    let outputs: UnsafePointer<Output>
    let root: UnsafePointer<UInt32>
    let keys: UnsafePointer<UInt64>
    let targets: UnsafePointer<UInt32>
    let mask: Int

    /// The state after `symbol`, which is not 0.
    @inline(__always)
    func next(_ state: UInt32, _ symbol: UInt32) -> UInt32 {
      var state = state
      let bit = PhraseAutomaton.bit(symbol)
      while state != 0 {
        if states[Int(state)].ways & bit != 0 {
          let key = PhraseAutomaton.key(state, symbol)
          var slot = PhraseAutomaton.slot(key, mask: mask)
          while keys[slot] != 0 {
            if keys[slot] == key { return targets[slot] }
            slot = (slot &+ 1) & mask
          }
        }
        state = states[Int(state)].fail
      }
      return root[Int(symbol)]
    }
  }

  func withView<Result>(_ body: (View?) -> Result) -> Result {
    states.withUnsafeBufferPointer { states in
      outputs.withUnsafeBufferPointer { outputs in
        root.withUnsafeBufferPointer { root in
          keys.withUnsafeBufferPointer { keys in
            targets.withUnsafeBufferPointer { targets in
              guard let s = states.baseAddress, let r = root.baseAddress, let k = keys.baseAddress,
                let t = targets.baseAddress
              else { return body(nil) }
              // Without a phrase there is no output and the pointer is never followed.
              let o = outputs.baseAddress ?? UnsafePointer(bitPattern: 16).unsafelyUnwrapped
              return body(
                View(
                  states: s, outputs: o, root: r, keys: k, targets: t, mask: keys.count - 1))
            }
          }
        }
      }
    }
  }
}

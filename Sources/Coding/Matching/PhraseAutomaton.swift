/// Sequences of word symbols, side by side, each with the entry that it stands for.
struct PhraseList: Sendable {
  private(set) var symbols: [UInt32] = []
  private(set) var phrases: [(symbols: Range<Int>, entry: UInt32)] = []

  mutating func append(_ phrase: some Collection<UInt32>, entry: UInt32) {
    let start = symbols.count
    symbols += phrase
    phrases.append((start..<symbols.count, entry))
  }
}

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
  /// From other states: an open-addressing table.
  private(set) var ways: [Way]

  /// The way from a state by a symbol, as `key` has them, to another; the key of an empty place is 0.
  struct Way: Sendable {
    var key: UInt64 = 0
    var target: UInt32 = 0
  }

  /// - Parameters:
  ///   - phrases: symbol sequences, none empty, with the entry to report.
  ///   - symbolCount: one more than the greatest symbol.
  /// - Complexity: O(total length).
  init(phrases: PhraseList, symbolCount: Int) {
    // The states of first words, which most words of a text lead to, stand together, then those of second words.
    var trie = Trie(phrases, symbolCount: symbolCount)
    for phrase in phrases.phrases {
      var state: UInt32 = 0
      for symbol in phrases.symbols[phrase.symbols] { state = trie.known(state, symbol) }
      trie.add(Output(entry: phrase.entry, length: UInt32(phrase.symbols.count)), to: state)
    }
    let ways = trie.ways
    var states = [State](repeating: State(), count: ways.count)
    for way in ways.dropFirst() { states[Int(way.parent)].ways |= Self.bit(way.symbol) }

    // By depth: the fail state of a state is known when those of its shallower ones are.
    let order = trie.byDepth()
    var full = [UInt32](repeating: 0, count: ways.count)
    for state in order where ways[state].parent != 0 {
      let (parent, symbol) = ways[state]
      var candidate = full[Int(parent)]
      var next = trie.known(candidate, symbol)
      while candidate != 0, next == 0 {
        candidate = full[Int(candidate)]
        next = trie.known(candidate, symbol)
      }
      full[state] = next
    }
    // A state's outputs are its own and those of the ends it is linked to.
    let (firsts, outputs) = trie.outputsByState()
    for state in states.indices { states[state].firstOutput = firsts[state] }
    states.append(State(firstOutput: UInt32(outputs.count)))
    func ownCount(_ state: Int) -> Int {
      Int(states[state + 1].firstOutput - states[state].firstOutput)
    }
    var totals = ways.indices.map(ownCount)
    for state in order {
      let fail = Int(full[state])
      states[state].link = ownCount(fail) == 0 ? states[fail].link : UInt32(fail)
      states[state].fail =
        fail == 0 || states[fail].hasWayOn ? UInt32(fail) : states[fail].fail
      totals[state] += totals[fail]
    }
    mostOutputs = totals.max() ?? 0
    self.states = states
    self.outputs = outputs
    root = trie.root
    self.ways = trie.table
  }

  /// The states while phrases are added to them.
  private struct Trie {
    /// The way by which each state is reached; the root is state 0.
    private(set) var ways: [(parent: UInt32, symbol: UInt32)] = [(0, 0)]
    private var depths: [UInt32] = [0]
    private(set) var root: [UInt32]
    private(set) var table = [Way](repeating: Way(), count: 1 << 12)
    private var taken = 0
    /// Outputs in the order in which they were added, with the one added to the same state before, -1 for none.
    private var outputs: [(state: UInt32, before: Int32, output: Output)] = []
    private var lastOutput: [Int32] = [-1]

    /// All states of phrases, the shallower before the deeper.
    init(_ phrases: PhraseList, symbolCount: Int) {
      root = [UInt32](repeating: 0, count: symbolCount)
      var reached = [UInt32](repeating: 0, count: phrases.phrases.count)
      var unfinished = Array(phrases.phrases.indices)
      var depth = 0
      while !unfinished.isEmpty {
        for i in unfinished {
          let symbols = phrases.phrases[i].symbols
          reached[i] = next(reached[i], phrases.symbols[symbols.lowerBound + depth])
        }
        depth += 1
        unfinished.removeAll { phrases.phrases[$0].symbols.count == depth }
      }
    }

    private func slot(_ key: UInt64) -> Int {
      let mask = table.count - 1
      var slot = PhraseAutomaton.slot(key, mask: mask)
      while table[slot].key != 0, table[slot].key != key { slot = (slot + 1) & mask }
      return slot
    }

    /// The state after a symbol; 0 when there is none.
    func known(_ state: UInt32, _ symbol: UInt32) -> UInt32 {
      state == 0 ? root[Int(symbol)] : table[slot(PhraseAutomaton.key(state, symbol))].target
    }

    /// The state after a symbol, made if there is none.
    mutating func next(_ state: UInt32, _ symbol: UInt32) -> UInt32 {
      let next = known(state, symbol)
      if next != 0 { return next }
      let made = UInt32(ways.count)
      ways.append((state, symbol))
      depths.append(depths[Int(state)] + 1)
      lastOutput.append(-1)
      if state == 0 {
        root[Int(symbol)] = made
      } else {
        if 2 * (taken + 1) > table.count { grow() }
        let key = PhraseAutomaton.key(state, symbol)
        table[slot(key)] = Way(key: key, target: made)
        taken += 1
      }
      return made
    }

    private mutating func grow() {
      let old = table
      table = [Way](repeating: Way(), count: 2 * old.count)
      for way in old where way.key != 0 { table[slot(way.key)] = way }
    }

    /// Adds an output unless the state has it.
    mutating func add(_ output: Output, to state: UInt32) {
      var at = lastOutput[Int(state)]
      while at >= 0 {
        if outputs[Int(at)].output.entry == output.entry { return }
        at = outputs[Int(at)].before
      }
      outputs.append((state, lastOutput[Int(state)], output))
      lastOutput[Int(state)] = Int32(outputs.count - 1)
    }

    /// All states but the root, the shallower before the deeper.
    func byDepth() -> [Int] {
      var starts = [Int](repeating: 0, count: Int(depths.max() ?? 0) + 2)
      for depth in depths.dropFirst() { starts[Int(depth) + 1] += 1 }
      for i in starts.indices.dropFirst() { starts[i] += starts[i - 1] }
      var order = [Int](repeating: 0, count: depths.count - 1)
      for (state, depth) in depths.enumerated().dropFirst() {
        order[starts[Int(depth)]] = state
        starts[Int(depth)] += 1
      }
      return order
    }

    /// The outputs of each state side by side, those of one state in the order of their adding, and where they begin.
    func outputsByState() -> (firsts: [UInt32], outputs: [Output]) {
      var starts = [UInt32](repeating: 0, count: ways.count + 1)
      for output in outputs { starts[Int(output.state) + 1] += 1 }
      for i in starts.indices.dropFirst() { starts[i] += starts[i - 1] }
      let firsts = starts
      var sorted = [Output](repeating: Output(entry: 0, length: 0), count: outputs.count)
      for output in outputs {
        sorted[Int(starts[Int(output.state)])] = output.output
        starts[Int(output.state)] += 1
      }
      return (firsts, sorted)
    }
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
    let root: UnsafePointer<UInt32>
    let ways: UnsafePointer<Way>
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
          while ways[slot].key != 0 {
            if ways[slot].key == key { return ways[slot].target }
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
      root.withUnsafeBufferPointer { root in
        ways.withUnsafeBufferPointer { ways in
          guard let s = states.baseAddress, let r = root.baseAddress, let w = ways.baseAddress
          else { return body(nil) }
          return body(View(states: s, root: r, ways: w, mask: ways.count - 1))
        }
      }
    }
  }
}

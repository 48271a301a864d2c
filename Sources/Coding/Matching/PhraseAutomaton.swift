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
///
/// The state of a first word has the number of its symbol, and frequent words have low symbols: what most words of a text
/// lead to lies together.
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
    /// A bit for each symbol that leads on, of 32 by the symbol's hash: a symbol whose bit is missing leads nowhere.
    var ways: UInt32 = 0
    /// The way by which it is reached.
    var parent: UInt32 = 0
    var symbol: UInt32 = 0

    var hasWayOn: Bool { ways != 0 }
  }

  @inline(__always)
  static func bit(_ symbol: UInt32) -> UInt32 { 1 << ((symbol &* 0x9E37_79B1) >> 27) }

  private(set) var states: [State]
  /// The longest proper end of each state that has outputs; 0 when none has.
  private(set) var links: [UInt32]
  /// Where the own outputs of each state begin; they go up to where those of the next begin.
  private(set) var firstOutputs: [UInt32]
  private(set) var outputs: [Output]
  private var ways: WayTable

  /// - Parameters:
  ///   - phrases: symbol sequences, none empty, with the entry to report; no symbol is 0.
  ///   - symbolCount: one more than the greatest symbol.
  /// - Complexity: O(total length).
  init(phrases: PhraseList, symbolCount: Int) {
    // The states of first words stand together, then those of second words.
    var trie = Trie(phrases, symbolCount: symbolCount)
    for phrase in phrases.phrases {
      var state: UInt32 = 0
      for symbol in phrases.symbols[phrase.symbols] { state = trie.known(state, symbol) }
      trie.add(Output(entry: phrase.entry, length: UInt32(phrase.symbols.count)), to: state)
    }
    var states = trie.states
    for state in states where state.parent != 0 {
      states[Int(state.parent)].ways |= Self.bit(state.symbol)
    }

    // By depth: the fail state of a state is known when those of its shallower ones are.
    var full = [UInt32](repeating: 0, count: states.count)
    for state in states.indices where states[state].parent != 0 {
      let symbol = states[state].symbol
      var candidate = full[Int(states[state].parent)]
      var next = trie.known(candidate, symbol)
      while candidate != 0, next == 0 {
        candidate = full[Int(candidate)]
        next = trie.known(candidate, symbol)
      }
      full[state] = next
    }
    // A state's outputs are its own and those of the ends it is linked to.
    (firstOutputs, outputs) = trie.outputsByState()
    let firstOutputs = firstOutputs
    func ownCount(_ state: Int) -> Int { Int(firstOutputs[state + 1] - firstOutputs[state]) }
    var links = [UInt32](repeating: 0, count: states.count)
    for state in states.indices.dropFirst() {
      let fail = Int(full[state])
      links[state] = ownCount(fail) == 0 ? links[fail] : UInt32(fail)
      states[state].fail =
        fail == 0 || states[fail].hasWayOn ? UInt32(fail) : states[fail].fail
    }
    self.states = states
    self.links = links
    ways = trie.ways
  }

  /// The states while phrases are added to them.
  private struct Trie {
    /// The root is state 0; the shallower stand before the deeper.
    private(set) var states: [State]
    private(set) var ways = WayTable()
    /// Outputs in the order in which they were added, with the one added to the same state before, -1 for none.
    private var outputs: [(state: UInt32, before: Int32, output: Output)] = []
    private var lastOutput: [Int32]

    /// All states of phrases.
    init(_ phrases: PhraseList, symbolCount: Int) {
      states = (0..<UInt32(symbolCount)).map { State(symbol: $0) }
      var reached = phrases.phrases.map { phrases.symbols[$0.symbols.lowerBound] }
      var unfinished = Array(phrases.phrases.indices)
      var depth = 1
      while !unfinished.isEmpty {
        unfinished.removeAll { phrases.phrases[$0].symbols.count == depth }
        for i in unfinished {
          let symbol = phrases.symbols[phrases.phrases[i].symbols.lowerBound + depth]
          var next = ways.target(reached[i], symbol, states)
          if next == 0 {
            next = UInt32(states.count)
            states.append(State(parent: reached[i], symbol: symbol))
            ways.add(next, states)
          }
          reached[i] = next
        }
        depth += 1
      }
      lastOutput = [Int32](repeating: -1, count: states.count)
    }

    /// The state after a symbol; 0 when there is none.
    func known(_ state: UInt32, _ symbol: UInt32) -> UInt32 {
      state == 0 ? symbol : ways.target(state, symbol, states)
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

    /// The outputs of each state side by side, those of one state in the order of their adding, and where they begin.
    func outputsByState() -> (firsts: [UInt32], outputs: [Output]) {
      var starts = [UInt32](repeating: 0, count: states.count + 1)
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

  /// The ways from states that are not the root, an open-addressing table: a byte of the hash of each way, 0 where there is
  /// none, and beside it where the way leads, whose state has its parent and symbol. The bytes alone, which stay near the
  /// processor, turn most ways away that are not there.
  struct WayTable: Sendable {
    private var tags = [UInt8](repeating: 0, count: 1 << 12)
    private var targets = [UInt32](repeating: 0, count: 1 << 12)
    private var taken = 0

    /// The state after a symbol; 0 when there is none.
    func target(_ state: UInt32, _ symbol: UInt32, _ states: [State]) -> UInt32 {
      states.withUnsafeBufferPointer { states in
        withView { $0.target(state, symbol, states.baseAddress.unsafelyUnwrapped) }
      }
    }

    /// Adds the way that leads to a state.
    mutating func add(_ target: UInt32, _ states: [State]) {
      taken += 1
      if 4 * taken > 3 * tags.count {
        let old = targets
        tags = [UInt8](repeating: 0, count: 2 * old.count)
        targets = [UInt32](repeating: 0, count: 2 * old.count)
        for target in old where target != 0 { put(target, states) }
      }
      put(target, states)
    }

    private mutating func put(_ target: UInt32, _ states: [State]) {
      let state = states[Int(target)]
      let place = Self.place(state.parent, state.symbol, mask: tags.count - 1)
      var slot = place.slot
      while tags[slot] != 0 { slot = (slot + 1) & (tags.count - 1) }
      tags[slot] = place.tag
      targets[slot] = target
    }

    @inline(__always)
    static func place(_ state: UInt32, _ symbol: UInt32, mask: Int) -> (slot: Int, tag: UInt8) {
      let mixed = (UInt64(state) << 32 | UInt64(symbol)) &* 0x9E37_79B9_7F4A_7C15
      return (
        Int(truncatingIfNeeded: mixed >> 32) & mask, UInt8(truncatingIfNeeded: mixed >> 56) | 1
      )
    }

    func withView<Result>(_ body: (View) -> Result) -> Result {
      tags.withUnsafeBufferPointer { tags in
        targets.withUnsafeBufferPointer { targets in
          // There are always places.
          body(
            View(
              tags: tags.baseAddress.unsafelyUnwrapped,
              targets: targets.baseAddress.unsafelyUnwrapped, mask: tags.count - 1))
        }
      }
    }

    struct View {
      let tags: UnsafePointer<UInt8>
      let targets: UnsafePointer<UInt32>
      let mask: Int

      @inline(__always)
      func target(
        _ state: UInt32, _ symbol: UInt32, _ states: UnsafePointer<State>
      ) -> UInt32 {
        let place = WayTable.place(state, symbol, mask: mask)
        var slot = place.slot
        while tags[slot] != 0 {
          if tags[slot] == place.tag {
            let target = targets[slot]
            let reached = states[Int(target)]
            if reached.parent == state, reached.symbol == symbol { return target }
          }
          slot = (slot &+ 1) & mask
        }
        return 0
      }
    }
  }

  /// Raw views for the inner loop.
  struct View {
    let states: UnsafePointer<State>
    let ways: WayTable.View

    /// The state after `symbol`; the root after symbol 0.
    @inline(__always)
    func next(_ state: UInt32, _ symbol: UInt32) -> UInt32 {
      var state = state
      let bit = PhraseAutomaton.bit(symbol)
      while state != 0 {
        let known = states[Int(state)]
        if known.ways & bit != 0 {
          let target = ways.target(state, symbol, states)
          if target != 0 { return target }
        }
        state = known.fail
      }
      return symbol
    }
  }

  func withView<Result>(_ body: (View) -> Result) -> Result {
    states.withUnsafeBufferPointer { states in
      // The root is always there.
      ways.withView { body(View(states: states.baseAddress.unsafelyUnwrapped, ways: $0)) }
    }
  }
}

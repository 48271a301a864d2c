/// Follows the tree of a certificate. It decides nothing: it moves the bounds as the tree says, and refuses a step that they
/// do not bear out.
final class ProofChecker<Lane: SlackLane> {
  private typealias Block = SIMD16<Lane>

  private let table: SlackTable<Lane>
  private let matrix: CrossImpactMatrix
  private let count: Int
  private let blocks: Int
  private let bytes: UnsafeRawBufferPointer
  private var at: Int
  private let end: Int
  private let open: UnsafeMutablePointer<UInt64>
  /// Struck out, but not yet taken out of the bounds.
  private let pending: UnsafeMutablePointer<UInt64>
  private let late: UnsafeMutablePointer<Int32>
  private var lateCount = 0
  private let slacks: UnsafeMutablePointer<Block>
  private let scratch: UnsafeMutablePointer<Block>
  /// The open variants at each level, one row a level.
  private let saved: UnsafeMutablePointer<UInt64>
  /// The descriptors of the part that is followed, and whether they are.
  private var decidable: [Int] = [] {
    didSet {
      for descriptor in oldValue { isDecidable[descriptor] = false }
      for descriptor in decidable { isDecidable[descriptor] = true }
    }
  }
  private var isDecidable: [Bool]
  /// How many parts of parts the node lies in; there scenarios are counted, not listed.
  private var depth = 0
  private var counted = WholeNumber(0)
  private var part: PartialScenarios
  private(set) var parts: [PartialScenarios] = []
  private(set) var steps = 0
  private let limit: Int

  /// - Parameters:
  ///   - bytes: the certificate.
  ///   - range: where its tree stands.
  init(
    _ table: SlackTable<Lane>, _ bytes: UnsafeRawBufferPointer, range: Range<Int>, limit: Int
  ) {
    self.table = table
    self.bytes = bytes
    self.limit = limit
    matrix = table.matrix
    count = table.descriptorCount
    blocks = table.blocks
    at = range.lowerBound
    end = range.upperBound
    open = .allocate(capacity: count)
    open.initialize(repeating: 0, count: count)
    pending = .allocate(capacity: count)
    pending.initialize(repeating: 0, count: count)
    late = .allocate(capacity: count)
    late.initialize(repeating: 0, count: count)
    slacks = .allocate(capacity: blocks * (count + 2))
    slacks.initialize(repeating: .zero, count: blocks * (count + 2))
    scratch = .allocate(capacity: blocks * 2)
    scratch.initialize(repeating: .zero, count: blocks * 2)
    saved = .allocate(capacity: (count + 1) * count)
    saved.initialize(repeating: 0, count: (count + 1) * count)
    isDecidable = [Bool](repeating: false, count: count)
    part = PartialScenarios(descriptors: [], limit: 0)
  }

  deinit {
    open.deallocate()
    pending.deallocate()
    late.deallocate()
    slacks.deallocate()
    scratch.deallocate()
    saved.deallocate()
  }

  /// The variants that were left at the root.
  var settled: [UInt8] { (0..<count).map { UInt8(open[$0].trailingZeroBitCount) } }

  /// Follows the whole tree; false when the root itself is closed: there is no scenario.
  func check() throws(ScenarioProof.Failure) -> Bool {
    let sums = lanes(slacks)
    for pair in 0..<table.pairs.count {
      sums[pair] = 0 &- Lane(truncatingIfNeeded: table.pairs.threshold[pair])
    }
    for descriptor in 0..<count {
      open[descriptor] = table.question.allowed[descriptor]
      if open[descriptor] == 0 { return try finish(false) }
      let most = table.most(descriptor, open[descriptor], scratch: scratch)
      for block in 0..<blocks { slacks[block] = Lane.replace(slacks[block], .zero, most[block]) }
    }
    while true {
      let token = try read()
      switch token & 3 {
      case 0:
        if try strike(Int(token >> 2), slacks) { return try finish(false) }
      case 2 where token > 3:
        if try bar(Int(token >> 2) &- 1, slacks) { return try finish(false) }
      case 3:
        apply(slacks)
        let groups = table.parts(among: 0..<count, open: open, bounds: lanes(slacks))
        for group in groups {
          decidable = group
          part = PartialScenarios(descriptors: group, limit: limit)
          try node(level: 0)
          part.sort()
          parts.append(part)
        }
        return try finish(true)
      default:
        throw failure("the root must be closed or fall into parts")
      }
    }
  }

  private func finish(_ isOpen: Bool) throws(ScenarioProof.Failure) -> Bool {
    guard at == end else { throw failure("the tree is complete, but more follows") }
    return isOpen
  }

  private func failure(_ reason: String) -> ScenarioProof.Failure {
    ScenarioProof.Failure(at: at, reason: reason)
  }

  private func read() throws(ScenarioProof.Failure) -> UInt {
    steps &+= 1
    var value: UInt = 0
    var shift: UInt = 0
    while at < end {
      let byte = bytes[at]
      at &+= 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift &+= 7
      guard shift < 35 else { throw failure("a number is too large") }
    }
    throw failure("the tree ends too early: the certificate is cut off")
  }

  @inline(__always)
  private func lanes(_ blocks: UnsafeMutablePointer<Block>) -> UnsafeMutablePointer<Lane> {
    UnsafeMutableRawPointer(blocks).assumingMemoryBound(to: Lane.self)
  }

  /// Strikes a choice out, if it really cannot reach its margin; true when its descriptor has nothing left.
  @inline(__always)
  private func strike(_ pair: Int, _ row: UnsafeMutablePointer<Block>)
    throws(ScenarioProof.Failure) -> Bool
  {
    guard pair < table.pairs.count else { throw failure("there is no comparison \(pair)") }
    let descriptor = Int(table.owner[pair])
    let bit = table.bit[pair]
    guard table.question.leastMargins[descriptor] != nil else {
      throw failure("descriptor \(descriptor + 1) is not asked to be consistent")
    }
    guard open[descriptor] & ~pending[descriptor] & bit != 0 else {
      throw failure("a variant of descriptor \(descriptor + 1) is struck out twice")
    }
    if lanes(row)[pair] >= 0 {
      apply(row)
      guard lanes(row)[pair] < 0 else {
        throw failure("a variant of descriptor \(descriptor + 1) is struck out, but can still hold")
      }
    }
    return drop(descriptor, bit)
  }

  /// Strikes out a variant that would push a decided choice behind, if it really would; true when its descriptor has nothing
  /// left.
  private func bar(_ number: Int, _ row: UnsafeMutablePointer<Block>)
    throws(ScenarioProof.Failure) -> Bool
  {
    let (pair, variant) = number.quotientAndRemainder(dividingBy: matrix.size)
    guard pair < table.pairs.count else { throw failure("there is no comparison \(pair)") }
    let decided = Int(table.owner[pair])
    guard table.question.leastMargins[decided] != nil else {
      throw failure("descriptor \(decided + 1) is not asked to be consistent")
    }
    guard open[decided] & ~pending[decided] == table.bit[pair] else {
      throw failure("descriptor \(decided + 1) is not decided")
    }
    let (descriptor, place) = matrix.place(variant)
    let bit: UInt64 = 1 << UInt64(place)
    guard open[descriptor] & ~pending[descriptor] & bit != 0 else {
      throw failure("a variant of descriptor \(descriptor + 1) is struck out twice")
    }
    func isBehind() -> Bool {
      let most = table.most(descriptor, open[descriptor], scratch: scratch)
      let old = UnsafeRawPointer(most).assumingMemoryBound(to: Lane.self)[pair]
      return lanes(row)[pair] &- old &+ table.row(descriptor, place)[pair] < 0
    }
    if !isBehind() {
      apply(row)
      guard isBehind() else {
        throw failure("a variant of descriptor \(descriptor + 1) is struck out, but can still hold")
      }
    }
    return drop(descriptor, bit)
  }

  /// Keeps in mind that a variant is struck out; true when its descriptor has nothing left.
  @inline(__always)
  private func drop(_ descriptor: Int, _ bit: UInt64) -> Bool {
    if pending[descriptor] == 0 {
      late[lateCount] = Int32(truncatingIfNeeded: descriptor)
      lateCount &+= 1
    }
    pending[descriptor] |= bit
    return pending[descriptor] == open[descriptor]
  }

  /// Drops what was struck out where nothing is left.
  private func forget() {
    for place in 0..<lateCount { pending[Int(late[place])] = 0 }
    lateCount = 0
  }

  /// Takes what was struck out out of the bounds.
  private func apply(_ row: UnsafeMutablePointer<Block>) {
    for place in 0..<lateCount {
      let descriptor = Int(late[place])
      let rest = open[descriptor] & ~pending[descriptor]
      pending[descriptor] = 0
      narrow(descriptor, to: rest, from: row, into: row)
    }
    lateCount = 0
  }

  @inline(__always)
  private func narrow(
    _ descriptor: Int, to set: UInt64, from source: UnsafeMutablePointer<Block>,
    into target: UnsafeMutablePointer<Block>
  ) {
    let old = table.most(descriptor, open[descriptor], scratch: scratch)
    let new = table.most(descriptor, set, scratch: scratch + blocks)
    open[descriptor] = set
    for block in 0..<blocks { target[block] = Lane.replace(source[block], old[block], new[block]) }
  }

  /// Follows a node and all below it. When it returns, what it struck out before it branched stays out, of the open variants and of
  /// the bounds alike.
  private func node(level: Int) throws(ScenarioProof.Failure) {
    let row = slacks + level &* blocks
    while true {
      let token = try read()
      let number = Int(token >> 2)
      switch token & 3 {
      case 0:
        if try strike(number, row) {
          forget()
          return
        }
      case 1:
        apply(row)
        guard number < count, isDecidable[number], open[number] & (open[number] &- 1) != 0,
          level < count
        else { throw failure("descriptor \(number + 1) cannot be decided here") }
        let saved = saved + level &* count
        saved.update(from: open, count: count)
        var rest = open[number]
        while rest != 0 {
          narrow(number, to: rest & (0 &- rest), from: row, into: row + blocks)
          try node(level: level &+ 1)
          open.update(from: saved, count: count)
          rest &= rest &- 1
        }
        return
      case 2 where number > 0:
        if try bar(number &- 1, row) {
          forget()
          return
        }
      case 2:
        apply(row)
        try leaf(row)
        return
      default:
        apply(row)
        try split(level: level, row)
        return
      }
    }
  }

  /// Follows a tree for each part of what is undecided, until one has no scenario; their numbers are multiplied.
  private func split(level: Int, _ row: UnsafeMutablePointer<Block>) throws(ScenarioProof.Failure) {
    let whole = decidable
    let before = counted
    let groups = table.parts(among: whole, open: open, bounds: lanes(row))
    guard groups.count > 1 else { throw failure("the structure does not fall apart here") }
    depth += 1
    var product = WholeNumber(1)
    for group in groups where product > WholeNumber(0) {
      decidable = group
      counted = WholeNumber(0)
      try node(level: level)
      product = product * counted
    }
    depth -= 1
    decidable = whole
    counted = before
    if depth > 0 { counted = counted + product } else { part.add(count: product) }
  }

  /// Everything that this part concerns is decided, so the bounds are the slacks; none may be below zero.
  private func leaf(_ row: UnsafeMutablePointer<Block>) throws(ScenarioProof.Failure) {
    let sums = lanes(row)
    for descriptor in 0..<count {
      let set = open[descriptor]
      guard set & (set &- 1) == 0 else {
        if isDecidable[descriptor] {
          throw failure("descriptor \(descriptor + 1) is undecided in a scenario")
        }
        continue
      }
      guard table.question.leastMargins[descriptor] != nil else { continue }
      let variant = Int(table.firstVariant[descriptor]) + set.trailingZeroBitCount
      for pair in table.pairs.first[variant]..<table.pairs.first[variant + 1]
      where sums[pair] < 0 {
        throw failure("descriptor \(descriptor + 1) is inconsistent in a scenario")
      }
    }
    if depth > 0 { counted = counted + WholeNumber(1) } else { part.add(open) }
  }
}

import Dispatch
import Synchronization

extension Basins {
  /// Spaces up to this size are walked wholly.
  public static let mostStarts = 1 << 31
  /// More attractors than this are no answer that anybody can read.
  public static let mostAttractors = 1_000_000

  /// Every scenario as a start.
  ///
  /// The space is passed through twice, block by block, without a table of it. The first pass marks the scenarios that
  /// some other one becomes, which are few; the second counts for each of these how many become it from outside, and
  /// notes what it becomes itself. Basins then follow from that small graph.
  ///
  /// - Parameters:
  ///   - workers: threads.
  ///   - isCancelled: asked now and then; true ends the work.
  ///   - progress: is told what part of the work is done, from 0 to 1.
  /// - Throws: `Failure` when the space or its attractors are too many; `CancellationError`.
  /// - Complexity: twice the space; memory of a quarter of a byte a scenario and worker, and 16 bytes for each that is
  ///   a successor.
  public static func exhaustive(
    _ matrix: CrossImpactMatrix, rule: SuccessionRule = .global, workers: Int = 2,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> Basins {
    guard let numbering = ScenarioNumbering(matrix, most: mostStarts) else {
      throw Failure(
        description:
          "\(matrix.space) scenarios are too many to start from each one: sample the starts instead, or hold descriptors fixed."
      )
    }
    var blocks: any SuccessorBlocks = SteppedBlocks(Succession(matrix, rule), numbering)
    if rule == .global, let fast = GlobalBlocks(matrix, numbering) { blocks = fast }
    let walk = BlockWalk(blocks: blocks, workers: max(1, workers), isCancelled: isCancelled)
    let images = try ImageSet(walk, numbering.space) { progress($0 * 0.45) }
    let graph = try ImageGraph(walk, images) { progress(0.45 + $0 * 0.45) }
    let found = try graph.attractors(images)
    progress(1)
    return Basins(
      rule: rule, coverage: .exhaustive, space: matrix.space, starts: numbering.space,
      attractors: found.map { attractor in
        Attractor(
          states: attractor.states.map { Scenario(variants: numbering.variants($0)) },
          basin: attractor.basin)
      })
  }
}

/// Passes through all blocks with several threads.
private struct BlockWalk {
  let blocks: any SuccessorBlocks
  let workers: Int
  let isCancelled: @Sendable () -> Bool

  /// Each worker makes its own part with `start`, feeds it with every block that it takes, and hands it back.
  func reduce<Part: Sendable>(
    _ start: @Sendable () -> Part,
    _ feed: @Sendable (inout Part, Int, UnsafeBufferPointer<UInt32>) -> Void,
    _ progress: @Sendable (Double) -> Void
  ) throws -> [Part] {
    let count = blocks.blockCount
    let portion = max(1, min(256, count / (workers * 8)))
    let next = Atomic(0)
    let isStopped = Atomic(false)
    let parts = Mutex<[Part]>([])
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var part = start()
      while !isStopped.load(ordering: .relaxed) {
        let first = next.wrappingAdd(portion, ordering: .relaxed).oldValue
        guard first < count else { break }
        let end = min(first + portion, count)
        blocks.fill(first..<end) { feed(&part, $0, $1) }
        progress(Double(end) / Double(count))
        if isCancelled() { isStopped.store(true, ordering: .relaxed) }
      }
      let finished = part
      parts.withLock { $0.append(finished) }
    }
    if isStopped.load(ordering: .relaxed) { throw CancellationError() }
    return parts.withLock { $0 }
  }
}

/// The scenarios that some scenario becomes, numbered among themselves.
private struct ImageSet {
  private var words: [UInt64]
  /// How many there are before each word.
  private var before: [UInt32]
  private(set) var count: Int

  init(_ walk: BlockWalk, _ space: Int, _ progress: @Sendable (Double) -> Void) throws {
    let size = (space + 63) / 64
    let parts = try walk.reduce(
      { [UInt64](repeating: 0, count: size) },
      { words, _, successors in
        words.withUnsafeMutableBufferPointer { words in
          for successor in successors {
            words[Int(successor >> 6)] |= 1 << UInt64(successor & 63)
          }
        }
      }, progress)
    words = parts[0]
    for part in parts.dropFirst() {
      for i in 0..<size { words[i] |= part[i] }
    }
    before = [UInt32](repeating: 0, count: size)
    count = 0
    for i in 0..<size {
      before[i] = UInt32(truncatingIfNeeded: count)
      count += words[i].nonzeroBitCount
    }
  }

  /// The place of a scenario among the images; only for one that is.
  @inline(__always) func place(_ number: UInt32) -> UInt32 {
    let word = Int(number >> 6)
    let below = words[word] & ((1 << UInt64(number & 63)) - 1)
    return before[word] + UInt32(below.nonzeroBitCount)
  }

  @inline(__always) func contains(_ number: Int) -> Bool {
    words[number >> 6] >> UInt64(number & 63) & 1 == 1
  }

  /// The numbers of the scenarios at some places, which must be in rising order.
  func numbers(_ places: [UInt32]) -> [Int] {
    var numbers: [Int] = []
    var wanted = places[...]
    for (i, word) in words.enumerated() {
      guard let next = wanted.first else { break }
      guard Int(next) < Int(before[i]) + word.nonzeroBitCount else { continue }
      var rest = word
      var place = before[i]
      while rest != 0, let next = wanted.first {
        if place == next {
          numbers.append(i * 64 + rest.trailingZeroBitCount)
          wanted.removeFirst()
        }
        place += 1
        rest &= rest - 1
      }
    }
    return numbers
  }
}

/// What each image becomes, and how many scenarios that are no images become it.
private struct ImageGraph {
  private var successors: [UInt32]
  private var outsiders: [UInt32]

  private struct Part: Sendable {
    var outsiders: [UInt32]
    /// Places of images and of their successors, as they were met.
    var inside: [(UInt32, UInt32)] = []
  }

  init(_ walk: BlockWalk, _ images: ImageSet, _ progress: @Sendable (Double) -> Void) throws {
    let count = images.count
    guard count <= 1 << 29 else {
      throw Basins.Failure(
        description:
          "\(count) scenarios are successors of others: too many to keep. Sample the starts instead."
      )
    }
    let parts = try walk.reduce(
      { Part(outsiders: [UInt32](repeating: 0, count: count)) },
      { part, first, next in
        for (i, successor) in next.enumerated() {
          let place = images.place(successor)
          if images.contains(first + i) {
            part.inside.append((images.place(UInt32(first + i)), place))
          } else {
            part.outsiders[Int(place)] += 1
          }
        }
      }, progress)
    outsiders = parts[0].outsiders
    for part in parts.dropFirst() {
      for i in 0..<count { outsiders[i] += part.outsiders[i] }
    }
    successors = [UInt32](repeating: 0, count: count)
    for part in parts {
      for (place, successor) in part.inside { successors[Int(place)] = successor }
    }
  }

  /// - Throws: `Basins.Failure` when there are too many.
  func attractors(_ images: ImageSet) throws -> [(states: [Int], basin: Int)] {
    let unknown = UInt32.max
    var label = [UInt32](repeating: unknown, count: successors.count)
    var basins: [Int] = []
    var rings: [[UInt32]] = []
    var path: [UInt32] = []
    for start in successors.indices where label[start] == unknown {
      // Places on the path carry the label that comes next; it stands for "on this path" until then.
      let here = UInt32(basins.count)
      var place = UInt32(start)
      while label[Int(place)] == unknown {
        label[Int(place)] = here
        path.append(place)
        place = successors[Int(place)]
      }
      let end = label[Int(place)]
      if end == here {
        guard rings.count < Basins.mostAttractors else {
          throw Basins.Failure(
            description:
              "there are more than \(Basins.mostAttractors) attractors: hold descriptors fixed that nothing influences."
          )
        }
        let ring = path.lastIndex(of: place).map { Array(path[$0...]) } ?? []
        rings.append(ring)
        basins.append(0)
      } else {
        for place in path { label[Int(place)] = end }
      }
      for place in path { basins[Int(end)] += 1 + Int(outsiders[Int(place)]) }
      path.removeAll(keepingCapacity: true)
    }
    let places = Set(rings.joined()).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(places, images.numbers(places)))
    return zip(rings, basins).map { ring, basin in
      let states = ring.compactMap { numbers[$0] }
      let smallest = states.indices.min { states[$0] < states[$1] } ?? 0
      return (Array(states[smallest...] + states[..<smallest]), basin)
    }
  }
}

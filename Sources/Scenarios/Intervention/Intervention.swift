/// The smallest sets of descriptors that policy would have to hold so that a wished state becomes possible, or certain.
///
/// A pinned descriptor is held at one variant and is no longer asked to be consistent; every other descriptor is. An
/// answer is *weak* when at least one consistent scenario of the pinned matrix meets the target, *strong* when there is
/// one and all do. All sets of the least size are found, and that no smaller one would do is proven by search.
public struct Intervention: Sendable, Hashable {
  /// A descriptor at a variant, both counted from 0.
  public struct Pin: Sendable, Hashable, Comparable {
    public let descriptor: Int
    public let variant: Int

    public init(descriptor: Int, variant: Int) {
      self.descriptor = descriptor
      self.variant = variant
    }

    public static func < (a: Pin, b: Pin) -> Bool {
      (a.descriptor, a.variant) < (b.descriptor, b.variant)
    }
  }

  public struct Solution: Sendable, Hashable {
    /// In the order of the descriptors.
    public let pins: [Pin]
    /// Consistent scenarios of the pinned matrix that meet the target.
    public let meeting: Count
    /// All consistent scenarios of the pinned matrix.
    public let all: Count
  }

  /// A number of scenarios; `isExact` is false when counting was stopped there.
  public struct Count: Sendable, Hashable {
    public let value: WholeNumber
    public let isExact: Bool
  }

  public enum Outcome: Sendable, Hashable {
    /// All sets of the least size.
    case found([Solution])
    /// Proven: no set of up to so many pins.
    case none(upTo: Int)
    /// The search was ended before it was done; no set of up to so many pins (-1: nothing is known).
    case interrupted(noneUpTo: Int)
  }

  /// What the sets are to do for the target: make it possible, or certain.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case weak, strong
  }

  public let target: [Pin]
  public let controls: [Int]
  /// What makes the target possible; nil when that was not asked.
  public let weak: Outcome?
  /// What makes it certain; nil when that was not asked.
  public let strong: Outcome?
}

extension Intervention {
  /// - Parameters:
  ///   - target: the wished state; each descriptor at most once.
  ///   - controls: the descriptors that policy can pin; all others than those of the target unless told.
  ///   - kinds: what to look for; both unless told.
  ///   - mostPins: the largest set to look for.
  ///   - workers: threads to use; the answer does not depend on their number.
  ///   - shouldStop: asked now and then; true ends with what is known.
  /// - Throws: `MatrixError` for a target or control that the matrix does not have.
  public init(
    _ matrix: CrossImpactMatrix, target: [Pin], controls: [Int]? = nil,
    kinds: Set<Kind> = Set(Kind.allCases), mostPins: Int = 4, workers: Int = 2,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws(MatrixError) {
    try Self.check(matrix, target, controls)
    let aims = Set(target.map(\.descriptor))
    let controls =
      controls.map { Set($0).sorted() } ?? matrix.descriptors.indices.filter { !aims.contains($0) }
    let problem = PinnedTarget(
      matrix: matrix, target: target, controls: controls, workers: max(1, workers),
      shouldStop: shouldStop)
    self.target = target
    self.controls = controls
    let possible = problem.leastPossible(mostPins)
    weak = kinds.contains(.weak) ? problem.weak(possible) : nil
    guard kinds.contains(.strong) else {
      strong = nil
      return
    }
    // A strong set is a weak one too.
    switch possible {
    case .found(let sets, let known):
      strong = problem.strong(from: sets[0].pins.count, known, mostPins)
    case .none(let most): strong = Outcome.none(upTo: most)
    case .interrupted(let most): strong = .interrupted(noneUpTo: most)
    }
  }

  private static func check(_ matrix: CrossImpactMatrix, _ target: [Pin], _ controls: [Int]?)
    throws(MatrixError)
  {
    guard !target.isEmpty else {
      throw MatrixError(reason: "no target was given: name a descriptor and the variant wished for")
    }
    var seen: Set<Int> = []
    for pin in target {
      guard matrix.descriptors.indices.contains(pin.descriptor) else {
        throw MatrixError(
          reason:
            "the target names descriptor \(pin.descriptor + 1); there are \(matrix.descriptors.count)"
        )
      }
      guard (0..<matrix.variantCount(pin.descriptor)).contains(pin.variant) else {
        throw MatrixError(
          reason:
            "the target names variant \(pin.variant + 1) of «\(matrix.descriptors[pin.descriptor].name)», which has \(matrix.variantCount(pin.descriptor))"
        )
      }
      guard seen.insert(pin.descriptor).inserted else {
        throw MatrixError(
          reason: "the target names «\(matrix.descriptors[pin.descriptor].name)» twice")
      }
    }
    for control in controls ?? [] {
      guard matrix.descriptors.indices.contains(control) else {
        throw MatrixError(
          reason: "control \(control + 1) is no descriptor; there are \(matrix.descriptors.count)")
      }
    }
  }
}

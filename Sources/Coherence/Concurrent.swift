import Dispatch
import Synchronization

/// Work that is shared out to all processors.
enum Concurrent {
  /// How many pieces are done between two looks at the progress and at the task.
  private static let round = 16

  /// What is made of each of so many pieces, in their order.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  static func map<Value: Sendable>(
    _ count: Int, progress: (Double) -> Void = { _ in }, _ make: @Sendable (Int) -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    while values.count < count {
      try Task.checkCancellation()
      let first = values.count
      let pieces = min(round, count - first)
      let made = Mutex([Value?](repeating: nil, count: pieces))
      DispatchQueue.concurrentPerform(iterations: pieces) { i in
        let value = make(first + i)
        made.withLock { $0[i] = value }
      }
      values += made.withLock { $0.compactMap(\.self) }
      progress(Double(values.count) / Double(count))
    }
    return values
  }

  /// A range in pieces of a size.
  static func pieces(of range: Range<Int>, size: Int) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: size).map {
      $0..<min($0 + size, range.upperBound)
    }
  }
}

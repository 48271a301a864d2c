internal import Dispatch
internal import Synchronization

/// Two pieces of work done at the same time.
enum Pair {
  static func concurrently<A: Sendable, B: Sendable>(
    _ first: @Sendable () -> A, _ second: @Sendable () -> B
  ) -> (A, B) {
    let a = Mutex<A?>(nil)
    let b = Mutex<B?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { turn in
      if turn == 0 {
        let result = first()
        a.withLock { $0 = result }
      } else {
        let result = second()
        b.withLock { $0 = result }
      }
    }
    // Both have run by now; a value that is missing would mean that Dispatch skipped one.
    return (a.withLock { $0 } ?? first(), b.withLock { $0 } ?? second())
  }
}

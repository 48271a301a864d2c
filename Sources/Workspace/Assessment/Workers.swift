import Dispatch
import Foundation
import Synchronization

/// Threads that work through a list and hand their results to the caller, who takes them one at a time.
///
/// A thread that has a result waits until there is room for it, so that at most `2 * jobs` results are in memory. Work has two
/// parts; what the second needs may come late, and until then a thread begins further items, a few.
/// Threads, not tasks: the work waits for child processes and would block the threads that tasks share.
enum Workers {
  private final class Exchange<Result: Sendable>: Sendable {
    let next = Atomic(0)
    let isStopped = Atomic(false)
    let results = Mutex<[(Int, Result)]>([])
    let working: Atomic<Int>
    /// One signal for each result and for each thread that ends.
    let news = DispatchSemaphore(value: 0)
    let room: DispatchSemaphore

    init(jobs: Int) {
      working = Atomic(jobs)
      room = DispatchSemaphore(value: jobs)
    }
  }

  /// How many items a thread begins before it waits for what their second part needs.
  private static let ahead = 6

  /// The results of a work done on each item, in the items' order, on as many threads as there are processors.
  ///
  /// - Throws: what the work threw on the first of the items on which it threw.
  static func map<Item: Sendable, Outcome: Sendable>(
    _ items: [Item], _ work: @escaping @Sendable (Item) throws -> Outcome
  ) throws -> [Outcome] {
    var results: [Int: Result<Outcome, any Error>] = [:]
    try run(
      Array(items.enumerated()), jobs: ProcessInfo.processInfo.activeProcessorCount,
      isCancelled: { false }, begin: { item in Result { try work(item.element) } },
      end: { $1 }, receive: { results[$0.offset] = $1 })
    return try items.indices.compactMap { try results[$0]?.get() }
  }

  /// - Parameters:
  ///   - items: begun in this order.
  ///   - isCancelled: once true, no further item is begun; results of those begun are still received.
  ///   - isReady: whether `end` would not wait.
  ///   - receive: called on the caller's thread, in the order in which results become ready.
  /// - Throws: what `receive` throws, after all threads have ended.
  static func run<Item: Sendable, Begun: Sendable, Result: Sendable>(
    _ items: [Item], jobs: Int, isCancelled: @escaping @Sendable () -> Bool,
    begin: @escaping @Sendable (Item) -> Begun,
    isReady: @escaping @Sendable () -> Bool = { true },
    end: @escaping @Sendable (Item, Begun) -> Result, receive: (Item, Result) throws -> Void
  ) throws {
    let jobs = max(1, min(jobs, items.count))
    let exchange = Exchange<Result>(jobs: jobs)
    for _ in 0..<jobs {
      let thread = Thread {
        var begun: [(Int, Begun)] = []
        func finish() {
          for (i, part) in begun where !exchange.isStopped.load(ordering: .relaxed) {
            let result = end(items[i], part)
            exchange.room.wait()
            exchange.results.withLock { $0.append((i, result)) }
            exchange.news.signal()
          }
          begun.removeAll()
        }
        while !exchange.isStopped.load(ordering: .relaxed), !isCancelled() {
          let i = exchange.next.add(1, ordering: .relaxed).oldValue
          guard i < items.count else { break }
          begun.append((i, begin(items[i])))
          if begun.count == ahead || isReady() { finish() }
        }
        finish()
        exchange.working.subtract(1, ordering: .sequentiallyConsistent)
        exchange.news.signal()
      }
      thread.stackSize = 16 << 20
      thread.start()
    }
    var failure: (any Error)?
    while true {
      exchange.news.wait()
      let result = exchange.results.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      if let (i, result) = result {
        exchange.room.signal()
        do {
          if failure == nil { try receive(items[i], result) }
        } catch {
          failure = error
          exchange.isStopped.store(true, ordering: .relaxed)
        }
      } else if exchange.working.load(ordering: .sequentiallyConsistent) == 0 {
        break
      }
    }
    if let failure { throw failure }
  }
}

import Foundation
import Synchronization
import Testing

@testable import Workspace

@Suite struct WorkersTests {
  /// What one run did.
  private final class Log: Sendable {
    let begun = Atomic(0)
    let isReady = Atomic(false)
  }

  @Test("until the second part can be done further items are begun, but not all")
  func worksAhead() throws {
    let log = Log()
    let atReadiness = Mutex(0)
    var received: [Int: Int] = [:]
    let late = Thread {
      // Both threads have begun what they may.
      var waits = 0
      while log.begun.load(ordering: .sequentiallyConsistent) < 12, waits < 2_000 {
        Thread.sleep(forTimeInterval: 0.005)
        waits += 1
      }
      Thread.sleep(forTimeInterval: 0.05)
      atReadiness.withLock { $0 = log.begun.load(ordering: .sequentiallyConsistent) }
      log.isReady.store(true, ordering: .sequentiallyConsistent)
    }
    late.start()
    try Workers.run(
      Array(0..<100), jobs: 2, isCancelled: { false },
      begin: { item -> Int in
        log.begun.add(1, ordering: .sequentiallyConsistent)
        return item * 2
      },
      isReady: { log.isReady.load(ordering: .sequentiallyConsistent) },
      end: { _, part in
        while !log.isReady.load(ordering: .sequentiallyConsistent) {
          Thread.sleep(forTimeInterval: 0.001)
        }
        return part + 1
      },
      receive: { item, result in
        #expect(received.updateValue(result, forKey: item) == nil)
      })
    #expect(received.count == 100)
    #expect(received.allSatisfy { $1 == 2 * $0 + 1 })
    #expect(atReadiness.withLock { $0 } == 12)
  }

  private struct Refusal: Error {}

  @Test func anErrorOfTheReceiverEndsTheRun() {
    #expect(throws: Refusal.self) {
      try Workers.run(
        Array(0..<1_000), jobs: 2, isCancelled: { false }, begin: { $0 }, isReady: { false },
        end: { $1 }, receive: { item, _ in if item == 3 { throw Refusal() } })
    }
  }

  @Test func whatWasBegunBeforeAnInterruptionIsReceived() throws {
    let log = Log()
    var received: Set<Int> = []
    try Workers.run(
      Array(0..<1_000), jobs: 2,
      isCancelled: { log.begun.load(ordering: .sequentiallyConsistent) >= 20 },
      begin: { item -> Int in
        log.begun.add(1, ordering: .sequentiallyConsistent)
        return item
      },
      end: { $1 }, receive: { item, _ in received.insert(item) })
    #expect(received.count == log.begun.load(ordering: .sequentiallyConsistent))
    #expect(received.count < 1_000)
  }
}

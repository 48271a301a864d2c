import Foundation
import Synchronization

/// Work on a thread of its own, beside the caller's, that is waited for and whose error is thrown to the caller.
final class Lane: Sendable {
  private let isStopped = Atomic(false)
  private let failure = Mutex<(any Error)?>(nil)
  private let end = DispatchSemaphore(value: 0)

  /// - Parameter work: asks its argument now and then whether to end early.
  init(_ work: @escaping @Sendable (_ isStopped: () -> Bool) throws -> Void) {
    let thread = Thread { [self] in
      do {
        try work { isStopped.load(ordering: .relaxed) }
      } catch {
        failure.withLock { $0 = error }
      }
      end.signal()
    }
    thread.stackSize = 16 << 20
    thread.start()
  }

  /// Ends the work early and waits for it.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    end.wait()
  }

  /// Waits until the work is done.
  ///
  /// - Throws: what the work threw.
  func join() throws {
    end.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

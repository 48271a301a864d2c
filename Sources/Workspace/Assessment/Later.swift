import Foundation
import Synchronization

/// A value that is made on a thread of its own while the caller goes on.
final class Later<Value: Sendable>: Sendable {
  private let made = Mutex<Result<Value, any Error>?>(nil)
  private let end = DispatchSemaphore(value: 0)

  init(_ make: @escaping @Sendable () throws -> Value) {
    let thread = Thread { [self] in
      let result = Result { try make() }
      made.withLock { $0 = result }
      end.signal()
    }
    thread.stackSize = 16 << 20
    thread.start()
  }

  /// Whether the value, or an error, is there.
  var isMade: Bool { made.withLock { $0 != nil } }

  /// Waits until the value is there.
  ///
  /// - Throws: what making it threw.
  func value() throws -> Value {
    while true {
      if let result = made.withLock({ $0 }) { return try result.get() }
      end.wait()
      // For the next who waits.
      end.signal()
    }
  }
}

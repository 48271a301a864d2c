import Glibc
import Synchronization

/// Ctrl-C and a polite kill: long work is asked to stop at the next safe point; a second one ends the program at once.
enum Interruption {
  private static let requests = Atomic<Int>(0)

  /// From now on the signals only ask. An atomic counter is all that a signal handler may touch.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interruption.requests.add(1, ordering: .relaxed).newValue > 1 { _exit(130) }
      }
    }
  }

  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }
}

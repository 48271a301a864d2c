import Synchronization

/// A bar with what is done, what is left and how long that will take; nothing when standard error is no terminal.
final class ProgressBar: Sendable {
  private struct State {
    var started: ContinuousClock.Instant
    var drawn: ContinuousClock.Instant
  }

  private let terminal: Terminal
  private let unit: String
  private let state: Mutex<State>

  /// - Parameter unit: what is counted, in the plural: "pages".
  init(_ unit: String, on terminal: Terminal) {
    self.terminal = terminal
    self.unit = unit
    let now = ContinuousClock.now
    state = Mutex(State(started: now, drawn: now - .seconds(1)))
  }

  /// Redraws at most ten times a second.
  func update(done: Int, of total: Int, doing: String) {
    guard terminal.errorIsTerminal, !terminal.isQuiet, total > 0 else { return }
    let now = ContinuousClock.now
    let elapsed = state.withLock { state -> Duration? in
      guard now - state.drawn >= .milliseconds(100) || done == total else { return nil }
      state.drawn = now
      return now - state.started
    }
    guard let elapsed else { return }
    let share = Double(done) / Double(total)
    let filled = Int(share * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let line =
      "\(bar) \(done)/\(total) \(unit)\(Self.left(elapsed, share))  \(doing.withoutControls)"
    terminal.overwrite(line.shortened(to: terminal.width - 1))
  }

  /// Takes the bar off the screen.
  func clear() {
    if terminal.errorIsTerminal, !terminal.isQuiet { terminal.overwrite("") }
  }

  private static func left(_ elapsed: Duration, _ share: Double) -> String {
    let seconds = Double(elapsed.components.seconds)
    guard share > 0.02, share < 1, seconds >= 1 else { return "" }
    let left = Int((seconds / share * (1 - share)).rounded(.up))
    return left < 90 ? ", \(left) s left" : ", \((left + 30) / 60) min left"
  }
}

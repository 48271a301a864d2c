import Foundation
import Glibc
import Synchronization

/// The only place that prints: results to standard output, progress and complaints to standard error.
final class Terminal: Sendable {
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
  }

  let isQuiet: Bool
  let outputIsTerminal: Bool
  let errorIsTerminal: Bool
  private let colours: Bool
  /// Serialises writes, so that lines of several threads do not mix.
  private let lock = Mutex(())

  init(isQuiet: Bool = false, environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.isQuiet = isQuiet
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    errorIsTerminal = isatty(STDERR_FILENO) == 1
    colours = environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
  }

  /// Columns of the terminal, 100 when there is none.
  var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 100 }
    return Int(size.ws_col)
  }

  /// Writes to standard output. A reader that has gone away (`| head`) ends the program quietly.
  func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  func line(_ text: String = "") { write(text + "\n") }

  /// A remark on standard error, left out with `--quiet`.
  func remark(_ text: String) {
    if !isQuiet { write(text + "\n", to: STDERR_FILENO) }
  }

  /// A complaint on standard error.
  func complain(_ text: String) { write("concord: " + text + "\n", to: STDERR_FILENO) }

  /// Unfinished text on standard error, for a progress bar.
  func overwrite(_ text: String) { write("\r\u{1B}[2K" + text, to: STDERR_FILENO) }

  /// Styled when standard output is a terminal that has colours.
  func styled(_ text: String, _ style: Style) -> String {
    colours && outputIsTerminal ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  private func write(_ text: String, to descriptor: Int32) {
    lock.withLock { _ in
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 {
          if errno == EINTR || errno == EAGAIN { continue }
          exit(ExitStatus.done.rawValue)
        }
        bytes = bytes.dropFirst(written)
      }
    }
  }
}

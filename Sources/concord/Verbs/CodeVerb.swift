import Coding
import Foundation
import Workspace

/// `concord code`
struct CodeVerb: Verb {
  static let description = VerbDescription(
    name: "code",
    summary: "Code a stream of passages: a filter, JSON lines in and out.",
    discussion: """
      Reads lines {"id", "text", "language"?} and writes for each, in the same order, what the passage is about: whether it
      concerns migration, objectives, measures, populations, sectors, direction, commitment and its parts, each with its
      words. A line that is no such object gives {"id":null,"line":N,"error":…} and the filter goes on. Memory does
      not grow with the stream. Docs/coding.md describes the shape.
      """,
    options: [
      .format(["ndjson"]),
      .init(name: "jobs", value: "N", help: "Threads (as many as there are processors)."),
    ],
    examples: [
      .init(command: "concord code < passages.ndjson > codings.ndjson", does: "codes a file")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let jobs = try arguments.jobs()
    let summary = try CodingFilter(try ResourceFolder().coder()).run(
      workers: jobs,
      from: { buffer in try retrying { Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count) }
      },
      to: { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          let piece = UnsafeRawBufferPointer(rebasing: rest)
          rest = rest.dropFirst(
            try retrying { Glibc.write(STDOUT_FILENO, piece.baseAddress, piece.count) })
        }
      })
    if summary.errors > 0 {
      terminal.remark("\(summary.errors) lines could not be used; each says why in its place.")
    }
    return summary.errors == 0 ? .done : summary.passages == 0 ? .failed : .partly
  }

  /// A system call again when a signal interrupted it.
  private static func retrying(_ call: () -> Int) throws -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      guard errno == EINTR else { throw POSIXError(POSIXError.Code(rawValue: errno) ?? .EIO) }
    }
  }
}

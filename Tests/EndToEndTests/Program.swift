import Foundation

/// The built program, run as a user would.
struct Program {
  struct Result {
    var status: Int32
    var output: String
    var complaints: String
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The debug build that `swift build` leaves beside the tests.
  static let executable: URL = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("concord")
    return FileManager.default.isExecutableFile(atPath: beside.path)
      ? beside : root.appendingPathComponent(".build/debug/concord")
  }()

  static func start(_ words: [String], in folder: URL, output: Any, complaints: Any) throws
    -> Process
  {
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = complaints
    try process.run()
    return process
  }

  /// Runs to the end. Output goes through files, so that its size does not matter.
  static func run(_ words: String..., in folder: URL = root, input: String? = nil) throws -> Result
  {
    try run(words, in: folder, input: input)
  }

  static func run(_ words: [String], in folder: URL = root, input: String? = nil) throws -> Result {
    let scratch = try Scratch()
    let out = scratch.url.appendingPathComponent("out")
    let err = scratch.url.appendingPathComponent("err")
    for file in [out, err] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = executable
    process.arguments = words
    process.currentDirectoryURL = folder
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    if let input {
      let given = scratch.url.appendingPathComponent("in")
      try Data(input.utf8).write(to: given)
      process.standardInput = try FileHandle(forReadingFrom: given)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
      complaints: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }
}

/// A folder that is gone when the test is over.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "concord-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A copy of the example documents.
  func example() throws -> URL {
    let project = url.appendingPathComponent("Marenia")
    try FileManager.default.copyItem(
      at: Program.root.appendingPathComponent("Examples/Marenia"), to: project)
    for left in ["concord.db", "concord.db-wal", "concord.db-shm", "report"] {
      try? FileManager.default.removeItem(at: project.appendingPathComponent(left))
    }
    return project
  }
}

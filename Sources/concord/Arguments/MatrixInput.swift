import Foundation
import Scenarios

/// A file that was named on the command line, read no further than a matrix can be long.
struct MatrixInput {
  let name: String
  let bytes: [UInt8]

  /// - Throws: `MatrixError` for a file that cannot be opened or is too large.
  init(_ path: String) throws(MatrixError) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw MatrixError(file: path, reason: "the file cannot be opened. Check its name.")
    }
    defer { try? handle.close() }
    let data: Data
    do {
      data = try handle.read(upToCount: MatrixLimits.bytes + 1) ?? Data()
    } catch {
      throw MatrixError(file: path, reason: "the file cannot be read: is it a folder?")
    }
    guard !data.isEmpty else { throw MatrixError(file: path, reason: "the file is empty") }
    guard data.count <= MatrixLimits.bytes else {
      throw MatrixError(
        file: path,
        reason: "the file is larger than \(MatrixLimits.bytes >> 20) MB, the most that is read")
    }
    bytes = [UInt8](data)
  }
}

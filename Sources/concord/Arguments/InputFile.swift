import Foundation
import Policy

/// A file named on the command line: its name, for messages, and its bytes.
struct InputFile {
  let name: String
  let bytes: [UInt8]

  /// - Throws: `Table.Error` for a file that cannot be read.
  init(_ path: String) throws(Table.Error) {
    let url = URL(fileURLWithPath: path)
    name = url.lastPathComponent
    do {
      bytes = [UInt8](try Data(contentsOf: url))
    } catch {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      throw Table.Error(
        file: path,
        reason: isFolder.boolValue
          ? "this is a folder: name a file in it"
          : isThere
            ? "the file cannot be read: name one that you may read"
            : "there is no such file: check the name and the folder")
    }
  }
}

import Glibc

/// A file that is being written from its beginning to its end, through a buffer.
///
/// It owns the C stream and closes it when it goes. `finish` says whether all bytes reached the file system; a file
/// dropped without it is not vouched for.
final class OutputFile {
  private let path: String
  private let stream: UnsafeMutablePointer<FILE>

  /// - Throws: `ReportError` when the file cannot be made.
  init(_ path: String) throws(ReportError) {
    guard let stream = fopen(path, "wbx") else {
      throw ReportError(path, "the file cannot be made: \(String(cString: strerror(errno)))")
    }
    self.path = path
    self.stream = stream
  }

  deinit {
    fclose(stream)
  }

  /// - Throws: `ReportError` when the disk is full or the file has gone.
  func write(_ bytes: [UInt8]) throws(ReportError) {
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw failure() }
  }

  func finish() throws(ReportError) {
    guard fflush(stream) == 0 else { throw failure() }
  }

  private func failure() -> ReportError {
    ReportError(
      path,
      "the file cannot be written: \(String(cString: strerror(errno))). Free some space, or choose another folder."
    )
  }
}

import FoundationEssentials
import Glibc

/// A file that somebody put into a project: opened once, never trusted.
struct SourceFile: Sendable {
  /// The name by which people know it: the path relative to the project folder.
  let name: String
  let url: URL
  /// Its first bytes (up to 64 kB), from which its format is told.
  let head: [UInt8]
  /// Its last bytes (up to 2 kB).
  let tail: [UInt8]
  let size: Int

  /// - Throws: `ReadingError` when it is no regular file, cannot be opened, is empty or larger than the limit.
  init(_ url: URL, name: String, limits: ReadingLimits) throws(ReadingError) {
    self.url = url
    self.name = name
    let descriptor = Self.open(url)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw ReadingError(
        .unreadable, file: name, problem: "The file cannot be opened (\(reason)).",
        remedy: "Check that it exists and that you may read it.")
    }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      throw ReadingError(
        .unreadable, file: name, problem: "This is not a file with contents.",
        remedy: "Put the document itself here, not a folder, pipe or device.")
    }
    size = Int(information.st_size)
    guard size > 0 else {
      throw ReadingError(
        .empty, file: name, problem: "The file is empty.",
        remedy: "Get the document again from where it came.")
    }
    guard size <= limits.fileSize else {
      throw ReadingError(
        .tooLarge, file: name,
        problem:
          "The file has \(size >> 20) MB, more than the \(limits.fileSize >> 20) MB allowed.",
        remedy: "Split it, or save it without pictures.")
    }
    head = try Self.read(descriptor, from: 0, count: min(size, 64 << 10), name: name)
    tail = try Self.read(descriptor, from: max(0, size - 2048), count: min(size, 2048), name: name)
  }

  /// All bytes. They may be fewer or more than `size` said when somebody writes to the file meanwhile; never more than that.
  func contents() throws(ReadingError) -> [UInt8] {
    if size <= head.count { return head }
    let descriptor = Self.open(url)
    guard descriptor >= 0 else {
      throw error(
        .unreadable, "The file cannot be opened any more.", "Leave files alone while they are read."
      )
    }
    defer { close(descriptor) }
    return try Self.read(descriptor, from: 0, count: size, name: name)
  }

  func error(_ reason: ReadingError.Reason, _ problem: String, _ remedy: String) -> ReadingError {
    ReadingError(reason, file: name, problem: problem, remedy: remedy)
  }

  /// The bytes of the path as the system knows it; a name need not be UTF-8.
  func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    url.withUnsafeFileSystemRepresentation { path in
      guard let path else { return "".withCString(body) }
      return body(path)
    }
  }

  private static func open(_ url: URL) -> CInt {
    url.withUnsafeFileSystemRepresentation { path in
      guard let path else { return -1 }
      // A pipe must not make us wait for somebody to write to it.
      return Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    }
  }

  private static func read(_ descriptor: CInt, from start: Int, count: Int, name: String)
    throws(ReadingError) -> [UInt8]
  {
    var failure: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, start + filled)
        if got > 0 {
          filled += got
        } else if got == 0 {
          break
        } else if errno != EINTR {
          failure = errno
          break
        }
      }
    }
    guard failure == 0 else {
      throw ReadingError(
        .unreadable, file: name,
        problem: "The file cannot be read (\(String(cString: strerror(failure)))).",
        remedy: "Check the disk that it is on, and copy it again.")
    }
    return bytes
  }
}

import CArchive
import Glibc

/// The parts of a ZIP package (DOCX, ODT), unpacked from memory. Only the parts asked for are unpacked, never to disk, and
/// each has a limit, so that a small file cannot grow into a large one.
struct PackedParts: Sendable {
  private(set) var parts: [String: [UInt8]] = [:]
  /// The names of all parts.
  private(set) var names: Set<String> = []

  subscript(name: String) -> [UInt8]? { parts[name] }

  /// - Parameter isWanted: tells by its name whether a part is unpacked.
  /// - Throws: `damaged` when the package breaks off or a check sum is wrong, `tooLarge` beyond a limit.
  init(
    _ bytes: [UInt8], of source: SourceFile, limits: ReadingLimits, isWanted: (String) -> Bool
  ) throws(ReadingError) {
    // libarchive gives no name for an entry whose name is not ASCII unless the locale is UTF-8; this sets it for
    // this thread only.
    let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
    let before = uselocale(locale)
    defer {
      uselocale(before)
      if let locale { freelocale(locale) }
    }
    let failure = bytes.withUnsafeBytes { bytes in
      unpack(bytes, limits: limits, isWanted: isWanted)
    }
    guard let failure else { return }
    switch failure {
    case .damaged:
      throw source.error(
        .damaged, "The document is damaged or cut short: its parts cannot be unpacked.",
        "Get it again from where it came, or open and save it with a word processor.")
    case .locked:
      throw source.error(
        .locked, "The document is protected with a password.",
        "Save a copy without password and put it here instead.")
    case .tooLarge(let what):
      throw source.error(
        .tooLarge, "The document grows beyond what is allowed when unpacked (\(what)).",
        "If you trust it, open it with a word processor and save its text alone.")
    }
  }

  private enum Failure {
    case damaged
    case locked
    case tooLarge(String)
  }

  private mutating func unpack(
    _ bytes: UnsafeRawBufferPointer, limits: ReadingLimits, isWanted: (String) -> Bool
  ) -> Failure? {
    guard let archive = archive_read_new() else { return .damaged }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip_seekable(archive)
    guard archive_read_open_memory(archive, bytes.baseAddress, bytes.count) >= ARCHIVE_WARN else {
      return .damaged
    }
    var entry: OpaquePointer?
    var total = 0
    while true {
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { break }
      guard status >= ARCHIVE_WARN, let entry else { return .damaged }
      guard names.count < limits.entryCount else {
        return .tooLarge("more than \(limits.entryCount) parts")
      }
      // A part without a readable name can be none that we look for.
      guard let pointer = archive_entry_pathname(entry) else { continue }
      let name = String(cString: pointer)
      names.insert(name)
      guard isWanted(name), parts[name] == nil else { continue }
      if archive_entry_is_encrypted(entry) != 0 { return .locked }
      switch data(of: archive, entrySize: limits.entrySize, total: &total, limits: limits) {
      case .success(let data): parts[name] = data
      case .failure(let failure): return failure.failure
      }
    }
    return names.isEmpty ? .damaged : nil
  }

  private struct Stop: Error {
    var failure: Failure
  }

  private func data(
    of archive: OpaquePointer, entrySize: Int, total: inout Int, limits: ReadingLimits
  ) -> Result<[UInt8], Stop> {
    var data: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let got = archive_read_data(archive, chunk.baseAddress, chunk.count)
      if got == 0 { return .success(data) }
      guard got > 0 else { return .failure(Stop(failure: .damaged)) }
      data.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<got]))
      total += got
      if data.count > entrySize {
        return .failure(Stop(failure: .tooLarge("a part of more than \(entrySize >> 20) MB")))
      }
      if total > limits.unpackedSize {
        return .failure(
          Stop(failure: .tooLarge("more than \(limits.unpackedSize >> 20) MB together")))
      }
    }
  }
}

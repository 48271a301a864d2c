internal import Glibc

/// Cuts a stream into batches of whole lines.
struct LineBatches {
  struct Batch: Sendable {
    /// Counts from 0.
    var number: Int
    /// Number of the first line in the stream, from 1.
    var firstLine: Int
    /// Lines with their line breaks; the last one may lack its own.
    var bytes: [UInt8]
    /// Number of a line behind them that is longer than the limit and was left out.
    var tooLong: Int?
    var lineLimit: Int
  }

  private let batchSize: Int
  private let lineLimit: Int
  /// The beginning of a line whose end has not been read yet.
  private var rest: [UInt8] = []
  private var number = 0
  private var line = 1
  private var isAtEnd = false
  private var isFirst = true
  /// Inside a line that is too long: what follows up to its end is thrown away.
  private var isSkipping = false

  init(batchSize: Int, lineLimit: Int) {
    self.batchSize = batchSize
    self.lineLimit = lineLimit
  }

  /// The next batch; nil at the end. Lines are handed on as soon as they have been read, so that a slow stream is
  /// answered line by line.
  mutating func next(from source: CodingFilter.Source) throws -> Batch? {
    let newline = UInt8(ascii: "\n")
    while !isAtEnd {
      var buffer = rest
      rest = []
      let kept = buffer.count
      let room = max(batchSize, kept / 2)
      buffer.reserveCapacity(kept + room)
      let count = try Self.read(room, from: source, onto: &buffer)
      if isFirst, buffer.count >= 3 {
        isFirst = false
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { buffer.removeFirst(3) }
      }
      if count == 0 { isAtEnd = true }
      if isSkipping {
        guard let end = buffer.firstIndex(of: newline) else {
          buffer.removeAll()
          continue
        }
        buffer.removeFirst(end + 1)
        isSkipping = false
        line += 1
      }
      if isAtEnd {
        if buffer.isEmpty { return nil }
        return batch(buffer)
      }
      // Only the new bytes can hold the line break that ends what was kept.
      guard
        let end = buffer[min(kept, buffer.count)...].lastIndex(of: newline)
          ?? buffer.lastIndex(of: newline)
      else {
        if buffer.count > lineLimit {
          isSkipping = true
          return batch([], tooLong: line)
        }
        rest = buffer
        continue
      }
      if buffer.count - end - 1 > lineLimit {
        isSkipping = true
        let lines = buffer[...end].count { $0 == newline }
        return batch(Array(buffer[...end]), tooLong: line + lines)
      }
      rest = Array(buffer[(end + 1)...])
      buffer.removeLast(buffer.count - end - 1)
      return batch(buffer)
    }
    return nil
  }

  private mutating func batch(_ bytes: [UInt8], tooLong: Int? = nil) -> Batch {
    let batch = Batch(
      number: number, firstLine: line, bytes: bytes, tooLong: tooLong, lineLimit: lineLimit)
    number += 1
    line += Self.lineBreaks(bytes)
    return batch
  }

  private static func lineBreaks(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var (count, at) = (0, 0)
      while let next = bytes.lineBreak(from: at) { (count, at) = (count + 1, next + 1) }
      return count
    }
  }

  private static func read(
    _ room: Int, from source: CodingFilter.Source, onto buffer: inout [UInt8]
  ) throws -> Int {
    let chunk = try [UInt8](unsafeUninitializedCapacity: room) { memory, count in
      count = try source(UnsafeMutableRawBufferPointer(memory))
    }
    buffer.append(contentsOf: chunk)
    return chunk.count
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The offset of the first line break at or behind another offset.
  func lineBreak(from start: Int) -> Int? {
    guard start < count, let base = baseAddress else { return nil }
    return memchr(base + start, 0x0A, count - start).map {
      UnsafeRawPointer($0) - UnsafeRawPointer(base)
    }
  }
}

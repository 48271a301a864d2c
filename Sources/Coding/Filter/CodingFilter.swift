internal import Dispatch
internal import Policy
internal import Synchronization

/// `concord code`: a stream of passages in, a stream of codings out, line by line and in order.
///
/// Input lines are `{"id": …, "text": "…", "language": "en"}`, where the id is of any type and given back as it was written
/// and the language may be left out. Output lines are described in `Docs/coding.md`. A line that is no such object gives
/// `{"id":null,"line":N,"error":"…"}` and the stream goes on; blank lines are skipped.
///
/// Memory does not grow with the stream: each worker holds one batch, and a few finished batches wait for their turn.
public struct CodingFilter: Sendable {
  /// Reads up to as many bytes as fit; 0 at the end.
  public typealias Source = @Sendable (UnsafeMutableRawBufferPointer) throws -> Int
  /// Writes all bytes.
  public typealias Sink = @Sendable (UnsafeRawBufferPointer) throws -> Void

  public struct Summary: Sendable, Hashable {
    /// Passages that were coded.
    public var passages = 0
    /// Lines that could not be used.
    public var errors = 0
  }

  let coder: Coder
  /// Longer lines are an error.
  public let lineLimit: Int
  private let batchSize: Int

  /// - Parameters:
  ///   - lineLimit: bytes of the longest line; longer ones are an error and are not kept in memory.
  ///   - batchSize: bytes that a worker takes at a time.
  public init(_ coder: Coder, lineLimit: Int = 16 << 20, batchSize: Int = 256 << 10) {
    self.coder = coder
    self.lineLimit = max(lineLimit, 1)
    self.batchSize = max(batchSize, 1)
  }

  /// Codes a stream.
  ///
  /// - Parameters:
  ///   - workers: threads that code; the order of lines is kept with any number.
  ///   - source: called by one thread at a time.
  ///   - sink: called by one thread at a time.
  /// - Throws: what `source` or `sink` throws; nothing is read after that.
  public func run(workers: Int, from source: @escaping Source, to sink: @escaping Sink) throws
    -> Summary
  {
    let workers = max(workers, 1)
    let input = Mutex(LineBatches(batchSize: batchSize, lineLimit: lineLimit))
    let output = Mutex(OrderedOutput())
    // A batch is in flight from its reading to its writing; the limit bounds what waits for a slow one before it.
    let places = DispatchSemaphore(value: workers * 4)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var worker = BatchCoder(coder)
      while !output.withLock({ $0.hasFailed }) {
        places.wait()
        let batch: LineBatches.Batch?
        do {
          batch = try input.withLock { try $0.next(from: source) }
        } catch {
          output.withLock { $0.fail(error) }
          batch = nil
        }
        guard let batch else {
          places.signal()
          return
        }
        let written = worker.code(batch)
        let freed = output.withLock { output in
          output.add(written, number: batch.number, to: sink)
        }
        for _ in 0..<freed { places.signal() }
      }
    }
    return try output.withLock { try $0.summary() }
  }
}

/// Puts finished batches into the order of the input.
private struct OrderedOutput {
  private var waiting: [Int: BatchCoder.Written] = [:]
  private var next = 0
  private var total = CodingFilter.Summary()
  private var failure: (any Error)?

  var hasFailed: Bool { failure != nil }

  mutating func fail(_ error: any Error) {
    if failure == nil { failure = error }
  }

  /// Writes the batch, and those that waited for it, when its turn has come.
  ///
  /// - Returns: the number of batches that are done with.
  mutating func add(
    _ written: BatchCoder.Written, number: Int, to sink: CodingFilter.Sink
  ) -> Int {
    waiting[number] = written
    var done = 0
    while let ready = waiting.removeValue(forKey: next) {
      next += 1
      done += 1
      guard failure == nil else { continue }
      total.passages += ready.passages
      total.errors += ready.errors
      do {
        try ready.bytes.withUnsafeBytes { if !$0.isEmpty { try sink($0) } }
      } catch {
        failure = error
      }
    }
    return done
  }

  func summary() throws -> CodingFilter.Summary {
    if let failure { throw failure }
    return total
  }
}

/// Codes the lines of a batch, one after another, with buffers of its own.
private struct BatchCoder: ~Copyable {
  struct Written: Sendable {
    var bytes: [UInt8] = []
    var passages = 0
    var errors = 0
  }

  private var passage: PassageCoder
  private var reader = PassageRecordReader()
  private var writer: CodingWriter

  init(_ coder: Coder) {
    passage = PassageCoder(coder, wantsText: false)
    writer = CodingWriter(coder.lexicon)
  }

  mutating func code(_ batch: LineBatches.Batch) -> Written {
    var written = Written()
    writer.json.removeAll()
    batch.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      var number = batch.firstLine
      while start < bytes.count {
        let end = bytes.lineBreak(from: start) ?? bytes.count
        var line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if line.last == UInt8(ascii: "\r") { line = UnsafeBufferPointer(rebasing: line.dropLast()) }
        code(line, number: number, limit: batch.lineLimit, &written)
        start = end + 1
        number += 1
      }
    }
    if let tooLong = batch.tooLong {
      writer.write(error: Self.tooLong(batch.lineLimit), line: tooLong)
      written.errors += 1
    }
    written.bytes = writer.json.bytes
    return written
  }

  private mutating func code(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, limit: Int, _ written: inout Written
  ) {
    // Blank lines are nearly always empty ones.
    if line.allSatisfy({ $0 <= 0x20 }) { return }
    guard line.count <= limit else {
      writer.write(error: Self.tooLong(limit), line: number)
      written.errors += 1
      return
    }
    guard UTF8Check.isValid(line) else {
      writer.write(error: "the line is not UTF-8", line: number)
      written.errors += 1
      return
    }
    let record: PassageRecord
    do {
      record = try reader.read(line)
    } catch {
      writer.write(error: error.message, line: number)
      written.errors += 1
      return
    }
    reader.buffer.withUnsafeBufferPointer { buffer in
      func bytes(_ place: PassageRecord.TextPlace) -> UnsafeBufferPointer<UInt8> {
        switch place {
        case .line(let range): UnsafeBufferPointer(rebasing: line[range])
        case .buffer(let range): UnsafeBufferPointer(rebasing: buffer[range])
        }
      }
      let text = bytes(record.text)
      let given = record.language.map {
        Language(rawValue: String(decoding: bytes($0), as: UTF8.self))
      }
      let language = passage.language(given, of: text)
      passage.find(text, language: language)
      writer.write(
        id: UnsafeBufferPointer(rebasing: line[record.id]), language: language, passage, text)
    }
    written.passages += 1
  }

  private static func tooLong(_ limit: Int) -> String {
    "the line is longer than \(limit) bytes: cut its text into passages"
  }
}

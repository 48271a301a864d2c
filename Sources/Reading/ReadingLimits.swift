/// How much one untrusted file may cost. Beyond a limit the file is reported and left out; nothing is cut silently.
public struct ReadingLimits: Sendable, Hashable {
  /// Bytes of a file on disk.
  public var fileSize: Int
  /// Bytes of one unpacked part of a DOCX or ODT file.
  public var entrySize: Int
  /// Bytes of all unpacked parts together.
  public var unpackedSize: Int
  /// Number of parts in a DOCX or ODT file.
  public var entryCount: Int
  /// Elements inside elements of HTML, DOCX or ODT.
  public var depth: Int
  /// Bytes of text taken out of one file.
  public var textSize: Int
  /// Pages of a PDF that are read; the rest is left out with a warning.
  public var pages: Int
  /// Seconds of processor time for each child process.
  public var processorSeconds: Int
  /// Seconds on the clock for each child process.
  public var wallSeconds: Int
  /// Bytes of address space for each child process.
  public var memory: Int
  /// Scanned pages of one document that are read by character recognition (about 1 to 5 s each).
  public var recognisedPages: Int

  public static let standard = ReadingLimits(
    fileSize: 256 << 20, entrySize: 96 << 20, unpackedSize: 192 << 20, entryCount: 4_096,
    depth: 256, textSize: 64 << 20, pages: 20_000, processorSeconds: 60, wallSeconds: 120,
    memory: 1 << 30, recognisedPages: 60)

  public init(
    fileSize: Int, entrySize: Int, unpackedSize: Int, entryCount: Int, depth: Int, textSize: Int,
    pages: Int, processorSeconds: Int, wallSeconds: Int, memory: Int, recognisedPages: Int
  ) {
    self.fileSize = fileSize
    self.entrySize = entrySize
    self.unpackedSize = unpackedSize
    self.entryCount = entryCount
    self.depth = depth
    self.textSize = textSize
    self.pages = pages
    self.processorSeconds = processorSeconds
    self.wallSeconds = wallSeconds
    self.memory = memory
    self.recognisedPages = recognisedPages
  }
}

import CXML

/// Pulls the elements and the text out of an XML part, one after the other, in constant memory.
///
/// Office formats have no document type, so one is refused: with it go entity bombs and entities that point to files or
/// the network. Names are given without their namespace prefix.
struct XMLEvents: ~Copyable {
  enum Event {
    case start(String)
    case end(String)
    case text([UInt8])
  }

  enum Failure: Error, Hashable {
    case malformed
    case documentType
    case tooDeep
  }

  private let reader: xmlTextReaderPtr
  private let depth: Int
  /// An empty element gives a start and an end.
  private var pendingEnd: String?

  /// Calls `body` with the events of a part; the part is kept alive meanwhile.
  static func read<Result>(
    _ part: [UInt8], depth: Int,
    _ body: (inout XMLEvents) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_NOCDATA.rawValue)
    let result = part.withUnsafeBufferPointer { part -> Swift.Result<Result, Failure> in
      guard
        let base = part.baseAddress, let count = Int32(exactly: part.count),
        let reader = base.withMemoryRebound(
          to: CChar.self, capacity: part.count,
          { xmlReaderForMemory($0, count, nil, nil, options) })
      else { return .failure(.malformed) }
      var events = XMLEvents(reader: reader, depth: depth)
      do throws(Failure) {
        return .success(try body(&events))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(reader: xmlTextReaderPtr, depth: Int) {
    self.reader = reader
    self.depth = depth
  }

  deinit {
    xmlFreeTextReader(reader)
  }

  /// The next event, nil at the end of the part.
  mutating func next() throws(Failure) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    while true {
      let status = xmlTextReaderRead(reader)
      if status == 0 { return nil }
      guard status == 1 else { throw Self.exceedsParserDepth ? .tooDeep : .malformed }
      switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
      case XML_READER_TYPE_ELEMENT.rawValue:
        guard xmlTextReaderDepth(reader) < depth else { throw .tooDeep }
        let name = Self.string(xmlTextReaderConstLocalName(reader))
        if xmlTextReaderIsEmptyElement(reader) == 1 { pendingEnd = name }
        return .start(name)
      case XML_READER_TYPE_END_ELEMENT.rawValue:
        return .end(Self.string(xmlTextReaderConstLocalName(reader)))
      case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
        XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue, XML_READER_TYPE_WHITESPACE.rawValue:
        guard let value = xmlTextReaderConstValue(reader) else { continue }
        return .text(Array(UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value)))))
      case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
        throw .documentType
      default:
        continue
      }
    }
  }

  /// An attribute of the element whose start was the last event, by its name without prefix.
  func attribute(_ name: String) -> String? {
    guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
    defer { _ = xmlTextReaderMoveToElement(reader) }
    repeat {
      if Self.string(xmlTextReaderConstLocalName(reader)) == name {
        return Self.string(xmlTextReaderConstValue(reader))
      }
    } while xmlTextReaderMoveToNextAttribute(reader) == 1
    return nil
  }

  /// All attributes of that element in their order, by their names without prefix; declarations of namespaces left out.
  var attributes: [(name: String, value: String)] {
    var attributes: [(name: String, value: String)] = []
    guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return [] }
    defer { _ = xmlTextReaderMoveToElement(reader) }
    repeat {
      guard xmlTextReaderIsNamespaceDecl(reader) != 1 else { continue }
      attributes.append(
        (
          Self.string(xmlTextReaderConstLocalName(reader)),
          Self.string(xmlTextReaderConstValue(reader))
        ))
    } while xmlTextReaderMoveToNextAttribute(reader) == 1
    return attributes
  }

  /// The line at which the last event stands, from 1.
  var line: Int { Int(xmlTextReaderGetParserLineNumber(reader)) }

  /// An attribute that is a number.
  func number(_ name: String) -> Int? { attribute(name).flatMap { Int($0) } }

  /// Passes over the rest of the element whose start was the last event, and its end.
  mutating func skip() throws(Failure) {
    var open = 1
    while open > 0, let event = try next() {
      switch event {
      case .start: open += 1
      case .end: open -= 1
      case .text: break
      }
    }
  }

  /// The parser reads ahead, so that its own bound on depth can be met before ours; it has no code for that, only words.
  private static var exceedsParserDepth: Bool {
    guard let message = xmlGetLastError()?.pointee.message else { return false }
    return String(cString: message).hasPrefix("Excessive depth")
  }

  private static func string(_ pointer: UnsafePointer<xmlChar>?) -> String {
    guard let pointer else { return "" }
    return String(cString: pointer)
  }
}

extension XMLEvents.Failure {
  /// The same, said of a part of a file.
  func error(_ source: SourceFile, part: String) -> ReadingError {
    switch self {
    case .malformed:
      source.error(
        .damaged, "The document is damaged: its part \(part) is not well-formed XML.",
        "Open and save it with a word processor, or get it again.")
    case .documentType:
      source.error(
        .damaged, "The document holds XML entities (\(part)), which no word processor writes.",
        "Do not trust it; get it again from where it came.")
    case .tooDeep:
      source.error(
        .tooLarge, "The document nests its parts too deeply (\(part)).",
        "Open it with a word processor and save it as plain text.")
    }
  }
}

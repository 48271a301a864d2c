import CXML

/// Pulls elements and text out of HTML by libxml2's forgiving parser, without building a tree, so that neither depth nor
/// size of a page costs stack or memory.
struct HTMLEvents {
  enum Stop: Error, Hashable {
    case tooDeep
    case tooCostly
  }

  /// Receives what the parser finds.
  protocol Receiver: AnyObject {
    func start(_ name: String, _ attributes: [String: String])
    func end(_ name: String)
    func text(_ text: UnsafeBufferPointer<UInt8>)
  }

  /// - Parameters:
  ///   - html: UTF-8.
  ///   - depth: elements inside elements, at most.
  ///   - seconds: on the clock, at most.
  static func read(
    _ html: [UInt8], depth: Int, seconds: Int, into receiver: any Receiver
  ) throws(Stop) {
    let box = Box(receiver: receiver, depth: depth, seconds: seconds)
    html.withUnsafeBytes { html in
      guard let count = Int32(exactly: html.count), count > 0,
        let context = htmlCreateMemoryParserCtxt(
          html.baseAddress?.assumingMemoryBound(to: CChar.self), count)
      else { return }
      let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
      htmlCtxtUseOptions(context, Int32(options))
      xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
      box.context = context
      listen(context, box)
      withExtendedLifetime(box) { _ = htmlParseDocument(context) }
      xmlFreeDoc(context.pointee.myDoc)
      context.pointee.myDoc = nil
      htmlFreeParserCtxt(context)
    }
    if let stop = box.stop { throw stop }
  }

  /// What the C callbacks share; lives on the stack of `read` and is used by one thread.
  private final class Box {
    let receiver: any Receiver
    let depth: Int
    let deadline: ContinuousClock.Instant
    var context: htmlParserCtxtPtr?
    var open = 0
    var count = 0
    var stop: Stop?

    init(receiver: any Receiver, depth: Int, seconds: Int) {
      self.receiver = receiver
      self.depth = depth
      deadline = ContinuousClock.now + .seconds(seconds)
    }

    /// Called for every event and every error, so that no input can keep the parser busy unnoticed.
    func tick() {
      count += 1
      guard count & 0xFFF == 0, stop == nil, ContinuousClock.now > deadline else { return }
      end(.tooCostly)
    }

    func end(_ reason: Stop) {
      if stop == nil { stop = reason }
      if let context { xmlStopParser(context) }
    }

    static func from(_ pointer: UnsafeMutableRawPointer?) -> Box? {
      guard let pointer else { return nil }
      return Unmanaged<Box>.fromOpaque(pointer).takeUnretainedValue()
    }
  }

  private static func listen(_ context: htmlParserCtxtPtr, _ box: Box) {
    guard let handler = context.pointee.sax else { return }
    context.pointee.userData = Unmanaged.passUnretained(box).toOpaque()
    // The handlers that build a tree would take our context for the parser's.
    handler.pointee = htmlSAXHandler()
    handler.pointee.initialized = UInt32(XML_SAX2_MAGIC)
    handler.pointee.startElement = { context, name, attributes in
      guard let box = Box.from(context), box.stop == nil, let name else { return }
      box.tick()
      box.open += 1
      if box.open > box.depth { return box.end(.tooDeep) }
      var found: [String: String] = [:]
      if var attribute = attributes {
        while let name = attribute[0] {
          if let value = attribute[1] {
            found[String(cString: name)] = String(cString: value)
          } else {
            found[String(cString: name)] = ""
          }
          attribute += 2
        }
      }
      box.receiver.start(String(cString: name), found)
    }
    handler.pointee.endElement = { context, name in
      guard let box = Box.from(context), box.stop == nil, let name else { return }
      box.tick()
      box.open -= 1
      box.receiver.end(String(cString: name))
    }
    handler.pointee.characters = { context, text, count in
      guard let box = Box.from(context), box.stop == nil, let text, count > 0 else { return }
      box.tick()
      box.receiver.text(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.pointee.ignorableWhitespace = handler.pointee.characters
    handler.pointee.serror = { context, _ in Box.from(context)?.tick() }
  }
}

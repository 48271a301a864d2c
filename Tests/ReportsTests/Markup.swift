import Foundation
import FoundationXML

/// What a page is made of, by a parser that takes nothing but well-formed markup.
struct Markup {
  /// A page that is not well-formed, with the line.
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  private(set) var elements: Set<String> = []
  /// Names of attributes.
  private(set) var attributes: Set<String> = []
  /// Values of `href`, in order.
  private(set) var addresses: [String] = []

  init(_ html: String) throws {
    let collector = Collector()
    let markup = html.dropFirst("<!DOCTYPE html>\n".count).replacing(#/<meta[^>]*>/#, with: "")
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = collector
    guard parser.parse() else {
      throw Fault(
        description:
          "line \(parser.lineNumber): \(parser.parserError.map(String.init(describing:)) ?? "")")
    }
    elements = collector.elements
    attributes = collector.attributes
    addresses = collector.addresses
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var elements: Set<String> = []
    var attributes: Set<String> = []
    var addresses: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.insert(element)
      self.attributes.formUnion(attributes.keys)
      if let address = attributes["href"] { addresses.append(address) }
    }
  }
}

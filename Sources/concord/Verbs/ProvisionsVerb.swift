import Foundation
import Policy
import Reading
import Workspace

/// `concord provisions FILE`
struct ProvisionsVerb: Verb {
  static let description = VerbDescription(
    name: "provisions",
    summary: "Show how one document is cut into provisions.",
    discussion: """
      Prints each provision with its locator, as a lawyer would cite it, the headings above it and its page. Needs no
      workspace and stores nothing.
      """,
    positionals: [.init(name: "FILE", help: "A document: .pdf .docx .odt .html .md .txt.")],
    options: [.format(["text", "json", "ndjson", "csv"])],
    examples: [
      .init(command: "concord provisions law.pdf --format ndjson", does: "one JSON object a line")
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let file = URL(fileURLWithPath: arguments.positionals[0])
    let document = try ResourceFolder().reader().read(file, as: file.lastPathComponent)
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.array(document.provisions.map { json($0, document) }).text(indent: true))
    case "ndjson":
      for provision in document.provisions { terminal.line(json(provision, document).text()) }
    case "csv":
      terminal.write(CSV.line(["document", "locator", "path", "page", "text", "language"]))
      for provision in document.provisions {
        terminal.write(
          CSV.line([
            document.file, provision.locator, provision.path.joined(separator: " > "),
            provision.page.map(String.init) ?? "", provision.text, provision.language.rawValue,
          ]))
      }
    default: for provision in document.provisions { terminal.write(text(provision, terminal)) }
    }
    for warning in document.warnings {
      terminal.remark("\(file.lastPathComponent): \(warning)".withoutControls)
    }
    return document.warnings.isEmpty ? .done : .partly
  }

  /// The shape that other programs rely on; the keys after `language` come in addition.
  private static func json(_ provision: Provision, _ document: Document) -> JSONValue {
    .record([
      "document": .string(document.file),
      "locator": .string(provision.locator),
      "path": .strings(provision.path),
      "page": .optional(provision.page),
      "text": .string(provision.text),
      "language": .string(provision.language.rawValue),
      "part": .string(provision.part.rawValue),
      "head": .optional(provision.head),
    ])
  }

  private static func text(_ provision: Provision, _ terminal: Terminal) -> String {
    let page = provision.page.map { "  page \($0)" } ?? ""
    var text =
      terminal.styled(provision.locator.withoutControls, .bold) + terminal.styled(page, .dim)
    if !provision.path.isEmpty {
      text += terminal.styled("  " + provision.path.joined(separator: " › ").withoutControls, .dim)
    }
    text += "\n"
    if let head = provision.head {
      text +=
        terminal.styled(
          "    [" + head.shortened(to: terminal.width - 8).withoutControls + "]", .dim) + "\n"
    }
    for line in provision.text.withoutControls.wrapped(to: terminal.width - 4) {
      text += "    " + line + "\n"
    }
    return text
  }
}

import Policy

/// A page that is being written, part by part, from its head to its foot.
struct PageWriter {
  private let file: OutputFile
  private let say: ReportStrings
  private let edition: Edition

  /// - Parameters:
  ///   - name: file name of the page.
  ///   - page: the entry of the menu that it belongs to.
  ///   - title: its heading; the name of the entry unless told.
  ///   - lede: a sentence under the heading.
  init(
    _ name: String, under page: Page, of edition: Edition, in folder: ReportFolder,
    title: HTML? = nil, plainTitle: String? = nil, kicker: String? = nil, lede: String? = nil
  ) throws(ReportError) {
    say = edition.say
    self.edition = edition
    file = try OutputFile(folder.path(of: name))
    let heading = title ?? HTML(say(page.key))
    let tab = (plainTitle ?? say(page.key)) + " · " + edition.model.title
    try file.write(Array("<!DOCTYPE html>\n<html lang=\"\(say.language.rawValue)\">\n".utf8))
    try file.write(Self.head(tab, style: edition.style).utf8)
    try file.write(Array("\n<body>\n".utf8))
    try file.write(Self.masthead(page, edition).utf8)
    try file.write(Array("\n<main id=\"main\">\n".utf8))
    try add(
      header(.class("opening")) {
        if let kicker { p(.class("kicker"), text: kicker) }
        h1 { heading }
        if let lede { p(.class("lede"), text: lede) }
      })
  }

  func add(_ part: HTML) throws(ReportError) {
    guard !part.isEmpty else { return }
    try file.write(part.utf8)
    try file.write([UInt8(ascii: "\n")])
  }

  func close() throws(ReportError) {
    try add(HTML(trusted: "</main>"))
    try add(
      footer(.class("colophon")) {
        p {
          say("foot.made")
          if let date = edition.model.date { " · " + date }
        }
        p(text: say("foot.person"))
      })
    try file.write(Array("</body>\n</html>\n".utf8))
    try file.finish()
  }

  /// No script, no network, no frame: the page says so itself, whatever may stand in its texts.
  static func head(_ title: String, style: String) -> HTML {
    Element("head")([]) {
      meta(.charset("utf-8"))
      meta(
        .httpEquiv("Content-Security-Policy"),
        .content(
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"))
      meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
      meta(.name("generator"), .content("Concord"))
      titleElement(title)
      HTML(trusted: "<style>\n" + style + "</style>")
    }
  }

  private static func masthead(_ current: Page, _ edition: Edition) -> HTML {
    let say = edition.say
    return div(.class("masthead")) {
      a(.class("skip"), .href(Link("", anchor: "main")), text: say("skip"))
      p(.class("publication")) { bdi(edition.model.title) }
      nav(.label(say("nav"))) {
        ul {
          for page in edition.menu {
            li {
              if page == current {
                a(.href(Link(page.file)), .current, text: say(page.key))
              } else {
                a(.href(Link(page.file)), text: say(page.key))
              }
            }
          }
        }
      }
    }
  }
}

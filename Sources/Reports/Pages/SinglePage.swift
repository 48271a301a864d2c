import Policy

/// A page that stands alone: one file that can be e-mailed, without menu, script, font or network.
struct SinglePage {
  let title: String
  /// What stands above the page: the country and the year.
  let publication: String
  let style: String
  let say: ReportStrings

  /// The whole file.
  func text(_ content: HTML) -> [UInt8] {
    var text = Array("<!DOCTYPE html>\n<html lang=\"\(say.language.rawValue)\">\n".utf8)
    text += PageWriter.head(title, style: style).utf8
    text += "\n<body>\n".utf8
    text +=
      div(.class("masthead")) {
        a(.class("skip"), .href(Link("", anchor: "main")), text: say("skip"))
        p(.class("publication")) { bdi(publication) }
      }.utf8
    text += "\n<main id=\"main\">\n".utf8
    text += content.utf8
    text += "\n</main>\n".utf8
    text +=
      footer(.class("colophon")) {
        p(say("foot.made"))
      }.utf8
    text += "\n</body>\n</html>\n".utf8
    return text
  }
}

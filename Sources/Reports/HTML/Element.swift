/// An element of HTML or SVG that has content: `section(.id("gaps")) { h2("Gaps") }`.
struct Element: Sendable {
  let name: StaticString

  init(_ name: StaticString) {
    self.name = name
  }

  func callAsFunction(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    made(attributes, content())
  }

  func callAsFunction(_ attributes: Attribute..., text: String) -> HTML {
    made(attributes, HTML(text))
  }

  func callAsFunction(_ text: String) -> HTML {
    made([], HTML(text))
  }

  func callAsFunction(_ attributes: [Attribute], @HTMLBuilder content: () -> HTML) -> HTML {
    made(attributes, content())
  }

  private func made(_ attributes: [Attribute], _ content: HTML) -> HTML {
    var html = HTML()
    html.append(element: name, attributes, content: content)
    return html
  }
}

/// An element without content or end tag.
struct VoidElement: Sendable {
  let name: StaticString

  init(_ name: StaticString) {
    self.name = name
  }

  func callAsFunction(_ attributes: Attribute...) -> HTML {
    var html = HTML()
    html.append(element: name, attributes, content: nil)
    return html
  }
}

let a = Element("a")
let article = Element("article")
let bdi = Element("bdi")
let blockquote = Element("blockquote")
let caption = Element("caption")
let dd = Element("dd")
let details = Element("details")
let div = Element("div")
let dl = Element("dl")
let dt = Element("dt")
let figcaption = Element("figcaption")
let figure = Element("figure")
let footer = Element("footer")
let h1 = Element("h1")
let h2 = Element("h2")
let h3 = Element("h3")
let h4 = Element("h4")
let header = Element("header")
let li = Element("li")
let main = Element("main")
let mark = Element("mark")
let nav = Element("nav")
let ol = Element("ol")
let p = Element("p")
let section = Element("section")
let span = Element("span")
let strong = Element("strong")
let summary = Element("summary")
let table = Element("table")
let tbody = Element("tbody")
let td = Element("td")
let th = Element("th")
let thead = Element("thead")
let titleElement = Element("title")
let tr = Element("tr")
let ul = Element("ul")

let meta = VoidElement("meta")

let svg = Element("svg")
let group = Element("g")
let rectangle = Element("rect")
let circle = Element("circle")
let path = Element("path")
let label = Element("text")
let description = Element("desc")

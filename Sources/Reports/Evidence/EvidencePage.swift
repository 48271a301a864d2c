import Evidence
import Policy

/// The HTML page of a profile or corridor.
extension EvidenceDocument {
  /// UTF-8; complete in itself.
  public var html: [UInt8] {
    var page = Array("<!DOCTYPE html>\n<html lang=\"\(words.language.rawValue)\">\n".utf8)
    page += PageWriter.head("\(title) · \(kicker)", style: style).utf8
    page += "\n".utf8
    page += Element("body")([]) { body }.utf8
    page += "\n</html>\n".utf8
    return page
  }

  @HTMLBuilder private var body: HTML {
    div(.class("masthead")) {
      a(.class("skip"), .href(Link("", anchor: "main")), text: words("contents"))
      p(.class("publication"), text: kicker)
    }
    main(.id("main")) {
      header(.class("opening")) {
        h1(title)
        p(.class("lede"), text: lede)
        p(.class("hint"), text: words("rule"))
        p(.class("hint"), text: held)
      }
      glance
      if let changes { view(changes) }
      for chapter in chapters where !chapter.figures.isEmpty { view(chapter) }
      for letter in letters { view(letter) }
      gapList
      sourceList
    }
    footer(.class("colophon")) {
      p {
        words("definitions")
        if let date { " · " + date }
      }
    }
  }

  private var held: String {
    // The chapter that counts them is not counted itself.
    let figures = chapters.filter { $0.id != "assessment" }.flatMap(\.figures)
    let missing = figures.count(where: \.isMissing)
    return words(
      "held",
      ["held": words.say.number(figures.count - missing), "missing": words.say.number(missing)])
  }

  private func view(_ chapter: ProfileChapter) -> HTML {
    section(.id("chapter-" + chapter.id)) {
      h2(words("chapter." + chapter.id))
      table(.class("evidence")) {
        thead {
          tr {
            for head in ["table.indicator", "table.value", "table.year", "table.source"] {
              th(.scope("col"), text: words(head))
            }
          }
        }
        tbody { for figure in chapter.figures { row(figure) } }
      }
      for picture in chapter.pictures { view(picture) }
    }
  }

  /// What a reader asks first, of a country or of a corridor.
  private static let first = [
    "population", "immigrants", "emigrants", "remittances-gdp", "cost-in", "corridor-people",
    "corridor-women", "corridor-remittances", "corridor-price", "corridor-moves",
  ]

  @HTMLBuilder private var glance: HTML {
    let all = chapters.flatMap(\.figures)
    let shown = Self.first.compactMap { name in all.first { $0.indicator == name } }
    if shown.contains(where: { !$0.isMissing }) {
      section(.class("figures glance"), .label(words("glance"))) {
        ul {
          for figure in shown {
            li {
              strong(figure.isMissing ? "–" : words.value(figure.value))
              span {
                words("indicator." + figure.indicator)
                if !figure.year.isEmpty { ", " + words.time(figure.year) }
              }
            }
          }
        }
      }
    }
  }

  private func view(_ letter: RequestLetter) -> HTML {
    section(.id("letter-" + letter.reporter.rawValue)) {
      h2(letter.heading)
      p(.class("hint"), text: words("letter.hint"))
      details(.class("data")) {
        summary(words("letter.show"))
        div(.class("letter")) {
          for paragraph in letter.text.split(separator: "\n\n") {
            p { String(paragraph) }
          }
        }
      }
    }
  }

  private func row(_ figure: Figure) -> HTML {
    tr {
      th(.scope("row")) {
        // Of treaties the name is what a reader looks for.
        let name = words("indicator." + figure.indicator)
        if figure.indicator.hasPrefix("treaty"), let detail = figure.detail {
          words(detail)
          if figure.indicator != "treaty" { span(.class("meaning"), text: name) }
        } else {
          name
          if let detail = figure.detail { span(.class("meaning"), text: words(detail)) }
        }
      }
      td(.class("value")) {
        if case .missing(let gap) = figure.value {
          span(.class("unsaid"), text: words("table.none"))
          span(.class("meaning"), text: words(gap.reason))
        } else if case .ranking(let shares) = figure.value {
          ol(.class("ranking")) {
            for share in shares {
              li { words.country(share.country) + " " + words.say.number(share.people) }
            }
          }
        } else {
          words.value(figure.value)
        }
        let range = words.range(figure)
        if !range.isEmpty { span(.class("meaning"), text: range) }
      }
      td(.class("when"), text: words.time(figure.year))
      td(.class("grounds")) {
        if case .missing(let gap) = figure.value {
          words("table.remedy", ["text": words(gap.remedy)])
        } else {
          grounds(figure)
        }
        if figure.notes.count > 3 {
          span(.class("meaning"), text: figure.notes.map { words($0) }.joined(separator: "; "))
        } else {
          for note in figure.notes { span(.class("meaning"), text: words(note)) }
        }
      }
    }
  }

  private func grounds(_ figure: Figure) -> String {
    [
      words.names(figure.sources), words.counted(figure.definition),
      figure.method.isEmpty ? "" : words(figure.method),
    ].filter {
      !$0.isEmpty
    }.joined(separator: " · ")
  }

  // MARK: Pictures

  private func view(_ picture: Picture) -> HTML {
    let title = words(picture.title)
    let sources = words.names(picture.sources)
    return figureElement {
      switch picture.form {
      case .bars(let shares):
        CountryBars(
          title: alternative(title, shares.map { Double($0.people) }),
          bars: shares.map {
            .init(
              name: words.country($0.country), value: Double($0.people),
              text: words.say.number($0.people))
          }
        ).picture
      case .lines(let lines):
        YearLines(
          title: alternative(title, lines.flatMap { $0.points.map(\.value) }),
          lines: lines.map { line in
            .init(name: words(line.name), points: line.points.map { ($0.year, $0.value) })
          }, number: { axis($0) }
        ).picture
      }
      figcaption { title + " — " + sources }
      if case .lines(let lines) = picture.form { numbers(lines, title) }
    }
  }

  private func figureElement(@HTMLBuilder _ content: () -> HTML) -> HTML {
    figure(.class("evidence-figure"), content: content)
  }

  private func axis(_ value: Double) -> String {
    value == value.rounded()
      ? words.say.number(Int(exactly: value) ?? 0) : words.say.decimal(value, places: 1)
  }

  private func alternative(_ title: String, _ values: [Double]) -> String {
    words(
      "picture.alt",
      [
        "title": title, "low": axis((values.min() ?? 0).rounded()),
        "high": axis((values.max() ?? 0).rounded()),
      ])
  }

  /// What is drawn, year by year. Bars have their numbers beside them already.
  private func numbers(_ lines: [Picture.Line], _ title: String) -> HTML {
    let years = Set(lines.flatMap { $0.points.map(\.year) }).sorted()
    // A long series is laid out in several rows of years, named once.
    return div(.class("numbers")) {
      p(.class("meaning"), text: words("picture.data"))
      for span in years.pages(of: 12) {
        table(.class("data numbers"), .label(title)) {
          thead {
            tr {
              th(.scope("col"), text: "")
              for year in span { th(.scope("col"), text: String(year)) }
            }
          }
          tbody {
            for line in lines {
              tr {
                th(.scope("row"), text: words(line.name))
                for year in span {
                  td(
                    .class("number"),
                    text: line.points.first { $0.year == year }.map { number($0.value) } ?? "–")
                }
              }
            }
          }
        }
      }
    }
  }

  private func number(_ value: Double) -> String {
    abs(value) < 100 && value != value.rounded()
      ? words.say.decimal(value, places: 1) : words.say.decimal(value, places: 0)
  }

  // MARK: Lists

  private var gapList: HTML {
    let missing = chapters.flatMap(\.figures).filter(\.isMissing)
    guard !missing.isEmpty else { return HTML() }
    var remedies: [(text: String, indicators: [String])] = []
    for figure in missing {
      guard case .missing(let gap) = figure.value else { continue }
      let name =
        words("indicator." + figure.indicator)
        + (figure.detail.map { " (" + words($0) + ")" } ?? "")
      let text = words(gap.remedy)
      if let at = remedies.firstIndex(where: { $0.text == text }) {
        remedies[at].indicators.append(name)
      } else {
        remedies.append((text, [name]))
      }
    }
    return section(.id("gaps")) {
      h2(words("gaps"))
      ul(.class("prose")) {
        for remedy in remedies {
          li {
            strong(remedy.text)
            words.colon + remedy.indicators.unique.joined(separator: ", ")
          }
        }
      }
    }
  }

  private var sourceList: HTML {
    section(.id("sources")) {
      h2(words("sources"))
      dl(.class("plain sources")) {
        for source in sources {
          dt(
            words.name(source) + words.colon
              + (source.title.isEmpty
                ? words("subject." + source.subject.rawValue) : words.of(source.title)))
          dd {
            [source.years, words.of(source.definition)].filter { !$0.isEmpty }
              .joined(separator: " · ").asSentence
            labelled("sources.licence", source.licence, end: ".")
            labelled("sources.caution", source.caution)
            labelled("sources.next", source.next)
          }
        }
      }
    }
  }

  /// " Licence: CC BY 4.0."; nothing where the source does not say.
  private func labelled(_ key: String, _ text: String, end: String = "") -> String {
    text.isEmpty ? "" : " " + words(key) + words.colon + words.of(text) + end
  }

  private func view(_ changes: EditionChanges) -> HTML {
    section(.id("changes")) {
      h2(words("changes"))
      if changes.changes.isEmpty {
        p(words("changes.none"))
      } else {
        table(.class("evidence")) {
          thead {
            tr {
              for head in ["table.indicator", "changes.before", "changes.now"] {
                th(.scope("col"), text: words(head))
              }
            }
          }
          tbody {
            for change in changes.changes {
              tr {
                th(.scope("row"), text: change.name)
                td(text: change.before.isEmpty ? words("changes.new") : change.before)
                td(text: change.now.isEmpty ? words("changes.gone") : change.now)
              }
            }
          }
        }
      }
    }
  }
}

extension String {
  /// With a full stop, where there is a text and none stands at its end.
  fileprivate var asSentence: String { isEmpty || hasSuffix(".") ? self : self + "." }
}

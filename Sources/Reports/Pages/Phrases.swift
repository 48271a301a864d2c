import Policy

/// The small pieces that several pages share: names, chips, badges, places.
extension Edition {
  /// How likely an expert would sign a finding, in words and as a number: "very likely (0.86)".
  func likelihood(_ score: Double) -> String {
    say("score." + Likelihood(score: score).rawValue) + " (" + say.decimal(score) + ")"
  }

  func kindBadge(_ kind: Finding.Kind) -> HTML {
    span(.class("kind " + kind.rawValue), text: say("kind." + kind.rawValue))
  }

  /// A concept as a chip that leads to its definition.
  func chip(_ code: String, _ family: String, score: Double? = nil) -> HTML {
    let name = model.codebook.name(code, in: say.language)
    let note = score.map { code + " · " + say.decimal($0) } ?? code
    return a(
      .class("chip " + family), .href(AddressBook.link(concept: code)), .title(note), text: name)
  }

  /// A document's title as a link to its page.
  func documentLink(_ file: String) -> HTML {
    let title = title(of: file)
    guard let page = addresses.documentPage(file) else { return bdi(title) }
    return a(.href(Link(page))) { bdi(title) }
  }

  /// "Article 3(2), p. 4" as a link to the provision.
  func placeLink(_ place: Place, locator: String? = nil, page: Int? = nil) -> HTML {
    let text = locator ?? addresses.locator(place)
    let name = page.map { text + ", " + say("page.short", ["n": String($0)]) } ?? text
    guard let link = addresses.link(place) else { return bdi(name) }
    return a(.href(link)) { bdi(name) }
  }

  /// The names of people's groups or objectives in one line.
  func names(_ codes: [String]) -> String {
    codes.map { model.codebook.name($0, in: say.language) }.joined(separator: ", ")
  }

  /// Links to the further pages of a matter that fills several.
  func pageLinks(_ files: [String], current: Int) -> HTML {
    guard files.count > 1 else { return HTML() }
    return nav(.class("pages"), .label(say("pages"))) {
      say("pages") + " "
      for (i, file) in files.enumerated() {
        if i == current {
          a(.href(Link(file)), .current, text: String(i + 1))
        } else {
          a(.href(Link(file)), text: String(i + 1))
        }
        " "
      }
    }
  }

  /// What is said of a part of a commitment: its words, "only in general: …" or "not said".
  func part(_ part: CommitmentPart) -> HTML {
    let words = HTML(part.words.map(\.text).joined(separator: "; "))
    switch part.quality {
    case .named:
      return span(.class("named")) { words }
    case .generic:
      return span(.class("generic")) {
        say("part.generic")
        if !words.isEmpty {
          ": "
          words
        }
      }
    case .none:
      return span(.class("unsaid"), text: say("part.none"))
    }
  }
}

extension Array {
  /// The elements in runs of at most `size`; one empty run when there are none.
  func pages(of size: Int) -> [ArraySlice<Element>] {
    guard !isEmpty else { return [[]] }
    return stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}

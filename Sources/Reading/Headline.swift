import Policy

/// The title of a text put together from its first lines, as a person would cite it.
///
/// A heading is often broken over several lines: lines go on the title while it ends, or they begin, with a word that only joins
/// ("… Contribution" / "of Viet Nam"), or while brackets or quotation marks are open. What only opens a division or recites grounds is no title.
struct Headline {
  /// The lines in their order.
  let lines: [String]
  /// Words that join the parts of a title, folded.
  let joining: Set<String>
  /// Words that open a division ("part", "chapter") or recite grounds ("whereas"), folded.
  let dividing: Set<String>

  private static let longest = 240
  private static let most = 6

  /// Whether a line can be (part of) a title at all.
  func isPossible(_ line: String) -> Bool {
    guard line.utf8.count > 8, line.first?.isLetter == true, !line.contains("....") else {
      return false
    }
    if let last = line.last, [";", ",", ":", "]"].contains(last) { return false }
    guard let first = words(line).first else { return false }
    return !dividing.contains(first)
  }

  /// The title whose most telling line stands at a place.
  ///
  /// - Parameter isKind: whether words name a kind of text; a title that is a word or two goes on only when they do.
  func title(at place: Int, isKind: (String) -> Bool) -> String {
    var title = lines[place].trimmingSpaces
    var first = place
    while first > 0, place - first < Self.most, lacksOpening(title), isPart(lines[first - 1]) {
      first -= 1
      title = lines[first].trimmingSpaces + " " + title
    }
    var next = place + 1
    while next < lines.count, next - place < Self.most, title.utf8.count < Self.longest,
      goesOn(title, lines[next], isKind)
    {
      title += " " + lines[next].trimmingSpaces
      next += 1
    }
    return Self.tidied(title)
  }

  /// Without the further clauses of a very long title, and not in capitals.
  static func tidied(_ title: String) -> String {
    var title = title.trimmingSpaces
    if title.utf8.count > 160,
      let end = title.firstIndex(of: ";"), title[..<end].utf8.count > 24
    {
      title = String(title[..<end]).trimmingSpaces
    }
    return title.unshouted
  }

  /// The name that a text gives itself: "This Act may be cited as the Refugee Act 1996."
  static func citation(in lines: [String]) -> String? {
    for line in lines {
      guard let range = line.firstRange(of: "may be cited as "),
        line[..<range.lowerBound].contains("This ") || line[..<range.lowerBound].contains("These ")
      else { continue }
      var name = line[range.upperBound...]
      if name.hasPrefix("the ") { name = name.dropFirst(4) }
      // "Sustainable Energy Act, 2002"
      let parts = name.prefix { $0 != "." && $0 != ";" }.split(separator: ",", maxSplits: 2)
      guard let first = parts.first else { continue }
      let year = parts.dropFirst().first.map { String($0).trimmingSpaces } ?? ""
      let cited = String(first).trimmingSpaces
      if (8...120).contains(cited.utf8.count), cited.first?.isUppercase == true {
        return year.count == 4 && DocumentYear.stands(in: year) ? cited + ", " + year : cited
      }
    }
    return nil
  }

  private func goesOn(_ title: String, _ line: String, _ isKind: (String) -> Bool) -> Bool {
    guard isPart(line), let opening = words(line).first, let closing = words(title).last else {
      return false
    }
    if joining.contains(closing) || isOpen(title) { return true }
    // After a year the title is complete: what joins there is the long title of an act.
    if joining.contains(opening), title.last?.isNumber == false { return true }
    let hasBracketedName =
      line.contains { $0 == "(" } && Self.isShouting(title) && Self.isShouting(line)
    let isShort = words(title).count <= 2 && !title.contains(where: \.isNumber) && isKind(title)
    return hasBracketedName || isShort && line != title
  }

  /// A line that a heading may be broken into: short, no sentence, no date, no numbered heading.
  private func isPart(_ line: String) -> Bool {
    let line = line.trimmingSpaces
    guard (2...100).contains(line.utf8.count), let first = line.first,
      first.isLetter || "(«“\"".contains(first), let last = line.last, !".:;".contains(last),
      !line.contains("....")
    else { return false }
    let words = words(line)
    guard let opening = words.first, !dividing.contains(opening) else { return false }
    return !DocumentYear.stands(in: line) || words.count > 5
  }

  /// A title of one or two words, or one whose bracket or quotation was opened on the line before.
  private func lacksOpening(_ title: String) -> Bool {
    let isShort = words(title).count == 1 && !title.contains(where: \.isNumber)
    return isShort || title.count { "»”".contains($0) } > title.count { "«“".contains($0) }
  }

  private func isOpen(_ title: String) -> Bool {
    title.count { "«“(".contains($0) } > title.count { "»”)".contains($0) }
  }

  private static func isShouting(_ text: String) -> Bool {
    let letters = text.filter(\.isLetter)
    return letters.count > 4 && letters == letters.uppercased()
  }

  private func words(_ text: String) -> [String] { DocumentClues.words(text) }
}

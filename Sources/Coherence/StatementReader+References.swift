import Policy

/// The numbers of provisions: the one in a locator, and those that a passage names.
extension StatementReader {
  static func number(_ locator: String) -> String? {
    Wording(locator.utf8).words.first(where: \.isNumber).map {
      String(decoding: $0.text, as: UTF8.self)
    }
  }

  /// The most provisions that a range names: "Articles 3 to 5".
  private static let longestRange = 40

  /// Numbers after "Article", "section", "§" and the like: "Articles 3 to 5 and 7".
  func references(_ words: [Wording.Word], _ hits: [CueTable.Hit]) -> Set<String> {
    let joining = Set(hits.filter { $0.cue == tables.listWord }.map(\.words.lowerBound))
    let spanning = Set(hits.filter { $0.cue == tables.rangeWord }.map(\.words.lowerBound))
    var numbers: Set<String> = []
    for hit in hits where hit.cue == tables.provisionWord {
      var at = hit.words.upperBound
      var last: Int?
      while at < words.count, words[at].isNumber || joining.contains(at) {
        if words[at].isNumber {
          let number = String(decoding: words[at].text, as: UTF8.self)
          numbers.insert(number)
          let value = Int(number)
          if let last, let value, spanning.contains(at - 1), value > last,
            value - last < Self.longestRange
          {
            numbers.formUnion((last..<value).map(String.init))
          }
          last = value
        }
        at += 1
      }
    }
    return numbers
  }
}

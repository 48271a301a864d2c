import Policy

/// Makes the passages and quotations of findings.
struct Passages: Sendable {
  let corpus: Corpus

  func passage(_ statement: Statement, marking ranges: [Range<Int>]) -> Finding.Passage {
    let provision = corpus.provision(statement)
    let text = provision.text
    let words = Self.merged(ranges, within: text.utf8.count).map { range in
      Words(Self.slice(text, range), range: range)
    }
    return Finding.Passage(
      place: Place(file: corpus.document(statement).file, provision: provision.ordinal),
      locator: provision.locator, page: provision.page, text: text, words: words)
  }

  /// The sentence around the first marked words, at most `limit` words, for use inside a reason.
  func quotation(_ statement: Statement, around ranges: [Range<Int>], limit: Int = 18) -> String {
    let text = corpus.provision(statement).text
    let wording = Wording(text.utf8)
    guard !wording.words.isEmpty else { return text }
    let start = ranges.map(\.lowerBound).min() ?? 0
    let center = wording.words.firstIndex { $0.range.upperBound > start } ?? 0
    let sentence = wording.words[center].sentence
    // A title of a word or two says nothing without what follows it.
    let isTitle = wording.words.count { $0.sentence == sentence } < Self.brief
    let quoted = sentence...(isTitle ? sentence + 1 : sentence)
    func isQuoted(_ word: Int) -> Bool {
      wording.words.indices.contains(word) && quoted.contains(wording.words[word].sentence)
    }
    var from = center
    var to = center
    while isQuoted(to + 1), to - from + 1 < limit { to += 1 }
    while isQuoted(from - 1), to - from + 1 < limit { from -= 1 }
    let isCutBefore = isQuoted(from - 1)
    let isCutAfter = isQuoted(to + 1)
    let range = wording.words[from].range.lowerBound..<wording.words[to].range.upperBound
    return (isCutBefore ? "… " : "") + Self.slice(text, range) + (isCutAfter ? " …" : "")
  }

  /// A sentence of fewer words is quoted with the next.
  private static let brief = 4

  /// "Article 3 of «Labour Law»".
  func name(_ statement: Statement) -> String {
    let document = corpus.document(statement)
    return "\(corpus.provision(statement).locator) of «\(document.title)»"
  }

  static func slice(_ text: String, _ range: Range<Int>) -> String {
    let bytes = Array(text.utf8)
    let clamped = range.clamped(to: 0..<bytes.count)
    return String(decoding: bytes[clamped], as: UTF8.self)
  }

  private static func merged(_ ranges: [Range<Int>], within count: Int) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.map({ $0.clamped(to: 0..<count) }).sorted(by: {
      $0.lowerBound < $1.lowerBound
    })
    where !range.isEmpty {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

import Policy

/// Tells the kind of an institution from the words of its name.
struct InstitutionKinds {
  private struct Entry {
    var words: [String]
    var code: String
    /// Letters of the words, by which the longest is told.
    var length: Int
    /// Place of the kind in the codebook.
    var rank: Int
  }

  /// Words of the codebook's kinds by the first of them.
  private var entries: [String: [Entry]] = [:]

  init(_ actors: [Codebook.Actor]) {
    for (rank, actor) in actors.enumerated() {
      for language in actor.words.keys.sorted() {
        for text in actor.words[language] ?? [] {
          let words = InstitutionName(text).words
          guard let first = words.first else { continue }
          let length = words.reduce(words.count - 1) { $0 + $1.utf8.count }
          entries[first, default: []].append(
            Entry(words: words, code: actor.code, length: length, rank: rank))
        }
      }
    }
  }

  /// The kind whose words stand in the name, the longest; of equals the one that stands first in the codebook.
  func kind(of name: [String]) -> String? {
    var best: Entry?
    for start in name.indices {
      for entry in entries[name[start]] ?? [] where name[start...].starts(with: entry.words) {
        guard let known = best else {
          best = entry
          continue
        }
        if (known.length, entry.rank) < (entry.length, known.rank) { best = entry }
      }
    }
    return best?.code
  }
}

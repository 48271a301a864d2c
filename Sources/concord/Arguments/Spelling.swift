/// Finds the word that was probably meant.
enum Spelling {
  /// The candidate with the fewest edits, if there are at most two and fewer than half of its letters.
  static func nearest(to word: String, in candidates: [String]) -> String? {
    let ranked = candidates.map { ($0, distance(word, $0)) }.min { $0.1 < $1.1 }
    guard let (candidate, edits) = ranked, edits <= 2, edits * 2 < candidate.count else {
      return nil
    }
    return candidate
  }

  /// Levenshtein distance in characters.
  static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a)
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let substituted = diagonal + (left == right ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}

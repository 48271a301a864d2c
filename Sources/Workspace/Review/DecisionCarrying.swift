import Policy

/// Finds, for decisions whose finding is gone, the finding that has taken its place in a new edition of the texts.
///
/// A finding takes the place of another when it is of the same kind and stands on passages that correspond: the same
/// locators and half of the words, the same files and most of the words, or, wherever they stand, nearly the same words. A finding
/// is taken once, by the decision that fits best.
struct DecisionCarrying {
  /// Least share of common words when the locators are the same, when only the files are, and when neither is.
  static let leastSimilarity = (sameLocators: 0.5, sameFiles: 0.75, elsewhere: 0.85)
  /// How many of the rarest words of a decision's passages lead to findings elsewhere.
  private static let leads = 4

  /// - Parameters:
  ///   - decisions: the latest of each finding that is gone.
  ///   - findings: those that no decision holds for yet.
  /// - Returns: id of the decided finding by the id of the finding that takes its place.
  /// - Complexity: linear in the findings, and in the decisions times the findings of the same kind that share their place or
  ///   their rarest words.
  static func carry(_ decisions: [Decision], to findings: [Finding]) -> [Finding.ID: Finding.ID] {
    guard !decisions.isEmpty else { return [:] }
    var byLocators: [[String]: [Int]] = [:]
    var byFiles: [[String]: [Int]] = [:]
    for (i, finding) in findings.enumerated() {
      let kind = finding.kind.rawValue
      byLocators[[kind] + finding.between.map(\.locator).sorted(), default: []].append(i)
      byFiles[[kind] + finding.between.map(\.place.file).sorted(), default: []].append(i)
    }
    let words = findings.map { $0.between.map { WordSet($0.text) } }
    let index = WordIndex(words)
    var fits: [(similarity: Double, decision: Int, finding: Int)] = []
    for (d, decision) in decisions.enumerated() {
      let kind = decision.kind.rawValue
      let own = decision.passages.map { WordSet($0.text) }
      let sameLocators = byLocators[[kind] + decision.passages.map(\.locator).sorted()] ?? []
      let sameFiles = byFiles[[kind] + decision.passages.map(\.file).sorted()] ?? []
      let elsewhere = index.sharing(leads, of: own).filter { findings[$0].kind == decision.kind }
      for (candidates, least) in [
        (sameLocators, leastSimilarity.sameLocators), (sameFiles, leastSimilarity.sameFiles),
        (elsewhere, leastSimilarity.elsewhere),
      ] {
        for f in candidates {
          let similarity = WordSet.similarity(own, words[f])
          if similarity >= least { fits.append((similarity, d, f)) }
        }
      }
    }
    fits.sort {
      ($1.similarity, $0.decision, $0.finding) < ($0.similarity, $1.decision, $1.finding)
    }
    var carried: [Finding.ID: Finding.ID] = [:]
    var placed: Set<Int> = []
    for fit in fits where !placed.contains(fit.decision) {
      let id = findings[fit.finding].id
      guard carried[id] == nil else { continue }
      carried[id] = decisions[fit.decision].finding
      placed.insert(fit.decision)
    }
    return carried
  }
}

/// Which findings have a word in their passages.
private struct WordIndex {
  private var findings: [UInt64: [Int]] = [:]

  init(_ words: [[WordSet]]) {
    for (f, sets) in words.enumerated() {
      for hash in sets.reduce(into: Set<UInt64>(), { $0.formUnion($1.hashes) }) {
        findings[hash, default: []].append(f)
      }
    }
  }

  /// The findings that share one of the rarest words.
  func sharing(_ number: Int, of words: [WordSet]) -> [Int] {
    let known = words.reduce(into: Set<UInt64>()) { $0.formUnion($1.hashes) }
      .compactMap { hash in findings[hash].map { (hash: hash, findings: $0) } }
      .sorted { ($0.findings.count, $0.hash) < ($1.findings.count, $1.hash) }
    return Set(known.prefix(number).flatMap(\.findings)).sorted()
  }
}

/// The different words of a passage, as hashes of their letters and digits in ASCII lower case.
struct WordSet {
  private(set) var hashes: Set<UInt64> = []

  init(_ text: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var isInWord = false
    for byte in text.utf8 {
      let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if (0x61...0x7A).contains(lower) || (0x30...0x39).contains(lower) || lower >= 0x80 {
        hash = (hash ^ UInt64(lower)) &* 0x100_0000_01b3
        isInWord = true
      } else if isInWord {
        hashes.insert(hash)
        hash = 0xcbf2_9ce4_8422_2325
        isInWord = false
      }
    }
    if isInWord { hashes.insert(hash) }
  }

  /// Share of the words that two passages have in common (Dice), 0 to 1.
  func similarity(_ other: WordSet) -> Double {
    let all = hashes.count + other.hashes.count
    guard all > 0 else { return 1 }
    return Double(2 * hashes.intersection(other.hashes).count) / Double(all)
  }

  /// The mean over pairs of passages, each paired with the nearest that is left; 0 when one list is longer.
  static func similarity(_ a: [WordSet], _ b: [WordSet]) -> Double {
    guard a.count == b.count, !a.isEmpty else { return a.count == b.count ? 1 : 0 }
    var left = b
    var sum = 0.0
    for words in a {
      guard
        let nearest = left.indices.max(by: {
          words.similarity(left[$0]) < words.similarity(left[$1])
        })
      else { break }
      sum += words.similarity(left.remove(at: nearest))
    }
    return sum / Double(a.count)
  }
}

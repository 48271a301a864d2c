/// How far a provision gives people something or opens it to them, and how far it holds back, asks or takes, by the words
/// `favours` and `restrains` of `cues.csv`.
struct Leaning: Sendable {
  /// How often its words give, and how often they hold back.
  private(set) var favours = 0
  private(set) var restrains = 0

  init() {}

  init(_ hits: [CueTable.Hit], _ tables: CoherenceTables) {
    let kind = Self.words(of: tables.favours, in: hits)
    let strict = Self.words(of: tables.restrains, in: hits)
    favours = kind.count
    // "not refused", "without a fee": what gives may be made of words that take.
    restrains = strict.count { words in !kind.contains { $0.overlaps(words) } }
  }

  /// From -1, only holding back, to 1, only giving.
  var value: Double { Double(favours - restrains) / Double(favours + restrains + 1) }

  /// Adds what two leanings say for a conflict.
  static func tell(_ evidence: inout EvidenceTally<ConflictEvidence>, _ a: Leaning, _ b: Leaning) {
    let (kinder, stricter) = (max(a.value, b.value), min(a.value, b.value))
    evidence[.gap] = kinder - stricter
    evidence[.kinder] = kinder
    evidence[.stricter] = stricter
    evidence[.clash] = max(0, kinder) * max(0, -stricter)
    evidence[.restrainsMore] = Double(max(a.restrains, b.restrains))
    evidence[.restrainsLess] = Double(min(a.restrains, b.restrains))
    evidence[.favoursMore] = Double(max(a.favours, b.favours))
    evidence[.favoursLess] = Double(min(a.favours, b.favours))
  }

  /// The places of a cue, each once: of those that overlap the first.
  static func words(of cue: Int?, in hits: [CueTable.Hit]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    for hit in hits.lazy.filter({ $0.cue == cue }).map(\.words).sorted(by: {
      ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound)
    }) where places.last.map({ !$0.overlaps(hit) }) ?? true {
      places.append(hit)
    }
    return places
  }
}

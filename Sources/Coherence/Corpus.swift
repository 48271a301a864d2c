import Foundation
import Policy

/// All statements of a set of documents with the weights of their words and the indices by which candidates are found.
///
/// The weight of a stem is its inverse document frequency ln((N + 1) / (n + 0.5)), for N statements of which n have
/// it, divided by ln(N + 1): near 1 for a word of one statement, near 0 for a word of all.
final class Corpus: Sendable {
  /// How much two statements speak of the same matter.
  struct Likeness: Sendable {
    /// Cosine of the weighted stems, 0 to 1.
    var cosine: Double
    /// Sum of the weights of the shared stems.
    var shared: Double
    /// Number of shared stems that are rare in the set.
    var rare: Int
  }

  let documents: [CodedDocument]
  let statements: [Statement]
  /// First statement of each document.
  let firsts: [Int]
  let weights: [Double]
  let stems: WordNumbers
  /// Statements by stem, for stems rare enough to be a trace.
  let postings: [[Int32]]
  /// A stem in more statements than this is no trace.
  let commonest: Int
  /// Stems of names of the documents' countries, and of all of them.
  let countryStems: [Set<Int32>]
  private let allCountryStems: Set<Int32>
  /// The country of some national text is known.
  let isOfKnownCountries: Bool
  /// Countries of the set that the titles of the documents name.
  let titleNames: [Set<Int32>]
  /// How like each statement is on average to all in what they speak of.
  private let typicality: [Double]
  /// Pairs of files that hold one text, in two formats or editions: nothing in one opposes or serves the other.
  let copies: Set<Set<Int>>

  /// - Throws: `CancellationError` when the task is cancelled.
  init(_ documents: [CodedDocument], tables: CoherenceTables, progress: (Double) -> Void) throws {
    self.documents = documents
    var stems = WordNumbers()
    let countryNames = documents.map { coded in
      coded.document.countries.map { Wording($0.utf8).words.filter(\.isCapital).map(\.stem) }
    }
    let countries = Set(countryNames.joined().joined())
    var countryStems: [Set<Int32>] = []
    for names in countryNames {
      countryStems.append(Set(names.joined().map { stems.number(of: $0) }))
    }
    self.countryStems = countryStems
    allCountryStems = countryStems.reduce(into: []) { $0.formUnion($1) }
    isOfKnownCountries = documents.contains {
      !$0.document.countries.isEmpty && $0.document.level != .international
    }
    var titleNames: [Set<Int32>] = []
    for coded in documents {
      let names = Wording(coded.document.title.utf8).words.map(\.stem).filter(countries.contains)
      titleNames.append(Set(names.map { stems.number(of: $0) }))
    }
    self.titleNames = titleNames
    var statements = try StatementUnit.read(
      documents, tables: tables, countries: countries, numbering: &stems, progress: progress)
    var firsts: [Int] = []
    var first = 0
    for coded in documents {
      firsts.append(first)
      first += coded.judgedCount
    }
    self.firsts = firsts
    self.stems = stems
    var counts = [Int](repeating: 0, count: stems.words.count)
    for statement in statements { for stem in statement.stems { counts[Int(stem)] += 1 } }
    let total = Double(statements.count) + 1
    let weights = counts.map { max(0, log(total / (Double($0) + 0.5)) / log(total)) }
    self.weights = weights
    commonest = max(12, min(60, statements.count / 8))
    var postings = [[Int32]](repeating: [], count: stems.words.count)
    for i in statements.indices {
      var square = 0.0
      for stem in statements[i].stems {
        square += weights[Int(stem)] * weights[Int(stem)]
        if counts[Int(stem)] <= commonest { postings[Int(stem)].append(Int32(i)) }
      }
      statements[i].norm = square.squareRoot()
    }
    self.postings = postings
    typicality = Topic.typicality(statements.map(\.topic))
    copies = Self.copiedPairs(documents) { document in
      let end = document + 1 < firsts.count ? firsts[document + 1] : statements.count
      return Set(statements[firsts[document]..<end].lazy.flatMap(\.stems))
    }
    self.statements = statements
  }

  /// Of two texts of one title, how many of the stems of the shorter must be in the longer for them to be one.
  private static let copied = 0.9

  /// Titles alone do not tell: a plan and its successor can share one, and guessed ones are often alike. Nor do provisions,
  /// for a PDF and a page are not cut alike.
  ///
  /// - Parameter stemsOf: the stems of a document.
  private static func copiedPairs(
    _ documents: [CodedDocument], stemsOf: (Int) -> Set<Int32>
  ) -> Set<Set<Int>> {
    var pairs: Set<Set<Int>> = []
    let titled = Dictionary(grouping: documents.indices) { documents[$0].document.title }
    for alike in titled.values where alike.count > 1 {
      let stems = alike.map(stemsOf)
      for second in alike.indices {
        for first in 0..<second {
          let least = min(stems[first].count, stems[second].count)
          let shared = stems[first].intersection(stems[second]).count
          if shared > 0, Double(shared) >= copied * Double(least) {
            pairs.insert([alike[first], alike[second]])
          }
        }
      }
    }
    return pairs
  }

  func document(_ statement: Statement) -> Document { documents[statement.document].document }

  func provision(_ statement: Statement) -> Provision {
    document(statement).provisions[statement.position]
  }

  /// The indices of the statements of a document.
  func statements(of document: Int) -> Range<Int> {
    firsts[document]..<(document + 1 < firsts.count ? firsts[document + 1] : statements.count)
  }

  /// A stem or sense for people: the sense's name, or the beginning of the word.
  func label(_ stem: Int32) -> String {
    let word = stems.words[Int(stem)]
    let isSense = word.first == 0x23
    let text = String(decoding: word.drop { $0 == 0x23 }, as: UTF8.self)
    return isSense || word.count < 6 ? text : text + "…"
  }

  /// The numbers of known stems, sorted.
  func stemNumbers(of stems: Set<[UInt8]>) -> [Int32] {
    stems.compactMap { self.stems.known($0) }.sorted()
  }

  /// The logarithm of the number of pairs that two documents make, beyond that of two texts of thirty provisions.
  func crowd(_ a: Statement, _ b: Statement) -> Double {
    let pairs = statements(of: a.document).count * statements(of: b.document).count
    return max(0, log(Double(pairs) / 900))
  }

  /// How many articles stand between two statements of one document.
  func articlesBetween(_ a: Statement, _ b: Statement) -> Int {
    let (first, second) = (min(a.article, b.article), max(a.article, b.article))
    let between = statements[statements(of: a.document)].lazy.map(\.article)
      .filter { $0 > first && $0 < second }
    return Set(between).count
  }

  func likeness(_ a: Statement, _ b: Statement) -> Likeness {
    likeness(a.stems, b.stems, norms: a.norm * b.norm)
  }

  /// How alike two statements are in what they speak of, whatever their words; and how much more so than either is to all
  /// others.
  func topicLikeness(_ a: Int, _ b: Int) -> (likeness: Double, distinction: Double) {
    let likeness = statements[a].topic.likeness(statements[b].topic)
    return (likeness, likeness - (typicality[a] + typicality[b]) / 2)
  }

  /// Likeness of matter alone: the names of the countries are in every provision of an agreement and say nothing of it.
  func likenessBesideCountries(_ a: Statement, _ b: Statement) -> Likeness {
    likeness(
      a.stems.filter { !allCountryStems.contains($0) },
      b.stems.filter { !allCountryStems.contains($0) })
  }

  /// How near one provision comes to serving another.
  func service(_ a: Int, _ b: Int) -> PairLikeness {
    let words = likenessBesideCountries(statements[a], statements[b])
    let topic = topicLikeness(a, b)
    return PairLikeness(
      cosine: words.cosine, shared: words.shared, topic: topic.likeness,
      distinction: topic.distinction)
  }

  func likeness(_ a: [Int32], _ b: [Int32], norms: Double? = nil) -> Likeness {
    var likeness = Likeness(cosine: 0, shared: 0, rare: 0)
    var squares = 0.0
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
      if a[i] < b[j] {
        i += 1
      } else if a[i] > b[j] {
        j += 1
      } else {
        let weight = weights[Int(a[i])]
        squares += weight * weight
        likeness.shared += weight
        if weight > 0.5 { likeness.rare += 1 }
        i += 1
        j += 1
      }
    }
    let product = norms ?? norm(a) * norm(b)
    if product > 0 { likeness.cosine = squares / product }
    return likeness
  }

  func norm(_ stems: [Int32]) -> Double {
    stems.reduce(0) { $0 + weights[Int($1)] * weights[Int($1)] }.squareRoot()
  }

  /// Statements that share rare words with a statement, those that share most of their weight first.
  ///
  /// - Complexity: O(stems × commonest).
  func neighbours(of index: Int, limit: Int) -> [Int] {
    Self.best(sharing(with: index), limit)
  }

  /// Statements that share rare words with a statement, with the sum of the squared weights shared.
  func sharing(with index: Int) -> [Int32: Double] {
    var sums: [Int32: Double] = [:]
    for stem in statements[index].stems {
      let weight = weights[Int(stem)]
      for other in postings[Int(stem)] where other != Int32(index) {
        sums[other, default: 0] += weight * weight
      }
    }
    return sums
  }

  /// The statements of the greatest sums, the best first.
  static func best(_ sums: [Int32: Double], _ limit: Int) -> [Int] {
    sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map { Int($0.key) }
  }
}

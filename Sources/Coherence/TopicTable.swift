import Foundation
import Policy

/// How much each word speaks of each matter, so that two provisions can be seen to speak of one matter in other words.
///
/// A word's weight for a matter is the inverse frequency ln(M / m) of the term that it is, for M matters of which m have the
/// term in their frames, divided by the root of how many terms the matter has. The topic of a passage is the sum over its
/// distinct words; two passages are as alike as the cosine of their topics (explicit semantic analysis, Gabrilovich and
/// Markovitch 2007, with matters in place of articles).
struct TopicTable: Sendable {
  /// A matter in the words of a language.
  struct Matter: Hashable {
    var number: Int
    var language: Language?
  }

  private struct Weight: Sendable {
    var matter: Int32
    var value: Float
  }

  private let matters: Int
  /// By language and term.
  private var weights: [Language: [[Weight]]] = [:]
  /// Terms that a matter is taken to have beyond its own, so that one of few words does not outweigh the others.
  private static let smoothing = 40.0

  init(_ terms: [Matter: Set<Int32>], matters: Int, vocabulary: Int) {
    self.matters = matters
    for language in Set(terms.keys.compactMap(\.language)) {
      let own = terms.filter { $0.key.language == language }
        .sorted { $0.key.number < $1.key.number }
      var counts = [Int](repeating: 0, count: vocabulary)
      for (_, terms) in own { for term in terms { counts[Int(term)] += 1 } }
      var weights = [[Weight]](repeating: [], count: vocabulary)
      for (matter, terms) in own {
        let length = (Double(terms.count) + Self.smoothing).squareRoot()
        for term in terms {
          let rarity = log(Double(own.count) / Double(counts[Int(term)]))
          weights[Int(term)].append(
            Weight(matter: Int32(matter.number), value: Float(rarity / length)))
        }
      }
      self.weights[language] = weights
    }
  }

  /// The topic of passages read together, of length 1; empty when no word speaks of a matter.
  func topic(of readings: [CueTable.Reading], _ language: Language) -> Topic {
    guard let weights = weights[language] else { return Topic() }
    var values = [Float](repeating: 0, count: matters)
    var seen: Set<Letters> = []
    // Of the terms that a word is, the one that tells most of a matter counts.
    var most: [Int32: Float] = [:]
    for reading in readings {
      for (i, word) in reading.words.enumerated() {
        let terms = reading.terms(of: i)
        guard !terms.isEmpty, seen.insert(Letters(word.text)).inserted else { continue }
        most.removeAll(keepingCapacity: true)
        for term in terms {
          for weight in weights[Int(term)] where weight.value > most[weight.matter] ?? 0 {
            most[weight.matter] = weight.value
          }
        }
        for (matter, value) in most { values[Int(matter)] += value }
      }
    }
    return Topic(values)
  }
}

/// How much a passage speaks of each matter.
struct Topic: Sendable {
  /// Parts of 255 of the greatest.
  private var values: [UInt8] = []
  private var norm: Float = 0

  init() {}

  init(_ values: [Float]) {
    guard let most = values.max(), most > 0 else { return }
    self.values = values.map { UInt8($0 / most * 255) }
    norm = Float(dot(self)).squareRoot()
  }

  var isEmpty: Bool { values.isEmpty }

  private func dot(_ other: Topic) -> UInt32 {
    var sum: UInt32 = 0
    for i in 0..<min(values.count, other.values.count) {
      sum &+= UInt32(values[i]) &* UInt32(other.values[i])
    }
    return sum
  }

  /// The cosine, 0 to 1.
  func likeness(_ other: Topic) -> Double {
    guard norm > 0, other.norm > 0 else { return 0 }
    return Double(Float(dot(other)) / (norm * other.norm))
  }

  /// How like each topic is to all of them on average.
  static func typicality(_ topics: [Topic]) -> [Double] {
    var sums: [Float] = []
    for topic in topics where !topic.isEmpty {
      if sums.isEmpty { sums = [Float](repeating: 0, count: topic.values.count) }
      for i in topic.values.indices { sums[i] += Float(topic.values[i]) / topic.norm }
    }
    return topics.map { topic in
      guard !topic.isEmpty else { return 0 }
      var sum: Float = 0
      for i in topic.values.indices { sum += sums[i] * Float(topic.values[i]) }
      return Double(sum / topic.norm) / Double(topics.count)
    }
  }
}

import Foundation

/// How much each word of a language speaks of each matter, so that two provisions can be seen to speak of one matter in other
/// words.
///
/// A word's weight for a matter is the inverse frequency ln(M / m) of the term that it is, for M matters of which m have the
/// term in their frames, divided by the root of how many terms the matter has. The topic of a passage is the sum over its
/// distinct words; two passages are as alike as the cosine of their topics (explicit semantic analysis, Gabrilovich and
/// Markovitch 2007, with matters in place of articles).
struct TopicTable: Sendable {
  struct Weight: Sendable {
    var matter: Int32
    var value: Float
  }

  let matters: Int
  /// By term.
  private var weights: [[Weight]]
  /// Terms that a matter is taken to have beyond its own, so that one of few words does not outweigh the others.
  private static let smoothing = 40.0

  /// - Parameter own: the distinct terms of each matter.
  init(_ own: [[Int32]], vocabulary: Int) {
    matters = own.count
    var counts = [Int](repeating: 0, count: vocabulary)
    for term in own.joined() { counts[Int(term)] += 1 }
    weights = [[Weight]](repeating: [], count: vocabulary)
    let told = Double(own.count { !$0.isEmpty })
    for (matter, terms) in own.enumerated() {
      let length = (Double(terms.count) + Self.smoothing).squareRoot()
      for term in terms {
        let rarity = log(told / Double(counts[Int(term)]))
        weights[Int(term)].append(Weight(matter: Int32(matter), value: Float(rarity / length)))
      }
    }
  }

  /// How much a word speaks of each matter: of the terms that it is, the one that tells most of a matter counts.
  func weights(of terms: ArraySlice<Int32>) -> [Weight] {
    guard terms.count > 1 else { return terms.first.map { weights[Int($0)] } ?? [] }
    var most: [Int32: Float] = [:]
    for term in terms {
      for weight in weights[Int(term)] where weight.value > most[weight.matter] ?? 0 {
        most[weight.matter] = weight.value
      }
    }
    return most.map { Weight(matter: $0.key, value: $0.value) }
  }
}

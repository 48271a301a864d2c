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

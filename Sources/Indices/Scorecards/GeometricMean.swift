import Foundation

extension Instrument.Combination {
  /// Weighted geometric mean, zero when a part with weight is zero or below.
  static func geometricMean(_ parts: [(weight: Double, score: Double)], _ weight: Double)
    -> Double
  {
    var sum = 0.0
    for part in parts where part.weight > 0 {
      guard part.score > 0 else { return 0 }
      sum += part.weight * log(part.score)
    }
    return exp(sum / weight)
  }
}

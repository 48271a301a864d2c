internal import Glibc

/// e to the power of x.
func exponential(_ x: Double) -> Double { exp(x) }

func logarithm(_ x: Double) -> Double { log(x) }

extension Double {
  /// As a person would write it in a sentence: whole numbers without a point, others to four decimals.
  var plain: String {
    guard isFinite else { return description }
    guard abs(self) < 1e15 else { return description }
    let text = ((self * 10_000).rounded() / 10_000).description
    if self != 0, abs(self) < 1e-4 { return description }
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

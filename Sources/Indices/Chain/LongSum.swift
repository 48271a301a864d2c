/// A sum that is kept in more than double precision and rounded once, as R's `sum` does.
///
/// Scores that are equal on paper then differ, or do not, in the last bit as they do there, so that ranks agree.
struct LongSum {
  #if arch(x86_64) || arch(i386)
    private var sum: Float80 = 0

    @inline(__always)
    mutating func add(_ x: Double) { sum += Float80(x) }

    var value: Double { Double(sum) }
  #else
    private var sum = 0.0
    private var rest = 0.0

    @inline(__always)
    mutating func add(_ x: Double) {
      let next = sum + x
      rest += abs(sum) >= abs(x) ? (sum - next) + x : (x - next) + sum
      sum = next
    }

    var value: Double { sum.isFinite ? sum + rest : sum }
  #endif
}

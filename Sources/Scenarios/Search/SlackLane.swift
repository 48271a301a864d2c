/// The integer that slacks are held in: the narrowest that no sum can leave, for then one instruction serves most pairs.
///
/// The operations stand here for each type because the compiler turns only those of concrete vectors into instructions.
protocol SlackLane: FixedWidthInteger, SignedInteger, SIMDScalar, Codable, Sendable {
  /// `old` taken away and `new` added, lane by lane; sums never leave the type.
  static func replace(_ slack: SIMD16<Self>, _ old: SIMD16<Self>, _ new: SIMD16<Self>)
    -> SIMD16<Self>
  /// What was found, and the bits that both have.
  static func gather(_ found: SIMD16<Self>, _ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  /// The bits of `a` that `b` lacks.
  static func without(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func with(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func isZero(_ a: SIMD16<Self>) -> Bool
}

extension Int8: SlackLane {
  @inline(__always) static func replace(
    _ slack: SIMD16<Int8>, _ old: SIMD16<Int8>, _ new: SIMD16<Int8>
  ) -> SIMD16<Int8> { slack &+ (new &- old) }
  @inline(__always) static func gather(
    _ found: SIMD16<Int8>, _ a: SIMD16<Int8>, _ b: SIMD16<Int8>
  ) -> SIMD16<Int8> { found | (a & b) }
  @inline(__always) static func without(_ a: SIMD16<Int8>, _ b: SIMD16<Int8>) -> SIMD16<Int8> {
    a ^ (a & b)
  }
  @inline(__always) static func with(_ a: SIMD16<Int8>, _ b: SIMD16<Int8>) -> SIMD16<Int8> { a | b }
  @inline(__always) static func isZero(_ a: SIMD16<Int8>) -> Bool {
    let words = unsafeBitCast(a, to: SIMD2<UInt64>.self)
    return words[0] | words[1] == 0
  }
}

extension Int16: SlackLane {
  @inline(__always) static func replace(
    _ slack: SIMD16<Int16>, _ old: SIMD16<Int16>, _ new: SIMD16<Int16>
  ) -> SIMD16<Int16> { slack &+ (new &- old) }
  @inline(__always) static func gather(
    _ found: SIMD16<Int16>, _ a: SIMD16<Int16>, _ b: SIMD16<Int16>
  ) -> SIMD16<Int16> { found | (a & b) }
  @inline(__always) static func without(_ a: SIMD16<Int16>, _ b: SIMD16<Int16>) -> SIMD16<Int16> {
    a ^ (a & b)
  }
  @inline(__always) static func with(_ a: SIMD16<Int16>, _ b: SIMD16<Int16>) -> SIMD16<Int16> {
    a | b
  }
  @inline(__always) static func isZero(_ a: SIMD16<Int16>) -> Bool {
    let words = unsafeBitCast(a, to: SIMD4<UInt64>.self)
    return (words[0] | words[1]) | (words[2] | words[3]) == 0
  }
}

extension Int32: SlackLane {
  @inline(__always) static func replace(
    _ slack: SIMD16<Int32>, _ old: SIMD16<Int32>, _ new: SIMD16<Int32>
  ) -> SIMD16<Int32> { slack &+ (new &- old) }
  @inline(__always) static func gather(
    _ found: SIMD16<Int32>, _ a: SIMD16<Int32>, _ b: SIMD16<Int32>
  ) -> SIMD16<Int32> { found | (a & b) }
  @inline(__always) static func without(_ a: SIMD16<Int32>, _ b: SIMD16<Int32>) -> SIMD16<Int32> {
    a ^ (a & b)
  }
  @inline(__always) static func with(_ a: SIMD16<Int32>, _ b: SIMD16<Int32>) -> SIMD16<Int32> {
    a | b
  }
  @inline(__always) static func isZero(_ a: SIMD16<Int32>) -> Bool {
    let words = unsafeBitCast(a, to: SIMD8<UInt64>.self)
    let half = words.lowHalf | words.highHalf
    return (half[0] | half[1]) | (half[2] | half[3]) == 0
  }
}

extension Int64: SlackLane {
  @inline(__always) static func replace(
    _ slack: SIMD16<Int64>, _ old: SIMD16<Int64>, _ new: SIMD16<Int64>
  ) -> SIMD16<Int64> { slack &+ (new &- old) }
  @inline(__always) static func gather(
    _ found: SIMD16<Int64>, _ a: SIMD16<Int64>, _ b: SIMD16<Int64>
  ) -> SIMD16<Int64> { found | (a & b) }
  @inline(__always) static func without(_ a: SIMD16<Int64>, _ b: SIMD16<Int64>) -> SIMD16<Int64> {
    a ^ (a & b)
  }
  @inline(__always) static func with(_ a: SIMD16<Int64>, _ b: SIMD16<Int64>) -> SIMD16<Int64> {
    a | b
  }
  @inline(__always) static func isZero(_ a: SIMD16<Int64>) -> Bool {
    let half = a.lowHalf | a.highHalf
    let quarter = half.lowHalf | half.highHalf
    return (quarter[0] | quarter[1]) | (quarter[2] | quarter[3]) == 0
  }
}

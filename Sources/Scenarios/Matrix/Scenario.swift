/// One variant for each descriptor.
public struct Scenario: Sendable, Hashable, Comparable {
  /// Places of the variants, from 0, in the order of the descriptors.
  public var variants: [UInt8]

  public init(variants: [UInt8]) { self.variants = variants }

  /// - Parameter numbers: variants counted from 1, as they are printed; each must be in `1...64`.
  public init(numbers: [Int]) { variants = numbers.map { UInt8(clamping: $0 - 1) } }

  /// The variants counted from 1.
  public var numbers: [Int] { variants.map { Int($0) + 1 } }

  public subscript(descriptor: Int) -> Int { Int(variants[descriptor]) }

  /// Lexicographic.
  public static func < (a: Scenario, b: Scenario) -> Bool {
    a.variants.lexicographicallyPrecedes(b.variants)
  }
}

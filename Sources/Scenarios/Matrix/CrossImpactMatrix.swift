/// Judgements of how much each variant of each descriptor promotes (+) or hampers (-) each variant of the others.
///
/// Rows act on columns. Judgements are exact: all are held as whole numbers of one decimal unit, so that ties are ties.
/// The method is cross-impact balance analysis (Weimer-Jehle, Technological Forecasting and Social Change 73, 2006).
public struct CrossImpactMatrix: Sendable, Hashable {
  /// A factor of the system, with the states that it can be in.
  public struct Descriptor: Sendable, Hashable {
    /// May be empty or stand for several descriptors: a descriptor is known by its place.
    public var name: String
    public var variants: [String]

    public init(name: String, variants: [String]) {
      self.name = name
      self.variants = variants
    }
  }

  public var name: String
  public var note: String
  public let descriptors: [Descriptor]
  /// Digits after the decimal point of the unit in which `judgements` counts.
  public let decimals: Int
  /// The first row (and column) of each descriptor, and the size of the matrix at the end.
  public let offsets: [Int]
  /// Row by row, in units of ten to the power of minus `decimals`.
  public internal(set) var judgements: [Int]

  /// - Parameters:
  ///   - judgements: row by row, the square of the number of variants, in units of ten to the power of minus `decimals`.
  /// - Throws: `MatrixError` when a descriptor has no variants, the count of judgements is wrong or a limit is passed.
  public init(
    name: String = "", note: String = "", descriptors: [Descriptor], judgements: [Int],
    decimals: Int = 0
  ) throws(MatrixError) {
    let offsets = try Self.offsets(of: descriptors)
    let size = offsets.last ?? 0
    guard judgements.count == size * size else {
      throw MatrixError(
        reason:
          "\(judgements.count) judgements for \(size) variants: there must be \(size) times \(size)"
      )
    }
    guard (0...18).contains(decimals) else {
      throw MatrixError(reason: "\(decimals) decimal places: there can be 0 to 18")
    }
    guard judgements.allSatisfy({ $0.magnitude <= UInt(MatrixLimits.judgement) }) else {
      throw MatrixError(reason: Self.tooLarge)
    }
    self.name = name
    self.note = note
    self.descriptors = descriptors
    self.judgements = judgements
    self.decimals = decimals
    self.offsets = offsets
  }

  static let tooLarge =
    "a judgement is too large or has too many decimals: all together, written with the same number of decimals, must stay within \(MatrixLimits.judgement) units"

  /// Where each descriptor begins, after the checks that concern structure only.
  static func offsets(of descriptors: [Descriptor]) throws(MatrixError) -> [Int] {
    guard !descriptors.isEmpty else {
      throw MatrixError(reason: "there are no descriptors: name at least one, with its variants")
    }
    guard descriptors.count <= MatrixLimits.descriptors else {
      throw MatrixError(
        reason:
          "\(descriptors.count) descriptors: at most \(MatrixLimits.descriptors) can be used; split the system or drop some"
      )
    }
    var offsets = [0]
    for (place, descriptor) in descriptors.enumerated() {
      guard !descriptor.variants.isEmpty else {
        throw MatrixError(
          reason:
            "descriptor \(place + 1) «\(descriptor.name)» has no variants: give it one or more, or remove it"
        )
      }
      guard descriptor.variants.count <= MatrixLimits.variants else {
        throw MatrixError(
          reason:
            "descriptor \(place + 1) «\(descriptor.name)» has \(descriptor.variants.count) variants: at most \(MatrixLimits.variants) can be used"
        )
      }
      offsets.append(offsets[place] + descriptor.variants.count)
    }
    guard offsets[descriptors.count] <= MatrixLimits.size else {
      throw MatrixError(
        reason:
          "\(offsets[descriptors.count]) variants in all: at most \(MatrixLimits.size) can be used")
    }
    return offsets
  }

  /// Rows, and columns: the variants of all descriptors.
  public var size: Int { offsets[descriptors.count] }

  public func variantCount(_ descriptor: Int) -> Int { descriptors[descriptor].variants.count }

  /// Rows and columns of a descriptor.
  public func range(_ descriptor: Int) -> Range<Int> {
    offsets[descriptor]..<offsets[descriptor + 1]
  }

  /// The judgement of a row on a column.
  public subscript(row: Int, column: Int) -> Int { judgements[row * size + column] }

  /// The judgements of a row on all columns.
  func withRow<Result>(_ row: Int, _ body: (UnsafeBufferPointer<Int>) -> Result) -> Result {
    judgements.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[row * size..<(row + 1) * size]))
    }
  }

  /// How much `source` at `variant` promotes `target` at `other`.
  public subscript(source: Int, variant: Int, on target: Int, other: Int) -> Int {
    judgements[(offsets[source] + variant) * size + offsets[target] + other]
  }

  /// The least number of units that is at least a decimal number; nil when the text is no number.
  public func units(atLeast text: String) -> Int? {
    guard let decimal = Decimal(text) else { return nil }
    guard decimal.places > decimals else { return decimal.scaled(to: decimals) }
    var unit = 1
    for _ in decimals..<decimal.places { unit *= 10 }
    return decimal.digits / unit + (decimal.digits > 0 && decimal.digits % unit != 0 ? 1 : 0)
  }

  /// A value in units of this matrix, written as a decimal number.
  public func text(_ value: Int) -> String { Decimal.text(value, places: decimals) }

  /// All scenarios, consistent or not.
  public var space: WholeNumber {
    descriptors.reduce(WholeNumber(1)) { $0 * WholeNumber($1.variants.count) }
  }
}

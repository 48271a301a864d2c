/// Something that a step did to the data and that a reader must know: a constant indicator, a gap that stayed.
public struct Notice: Sendable, Hashable {
  /// What it is about, by which it is said in the reader's language.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case leftOut = "left-out"
    case unfilled
    case outliersUntold = "outliers-untold"
    case incalculable
    case unpublished
    case empty
    case constant
    case noScale = "no-scale"
    case referenceMissing = "reference-missing"
    case targetBeyondRange = "target-beyond-range"
    case maximumNotPositive = "maximum-not-positive"
    case disliked
    case contradictory
  }

  /// From 1; 0 for the data as they came.
  public var step: Int
  public var op: String
  public var kind: Kind
  public var unit: String?
  /// Of an indicator or an aggregate.
  public var indicator: String?
  public var time: Double?
  /// Line of the data file.
  public var line: Int?
  /// What else the sentence says, by the name of its blank.
  public var figures: [String: String]
  /// In English.
  public var message: String
  /// Part of the input could not be used because of it.
  public var isLoss: Bool

  public init(
    _ kind: Kind, step: Int = 0, op: String = "", unit: String? = nil, indicator: String? = nil,
    time: Double? = nil, line: Int? = nil, isLoss: Bool = true, figures: [String: String] = [:],
    _ message: String
  ) {
    self.kind = kind
    self.step = step
    self.op = op
    self.unit = unit
    self.indicator = indicator
    self.time = time
    self.line = line
    self.isLoss = isLoss
    self.figures = figures
    self.message = message
  }
}

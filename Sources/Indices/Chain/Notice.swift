/// Something that a step did to the data and that a reader must know: a constant indicator, a gap that stayed.
public struct Notice: Sendable, Hashable {
  /// From 1; 0 for the data as they came.
  public var step: Int
  public var op: String
  public var unit: String?
  public var indicator: String?
  /// Line of the data file.
  public var line: Int?
  public var message: String
  /// Part of the input could not be used because of it.
  public var isLoss: Bool

  public init(
    step: Int = 0, op: String = "", unit: String? = nil, indicator: String? = nil,
    line: Int? = nil, isLoss: Bool = true, _ message: String
  ) {
    self.step = step
    self.op = op
    self.unit = unit
    self.indicator = indicator
    self.line = line
    self.isLoss = isLoss
    self.message = message
  }
}

extension Instrument {
  /// One question with the worth of its answers.
  public struct Item: Sendable, Hashable {
    public var id: String
    public var label: String
    /// What to look for, written out.
    public var guidance: String?
    public var kind: Kind
    public var weight: Double
    /// The map from the worth of an answer to the item's score.
    public var rescale: Rescale?
    /// Overrides the rule of the node it stands in.
    public var missing: MissingRule?
    /// What an answer "not applicable" counts as; left out unless told.
    public var notApplicable: MissingRule
    /// The item is asked only if another has one of these answers.
    public var condition: Condition?
    /// Sides that it is asked of; all when empty.
    public var perspectives: [String]
    /// "input", "output" or "outcome", where the instrument tells them apart.
    public var level: String?
    /// Id of this item in an earlier edition, if it was another.
    public var formerly: String?
    /// What it speaks to elsewhere: Global Compact objectives, SDG targets, items of other instruments.
    public var crosswalk: [Link]
  }

  /// "gcm" 23; "sdg" 17.14; "un.sdg.10.7.2" 3a.
  public struct Link: Sendable, Hashable {
    public var to: String
    public var ids: [String]
  }

  public struct Condition: Sendable, Hashable {
    public var item: String
    public var answers: Set<String>
    /// What the item counts as when it is not asked.
    public var otherwise: MissingRule
  }

  /// A written-out answer.
  public struct Option: Sendable, Hashable {
    public var code: String
    public var label: String
    /// Nil for an answer that says that the question does not apply.
    public var value: Double?
  }

  public enum Kind: Sendable, Hashable {
    /// One of several written-out answers.
    case choice([Option])
    /// Several things that may each be there: those of `base` count in full, those of `extras` together at most `cap`.
    case points(base: [Option], extras: [Option], cap: Double?)
    /// A number, through a formula where there is one.
    case number(NumberRule)
    /// One of several degrees of something that is hoped for, with the weight of its tier.
    case marker(tier: String, degrees: [Option])
    /// Words that bear no score.
    case text
  }

  public struct NumberRule: Sendable, Hashable {
    /// Names of the numbers asked for; one without a formula.
    public var inputs: [String]
    public var formula: ItemFormula?
    /// Answers outside are refused.
    public var allowed: ClosedRange<Double>?
    /// The score is brought within.
    public var clamp: ClosedRange<Double>?
  }
}

extension Instrument.Item {
  public var isScored: Bool { kind != .text }

  /// All answers that can be ticked.
  public var options: [Instrument.Option] {
    switch kind {
    case .choice(let options), .marker(_, let options): options
    case .points(let base, let extras, _): base + extras
    case .number, .text: []
    }
  }

  /// Lowest and highest score that an answer can earn; nil when there is no bound.
  public var range: ClosedRange<Double>? {
    let raw: ClosedRange<Double>?
    switch kind {
    case .choice(let options), .marker(_, let options):
      let values = options.compactMap(\.value)
      raw = values.min().flatMap { low in values.max().map { low...$0 } }
    case .points(let base, let extras, let cap):
      let most =
        base.reduce(0) { $0 + ($1.value ?? 0) }
        + Swift.min(cap ?? .infinity, extras.reduce(0) { $0 + ($1.value ?? 0) })
      raw = 0...Swift.max(0, most)
    case .number(let rule):
      raw = rule.clamp ?? (rule.formula == nil ? rule.allowed : nil)
    case .text: raw = nil
    }
    guard let raw else { return nil }
    guard let rescale else { return raw }
    let ends = [rescale(raw.lowerBound), rescale(raw.upperBound)]
    return Swift.min(ends[0], ends[1])...Swift.max(ends[0], ends[1])
  }

  public func isAsked(of perspective: String?) -> Bool {
    guard let perspective, !perspectives.isEmpty else { return true }
    return perspectives.contains(perspective)
  }
}

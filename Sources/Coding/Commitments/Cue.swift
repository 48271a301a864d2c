/// A list of words in `Resources/terms/cues-*.csv` that says something about grammar or duty, not about migration.
///
/// The code of the list is the name of the case.
enum Cue: UInt8, CaseIterable, Sendable {
  // How strongly a sentence binds.
  case duty, prohibition, right, promise, will, permissive, need, aim, order
  case infinitive, present, gerund, actionNoun
  case copula, participle, past, fact, prediction, nature
  // What part of a text a sentence is.
  case definition, quotedDefinition, recital, penalty, scope, commencement, repeal, amendment
  case applicableLaw, heading, chapeau, lawReference, legalPerson
  // Small words.
  case determiner, subordinate, and, of, idiom, agent, recipient
  // Labels of a commitment's parts, in a sentence or over a column.
  case leadLabel, deadlineLabel, budgetLabel, indicatorLabel, unsettled
  // Time.
  case delay, due, after, validity, month, rhythm, span, timeUnit, pastYear
  // Numbers, money, results.
  case number, scale, percent, currency, unit, source, bearer, fee, indicator, indicatorNoun,
    target, baseline
  // Bodies.
  case body, weakBody, person, generic, charged, notLead, state, bodyAdjective
  case assembly, composed, chair, reports, funds, sharesData, coordinates, oversees
  // Undertaking or routine.
  case change, routine, selfExecuting, refer

  var code: String { String(describing: self) }
}

/// A set of cues, one bit each, and what the first letter of a word tells, which no list does.
struct CueSet: Sendable, Hashable {
  private var bits: UInt128

  /// - Parameter bits: a bit for each cue, by its raw value.
  init(bits: UInt128) { self.bits = bits }

  static var none: CueSet { CueSet(bits: 0) }
  /// The word begins with a digit.
  static var numeral: CueSet { CueSet(bits: 1 << 127) }
  /// The word begins with a capital Latin letter.
  static var capital: CueSet { CueSet(bits: 1 << 126) }

  /// Written without a list, so that sets of known cues are constants of the compiled code.
  @inline(__always)
  init(
    _ a: Cue, _ b: Cue? = nil, _ c: Cue? = nil, _ d: Cue? = nil, _ e: Cue? = nil,
    _ f: Cue? = nil, _ g: Cue? = nil, _ h: Cue? = nil, _ i: Cue? = nil, _ j: Cue? = nil,
    _ k: Cue? = nil
  ) {
    bits =
      Self.bit(a) | Self.bit(b) | Self.bit(c) | Self.bit(d) | Self.bit(e) | Self.bit(f)
      | Self.bit(g) | Self.bit(h) | Self.bit(i) | Self.bit(j) | Self.bit(k)
  }

  @inline(__always)
  private static func bit(_ cue: Cue?) -> UInt128 { cue.map { 1 << UInt128($0.rawValue) } ?? 0 }

  var isEmpty: Bool { bits == 0 }

  @inline(__always)
  func contains(_ cue: Cue) -> Bool { bits & Self.bit(cue) != 0 }

  @inline(__always)
  func intersects(_ other: CueSet) -> Bool { bits & other.bits != 0 }

  @inline(__always)
  mutating func insert(_ cue: Cue) { bits |= Self.bit(cue) }

  @inline(__always)
  func union(_ other: CueSet) -> CueSet { CueSet(bits: bits | other.bits) }

  mutating func formUnion(_ other: CueSet) { bits |= other.bits }

  @inline(__always)
  mutating func remove(_ cue: Cue) { bits &= ~Self.bit(cue) }

  mutating func subtract(_ other: CueSet) { bits &= ~other.bits }

  func forEachCue(_ body: (Cue) -> Void) {
    var left = bits & ~(Self.numeral.bits | Self.capital.bits)
    while left != 0 {
      if let cue = Cue(rawValue: UInt8(left.trailingZeroBitCount)) { body(cue) }
      left &= left - 1
    }
  }
}

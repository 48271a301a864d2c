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
  case leadLabel, deadlineLabel, budgetLabel, indicatorLabel
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

/// A set of cues, one bit each.
struct CueSet: Sendable, Hashable {
  private var bits: UInt128

  private init(bits: UInt128) { self.bits = bits }

  static let none = CueSet(bits: 0)

  init(_ cues: Cue...) {
    bits = 0
    for cue in cues { insert(cue) }
  }

  var isEmpty: Bool { bits == 0 }

  func contains(_ cue: Cue) -> Bool { bits & (1 << UInt128(cue.rawValue)) != 0 }

  func intersects(_ other: CueSet) -> Bool { bits & other.bits != 0 }

  mutating func insert(_ cue: Cue) { bits |= 1 << UInt128(cue.rawValue) }

  mutating func subtract(_ other: CueSet) { bits &= ~other.bits }
}

import Policy

/// What the form of a passage shows at a glance, whatever its other words: its role, how its verbs bind, which cue lists it
/// has words of, its figures, how it begins and ends. `CommitmentWeights` weighs the signs.
enum FormSign: Hashable, CaseIterable {
  case modality(Modality)
  case role(ProvisionRole)
  /// A verb binds.
  case bound
  /// A rule found who leads, when, with what money or how measured.
  case found(Commitment.Part)
  case cue(Cue)
  case shape(Shape)

  enum Shape: String, CaseIterable {
    /// It opens like an item of a list: "(a)", "3.", "-".
    case enumerated
    /// It opens with a small letter.
    case small
    /// It opens with a quotation mark.
    case quoted
    /// It ends with a colon or a dash.
    case colon
    /// It ends with a comma or semicolon, perhaps with "and" behind it.
    case semicolon
    /// It is a row of a table.
    case cells
    /// It has fewer words than 25; more than 80.
    case brief, long
    /// Numerals that are no years: one; three or more; one above 999.
    case figure, figures, large
    /// A sign of a share (%); one of money.
    case share, money
    /// A year; two or more; one from 2025 on.
    case year, years, ahead
  }

  static let allCases: [FormSign] =
    Modality.allCases.map(FormSign.modality) + ProvisionRole.allCases.map(FormSign.role) + [.bound]
    + Commitment.Part.allCases.map(FormSign.found) + Cue.allCases.map(FormSign.cue)
    + Shape.allCases.map(FormSign.shape)

  private static let numbers = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
  private static let firstCue = allCases.count - Shape.allCases.count - Cue.allCases.count

  /// Its place in `allCases`.
  var number: Int {
    // Nearly all signs of a passage are cues.
    if case .cue(let cue) = self { return Self.firstCue + Int(cue.rawValue) }
    return Self.numbers[self] ?? 0
  }

  var name: String {
    switch self {
    case .modality(let modality): "modality:" + modality.name
    case .role(let role): "role:" + role.rawValue
    case .bound: "bound"
    case .found(let part): "found:" + part.rawValue
    case .cue(let cue): "cue:" + cue.code
    case .shape(let shape): shape.rawValue
    }
  }
}

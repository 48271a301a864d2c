public import Policy

/// In what sort of text a passage stands, as far as it is known.
///
/// Law binds in the present tense; a plan promises in infinitives and nouns; a report states facts in the same tense.
public struct TextSetting: Sendable, Hashable {
  /// Kind of the document; nil for a passage without a document.
  public var kind: DocumentKind?
  public var part: Provision.Part?
  public var isQuoted: Bool
  /// It is an item of a list of those who sit in a body.
  var isSeat = false

  public init(kind: DocumentKind? = nil, part: Provision.Part? = nil, isQuoted: Bool = false) {
    self.kind = kind
    self.part = part
    self.isQuoted = isQuoted
  }

  /// A passage by itself.
  public static let passage = TextSetting()

  var isLaw: Bool {
    switch kind {
    case .law, .decree, .ordinance, .agreement, .treaty: true
    case .strategy, .plan, .other, nil: false
    }
  }

  var isPlan: Bool { kind?.isPlanning ?? false }
}

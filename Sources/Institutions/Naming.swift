import Policy

/// What the mentions of one document name: bodies under abbreviations that they spell out somewhere, and things that look like
/// a body and are none.
struct Naming {
  /// Names by their initials; only those that one name alone has.
  private var spelledOut: [String: InstitutionName] = [:]
  /// Abbreviations that a text puts behind the name of something else: "Nationally Determined Contribution (NDC)".
  private var others: Set<String> = []
  private let kinds: InstitutionKinds

  init(_ coded: CodedDocument, _ kinds: InstitutionKinds) {
    self.kinds = kinds
    var names: [String: Set<InstitutionName>] = [:]
    var abbreviations: Set<String> = []
    for mention in coded.codings.lazy.flatMap(\.actors) {
      let name = InstitutionName(mention.words.text)
      if name.isAbbreviation { abbreviations.insert(name.written) }
      if let initials = name.initials { names[initials, default: []].insert(name) }
    }
    guard !abbreviations.isEmpty else { return }
    for (initials, named) in names {
      let keys = Set(named.map(\.key))
      if keys.count == 1 { spelledOut[initials] = named.min { $0.written < $1.written } }
    }
    var behindBodies: Set<String> = []
    var inBrackets: Set<String> = []
    for (coding, provision) in zip(coded.codings, coded.document.provisions) {
      for mention in coding.actors {
        if let inside = Self.abbreviation(behind: mention.words, provision) {
          behindBodies.insert(inside)
        }
      }
      for inside in Self.bracketed(in: provision.text) where abbreviations.contains(inside) {
        inBrackets.insert(inside)
      }
    }
    others = inBrackets.subtracting(behindBodies)
  }

  /// The name that an abbreviation stands for by its letters.
  func spelledOut(_ name: InstitutionName) -> InstitutionName? {
    name.isAbbreviation ? spelledOut[name.written.uppercased()] : nil
  }

  /// Whether a mention names an institution, and not something else by its abbreviation, any of many ("Ministries", "agency of a
  /// State") or a part of a text ("section F").
  func namesOne(_ mention: ActorMention) -> Bool {
    let name = InstitutionName(mention.words.text)
    if name.isAbbreviation, others.contains(name.written), spelledOut(name) == nil { return false }
    if name.words.count == 1, name.key.hasSuffix("s"), !name.isAbbreviation {
      return kinds.kind(of: name.words) != nil
    }
    if name.words.count == 2, name.words[1].utf8.count == 1 { return false }
    return !name.isOfAny
  }

  /// "(MoL)" right behind a name.
  static func abbreviation(behind words: Words, _ provision: Provision) -> String? {
    guard words.place == .own, let range = words.range else { return nil }
    let rest = provision.text.utf8.dropFirst(range.upperBound).prefix(14)
    guard rest.starts(with: " (".utf8), let end = rest.firstIndex(of: UInt8(ascii: ")")) else {
      return nil
    }
    let inside = String(Substring(rest[rest.index(rest.startIndex, offsetBy: 2)..<end]))
    return InstitutionName(inside).isAbbreviation ? inside : nil
  }

  /// The short words that stand alone in brackets.
  private static func bracketed(in text: String) -> [String] {
    var found: [String] = []
    var rest = text.utf8[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "(")) {
      rest = rest[rest.index(after: open)...]
      let inside = rest.prefix { $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: " ") }
      if (2...12).contains(inside.count), inside.endIndex < rest.endIndex,
        rest[inside.endIndex] == UInt8(ascii: ")")
      {
        found.append(String(Substring(inside)))
      }
    }
    return found
  }
}

extension ProvisionCoding {
  /// The coding as one line of JSON with sorted keys, which `init(from:)` reads.
  ///
  /// What it does not say is not written: most provisions carry few codes, and a workspace holds one coding for each.
  public var json: String {
    var line = JSONLine()
    line.object { line in
      line.list("actors", actors) { $0.actor($1) }
      if let commitment { line.member("commitment") { $0.commitment(commitment) } }
      line.member("language") { $0.string(language.rawValue) }
      line.list("measures", measures) { $0.coding($1) }
      if modality != .statement { line.member("modality") { $0.number(modality.rawValue) } }
      line.list("objectives", objectives) { $0.coding($1) }
      if particulars != Commitment() { line.member("particulars") { $0.commitment(particulars) } }
      line.list("populations", populations) { $0.coding($1) }
      line.member("provision") { $0.number(provision) }
      line.list("refusals", refusals) { $0.refusal($1) }
      line.list("relations", relations) { $0.relation($1) }
      if relevance != .none { line.member("relevance") { $0.relevance(relevance) } }
      if role != .rule { line.member("role") { $0.string(role.rawValue) } }
      line.list("sectors", sectors) { $0.coding($1) }
      if stance != 0 { line.member("stance") { $0.number(stance) } }
    }
    return String(decoding: line.bytes, as: UTF8.self)
  }
}

/// JSON that is written from its beginning to its end, without blanks.
private struct JSONLine {
  private(set) var bytes: [UInt8] = []

  mutating func object(_ members: (inout JSONLine) -> Void) {
    begin()
    bytes.append(UInt8(ascii: "{"))
    members(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  mutating func member(_ key: StaticString, _ value: (inout JSONLine) -> Void) {
    begin()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes += $0 }
    bytes += "\":".utf8
    value(&self)
  }

  /// A member that is a list; nothing for an empty one.
  mutating func list<Element>(
    _ key: StaticString, _ elements: [Element], _ each: (inout JSONLine, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    member(key) { line in
      line.bytes.append(UInt8(ascii: "["))
      for element in elements { each(&line, element) }
      line.bytes.append(UInt8(ascii: "]"))
    }
  }

  mutating func string(_ text: String) { JSONValue.quote(text, to: &bytes) }

  mutating func number(_ value: Int) {
    begin()
    bytes += String(value).utf8
  }

  mutating func number(_ value: Double) { bytes += JSONValue.shortest(value).utf8 }

  mutating func boolean(_ value: Bool) { bytes += (value ? "true" : "false").utf8 }

  /// The comma before a member or element that is not the first.
  private mutating func begin() {
    switch bytes.last {
    case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): break
    default: bytes.append(UInt8(ascii: ","))
    }
  }
}

extension JSONLine {
  fileprivate mutating func words(_ words: Words) {
    object { line in
      if let locator = words.locator { line.member("locator") { $0.string(locator) } }
      line.member("place") { $0.string(words.place.rawValue) }
      if let range = words.range {
        line.list("range", [range.lowerBound, range.upperBound]) { $0.number($1) }
      }
      line.member("text") { $0.string(words.text) }
    }
  }

  /// A list that is written even when it is empty.
  private mutating func all(_ words: [Words]) {
    member("words") { line in
      line.bytes.append(UInt8(ascii: "["))
      for words in words { line.words(words) }
      line.bytes.append(UInt8(ascii: "]"))
    }
  }

  fileprivate mutating func coding(_ coding: Coding) {
    object { line in
      line.member("code") { $0.string(coding.code) }
      line.member("score") { $0.number(coding.score) }
      line.all(coding.words)
    }
  }

  fileprivate mutating func refusal(_ refusal: Refusal) {
    object { line in
      line.member("code") { $0.string(refusal.code) }
      line.member("reason") { $0.string(refusal.reason) }
      line.member("rule") { $0.string(refusal.rule) }
      line.member("words") { $0.words(refusal.words) }
    }
  }

  fileprivate mutating func relevance(_ relevance: Relevance) {
    object { line in
      line.member("ground") { $0.string(relevance.ground.rawValue) }
      line.member("score") { $0.number(relevance.score) }
      line.all(relevance.words)
    }
  }

  fileprivate mutating func commitment(_ commitment: Commitment) {
    object { line in
      line.part("budget", commitment.budget)
      line.part("deadline", commitment.deadline)
      line.part("indicator", commitment.indicator)
      if commitment.isRoutine { line.member("isRoutine") { $0.boolean(true) } }
      line.part("lead", commitment.lead)
    }
  }

  private mutating func part(_ key: StaticString, _ part: CommitmentPart) {
    guard part != .unsaid else { return }
    member(key) { line in
      line.object { line in
        line.member("quality") { $0.string(part.quality.rawValue) }
        line.all(part.words)
      }
    }
  }

  fileprivate mutating func actor(_ actor: ActorMention) {
    object { line in
      line.member("isActing") { $0.boolean(actor.isActing) }
      line.member("isGeneric") { $0.boolean(actor.isGeneric) }
      if let kind = actor.kind { line.member("kind") { $0.string(kind) } }
      line.member("words") { $0.words(actor.words) }
    }
  }

  fileprivate mutating func relation(_ relation: RelationMention) {
    object { line in
      line.member("kind") { $0.string(relation.kind.rawValue) }
      line.member("words") { $0.words(relation.words) }
    }
  }
}

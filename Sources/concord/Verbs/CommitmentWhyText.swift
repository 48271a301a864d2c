import Coding
import Policy

/// The explanation of a commitment and its parts, for people and for programs.
struct CommitmentWhyText {
  private let why: CommitmentExplanation
  private let asked: String
  private let place: PlaceInDocument

  init(_ why: CommitmentExplanation, asked: String, _ place: PlaceInDocument) {
    self.why = why
    self.asked = asked
    self.place = place
  }

  private var part: Commitment.Part? { Commitment.Part(rawValue: asked) }

  /// What the coding says of a part, completed from elsewhere where there is a commitment.
  private func said(_ part: Commitment.Part) -> CommitmentPart {
    (why.coding.commitment ?? why.coding.particulars)[part]
  }

  func text(_ terminal: Terminal) -> String {
    var text = place.heading(terminal)
    text += terminal.styled("\(asked): \(verdict)".withoutControls, .bold) + "\n"
    if let part {
      text += partText(part)
    } else {
      text += sentenceText
    }
    text += weighingText
    let changes = self.changes
    if !changes.isEmpty {
      text += "\nThe answer would have been another\n"
      for change in changes { text += "  " + change.withoutControls + "\n" }
    }
    return text
  }

  private var verdict: String {
    guard let part else { return why.coding.commitment == nil ? "not given" : "given" }
    return said(part).quality.rawValue
  }

  private func partText(_ part: Commitment.Part) -> String {
    var text = ""
    for words in said(part).words {
      let from = words.locator.map { " (from \($0))" } ?? ""
      text += "  «\(words.text)»\(from)".withoutControls + "\n"
    }
    for refusal in why.unlikely where refusal.code == part.rawValue {
      text += "  «\(refusal.words.text)»: refused, \(refusal.reason)".withoutControls + "\n"
    }
    guard part == .lead else { return text }
    for body in why.bodies {
      let reason =
        !body.isActing
        ? "named, but does not act in its sentence"
        : body.isGeneric
          ? "generic: it could be any authority"
          : body.canLead ? "acts" : "acts, but a court, an officer or a firm does not lead"
      text += "  «\(body.words.text)»: \(reason)".withoutControls + "\n"
    }
    if why.bodies.isEmpty, said(part).words.isEmpty { text += "No body or office is named.\n" }
    return text
  }

  private var sentenceText: String {
    var text = ""
    if let opening = why.opening {
      text +=
        "«\(opening.text)» opens a \(why.coding.role.rawValue), which as a whole binds nobody."
        .withoutControls + "\n"
    }
    for sentence in why.sentences {
      text += "\n" + "  «\(sentence.words.text.shortened(to: 70))»".withoutControls + "\n"
      let by = sentence.roleWords.map { " by the words «\($0.text)»" } ?? ""
      text += "    a \(sentence.role.rawValue)\(by)".withoutControls + "\n"
      for bond in sentence.bonds {
        text +=
          "    «\(bond.words.text)»: \(Self.name(bond.modality))\(bond.commits ? "" : ", does not commit")"
          .withoutControls + "\n"
      }
      if sentence.bonds.isEmpty { text += "    no verb that binds or promises\n" }
    }
    return text
  }

  private var weighing: CommitmentExplanation.Weighing? {
    part.map { why.partWeighings[$0] } ?? why.weighing
  }

  private var weighingText: String {
    guard let weighing else { return "" }
    let (lack, gift) =
      weighing.isFound
      ? ("A rule finds it here", "what it finds is kept")
      : part == nil
        ? ("No verb of a rule binds here", "it commits")
        : ("No rule finds it here", "the words that say it most likely are taken")
    return """

      \(lack). Its form weighs \(weighing.form.rounded2), its words \(weighing.wording.text).
      The sum is \(weighing.sum.rounded2); above 0 \(gift).

      """.withoutControlsButLines
  }

  private var changes: [String] {
    guard part == nil else {
      guard part == .lead, said(.lead).quality != .named else { return [] }
      return why.bodies.filter { !$0.isActing && !$0.isGeneric && $0.canLead }.map {
        "if «\($0.words.text)» were the one that acts"
      }
    }
    if why.coding.commitment != nil {
      let binding = why.sentences.filter { $0.role == .rule }.flatMap(\.bonds).filter(\.commits)
      return binding.isEmpty
        ? [] : ["without " + binding.map { "«\($0.words.text)»" }.joined(separator: " and ")]
    }
    return why.sentences.compactMap { sentence in
      if sentence.role != .rule, sentence.bonds.contains(where: \.commits) {
        let words = sentence.roleWords.map { " («\($0.text)»)" } ?? ""
        return
          "if «\(sentence.words.text.shortened(to: 40))» were no \(sentence.role.rawValue)\(words)"
      }
      if let bond = sentence.bonds.first(where: { !$0.commits }) {
        return "with a verb that binds in place of «\(bond.words.text)»"
      }
      return nil
    }
  }

  private static func name(_ modality: Modality) -> String {
    switch modality {
    case .statement: "states"
    case .permissive: "permits"
    case .action: "an action point or aim"
    case .promise: "promises"
    case .right: "grants a right"
    case .duty: "a duty"
    }
  }

  var json: JSONValue {
    .record([
      "file": .string(place.document.file), "locator": .string(place.provision.locator),
      "code": .string(asked), "given": .bool(isGiven), "role": .string(why.coding.role.rawValue),
      "parts": .object(
        Commitment.Part.allCases.map { part in
          JSONValue.Member(
            key: part.rawValue,
            value: .record([
              "quality": .string(said(part).quality.rawValue),
              "words": .array(
                said(part).words.map {
                  .record(["text": .string($0.text), "from": .optional($0.locator)])
                }),
            ]))
        }),
      "sentences": .array(
        why.sentences.map { sentence in
          .record([
            "text": .string(sentence.words.text), "role": .string(sentence.role.rawValue),
            "roleWords": .optional(sentence.roleWords?.text),
            "bonds": .array(
              sentence.bonds.map {
                .record([
                  "words": .string($0.words.text), "modality": .string(Self.name($0.modality)),
                  "commits": .bool($0.commits),
                ])
              }),
          ])
        }),
      "bodies": .array(
        why.bodies.map {
          .record([
            "words": .string($0.words.text), "acts": .bool($0.isActing),
            "generic": .bool($0.isGeneric), "canLead": .bool($0.canLead),
          ])
        }),
      "weighing": weighing.map { weighing in
        .record([
          "form": .number(weighing.form),
          "wording": weighing.wording.json, "sum": .number(weighing.sum),
          "found": .bool(weighing.isFound),
        ])
      } ?? .null,
      "changes": .strings(changes),
    ])
  }

  private var isGiven: Bool {
    part.map { said($0).quality == .named } ?? (why.coding.commitment != nil)
  }
}

internal import Policy

/// Writes codings as lines of JSON, from numbers and offsets, in the fixed order of keys of `concord code`.
struct CodingWriter: ~Copyable {
  var json = JSONWriter()
  private let codes: [[UInt8]]

  /// What each code begins with: `{"code":"GCM-06","score":`.
  init(_ lexicon: Lexicon) {
    codes = lexicon.matcher.codes.map { code in
      var json = JSONWriter()
      json.raw("{\"code\":")
      json.string(code)
      json.raw(",\"score\":")
      return json.bytes
    }
  }

  mutating func write(
    id: UnsafeBufferPointer<UInt8>, language: Language, _ passage: PassageCoder,
    _ text: UnsafeBufferPointer<UInt8>
  ) {
    let concepts = passage.concepts
    json.raw("{\"id\":")
    json.raw(id)
    json.raw(",\"language\":")
    json.string(language.rawValue)
    json.raw(",\"relevant\":")
    json.boolean(concepts.isRelevant)
    json.raw(",\"score\":")
    json.share(concepts.relevance)
    json.raw(",\"objectives\":[")
    write(.objective, concepts, text)
    json.raw("],\"measures\":[")
    write(.measure, concepts, text)
    json.raw("],\"populations\":[")
    write(.population, concepts, text)
    json.raw("],\"sectors\":[")
    write(.sector, concepts, text)
    json.raw("],\"stance\":")
    json.integer(concepts.stance)
    write(passage.reading, text)
    json.raw(",\"refusals\":[")
    for (i, refused) in concepts.refused.enumerated() {
      if i > 0 { json.raw(",") }
      let (rule, reason) = passage.lexicon.explanation(of: refused)
      json.raw("{\"rule\":")
      json.string(rule)
      json.raw(",\"code\":")
      json.string(passage.lexicon.code(of: refused))
      json.raw(",\"words\":")
      json.string(UnsafeBufferPointer(rebasing: text[refused.range]))
      json.raw(",\"reason\":")
      json.string(reason)
      json.raw("}")
    }
    json.raw("],\"ground\":")
    json.string(
      concepts.isRelevant ? Relevance.Ground.own.rawValue : Relevance.Ground.none.rawValue)
    json.raw("}\n")
  }

  mutating func write(error: String, line: Int) {
    json.raw("{\"id\":null,\"line\":")
    json.integer(line)
    json.raw(",\"error\":")
    json.string(error)
    json.raw("}\n")
  }

  private mutating func write(
    _ kind: Scoring.Kind, _ concepts: Concepts, _ text: UnsafeBufferPointer<UInt8>
  ) {
    var isFirst = true
    for found in concepts.found where found.kind == kind {
      if !isFirst { json.raw(",") }
      isFirst = false
      json.raw(codes[Int(found.code.rawValue)])
      json.share(found.score)
      json.raw(",\"words\":[")
      for at in found.words {
        if at > found.words.lowerBound { json.raw(",") }
        json.string(UnsafeBufferPointer(rebasing: text[concepts.evidence[at]]))
      }
      json.raw("]}")
    }
  }

  private mutating func write(_ reading: CommitmentReading, _ text: UnsafeBufferPointer<UInt8>) {
    json.raw(",\"commitment\":")
    json.boolean(reading.commitment != nil)
    // Of a lead that is generic ("the Parties") nobody can be asked: it does not stand under `lead`.
    let particulars = reading.particulars
    json.raw(",\"lead\":[")
    write(particulars.lead, .named, text)
    json.raw("],\"deadline\":[")
    write(particulars.deadline, .named, text)
    json.raw("],\"budget\":[")
    write(particulars.budget, .named, text)
    json.raw("],\"indicator\":[")
    write(particulars.indicator, .named, text)
    json.raw("],\"generic\":[")
    write(particulars.lead, .generic, text)
    json.raw("]")
    json.raw(",\"modality\":")
    json.string(reading.modality.name)
    json.raw(",\"role\":")
    json.string(reading.role.rawValue)
  }
}

extension CodingWriter {
  /// The words of a part that are of a quality.
  private mutating func write(
    _ part: CommitmentPart, _ quality: CommitmentPart.Quality, _ text: UnsafeBufferPointer<UInt8>
  ) {
    guard part.quality == quality else { return }
    for (i, words) in part.words.enumerated() {
      if i > 0 { json.raw(",") }
      if let range = words.range {
        json.string(UnsafeBufferPointer(rebasing: text[range]))
      } else {
        json.string(words.text)
      }
    }
  }
}

extension Modality {
  /// As it stands in JSON.
  var name: String {
    switch self {
    case .statement: "statement"
    case .permissive: "permissive"
    case .action: "action"
    case .promise: "promise"
    case .right: "right"
    case .duty: "duty"
    }
  }
}

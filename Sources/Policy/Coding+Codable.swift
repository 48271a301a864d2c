// What a coding does not say is not written: most provisions carry few codes, and a workspace holds one coding for each.

extension ProvisionCoding {
  private enum CodingKeys: String, CodingKey {
    case provision, language, relevance, objectives, measures, populations, sectors, stance, role
    case modality, commitment, particulars, actors, relations, refusals
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      provision: try values.decode(Int.self, forKey: .provision),
      language: try values.decode(Language.self, forKey: .language),
      relevance: try values.decodeIfPresent(Relevance.self, forKey: .relevance) ?? .none,
      objectives: try values.list(.objectives), measures: try values.list(.measures),
      populations: try values.list(.populations), sectors: try values.list(.sectors),
      stance: try values.decodeIfPresent(Int.self, forKey: .stance) ?? 0,
      role: try values.decodeIfPresent(ProvisionRole.self, forKey: .role) ?? .rule,
      modality: try values.decodeIfPresent(Modality.self, forKey: .modality) ?? .statement,
      commitment: try values.decodeIfPresent(Commitment.self, forKey: .commitment),
      particulars: try values.decodeIfPresent(Commitment.self, forKey: .particulars)
        ?? Commitment(),
      actors: try values.list(.actors), relations: try values.list(.relations),
      refusals: try values.list(.refusals))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(provision, forKey: .provision)
    try values.encode(language, forKey: .language)
    try values.encode(relevance, forKey: .relevance, unless: .none)
    try values.encode(objectives, forKey: .objectives, unless: [])
    try values.encode(measures, forKey: .measures, unless: [])
    try values.encode(populations, forKey: .populations, unless: [])
    try values.encode(sectors, forKey: .sectors, unless: [])
    try values.encode(stance, forKey: .stance, unless: 0)
    try values.encode(role, forKey: .role, unless: .rule)
    try values.encode(modality, forKey: .modality, unless: .statement)
    try values.encodeIfPresent(commitment, forKey: .commitment)
    try values.encode(particulars, forKey: .particulars, unless: Commitment())
    try values.encode(actors, forKey: .actors, unless: [])
    try values.encode(relations, forKey: .relations, unless: [])
    try values.encode(refusals, forKey: .refusals, unless: [])
  }
}

extension Commitment {
  private enum CodingKeys: String, CodingKey {
    case lead, deadline, budget, indicator, isRoutine
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func part(_ key: CodingKeys) throws -> CommitmentPart {
      try values.decodeIfPresent(CommitmentPart.self, forKey: key) ?? .unsaid
    }
    self.init(
      lead: try part(.lead), deadline: try part(.deadline), budget: try part(.budget),
      indicator: try part(.indicator),
      isRoutine: try values.decodeIfPresent(Bool.self, forKey: .isRoutine) ?? false)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(lead, forKey: .lead, unless: .unsaid)
    try values.encode(deadline, forKey: .deadline, unless: .unsaid)
    try values.encode(budget, forKey: .budget, unless: .unsaid)
    try values.encode(indicator, forKey: .indicator, unless: .unsaid)
    try values.encode(isRoutine, forKey: .isRoutine, unless: false)
  }
}

extension KeyedEncodingContainer {
  fileprivate mutating func encode<Value: Encodable & Equatable>(
    _ value: Value, forKey key: Key, unless usual: Value
  ) throws {
    if value != usual { try encode(value, forKey: key) }
  }
}

extension KeyedDecodingContainer {
  fileprivate func list<Element: Decodable>(_ key: Key) throws -> [Element] {
    try decodeIfPresent([Element].self, forKey: key) ?? []
  }
}

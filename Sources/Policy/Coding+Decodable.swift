// What a coding does not say is not written (`ProvisionCoding.json`).

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
}

extension ActorMention {
  private enum CodingKeys: String, CodingKey { case words, kind, isActing, isGeneric }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      words: try values.decode(Words.self, forKey: .words),
      kind: try values.decodeIfPresent(String.self, forKey: .kind),
      isActing: try values.decode(Bool.self, forKey: .isActing),
      isGeneric: try values.decodeIfPresent(Bool.self, forKey: .isGeneric) ?? false)
  }
}

extension KeyedDecodingContainer {
  fileprivate func list<Element: Decodable>(_ key: Key) throws -> [Element] {
    try decodeIfPresent([Element].self, forKey: key) ?? []
  }
}

public import Policy

/// A provision that promises something for a corridor, and whether an instrument between the two countries carries it.
public struct CorridorPromise: Sendable, Hashable {
  public enum Standing: String, Sendable, Hashable {
    /// An agreement, arrangement or bilateral text has it.
    case carried
    /// There is none that has it: "the plan promises X for this corridor; no instrument carries it".
    case missing
    /// There is an agreement, but its text is not coded; or agreements are not at hand.
    case unknown
    /// It needs no instrument: the country can do it alone.
    case alone
  }

  public var place: Place
  public var title: String
  public var locator: String
  public var text: String
  /// Code of the measure in the codebook.
  public var measure: String
  public var standing: Standing
  /// What carries it, or what would have to.
  public var carrier: String
  /// It names the other country, rather than countries of destination or origin in general.
  public var namesCountry: Bool

  var figure: Figure {
    let detail = Phrase(
      "detail.place", ["title": .text(title), "locator": .text(locator)])
    let notes = [
      Phrase("note.quote", ["text": .text(text)]),
      Phrase(namesCountry ? "note.names-country" : "note.names-no-country"),
    ]
    switch standing {
    case .carried, .alone:
      return Figure(
        "promise", detail: detail,
        .words(
          Phrase(
            "promise." + standing.rawValue,
            ["measure": .concept(measure), "carrier": .text(carrier)])),
        method: "method.workspace", notes: notes)
    case .missing, .unknown:
      var figure = Figure.missing(
        "promise", detail: detail,
        Phrase(
          "promise." + standing.rawValue, ["measure": .concept(measure), "carrier": .text(carrier)]),
        remedy: Phrase(standing == .missing ? "remedy.instrument" : "remedy.agreements"))
      figure.notes = notes
      return figure
    }
  }

  /// The promises for a corridor in the documents of either country.
  ///
  /// A provision counts when it binds or promises, is coded with a measure that concerns another country, and either names
  /// the other country or speaks of agreements between countries in general (`BLA` and the measures that only an
  /// instrument can carry). Those that name the country come first.
  static func all(
    in policies: PolicyRecord, for corridor: CorridorSubject, instruments: InstrumentTable
  ) -> [CorridorPromise] {
    var promises: [CorridorPromise] = []
    let ends = [corridor.origin, corridor.destination].map {
      CountryMention($0, in: corridor.evidence.countries)
    }
    for coded in policies.documents
    where coded.document.level != .bilateral && coded.document.kind != .agreement {
      let ofOrigin = ends[0].isOne(of: coded.document.countries)
      let ofDestination = ends[1].isOne(of: coded.document.countries)
      for (provision, coding) in zip(coded.document.provisions, coded.codings) {
        guard coding.commitment != nil || coding.modality >= .action, !provision.isQuoted else {
          continue
        }
        let text = provision.text + " " + (provision.head ?? "")
        let namesOther =
          ofOrigin && ends[1].occurs(in: text) || ofDestination && ends[0].occurs(in: text)
          || ends[0].occurs(in: text) && ends[1].occurs(in: text)
        guard namesOther || ofOrigin != ofDestination else { continue }
        for measure in coding.measures {
          let carrier = instruments.carrier(of: measure.code)
          guard namesOther || carrier != nil else { continue }
          let (standing, words) = Self.standing(measure.code, carrier, corridor, policies, ends)
          promises.append(
            CorridorPromise(
              place: Place(file: coded.document.file, provision: provision.ordinal),
              title: coded.document.title, locator: provision.locator, text: provision.text,
              measure: measure.code, standing: standing, carrier: words, namesCountry: namesOther))
        }
      }
    }
    return promises.sorted {
      $0.namesCountry != $1.namesCountry
        ? $0.namesCountry : ($0.place, $0.measure) < ($1.place, $1.measure)
    }
  }

  private static func standing(
    _ measure: String, _ carrier: InstrumentTable.Carrier?, _ corridor: CorridorSubject,
    _ policies: PolicyRecord, _ ends: [CountryMention]
  ) -> (Standing, String) {
    guard let carrier else { return (.alone, "") }
    for coded in policies.documents
    where coded.document.level == .bilateral || coded.document.kind == .agreement {
      guard ends.allSatisfy({ $0.isOne(of: coded.document.countries) }) else { continue }
      if let at = coded.codings.firstIndex(where: { $0.measures.contains { $0.code == measure } }),
        coded.document.provisions.indices.contains(at)
      {
        return (.carried, "\(coded.document.title), \(coded.document.provisions[at].locator)")
      }
    }
    if carrier.bySocialSecurity {
      let regime = PortabilityRegime(corridor.pair, in: corridor.evidence)
      if regime.isPortable {
        return (.carried, regime.arrangements.first { $0.isInForce == true }?.name ?? "")
      }
      // The bundled list has no bilateral agreements: only a list that a person gave can say that there is none.
      let isBundled =
        corridor.evidence.sources[.socialSecurity]?.allSatisfy { $0.producer == Source.own } ?? true
      return (isBundled ? .unknown : .missing, "")
    }
    // Whether readmission or visas are agreed on is in no table: only a text at hand shows it.
    guard !carrier.features.isEmpty else { return (.unknown, "") }
    guard let agreements = corridor.evidence.agreements else { return (.unknown, "") }
    let signed = agreements.between(corridor.pair.origin, corridor.pair.destination)
    for agreement in signed {
      guard
        carrier.features.contains(InstrumentTable.Carrier.anyAgreement)
          || agreement.features.map({ !$0.isDisjoint(with: carrier.features) }) == true
      else { continue }
      return (.carried, "\(agreement.id), \(agreement.year.map(String.init) ?? "")")
    }
    return signed.contains { $0.features == nil } ? (.unknown, "") : (.missing, "")
  }
}

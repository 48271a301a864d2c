/// What one respondent says to one question, and what it stands on.
public struct Answer: Sendable, Hashable, Codable {
  /// Id of the item; or of a domain, whose published score is then taken in the place of its items.
  public var item: String
  /// The option of an item of points, or the input of a formula, that is spoken of.
  public var part: String?
  /// Code or words of an option, a number, "yes" or "no", or words.
  public var value: String
  /// Law, policy or practice; the instrument's first basis where it is not said.
  public var basis: String?
  public var respondent: String?
  /// As ISO 8601, so that texts sort as dates do.
  public var date: String?
  /// The words, document or link that the answer stands on.
  public var evidence: String?
  public var note: String?
  /// The file that it was read from, and its line or row there.
  public var file: String?
  public var line: Int?

  public init(
    item: String, part: String? = nil, value: String, basis: String? = nil,
    respondent: String? = nil, date: String? = nil, evidence: String? = nil, note: String? = nil,
    file: String? = nil, line: Int? = nil
  ) {
    self.item = item
    self.part = part
    self.value = value
    self.basis = basis
    self.respondent = respondent
    self.date = date
    self.evidence = evidence
    self.note = note
    self.file = file
    self.line = line
  }
}

/// The answers on one unit in one round: a country-year, a city, a programme, one side of a corridor.
public struct AnswerSheet: Sendable, Hashable, Codable {
  public var instrument: String
  public var edition: String
  public var unit: String
  public var round: String
  public var perspective: String?
  /// In the order in which they were given; of several to one question by one respondent, the latest date holds and of
  /// equal dates the later in this list.
  public var answers: [Answer]

  public init(
    instrument: String, edition: String, unit: String, round: String = "",
    perspective: String? = nil, answers: [Answer] = []
  ) {
    self.instrument = instrument
    self.edition = edition
    self.unit = unit
    self.round = round
    self.perspective = perspective
    self.answers = answers
  }

  private struct Question: Hashable {
    var item: String
    var part: String?
    var basis: String?
    var respondent: String?

    init(_ answer: Answer) {
      item = answer.item
      part = answer.part
      basis = answer.basis
      respondent = answer.respondent
    }
  }

  /// With the answer that holds for each question.
  public var latest: AnswerSheet { keeping { ($0.date ?? "") <= ($1.date ?? "") } }

  /// As it stood before any answer was revised.
  public var asFirstGiven: AnswerSheet { keeping { ($1.date ?? "") < ($0.date ?? "") } }

  /// True when an answer was given anew.
  public var isRevised: Bool { latest != asFirstGiven }

  private func keeping(_ gives: (_ kept: Answer, _ new: Answer) -> Bool) -> AnswerSheet {
    var places: [Question: Int] = [:]
    var kept: [Answer] = []
    for answer in answers {
      let question = Question(answer)
      if let place = places[question] {
        if gives(kept[place], answer) { kept[place] = answer }
      } else {
        places[question] = kept.count
        kept.append(answer)
      }
    }
    var sheet = self
    sheet.answers = kept
    return sheet
  }
}

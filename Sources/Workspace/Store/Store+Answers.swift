public import Indices

/// Answers to scorecards: kept for ever, so that a revision can be told from what was first said.
extension Store {
  /// Adds answers. One that repeats what holds already is passed over, so that importing a file twice changes nothing.
  ///
  /// - Returns: how many were new.
  @discardableResult
  public func add(_ sheets: [AnswerSheet]) throws -> Int {
    try write { connection in
      var added = 0
      for sheet in sheets {
        for answer in sheet.answers where try !connection.holds(answer, of: sheet) {
          try connection.run(
            """
            INSERT INTO answers (instrument, edition, unit, round, perspective, item, part, value,
              basis, respondent, date, evidence, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, sheet.instrument, sheet.edition, sheet.unit, sheet.round, sheet.perspective,
            answer.item, answer.part, answer.value, answer.basis, answer.respondent, answer.date,
            answer.evidence, answer.note)
          added += 1
        }
      }
      return added
    }
  }

  /// All sheets of an instrument, by unit and round, the answers in the order in which they were added.
  public func answerSheets(instrument: String) throws -> [AnswerSheet] {
    try read { connection in
      var sheets: [AnswerSheet] = []
      try connection.forEach(
        """
        SELECT edition, unit, round, perspective, item, part, value, basis, respondent, date,
          evidence, note
        FROM answers WHERE instrument = ?
        ORDER BY unit, round, edition, perspective, id
        """, instrument
      ) { row in
        let sheet = AnswerSheet(
          instrument: instrument, edition: try row(0), unit: try row(1), round: try row(2),
          perspective: try row(3))
        if sheets.last?.isAbout(sheet) != true { sheets.append(sheet) }
        sheets[sheets.count - 1].answers.append(
          Answer(
            item: try row(4), part: try row(5), value: try row(6), basis: try row(7),
            respondent: try row(8), date: try row(9), evidence: try row(10), note: try row(11)))
      }
      return sheets
    }
  }

  /// Instruments that have answers, with how many.
  public func answeredInstruments() throws -> [(instrument: String, answers: Int)] {
    try read { connection in
      try connection.rows(
        "SELECT instrument, count(*) FROM answers GROUP BY instrument ORDER BY instrument"
      ) { (instrument: try $0(0), answers: try $0(1)) }
    }
  }
}

extension AnswerSheet {
  fileprivate func isAbout(_ other: AnswerSheet) -> Bool {
    unit == other.unit && round == other.round && edition == other.edition
      && perspective == other.perspective
  }
}

extension Connection {
  /// Whether the answer is there with its date or, undated, is the last word on its question.
  fileprivate func holds(_ answer: Answer, of sheet: AnswerSheet) throws -> Bool {
    let known = try rows(
      """
      SELECT value, evidence, note FROM answers
      WHERE instrument = ? AND edition = ? AND unit = ? AND round = ? AND perspective IS ?
        AND item = ? AND part IS ? AND basis IS ? AND respondent IS ? AND date IS ?
      ORDER BY id DESC
      """, sheet.instrument, sheet.edition, sheet.unit, sheet.round, sheet.perspective,
      answer.item, answer.part, answer.basis, answer.respondent, answer.date
    ) { row -> [String?] in [try row(0), try row(1), try row(2)] }
    let own = [answer.value, answer.evidence, answer.note]
    return answer.date == nil ? known.first == own : known.contains(own)
  }
}

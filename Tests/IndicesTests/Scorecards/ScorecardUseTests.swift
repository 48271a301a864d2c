import Indices
import Policy
import Testing

/// Respondents, law and practice, rounds, what-if, forms.
@Suite struct ScorecardUseTests {
  typealias Fixture = ScorecardFixture

  /// The example of K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section D: four observers,
  /// twelve units, gaps.
  static let observers: [[Double?]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
    [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
  ]

  @Test(arguments: [
    (KrippendorffAlpha.Metric.nominal, 0.743), (.ordinal, 0.815), (.interval, 0.849),
    (.ratio, 0.797),
  ])
  func alphaOfThePublishedExample(metric: KrippendorffAlpha.Metric, published: Double) throws {
    let units = (0..<12).map { unit in Self.observers.compactMap { $0[unit] } }
    let alpha = try #require(KrippendorffAlpha.alpha(units, metric: metric))
    #expect(abs(alpha - published) < 5e-4)
  }

  @Test func alphaOfOneValueIsUndefinedNotOne() {
    #expect(KrippendorffAlpha.alpha([[1, 1], [1, 1]], metric: .nominal) == nil)
    #expect(KrippendorffAlpha.alpha([], metric: .interval) == nil)
    #expect(KrippendorffAlpha.alpha([[1, 1], [2, 2]], metric: .nominal) == 1)
  }

  @Test func severalRespondentsAreAveragedAndTheirDisputesNamed() throws {
    let instrument = try Fixture.bundled("sdg-10-7-2")[0]
    var sheet = Fixture.sheet(
      instrument, ["2a": "yes", "2b": "yes", "1a": "any_status"], respondent: "Labour")
    sheet.answers +=
      Fixture.sheet(
        instrument, ["2a": "no", "2b": "yes", "1a": "legal_only"], respondent: "Interior"
      ).answers
    let card = Scorer(instrument).score(sheet)
    #expect(card.item("2a")?.score == 0.5 && card.item("2b")?.score == 1)
    #expect(card.item("1a")?.score == 0.75)
    #expect(card.item("2a")?.byRespondent == ["Labour": 1, "Interior": 0])
    #expect(card.agreement?.items == 3 && card.agreement?.respondents == 2)
    #expect(card.agreement?.disputed == ["2a", "1a"])
    #expect(card.respondents.map(\.respondent) == ["Labour", "Interior"])
    #expect(card.respondents.map(\.answered) == [3, 3])
    #expect(abs((card.respondents[0].score ?? 0) - 10) < 1e-12)
  }

  @Test func disagreementBecomesARangeOfScoresClassesAndRanks() throws {
    let instrument = try Fixture.bundled("sdg-10-7-2")[0]
    func best(_ respondent: String, _ unit: String, _ others: [String: String] = [:])
      -> AnswerSheet
    {
      AnswerSheet(
        instrument: instrument.id, edition: instrument.edition, unit: unit,
        answers: instrument.items.map {
          Answer(
            item: $0.id, value: others[$0.id] ?? $0.options[0].code, respondent: respondent)
        })
    }
    var disputed = best("Labour", "AAA")
    disputed.answers += best("Interior", "AAA", ["2a": "no"]).answers
    let other = best("Labour", "BBB", ["1a": "legal_only"])
    let found = RespondentUncertainty(instrument, [disputed, other], runs: 4000)
    #expect(found == RespondentUncertainty(instrument, [disputed, other], runs: 4000))
    let whole = found.units[0].spreads[0]
    #expect(abs((whole.low ?? 0) - 100 * 29 / 30) < 1e-9 && whole.high == 100)
    #expect(Set(whole.classes.keys) == [3, 4])
    #expect(abs((whole.classes[4] ?? 0) - 0.5) < 0.03)
    #expect(found.units[0].disputes.map(\.item) == ["2a"])
    #expect(abs((found.units[0].disputes[0].share ?? 0) - 1) < 1e-9)
    #expect(abs(found.units[0].ranks[0] - 0.5) < 0.03)
    #expect(abs(found.units[0].ranks[0] + found.units[1].ranks[0] - 1) < 1e-12)
    // Nobody differs on the other unit: its score does not move.
    let still = found.units[1].spreads[0]
    #expect(still.low == still.high && found.units[1].disputes.isEmpty)
    let tables = Scorecard.tables(
      Scorer(instrument).score([disputed, other]), ranks: [1, 2], uncertainty: found)
    #expect(tables.map(\.name).contains("uncertainty"))
    for table in tables {
      #expect(!table.rows.isEmpty && table.rows.allSatisfy { $0.count == table.columns.count })
    }
  }

  @Test func lawAndPracticeAreApart() throws {
    let own = try Fixture.bundled("concord-coherence")[0]
    let sheet = AnswerSheet(
      instrument: own.id, edition: own.edition, unit: "XXX",
      answers: [
        Answer(item: "c1", value: "10", basis: "law"),
        Answer(item: "c1", value: "5", basis: "practice"), Answer(item: "c2", value: "5"),
      ])
    let scorer = Scorer(own)
    let law = scorer.score(sheet)
    #expect(law.item("c1")?.score == 10 && law.item("c1")?.practice == 5)
    #expect(law.item("c2")?.score == 5 && law.item("c2")?.practice == nil)
    #expect(law.item("c1")?.words == "10" && law.item("c1")?.answers.count == 2)
    let practice = scorer.score(sheet, basis: .practice)
    #expect(practice.item("c1")?.score == 5 && practice.item("c2")?.score == nil)
  }

  @Test func ofTwoAnswersTheLaterDateHolds() throws {
    let instrument = try Fixture.bundled("sdg-10-7-2")[0]
    let sheet = AnswerSheet(
      instrument: instrument.id, edition: instrument.edition, unit: "X",
      answers: [
        Answer(item: "2a", value: "yes", date: "2026-05-01"),
        Answer(item: "2a", value: "no", date: "2026-01-01"),
      ])
    #expect(Scorer(instrument).score(sheet).item("2a")?.score == 1)
    #expect(sheet.asFirstGiven.answers.map(\.value) == ["no"])
    #expect(sheet.isRevised)
  }

  @Test func aChangeIsSplitIntoRevisionMethodAndData() throws {
    let json = """
      {"id":"t","name":"T","editions":[
        {"edition":"1","combine":{"method":"mean","from":[0,1],"to":[0,100]},"items":[
          {"id":"a","label":"A","options":{"yes":1,"no":0}},{"id":"b","label":"B","options":{"yes":1,"no":0}},
          {"id":"c","label":"C","options":{"yes":1,"no":0}},{"id":"d","label":"D","options":{"yes":1,"no":0}}]},
        {"edition":"2","combine":{"method":"mean","from":[0,1],"to":[0,100]},"items":[
          {"id":"a","label":"A","options":{"yes":1,"no":0},"weight":2},{"id":"b2","formerly":"b","label":"B","options":{"yes":1,"no":0}},
          {"id":"c","label":"C","options":{"yes":1,"no":0}}]}]}
      """
    let editions = try Instrument.read(Array(json.utf8), file: "t.json")
    let earlier = AnswerSheet(
      instrument: "t", edition: "1", unit: "X", round: "2024",
      answers: [
        Answer(item: "a", value: "yes"), Answer(item: "b", value: "no", date: "2024-01-01"),
        Answer(item: "c", value: "no"), Answer(item: "d", value: "no"),
        Answer(item: "b", value: "yes", date: "2024-06-01"),
      ])
    let later = AnswerSheet(
      instrument: "t", edition: "2", unit: "X", round: "2026",
      answers: [
        Answer(item: "a", value: "yes"), Answer(item: "b2", value: "yes"),
        Answer(item: "c", value: "yes", evidence: "Decree 12"),
      ])
    let comparison = ScorecardComparison((earlier, editions[0]), (later, editions[1]))
    let change = comparison.changes[0]
    #expect(change.earlier == 25 && change.later == 100)
    #expect(change.revision == 25)  // b corrected: 2 of 4
    #expect(change.method == 25)  // a weighs two, d is gone: 3 of 4
    #expect(change.data == 25)
    let steps = [change.revision, change.method, change.data].compactMap(\.self)
    #expect(steps.count == 3 && change.total == steps.reduce(0, +))
    #expect(comparison.items.map(\.id) == ["b2", "c"])
    #expect(comparison.items.map(\.cause) == [.revision, .data])
    #expect(comparison.items[1].evidence == ["Decree 12"])
  }

  @Test func theSmallestChangeReachesTheClassAndNoSmallerDoes() throws {
    let instrument = try Fixture.bundled("sdg-10-7-2")[0]
    var answers: [Answer] = []
    for (i, item) in instrument.items.enumerated() {
      let value = item.id.hasPrefix("1") ? "legal_only" : i % 3 == 0 ? "no" : "yes"
      answers.append(Answer(item: item.id, value: value))
    }
    let sheet = AnswerSheet(
      instrument: instrument.id, edition: instrument.edition, unit: "X", answers: answers)
    let change = try Scorer(instrument).smallestChange(sheet, toClass: 3)
    let current = try #require(change.current)
    // Whole items first: each brings 100/30, a half one 100/60.
    let needed = ((80 - current) / (100.0 / 30)).rounded(.up)
    #expect(Double(change.steps.count) == needed)
    #expect(change.reached >= 80 - 1e-9 && change.isProven)
    #expect(change.steps.allSatisfy { $0.gain > 0 })
    #expect(throws: SmallestChange.Failure.outOfReach(best: current)) {
      try Scorer(instrument).smallestChange(
        sheet, toClass: 4, fixed: Set(instrument.items.map(\.id)))
    }
  }

  /// Against trying all subsets, on random small instruments of every way of combining.
  @Test(arguments: ["mean", "sum", "minimum", "maximum", "geometric", "mean_of_items"])
  func theSmallestChangeIsTheOneThatTryingAllFinds(method: String) throws {
    var random = SeededNumbers(state: 20_261_126)
    for round in 0..<12 {
      var domains: [String] = []
      var ids: [String] = []
      for d in 0..<3 {
        var items: [String] = []
        for i in 0..<3 {
          let id = "q\(d)\(i)"
          ids.append(id)
          let best = Int.random(in: 1...4, using: &random)
          items.append(
            #"{"id":"\#(id)","label":"L","options":{"lo":0,"mid":\#(Double(best) / 2),"hi":\#(best)},"weight":\#(Int.random(in: 1...3, using: &random))}"#
          )
        }
        let inner = ["mean", "sum", "minimum"].randomElement(using: &random) ?? "mean"
        domains.append(
          #"{"id":"d\#(d)","label":"D","combine":"\#(inner)","weight":\#(Int.random(in: 1...2, using: &random)),"items":[\#(items.joined(separator: ","))]}"#
        )
      }
      let missing = ["\"leave_out\"", #"{"score":0}"#].randomElement(using: &random) ?? ""
      let instrument = try Fixture.instrument(
        #"{"id":"r","name":"R","edition":"1","missing":\#(missing),"combine":"\#(method)","domains":[\#(domains.joined(separator: ","))]}"#
      )
      var given: [String: String] = [:]
      for id in ids {
        given[id] = ["lo", "mid", "hi", nil].randomElement(using: &random) ?? nil
      }
      let scorer = Scorer(instrument)
      func sheet(_ answers: [String: String]) -> AnswerSheet {
        AnswerSheet(
          instrument: "r", edition: "1", unit: "X",
          answers: answers.sorted { $0.key < $1.key }.map { Answer(item: $0.key, value: $0.value) })
      }
      func score(_ answers: [String: String]) -> Double? {
        scorer.score(sheet(answers)).overall.score
      }
      let top = score(Dictionary(uniqueKeysWithValues: ids.map { ($0, "hi") })) ?? 0
      let target = top * Double.random(in: 0.4...1, using: &random)
      var fewest: Int?
      for subset in 0..<(1 << ids.count) {
        guard subset.nonzeroBitCount < fewest ?? Int.max else { continue }
        var answers = given
        for (i, id) in ids.enumerated() where subset >> i & 1 == 1 { answers[id] = "hi" }
        if let reached = score(answers), reached >= target - 1e-9 * max(1, target) {
          fewest = subset.nonzeroBitCount
        }
      }
      let change = try? scorer.smallestChange(sheet(given), toScore: target)
      #expect(change?.steps.count == fewest, "\(method), round \(round)")
    }
  }

  @Test func pointsAreChangedOneByOne() throws {
    let instrument = try Fixture.bundled("sdg-17-14-1")[0]
    let sheet = Fixture.sheet(instrument, ["1.1": "a; b; c; d; e", "3.1": "b; c", "6.1": "a"])
    let change = try Scorer(instrument).smallestChange(sheet, toScore: 40)
    // 12 points now, 32 needed: four changes of five points.
    #expect(change.current == 15)
    #expect(change.steps.count == 4 && change.isProven)
    #expect(change.steps.allSatisfy { $0.part != nil && $0.to == "yes" })
    #expect(abs(change.reached - 40) < 1e-9)
  }

  @Test func aFormComesBackAsAnswers() throws {
    let instrument = try Fixture.bundled("sdg-17-14-1")[0]
    let empty = AnswerSheet(
      instrument: instrument.id, edition: instrument.edition, unit: "PHL", round: "2026")
    let form = ScorecardForm(instrument, for: empty)
    #expect(form.lines.count == 41)
    var rows = form.rows
    let answer = try #require(ScorecardForm.columns.firstIndex(of: "answer"))
    for i in rows.indices { rows[i][answer] = i % 2 == 0 ? "yes" : "no" }
    let text = CSV.line(ScorecardForm.columns) + rows.map { CSV.line($0) }.joined()
    let (sheets, errors) = try AnswerTable.sheets(Table(Array(text.utf8), file: "form.csv"))
    #expect(errors.isEmpty && sheets.count == 1)
    #expect(sheets[0].unit == "PHL" && sheets[0].round == "2026")
    let card = Scorer(instrument).score(sheets)[0]
    #expect(card.problems.isEmpty && card.overall.coverage == 1)
    let prefilled = ScorecardForm(instrument, for: sheets[0])
    #expect(prefilled.lines.allSatisfy { $0.answer != nil })
  }
}

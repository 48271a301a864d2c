import Indices
import Policy
import Testing

/// Files that are wrong are refused with the place; none of them traps, hangs or is half used.
@Suite struct HostileInstrumentTests {
  static let item = #"{"id":"a","label":"A","options":{"yes":1,"no":0}}"#

  @Test(arguments: [
    ("", "JSON"), ("[", "JSON"), ("[]", "object"), (#"{"id":"x"}"#, "«name» is missing"),
    (#"{"id":"x","name":"X","edition":"1"}"#, "neither"),
    (#"{"id":"x","name":"X","edition":"1","itemz":[]}"#, "itemz"),
    (#"{"id":"x","name":"X","edition":"1","items":[\#(item),\#(item)]}"#, "twice"),
    (#"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A"}]}"#, "options"),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":{"yes":"1"}}]}"#,
      "number"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":{"yes":null}}]}"#,
      "value"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":"none"}]}"#,
      "none"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","kind":"guess"}]}"#,
      "guess"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":{"yes":1},"weight":-1}]}"#,
      "below zero"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":{"yes":1},"weight":0}]}"#,
      "sum to zero"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":{"yes":1},"from":[1,1],"to":[0,1]}]}"#,
      "below"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","kind":"number","formula":"b + 1"},{"id":"b","label":"B","kind":"number","formula":"a + 1"}]}"#,
      "leads back"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","kind":"number","formula":"a + 1"}]}"#,
      "leads back"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","kind":"number","inputs":["y"],"formula":"(y - 5 / 2"}]}"#,
      "not closed"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","kind":"number","inputs":["y"],"formula":"run(y)"}]}"#,
      "no function"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","kind":"number","inputs":["y"],"formula":"y + z"}]}"#,
      "«z»"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":{"yes":1},"when":{"item":"q","is":["yes"]}}]}"#,
      "«q»"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","options":{"yes":1},"when":{"item":"a","is":["yes"]}}]}"#,
      "leads back"
    ),
    (
      #"{"id":"x","name":"X","edition":"1","items":[\#(item)],"classes":[{"code":1,"label":"l","min":0,"max_exclusive":50},{"code":2,"label":"h","min":40,"max_inclusive":100}]}"#,
      "overlaps"
    ),
    (#"{"id":"x","name":"X","edition":"1","items":[\#(item)],"least_coverage":1.5}"#, "share"),
    (
      #"{"id":"x","name":"X","edition":"1","items":[{"id":"a","label":"A","kind":"marker","tier":"love","options":{"yes":1}}]}"#,
      "tier"
    ),
    (
      #"{"id":"x","name":"X","editions":[{"edition":"1","items":[\#(item)]},{"edition":"1","items":[\#(item)]}]}"#,
      "twice"
    ),
    (#"{"id":"x","name":"X","edition":"1","items":[\#(item)],"missing":"guess"}"#, "guess"),
  ])
  func isRefusedWithItsReason(json: String, reason: String) {
    do {
      _ = try Instrument.read(Array(json.utf8), file: "bad.json")
      Issue.record("was read: \(json)")
    } catch {
      #expect(error.description.contains(reason), "\(error)")
      #expect(error.file == "bad.json")
    }
  }

  @Test func deepNestingAndLongLinesAreSurvived() {
    let deep = String(repeating: #"{"id":"x","domains":["#, count: 5_000)
    #expect(throws: InstrumentError.self) { try Instrument.read(Array(deep.utf8), file: "d.json") }
    let brackets = String(repeating: "(", count: 10_000)
    #expect(throws: ItemFormula.SyntaxError.self) { try ItemFormula(brackets + "1") }
    #expect(throws: ItemFormula.SyntaxError.self) {
      try ItemFormula(String(repeating: "-", count: 9_999))
    }
    let items = (0..<20_000).map { #"{"id":"i\#($0)","label":"é","options":"o"}"# }
    let wide =
      #"{"id":"x","name":"X","edition":"1","answers":{"o":{"yes":1,"no":0}},"items":[\#(items.joined(separator: ","))]}"#
    #expect((try? Instrument.read(Array(wide.utf8), file: "w.json"))?.first?.items.count == 20_000)
  }

  @Test func randomlyBrokenFilesNeverTrap() throws {
    let whole = Array(
      try ScorecardFixture.bundled("concord-coherence")[0].record.text(indent: true).utf8)
    var random = SeededNumbers(state: 7)
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: at)
        default: bytes = Array(bytes[..<at])
        }
        if bytes.isEmpty { break }
      }
      for instrument in (try? Instrument.read(bytes, file: "x")) ?? [] {
        _ = Scorer(instrument).score(ScorecardFixture.sheet(instrument, ["c1": "10"]))
      }
    }
  }

  @Test(arguments: [
    ("1 / (x - x)", ItemFormula.Failure.zeroDenominator), ("ln(0)", .notFinite),
    ("sqrt(0 - 1)", .notFinite), ("y + 1", .missing("y")), ("1e308 * 10", .notFinite),
  ])
  func aFormulaWithoutAValueSaysWhy(text: String, failure: ItemFormula.Failure) throws {
    let formula = try ItemFormula(text)
    #expect(throws: failure) { try formula.value { $0 == "x" ? 3 : nil } }
  }

  @Test(arguments: [
    ("2 + 3 * 4", 14.0), ("-2 ^ 2", -4), ("(1 + 2) / 4", 0.75), ("min(3, 1, 2) + max(1)", 2),
    ("mean(1, 2, 6)", 3), ("if(2 >= 2, 10, 20)", 10), ("if(x < 1, 10, 20)", 20), ("1.5e2", 150),
    ("2 ^ 3 ^ 2", 512), ("round(2.5)", 3), ("abs(-4) - 1", 3),
  ])
  func formulasFollowTheRulesOfArithmetic(text: String, value: Double) throws {
    #expect(try ItemFormula(text).value { _ in 3 } == value)
  }

  @Test func badAnswersAreNamedAndTheRestIsScored() throws {
    let instrument = try ScorecardFixture.bundled("sdg-10-7-2")[0]
    let table = try Table(
      Array(
        """
        instrument,edition,unit,item,answer,basis,date
        un.sdg.10.7.2,2021-03,PHL,2a,yes,,
        un.sdg.10.7.2,2021-03,PHL,2b,perhaps,,
        un.sdg.10.7.2,2021-03,PHL,9z,yes,,
        un.sdg.10.7.2,2021-03,PHL,2c,yes,hearsay,
        un.sdg.10.7.2,2021-03,PHL,2d,yes,,yesterday
        un.sdg.10.7.2,2021-03,PHL,2,250,,
        un.sdg.10.7.2,2021-03,PHL,,yes,,
        """.utf8), file: "answers.csv")
    let (sheets, errors) = try AnswerTable.sheets(table)
    #expect(errors.map(\.line) == [5, 6, 8])
    #expect(errors.map(\.column) == ["basis", "date", "item"])
    let card = Scorer(instrument).score(sheets)[0]
    #expect(card.problems.map(\.line) == [4, 7, 3])
    #expect(
      card.problems[2].description.hasPrefix(
        "answers.csv, line 3, column answer, item «2b»: «perhaps»"))
    #expect(card.item("2a")?.score == 1 && card.item("2b")?.state == .unanswered)
  }

  @Test func anotherEditionIsSaid() throws {
    let instrument = try ScorecardFixture.bundled("sdg-17-14-1")[0]
    var sheet = ScorecardFixture.sheet(instrument, ["1.1": "base"])
    sheet.edition = "96 points"
    #expect(Scorer(instrument).score(sheet).problems.contains { $0.reason.contains("96 points") })
  }
}

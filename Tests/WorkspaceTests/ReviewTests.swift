import Coherence
import Foundation
import Policy
import Testing

@testable import Workspace

@Suite struct ReviewTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
    try store.store(Sample.coded())
  }

  func judged(_ findings: Finding...) throws {
    try store.store(Sample.map, findings, key: "k")
  }

  func reviewed(_ id: String) throws -> ReviewedFinding { try store.reviewed(id) }

  // MARK: Sentences, persons, mergers

  @Test func anEditedReasonStandsInThePlaceOfTheRulesAndSurvivesARun() throws {
    try judged(Sample.finding("f1"))
    try store.record(
      .reason("The fee is banned and charged."), on: "f1", person: "Ana", date: "2026-01-02")
    try judged(Sample.finding("f1"))
    #expect(try store.findings().map(\.why) == ["The fee is banned and charged."])
    #expect(try reviewed("f1").judged.why == "One forbids what the other charges.")
    #expect(try reviewed("f1").finding.status == .proposed)
  }

  @Test func aMergedFindingIsShownInItsTargetUntilItIsOpenedAgain() throws {
    try judged(
      Sample.finding("f1"), Sample.finding("f2", locators: ["Article 3"], text: "Other words."))
    try store.record(.merge(into: "f1"), on: "f2", person: "Ana", date: "2026-01-02")
    #expect(try store.findings().map(\.id) == ["f1"])
    #expect(try reviewed("f1").merged.map(\.id) == ["f2"])
    #expect(try store.findings()[0].between.count == 2)
    try store.record(.status(.proposed), on: "f2", date: "2026-01-03")
    #expect(try store.findings().map(\.id) == ["f1", "f2"])
  }

  @Test func ofOneDayTheEntryMadeLastCounts() throws {
    try judged(Sample.finding("f1"))
    try store.record(.status(.confirmed), on: "f1", person: "Ana", date: "2026-03-31T09:00:00Z")
    try store.record(.status(.dismissed), on: "f1", person: "Ana", date: "2026-03-31")
    #expect(try reviewed("f1").finding.status == .dismissed)
    // What is entered later of an earlier day does not.
    try store.record(.status(.confirmed), on: "f1", person: "Ana", date: "2026-03-30")
    #expect(try reviewed("f1").finding.status == .dismissed)
  }

  @Test func aFindingIsNotMergedIntoItself() throws {
    try judged(Sample.finding("f1"), Sample.finding("f2"))
    try store.record(.merge(into: "f1"), on: "f2", date: "2026-01-02")
    for (one, other) in [("f1", "f1"), ("f1", "f2"), ("f2", "f1")] {
      let error = #expect(throws: StoreError.self) {
        try store.record(.merge(into: other), on: one, date: "2026-01-03")
      }
      #expect(error?.reason == .unusable)
    }
  }

  @Test func mergersThatWouldFormARingLoseNoFinding() {
    func merge(_ one: String, _ other: String) -> Decision {
      Decision(
        .merge(into: other), on: Sample.finding(one), note: "", person: "", date: "2026-01-02")
    }
    let review = Review(
      ["a", "b", "c"].map { Sample.finding($0) },
      log: [merge("a", "b"), merge("b", "c"), merge("c", "a")])
    let all = review.findings.flatMap { [$0.id] + $0.merged.map(\.id) }
    #expect(all.sorted() == ["a", "b", "c"])
    #expect(review.findings.count == 1)
  }

  @Test func twoPersonsWhoDisagreeAreShownAndTheLatestCounts() throws {
    try judged(Sample.finding("f1"))
    try store.decide("f1", .confirmed, note: "clear", person: "Ana", date: "2026-01-02")
    try store.decide("f1", .dismissed, person: "Ben", date: "2026-01-03")
    let finding = try reviewed("f1")
    #expect(finding.isDisputed && finding.state == .disputed)
    #expect(finding.verdicts.map(\.person) == ["Ana", "Ben"])
    #expect(finding.finding.status == .dismissed)
    #expect(try store.review().queue(Sample.weights()).map(\.id) == ["f1"])
    // Ana comes round.
    try store.decide("f1", .dismissed, person: "Ana", date: "2026-01-04")
    #expect(try !reviewed("f1").isDisputed)
    #expect(try store.review().queue(Sample.weights()).isEmpty)
  }

  @Test func theQueueIsByWeightAndHoldsWhatChanged() throws {
    try judged(
      Sample.finding("silent", kind: .silent), Sample.finding("gap", kind: .gap),
      Sample.finding("conflict"))
    #expect(try store.review().queue(Sample.weights()).map(\.id) == ["conflict", "gap", "silent"])
    try store.decide("conflict", .confirmed, person: "Ana", date: "2026-01-02")
    #expect(try store.review().queue(Sample.weights()).map(\.id) == ["gap", "silent"])
    try judged(
      Sample.finding(
        "new", text: "No recruitment fee shall be charged to any migrant worker by the agency."))
    #expect(try reviewed("new").state == .changed)
    #expect(try reviewed("new").finding.status == .confirmed)
  }

  // MARK: Editions

  @Test func severalEditionsKeepTheWholeLog() throws {
    try judged(Sample.finding("e1"))
    try store.decide("e1", .dismissed, person: "Ana", date: "2026-01-02")
    try judged(Sample.finding("e2", file: "law-2.md"))
    try store.decide("e2", .confirmed, person: "Ben", date: "2026-01-03")
    try judged(Sample.finding("e3", file: "law-3.md"))
    #expect(try reviewed("e3").log.map(\.person) == ["Ana", "Ben"])
    #expect(try reviewed("e3").finding.status == .confirmed)
    #expect(try reviewed("e3").isDisputed)
  }

  @Test func nearlyTheSameWordsAreRecognisedInAnotherFileUnderAnotherNumber() throws {
    let words = "The agency shall not charge the worker a fee for recruitment, transport or papers"
    try judged(Sample.finding("e1", text: words + " before departure."))
    try store.decide("e1", .confirmed, person: "Ana", date: "2026-01-02")
    try judged(
      Sample.finding(
        "far", file: "other.md", locators: ["7", "8"], text: "Water boards set prices in spring."),
      Sample.finding(
        "near", file: "code-2027.md", locators: ["Section 41", "Section 42"],
        text: words + " ahead of departure."))
    #expect(try reviewed("near").finding.status == .confirmed)
    #expect(try reviewed("far").finding.status == .proposed)
  }

  // MARK: A person's own finding

  func own(_ text: String = "", why: String = "The plan taxes what the act frees.") throws
    -> Finding
  {
    Finding(
      id: "", kind: .conflict, level: .horizontal, score: 1,
      between: [
        try store.passage("laws/employment.md", "article 1"),
        try store.passage("employment.md", "Article 3"),
      ], why: why)
  }

  @Test func anOwnFindingIsConfirmedByItsAuthorAndSurvivesARun() throws {
    try judged(Sample.finding("f1"))
    let added = try store.add(try own(), person: "Ana", date: "2026-01-02")
    #expect(added.status == .confirmed && added.id.count == 16)
    try judged(Sample.finding("f1"))
    let finding = try reviewed(added.id)
    #expect(finding.isOwn && finding.finding.status == .confirmed)
    #expect(finding.finding.between.map(\.place.provision) == [0, 2])
    try store.decide(added.id, .dismissed, person: "Ben", date: "2026-01-03")
    #expect(try reviewed(added.id).isDisputed)
    let twice = try own()
    #expect(throws: StoreError.self) { try store.add(twice, person: "Ben", date: "2026-01-04") }
  }

  @Test func anOwnFindingFollowsItsWordsToAnotherPlace() throws {
    let added = try store.add(try own(), person: "Ana", date: "2026-01-02")
    var coded = Sample.coded()
    coded.document.provisions.swapAt(0, 2)
    for i in coded.document.provisions.indices {
      coded.document.provisions[i].ordinal = i
      coded.document.provisions[i].parent = nil
      coded.document.provisions[i].locator = "Section \(i + 1)"
    }
    try store.store(coded, digest: "e")
    try judged()
    let between = try store.finding(added.id).between
    #expect(between.map(\.place.provision) == [2, 0])
    #expect(between.map(\.locator) == ["Section 3", "Section 1"])
    try store.remove(["laws/employment.md"])
    try judged()
    #expect(try store.finding(added.id).between.map(\.place.provision) == [-1, -1])
  }

  @Test func theJudgesOwnFindingOfTheSameWordsTakesTheDecision() throws {
    let added = try store.add(try own(), person: "Ana", date: "2026-01-02")
    var same = added
    same.status = .proposed
    same.score = 0.4
    try judged(same)
    #expect(try store.findings().count == 1)
    #expect(try reviewed(added.id).isOwn == false)
    #expect(try reviewed(added.id).finding.status == .confirmed)
  }

  @Test func anOwnFindingIsNotTakenForTheJudgesOnNearlyTheSameWordsElsewhere() throws {
    try store.store(Sample.coded("decree.md"))
    let own = try own()
    var judged = own
    judged.id = "f1"
    for i in judged.between.indices {
      judged.between[i].place.file = "decree.md"
      judged.between[i].text += " Again."
    }
    try self.judged(judged)
    let added = try store.add(own, person: "Ana", date: "2026-01-02")
    #expect(added.why == own.why && added.status == .confirmed)
    #expect(try reviewed("f1").finding.status == .proposed)
    try self.judged(judged)
    #expect(try store.findings().map(\.id) == ["f1", added.id])
  }

  @Test(arguments: [
    ("none.md", "Article 1", "none.md"), ("laws/employment.md", "Article 9", "Article 1"),
  ])
  func aPassageThatIsNotThereIsSaidWithWhatThereIs(file: String, locator: String, said: String) {
    let error = #expect(throws: StoreError.self) { try store.passage(file, locator) }
    #expect(error?.reason == .unusable && error?.description.contains(said) == true)
  }

  @Test(arguments: ExportFormat.allCases)
  func everyActTravelsToAnotherWorkspace(format: ExportFormat) throws {
    try judged(Sample.finding("f1"), Sample.finding("f2", kind: .gap))
    let added = try store.add(try own(), note: "=seen", person: "Ana", date: "2026-01-02")
    try store.record(.merge(into: "f1"), on: added.id, person: "Ben", date: "2026-01-03")
    try store.record(.assign(to: "Zoë"), on: "f2", person: "Ben", date: "2026-01-03")
    try store.record(.reason("-edited"), on: "f2", person: "Ben", date: "2026-01-03")
    try store.record(
      .settle(Settlement(decision: "Repeal.", venue: "Cabinet", change: "Article 2")), on: "f1",
      person: "Ben", date: "2026-01-03")
    let file = try store.export(
      [.decisions], to: scratch.url.appendingPathComponent("out"), as: format)[0]
    let other = try Store(at: scratch.path("other.db"), mode: .create)
    try other.store(Sample.coded())
    try other.store(
      Sample.map, [Sample.finding("f1"), Sample.finding("f2", kind: .gap)], key: "k")
    let result = try other.importDecisions(from: file)
    #expect(result.added == 5 && result.notes.isEmpty)
    #expect(try other.decisions() == store.decisions())
    #expect(try other.findings() == store.findings())
    #expect(try other.importDecisions(from: file).added == 0)
  }

  // MARK: What is learnt

  @Test func scoresOfUndecidedFindingsFollowWhatWasDecidedOnTheirRule() throws {
    func finding(_ id: String, rule: String) -> Finding {
      var finding = Sample.finding(id, text: "words of \(id)")
      finding.grounds = [.init(rule: rule, text: "")]
      return finding
    }
    try store.store(
      Sample.map,
      (0..<12).map { finding("bad\($0)", rule: "weak-rule") } + [
        finding("other", rule: "good-rule")
      ],
      key: "k")
    for i in 0..<8 {
      try store.decide("bad\(i)", .dismissed, person: "Ana", date: "2026-01-02")
    }
    let review = try store.review()
    let open = try #require(review.findings.first { $0.id == "bad9" })
    #expect(open.judged.score == 0.7 && open.finding.score < 0.25)
    #expect(review.findings.first { $0.id == "other" }?.finding.score == 0.7)
    let rule = try #require(review.calibration.precision(of: open.judged))
    #expect(rule.dismissed == 8 && rule.confirmed == 0 && rule.undecided == 4)
    #expect(rule.precision == 0 && rule.high < 0.3)
  }

  @Test func aWorkspaceOfTheEarlierSchemaKeepsItsDecisions() throws {
    let path = try scratch.workspace(
      ofSchema: 6,
      """
      INSERT INTO decisions (finding, kind, status, note, person, date, why, passages)
        VALUES ('f1', 'conflict', 'dismissed', 'no', 'Ana', '2025-01-01', 'w', '[]');
      INSERT INTO carried (finding, origin) VALUES ('f9', 'f1');
      """)
    let opened = try Store(at: path)
    let kept = try opened.decisions().map(\.decision)
    #expect(kept.map(\.act) == [.status(.dismissed)] && kept[0].person == "Ana")
    try opened.store(Sample.map, [Sample.finding("f1")], key: "k")
    #expect(try opened.findings().map(\.status) == [.dismissed])
  }
}

@Suite struct ConflictRecordTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
  }

  @Test func itHoldsWhatPersonsConfirmedWithTheWordsThenAndNow() throws {
    try store.store(
      Sample.map, [Sample.finding("f1"), Sample.finding("f2"), Sample.finding("f3", kind: .gap)],
      key: "k")
    try store.decide("f1", .confirmed, person: "Ana", date: "2026-01-02")
    try store.decide("f3", .confirmed, person: "Ana", date: "2026-01-02")
    #expect(try ConflictRecord(store.review()).entries.map(\.id) == ["f1"])
    try store.record(
      .settle(Settlement(decision: "The ban stays.", venue: "Cabinet, item 4", change: "Art. 2")),
      on: "f1", person: "Ben", date: "2026-02-01")
    let amended = "No recruitment fee shall be charged to any migrant worker by the agency."
    try store.store(Sample.map, [Sample.finding("new", text: amended)], key: "k")
    let entry = try #require(try ConflictRecord(store.review()).entries.first)
    #expect(entry.settlement?.venue == "Cabinet, item 4" && entry.settledBy?.person == "Ben")
    #expect(entry.passages.map(\.now) == [amended, amended])
    #expect(entry.passages[0].text.contains("to the migrant worker"))
    // The text is mended: the conflict is not found any more, and stays on record.
    try store.store(Sample.map, [], key: "k")
    let gone = try #require(try ConflictRecord(store.review()).entries.first)
    #expect(gone.isGone && gone.settlement?.decision == "The ban stays.")
    #expect(gone.passages.map(\.place) == [nil, nil])
  }

  @Test func whatWasDismissedIsNotOnRecord() throws {
    try store.store(Sample.map, [Sample.finding("f1")], key: "k")
    try store.decide("f1", .confirmed, person: "Ana", date: "2026-01-02")
    try store.decide("f1", .dismissed, person: "Ana", date: "2026-01-03")
    #expect(try ConflictRecord(store.review()).entries.isEmpty)
    try store.store(Sample.map, [], key: "k")
    #expect(try ConflictRecord(store.review()).entries.isEmpty)
  }
}

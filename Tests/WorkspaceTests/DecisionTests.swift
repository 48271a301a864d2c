import Foundation
import Policy
import Testing

@testable import Workspace

@Suite struct DecisionTests {
  let scratch: Scratch
  let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.store()
  }

  func judged(_ findings: Finding...) throws {
    try store.store(Sample.map, findings, key: "k")
  }

  func status(_ id: String) throws -> Finding.Status? {
    try store.findings().first { $0.id == id }?.status
  }

  @Test func aDecisionSurvivesTheNextRun() throws {
    try judged(Sample.finding("f1"), Sample.finding("f2", kind: .gap))
    try store.decide("f1", .dismissed, note: "other people", person: "Ana", date: "2026-01-02")
    try judged(Sample.finding("f1"), Sample.finding("f2", kind: .gap))
    #expect(try status("f1") == .dismissed)
    #expect(try status("f2") == .proposed)
  }

  @Test func theLatestDecisionCountsAndTheEarlierIsKept() throws {
    try judged(Sample.finding("f1"))
    try store.decide("f1", .dismissed, person: "Ana", date: "2026-01-02")
    try store.decide("f1", .confirmed, person: "Ben", date: "2026-01-03")
    #expect(try status("f1") == .confirmed)
    #expect(try store.decisions().map(\.decision.person) == ["Ana", "Ben"])
    try store.decide("f1", .proposed, person: "Ana", date: "2026-01-04")
    #expect(try status("f1") == .proposed)
  }

  @Test func aNewEditionOfTheTextKeepsTheDecision() throws {
    try judged(Sample.finding("f1"))
    try store.decide("f1", .confirmed, date: "2026-01-02")
    // Same articles, a few words changed, another file name.
    try judged(
      Sample.finding(
        "new", file: "laws/employment-2026.md",
        text: "No recruitment fee shall be charged to any migrant worker by the agency."))
    #expect(try status("new") == .confirmed)
    #expect(try store.decisions().map(\.holdsFor) == ["new"])
  }

  @Test func renumberedArticlesKeepTheDecisionWhenTheWordsAreNearlyTheSame() throws {
    try judged(Sample.finding("f1"))
    try store.decide("f1", .dismissed, date: "2026-01-02")
    try judged(Sample.finding("new", locators: ["Article 4", "Article 5"]))
    #expect(try status("new") == .dismissed)
  }

  @Test func otherWordsOrAnotherKindDoNotInheritADecision() throws {
    try judged(Sample.finding("f1"))
    try store.decide("f1", .dismissed, date: "2026-01-02")
    try judged(
      Sample.finding("other", text: "Water boards set the price of irrigation every spring."),
      Sample.finding("kind", kind: .duplication))
    #expect(try status("other") == .proposed)
    #expect(try status("kind") == .proposed)
    #expect(try store.decisions().map(\.holdsFor) == [nil])
    // It comes back with its own words, and so does the decision.
    try judged(Sample.finding("f1"))
    #expect(try status("f1") == .dismissed)
  }

  @Test func oneDecisionIsNotCarriedToTwoFindings() throws {
    try judged(Sample.finding("f1"))
    try store.decide("f1", .dismissed, date: "2026-01-02")
    try judged(
      Sample.finding(
        "far", text: "No recruitment fee shall be charged to a seafarer by the agency."),
      Sample.finding("near"))
    #expect(try status("near") == .dismissed)
    #expect(try status("far") == .proposed)
  }

  @Test func aDecisionOnTheNewFindingEndsTheCarryingOfTheOld() throws {
    try judged(Sample.finding("f1"))
    try store.decide("f1", .dismissed, date: "2026-01-02")
    try judged(Sample.finding("new", file: "b.md"))
    try store.decide("new", .confirmed, date: "2026-01-03")
    try judged(Sample.finding("new", file: "b.md"))
    #expect(try status("new") == .confirmed)
  }
}

import Coherence
import Foundation
import Policy
import Testing
import Workspace

/// The findings on sets of policies for which the right answers are known. The figures are printed; the floors keep them.
@Suite struct CasebookTests {
  @Test("The cases on which the rules were made")
  func tuning() throws {
    let score = try Casebook().score(Casebook.own.appendingPathComponent("tuning"))
    print(score.table("own cases, tuning half"))
    print(score.report.filter { !$0.hasPrefix("found") }.joined(separator: "\n"))
    #expect(score.recall >= 0.7)
    #expect(score.precision >= 0.8)
    #expect(score.decoysTaken <= 2)
  }

  @Test("The cases that were kept aside while the rules were made")
  func heldOut() throws {
    let score = try Casebook().score(Casebook.own.appendingPathComponent("held-out"))
    print(score.table("own cases, half kept aside"))
    #expect(score.recall >= 0.55)
    #expect(score.precision >= 0.55)
    #expect(score.decoysTaken <= 2)
  }

  @Test(
    "Cases in other words: silences, seats and gaps are found; most of the conflicts are not yet")
  func wide() throws {
    let score = try Casebook().score(Casebook.own.appendingPathComponent("wide"))
    print(score.table("own cases in other words"))
    func found(_ kind: Finding.Kind) -> Int { score.found[kind] ?? 0 }
    #expect(found(.silent) >= 5)
    #expect(found(.silo) >= 3)
    #expect(found(.gap) >= 3)
    #expect(score.precision >= 0.6)
    #expect(score.decoysTaken <= 3)
  }

  @Test("Cases of the kind that a workshop described, read before the last rules were made")
  func workshop() throws {
    let score = try Casebook().score(Casebook.own.appendingPathComponent("workshop"))
    print(score.table("own cases of the workshop's kind"))
    #expect(score.recall >= 0.4)
    #expect(score.precision >= 0.5)
    #expect((score.found[.conflict] ?? 0) >= 13)
    #expect(score.decoysTaken <= 7)
  }

  /// Some two hundred by other hands: the first read once for what was falsely found, the second for silences and seats, the
  /// third for seats, the fifth to seventh for gaps, silences and seats, the tenth and eleventh for gaps; the eighth and ninth
  /// for nothing. The sets named for conflicts hold nothing else, in many words. The weights of conflicts were fitted to all
  /// but the eighth, ninth and those from the twelfth on, those of the rest to all but the last four, so that the
  /// floors keep what is found; what to expect of other texts say the fifteenth and sixteenth, and
  /// `Benchmarks/judge/fit.py` and `weigh.py`. The twelfth, thirteenth and sixteenth hide the two sides of a conflict in other
  /// words as far as a drafter would.
  @Test(
    "Cases by other hands",
    arguments: [
      ("fresh", 0.45, 0.6, 4, 0), ("fresh-2", 0.45, 0.6, 7, 2), ("fresh-3", 0.45, 0.65, 5, 0),
      ("fresh-4", 0.35, 0.8, 3, 0), ("fresh-5", 0.65, 0.7, 5, 2), ("fresh-6", 0.5, 0.65, 4, 0),
      ("fresh-7", 0.35, 0.6, 1, 1), ("fresh-8", 0.4, 0.4, 3, 2), ("fresh-9", 0.2, 0.55, 1, 1),
      ("fresh-10", 0.45, 0.6, 3, 1), ("fresh-11", 0.45, 0.6, 1, 1),
      ("fresh-12", 0.25, 0.45, 6, 1), ("fresh-13", 0.25, 0.5, 5, 1), ("fresh-14", 0.35, 0.65, 6, 1),
      ("fresh-15", 0.4, 0.55, 6, 1), ("fresh-16", 0.25, 0.45, 6, 0),
      ("conflicts", 0.5, 0.7, 0, 0),
    ])
  func fresh(set: String, recall: Double, precision: Double, silences: Int, cleanAlarms: Int) throws
  {
    let score = try Casebook().score(Casebook.own.appendingPathComponent(set))
    print(score.table("own cases by other hands, \(set)"))
    #expect(score.recall >= recall)
    #expect(score.precision >= precision)
    #expect((score.found[.silent] ?? 0) >= silences)
    #expect(score.decoysTaken <= 3)
    #expect(score.alarmsInCleanCases <= cleanAlarms)
  }

  @Test("The public cases")
  func shared() throws {
    guard let folder = Casebook.shared else {
      print("skipped: there is no folder shared/casebook beside the repository")
      return
    }
    let score = try Casebook().score(folder)
    print(score.table("public cases"))
    print(score.report.filter { !$0.hasPrefix("found") }.joined(separator: "\n"))
    #expect(score.recall >= 0.8)
    #expect(score.precision >= 0.8)
    #expect(score.decoysTaken <= 2)
    #expect(score.alarmsInCleanCases == 0)
  }
}

import Indices
import Testing

@Suite struct TargetProgressTests {
  private func progress(_ y: [Double], _ change: (inout TargetProgress.Aim) -> Void = { _ in })
    -> TargetProgress
  {
    var aim = TargetProgress.Aim()
    aim.direction = 1
    change(&aim)
    return TargetProgress(y, y.indices.map { 2015 + Double($0) }, aim: aim)
  }

  @Test func growthWithoutATargetIsJudgedByItsRate() {
    #expect(progress([100, 102]).status == .substantial)
    #expect(progress([100, 101]).status == .moderate)
    #expect(progress([100, 100.2]).status == .limited)
    #expect(progress([100, 99]).status == .deterioration)
    #expect(progress([100, 90]).score == -5)
    #expect(progress([100, 110]).score == 5)
  }

  @Test func theWrongDirectionIsDeterioration() {
    #expect(progress([100, 105]) { $0.direction = -1 }.status == .deterioration)
  }

  @Test func aTargetIsReachedOrOnTheWay() {
    #expect(progress([50, 60, 101]) { $0.target = 100 }.status == .targetAchieved)
    // 100 to 200 in 15 years needs 4.73% a year.
    let onTrack = progress([100, 104.8]) { $0.target = 200 }
    #expect(onTrack.status == .substantial && onTrack.value > 0.95 && onTrack.score > 2.5)
    #expect(progress([100, 102]) { $0.target = 200 }.status == .limited)
  }

  @Test func nothingIsSaidOfOneValueOrOfTwoSigns() {
    #expect(progress([100]).status == .notAvailable)
    #expect(progress([-1, 1]).status == .notAvailable)
    #expect(progress([.missing, 3]).status == .notAvailable)
  }

  @Test func aSeriesNearItsLimitMayBeSlower() {
    let free = progress([95, 95.3])
    let limited = progress([95, 95.3]) { $0.limit = 100 }
    #expect(free.status == .limited && limited.status == .substantial)
  }

  @Test func severalSeriesAreTakenTogether() {
    let all = TargetProgress.together([progress([100, 110]), progress([100, 99])])
    #expect(all.status == .moderate)
    #expect(TargetProgress.together([]).status == .notAvailable)
  }
}

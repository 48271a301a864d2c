import Policy
import Testing

@Suite struct TimePeriodTests {
  @Test(arguments: [
    ("2019", TimePeriod(year: 2019)), ("2019-A1", TimePeriod(year: 2019)),
    ("2019-S2", TimePeriod(year: 2019, frequency: .halfYearly, part: 2)),
    ("2019-Q3", TimePeriod(year: 2019, frequency: .quarterly, part: 3)),
    ("2019Q3", TimePeriod(year: 2019, frequency: .quarterly, part: 3)),
    ("2016_2Q", TimePeriod(year: 2016, frequency: .quarterly, part: 2)),
    ("2025M01", TimePeriod(year: 2025, frequency: .monthly, part: 1)),
    ("2019-05", TimePeriod(year: 2019, frequency: .monthly, part: 5)),
    ("2019-W07", TimePeriod(year: 2019, frequency: .weekly, part: 7)),
    ("2019-05-17", TimePeriod(year: 2019, frequency: .daily, part: 517)),
    ("2019-05-17T00:00:00", TimePeriod(year: 2019, frequency: .daily, part: 517)),
    ("2019-01-01/P2Y", TimePeriod(year: 2019, frequency: .range)),
    ("2019 [YR2019]", TimePeriod(year: 2019)),
  ])
  func notationsThatStatisticsUse(text: String, period: TimePeriod) {
    #expect(TimePeriod(text) == period)
  }

  @Test(arguments: [
    "", "19", "2019-Q5", "2019-13", "2019-W54", "2019Q", "2019-", "20190", "2019-05-40", "abcd",
    "2019_9Q", "2019-R1", "2019-1", "0999",
  ])
  func whatIsNoPeriodIsRefused(text: String) {
    #expect(TimePeriod(text) == nil)
  }
}

public import Reading

extension ResourceFolder {
  /// A reader of statistics with the bundled concepts.
  public func statisticsReader(limits: ReadingLimits = .standard) throws -> StatisticsReader {
    StatisticsReader(
      concepts: try StatisticalConcepts(
        table: bytes("statistics/concepts.csv"), aggregates: bytes("statistics/aggregates.csv")),
      limits: limits)
  }
}

/// What is done on a table, whatever integer its slacks are held in.
protocol SlackWork {
  associatedtype Answer
  associatedtype Failure: Error = Never

  func run<Lane>(on table: SlackTable<Lane>) throws(Failure) -> Answer
}

extension SlackWork {
  /// Does it in the narrowest integers that no sum can leave.
  func run(_ matrix: CrossImpactMatrix, _ question: ScenarioQuestion) throws(Failure) -> Answer {
    let pairs = SlackPairs(matrix, leastMargins: question.leastMargins)
    if pairs.bound <= Int(Int8.max) {
      return try run(on: SlackTable<Int8>(matrix, question, pairs))
    } else if pairs.bound <= Int(Int16.max) {
      return try run(on: SlackTable<Int16>(matrix, question, pairs))
    } else if pairs.bound <= Int(Int32.max) {
      return try run(on: SlackTable<Int32>(matrix, question, pairs))
    }
    return try run(on: SlackTable<Int64>(matrix, question, pairs))
  }
}

extension ScenarioProof {
  /// What a certificate proves.
  public struct Result: Sendable {
    public let matrix: CrossImpactMatrix
    public let question: ScenarioQuestion
    public let scenarios: ScenarioSet
    /// Steps that were checked.
    public let steps: Int
  }

  /// Follows a certificate from its first step to its last with the judgements and nothing else.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: the name to use in messages.
  /// - Throws: `Failure` when a step is wrong, the tree does not cover the space, or the file is damaged.
  /// - Complexity: time is linear in the steps.
  public static func check(_ bytes: UnsafeRawBufferPointer, file: String) throws(Failure) -> Result
  {
    do throws(Failure) {
      let (matrix, question, start) = try opening(bytes)
      let end = bytes.count - 8
      guard start <= end else { throw Failure(reason: "the certificate is cut off") }
      var checksum = Checksum()
      checksum.add(bytes[..<end])
      guard bytes[end...].elementsEqual(checksum.bytes) else {
        throw Failure(reason: "the certificate was damaged or changed: its checksum is wrong")
      }
      return try Checking(bytes: bytes, range: start..<end).run(matrix, question)
    } catch {
      var error = error
      error.file = file
      throw error
    }
  }

  private struct Checking: SlackWork {
    let bytes: UnsafeRawBufferPointer
    /// Where the tree stands.
    let range: Range<Int>

    func run<Lane>(on table: SlackTable<Lane>) throws(Failure) -> Result {
      let checker = ProofChecker(
        table, bytes, range: range,
        limit: ScenarioSearch(table.matrix, table.question).keptScenarios)
      let isOpen = try checker.check()
      return Result(
        matrix: table.matrix, question: table.question,
        scenarios: isOpen
          ? ScenarioSet(
            settled: checker.settled, parts: checker.parts, isComplete: true, nodes: checker.steps)
          : ScenarioSet(isComplete: true, nodes: checker.steps),
        steps: checker.steps)
    }
  }

  /// Reads what stands before the tree; returns where that begins.
  private static func opening(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> (
    CrossImpactMatrix, ScenarioQuestion, Int
  ) {
    var at = 0
    func line(limit: Int) throws(Failure) -> String {
      let rest = bytes[at..<min(bytes.count, at + limit)]
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
        throw Failure(at: at, reason: "this is no certificate, or it is cut off")
      }
      defer { at = end + 1 }
      return String(decoding: bytes[at..<end], as: UTF8.self)
    }
    let first = try line(limit: 100)
    guard first.hasPrefix(mark + " "), let length = Int(first.dropFirst(mark.count + 1)),
      (0...(bytes.count - at)).contains(length)
    else {
      throw Failure(at: 0, reason: "this is no certificate: it must begin «\(mark)»")
    }
    let matrix: CrossImpactMatrix
    do {
      matrix = try CrossImpactMatrix(
        json: Array(bytes[at..<at + length]), file: "its matrix", mayRepeatNames: true)
    } catch {
      throw Failure(reason: error.description)
    }
    at += length
    let allowed = try line(limit: 1 << 16).split(separator: " ").map { UInt64($0) }
    let margins = try line(limit: 1 << 16).split(separator: " ")
    var question = ScenarioQuestion(matrix)
    guard allowed.count == matrix.descriptors.count, margins.count == allowed.count else {
      throw Failure(reason: "its question does not fit its matrix")
    }
    for descriptor in matrix.descriptors.indices {
      guard let set = allowed[descriptor], set & ~question.allowed[descriptor] == 0,
        let margin = margins[descriptor] == "-"
          ? .some(nil) : matrix.units(atLeast: String(margins[descriptor])).map(Optional.some)
      else { throw Failure(reason: "its question cannot be read") }
      question.allowed[descriptor] = set
      question.leastMargins[descriptor] = margin
    }
    return (matrix, question, at)
  }
}

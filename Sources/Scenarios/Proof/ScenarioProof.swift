/// A certificate that a search was complete: the matrix, the question, and every step of the search in order.
///
/// The tree is a row of numbers, seven bits a byte. A number names, by its two lowest bits, a comparison whose choice is
/// struck out because it cannot reach its margin over the rival (0), a descriptor that is decided, variant by variant (1),
/// a scenario, or a variant that is struck out because it would push a decided choice behind (2), or that the open structure
/// falls apart into parts, each with its own tree (3), of which the numbers of scenarios are multiplied. A node ends when a
/// descriptor has no variant left, at a scenario, or after the last variant. Docs/scenarios.md describes the file.
public enum ScenarioProof {
  static let mark = "concord-scenario-proof 2"

  /// A certificate that proves nothing.
  public struct Failure: Error, Hashable, CustomStringConvertible {
    public var file: String
    /// The byte at which the check failed, from 0.
    public var at: Int?
    public var reason: String

    public init(file: String = "certificate", at: Int? = nil, reason: String) {
      self.file = file
      self.at = at
      self.reason = reason
    }

    public var description: String {
      "\(file)\(at.map { ", byte \($0)" } ?? ""): \(reason)"
    }
  }

  /// What stands before the tree.
  static func header(_ matrix: CrossImpactMatrix, _ question: ScenarioQuestion) -> [UInt8] {
    let json = Array(matrix.json().utf8)
    let allowed = question.allowed.map(String.init).joined(separator: " ")
    let margins = question.leastMargins.map { $0.map(matrix.text) ?? "-" }.joined(separator: " ")
    return Array("\(mark) \(json.count)\n".utf8) + json + Array("\(allowed)\n\(margins)\n".utf8)
  }
}

/// FNV-1a, 64 bits: tells damage, not malice; a forged tree fails at its steps.
struct Checksum {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}

extension ScenarioSearch {
  /// Searches as `run` does, with one worker, and writes the certificate; when nothing is to be listed, by products.
  ///
  /// - Parameter sink: is given the certificate in pieces; when the search is stopped it lacks its end and proves nothing.
  public func prove(
    shouldStop: @escaping @Sendable () -> Bool = { false }, sink: @escaping ([UInt8]) -> Void
  ) -> ScenarioSet {
    var checksum = Checksum()
    let send: ([UInt8]) -> Void = { piece in
      checksum.add(piece)
      sink(piece)
    }
    send(ScenarioProof.header(matrix, question))
    let recorder = ProofRecorder(sink: send)
    let set = Proving(search: self, recorder: recorder, shouldStop: shouldStop)
      .run(matrix, question)
    recorder.finish()
    if set.isComplete { sink(checksum.bytes) }
    return set
  }

  private struct Proving: SlackWork {
    let search: ScenarioSearch
    let recorder: ProofRecorder
    let shouldStop: @Sendable () -> Bool

    func run<Lane>(on table: SlackTable<Lane>) -> ScenarioSet {
      search.prove(table, recorder, shouldStop)
    }
  }

  private func prove<Lane>(
    _ table: SlackTable<Lane>, _ recorder: ProofRecorder,
    _ shouldStop: @escaping @Sendable () -> Bool
  ) -> ScenarioSet {
    let search = SlackSearch(table, recorder: recorder) { _ in shouldStop() }
    guard search.begin() else { return ScenarioSet(isComplete: true, nodes: 1) }
    recorder.split()
    let open = (0..<matrix.descriptors.count).map { search.open[$0] }
    let groups = table.parts(
      among: matrix.descriptors.indices, open: search.open, bounds: search.boundLanes(level: 0))
    var parts: [PartialScenarios] = []
    for group in groups where !search.isStopped {
      var part = PartialScenarios(descriptors: group, limit: keptScenarios)
      if listed == 0 {
        part.add(count: search.count(deciding: group))
      } else {
        search.descend(deciding: group) { part.add($0) }
      }
      part.sort()
      parts.append(part)
    }
    guard parts.count == groups.count else {
      return ScenarioSet(isComplete: false, nodes: search.nodes)
    }
    return ScenarioSet(
      settled: open.map { UInt8($0.trailingZeroBitCount) }, parts: parts,
      isComplete: !search.isStopped, nodes: search.nodes)
  }
}

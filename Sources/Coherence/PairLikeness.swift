/// How alike two provisions are, by four measures.
struct PairLikeness: Sendable {
  /// Cosine and sum of the weights of the words shared; likeness of topic, and how far it is above that to all others.
  var cosine = 0.0
  var shared = 0.0
  var topic = 0.0
  var distinction = 0.0

  /// Takes over what is greater in another.
  mutating func formGreater(_ other: PairLikeness) {
    cosine = max(cosine, other.cosine)
    shared = max(shared, other.shared)
    topic = max(topic, other.topic)
    distinction = max(distinction, other.distinction)
  }

  /// Adds the likeness itself, and how near it comes to the greatest of either side.
  ///
  /// - Parameter greatest: of each side, the greatest among its pairs.
  func tell(_ evidence: inout EvidenceTally<ConflictEvidence>, besides greatest: [PairLikeness]) {
    evidence[.cosine] = cosine
    evidence[.shared] = shared
    evidence[.topic] = topic
    evidence[.distinction] = distinction
    for (measure, first, second) in Self.measures {
      let own = measure(self)
      let shares = greatest.map { measure($0) > 0 ? own / measure($0) : 0 }
      evidence[first] = shares.max() ?? 0
      evidence[second] = shares.min() ?? 0
    }
  }

  private static let measures:
    [(@Sendable (PairLikeness) -> Double, ConflictEvidence, ConflictEvidence)] = [
      ({ $0.cosine }, .cosineFirst, .cosineSecond), ({ $0.shared }, .sharedFirst, .sharedSecond),
      ({ $0.topic }, .topicFirst, .topicSecond),
      ({ $0.distinction }, .distinctionFirst, .distinctionSecond),
    ]
}

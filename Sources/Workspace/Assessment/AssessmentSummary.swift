public import Policy

/// How far an assessment is.
public struct AssessmentProgress: Sendable, Hashable {
  public enum Phase: String, Sendable, Hashable, CaseIterable {
    case reading, relating, judging
  }

  public var phase: Phase
  /// Documents dealt with.
  public var documentsDone = 0
  public var documentsTotal = 0
  /// Bytes of documents dealt with: with `bytesTotal` the fairest measure of the work that is left.
  public var bytesDone = 0
  public var bytesTotal = 0
  /// Pages read in this run, of documents that have pages.
  public var pagesDone = 0
  /// The document dealt with last.
  public var file = ""
  /// Of the phase, 0 to 1.
  public var share = 0.0
}

/// What an assessment did and found.
public struct AssessmentSummary: Sendable, Hashable {
  /// A document that was not read, and why.
  public struct Unread: Sendable, Hashable {
    public var file: String
    public var message: String
  }

  /// What Concord guessed of a document because nobody said it.
  public struct Guess: Sendable, Hashable {
    public var file: String
    public var attributes: [Document.Attribute]
  }

  /// Documents read in this run.
  public var newlyRead = 0
  /// Documents coded again in this run without being read again.
  public var recoded = 0
  /// Documents that were as the last run left them.
  public var unchanged = 0
  /// Documents forgotten because their files are gone.
  public var removed = 0
  /// Of all documents in the workspace.
  public var documents = 0
  public var pages = 0
  public var provisions = 0
  public var relevant = 0
  public var commitments = 0
  public var findings: [Finding.Kind: Int] = [:]
  /// Of these, the ones that an expert would likely sign.
  public var likelyFindings: [Finding.Kind: Int] = [:]
  /// Documents of which no country is known (`Document.isOfUnknownCountry`).
  public var withoutCountry = 0
  /// Documents that could not be read.
  public var failed: [Unread] = []
  /// Files of formats that Concord does not read.
  public var unsupported: [String] = []
  public var guesses: [Guess] = []
  /// What of `concord.json` and the user's tables could not be used.
  public var notes: [Note] = []
  /// The documents read in this run, by file, as they are stored.
  public var fresh: [String: CodedDocument] = [:]
  /// Whether the run was ended before its time; the workspace is consistent, and the next run completes it.
  public var wasCancelled = false

  public init() {}

  /// Whether part of the input could not be used.
  public var isPartial: Bool { !failed.isEmpty || !notes.isEmpty || wasCancelled }

  /// Numbers by name, as runs are recorded with.
  var counts: [String: Int] {
    var counts = [
      "newlyRead": newlyRead, "recoded": recoded, "unchanged": unchanged, "removed": removed,
      "documents": documents, "pages": pages, "provisions": provisions, "relevant": relevant,
      "commitments": commitments, "failed": failed.count, "unsupported": unsupported.count,
      "notes": notes.count,
    ]
    for (kind, count) in findings { counts[kind.rawValue] = count }
    return counts
  }
}

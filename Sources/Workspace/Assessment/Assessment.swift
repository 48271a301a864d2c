public import Foundation
public import Policy

/// The main job: find, read, code, store, relate, judge.
///
/// Documents are read and coded in parallel and stored one by one, each in a transaction of its own; those that are
/// as the last run left them are skipped. Findings are made from all stored documents in one more transaction.
/// Ended at any moment, the workspace is as after the last stored document, and running again completes it.
public struct Assessment: Sendable {
  public struct Options: Sendable, Hashable {
    /// Documents worked on at one time: a few more than there are processors, for some wait for the programs that read.
    public var jobs: Int
    /// Whether to read and judge everything again, as if nothing were stored.
    public var isFresh: Bool
    /// Name and version of the program, for the record of runs.
    public var program: String

    public init(
      jobs: Int = ProcessInfo.processInfo.activeProcessorCount + 2, isFresh: Bool = false,
      program: String = "concord"
    ) {
      self.jobs = jobs
      self.isFresh = isFresh
      self.program = program
    }
  }

  let project: Project
  let store: Store
  let engines: Engines
  let given: InstitutionalMap
  let notes: [Note]
  let options: Options

  /// - Parameters:
  ///   - given: institutions, ties and bodies of the user's tables (`Knowledge.given`).
  ///   - notes: on what of the user's tables could not be used (`Knowledge.notes`); the project's own are added.
  public init(
    of project: Project, in store: Store, with engines: Engines, given: InstitutionalMap = .init(),
    notes: [Note] = [], options: Options = Options()
  ) {
    self.project = project
    self.store = store
    self.engines = engines
    self.given = given
    self.notes = project.notes + notes
    self.options = options
  }

  /// Runs the assessment.
  ///
  /// - Parameters:
  ///   - now: the time of day, for the record of runs only.
  ///   - isCancelled: asked often, on several threads.
  ///   - progress: told after every document and during judging.
  /// - Throws: `StoreError`, or what the judge throws. A document that cannot be read is not an error: it is in the summary.
  public func run(
    now: @Sendable () -> Date = { Date() },
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (AssessmentProgress) -> Void = { _ in }
  ) throws -> AssessmentSummary {
    let run = try store.begin(Run(started: now().formatted(.iso8601), program: options.program))
    try store.store(notes, title: project.title)
    var fresh: [String: CodedDocument] = [:]
    var summary = try readDocuments(
      isCancelled: isCancelled, progress: progress, keeping: &fresh)
    if !summary.wasCancelled {
      summary.wasCancelled = try !judge(fresh, isCancelled: isCancelled, progress: progress)
    }
    try describe(&summary)
    summary.fresh = fresh
    if !summary.wasCancelled {
      try store.finish(run, at: now().formatted(.iso8601), counts: summary.counts)
    }
    return summary
  }

  // MARK: Reading

  /// - Parameter fresh: takes the documents read, which judging and the report need again.
  private func readDocuments(
    isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping @Sendable (AssessmentProgress) -> Void,
    keeping fresh: inout [String: CodedDocument]
  ) throws -> AssessmentSummary {
    var summary = AssessmentSummary()
    var stored: [String: StoredDocument] = [:]
    for document in try store.documents() { stored[document.file] = document }
    let gone = Set(stored.keys).subtracting(project.files.map(\.path)).sorted()
    try store.remove(gone)
    summary.removed = gone.count
    for file in project.files {
      guard let unread = file.unread, stored[file.path] != unread else { continue }
      try store.store(unread: unread)
    }
    // The largest first, so that no thread is left with a long one at the end.
    let waiting = project.files.filter { $0.state == .document }
      .sorted { ($1.size, $0.path) < ($0.size, $1.path) }
    var state = AssessmentProgress(phase: .reading)
    state.documentsTotal = waiting.count
    state.bytesTotal = waiting.reduce(0) { $0 + $1.size }
    progress(state)
    let preparation = DocumentPreparation(
      project: project, store: store, engines: engines, stored: options.isFresh ? [:] : stored)
    try Workers.run(
      waiting, jobs: options.jobs, isCancelled: isCancelled, begin: { preparation.begin($0) },
      isReady: engines.canCode, end: { preparation.end($1) },
      receive: { file, outcome in
        switch outcome {
        case .unchanged:
          summary.unchanged += 1
        case .recoded(let codings):
          try store.store(codings: codings, of: file.path, codingKey: engines.keys.coding)
          summary.recoded += 1
        case .read(let rows, let digest, let readingKey):
          try store.store(
            rows, digest: digest, readingKey: readingKey, codingKey: engines.keys.coding)
          fresh[file.path] = rows.coded
          summary.newlyRead += 1
          state.pagesDone += rows.coded.document.pages ?? 0
        case .failed(let message, let digest):
          // An interruption also ends the programs that read for us: that says nothing about the document.
          guard !isCancelled() else { break }
          let unread = StoredDocument(unread: file.path, .failed, message, digest: digest)
          if stored[file.path] != unread { try store.store(unread: unread) }
        case .broken(let error):
          throw error
        }
        state.documentsDone += 1
        state.bytesDone += file.size
        state.file = file.path
        state.share = Double(state.bytesDone) / Double(max(1, state.bytesTotal))
        progress(state)
      })
    summary.wasCancelled = isCancelled()
    return summary
  }

  // MARK: Judging

  private struct Interruption: Error {}

  /// - Returns: false when it was cancelled.
  private func judge(
    _ fresh: [String: CodedDocument], isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping @Sendable (AssessmentProgress) -> Void
  ) throws -> Bool {
    let key = try judgingKey()
    guard try options.isFresh || store.judgingKey() != key else { return true }
    progress(AssessmentProgress(phase: .relating))
    let documents = try store.codedDocuments(except: fresh)
    let map = try engines.relate(documents, given)
    do {
      let findings = try engines.judge(documents, map) { share in
        if isCancelled() { throw Interruption() }
        var state = AssessmentProgress(phase: .judging)
        state.share = share
        progress(state)
      }
      if isCancelled() { return false }
      try store.store(map, findings, key: key)
      return true
    } catch is Interruption {
      return false
    }
  }

  /// Everything that institutions and findings are made from.
  private func judgingKey() throws -> String {
    var digest = Digest()
    digest.add(engines.keys.judging)
    digest.add(JSONText.of(given))
    for document in try store.documents() where document.status == .read {
      for part in [document.file, document.digest, document.readingKey, document.codingKey] {
        digest.add(part ?? "")
      }
    }
    return digest.finish()
  }

  // MARK: Summary

  private func describe(_ summary: inout AssessmentSummary) throws {
    for document in try store.documents() {
      switch document.status {
      case .read:
        summary.documents += 1
        summary.pages += document.document.pages ?? 0
        summary.provisions += document.provisionCount
        summary.relevant += document.relevantCount
        summary.commitments += document.commitmentCount
        if document.document.isOfUnknownCountry { summary.withoutCountry += 1 }
        let guessed = Document.Attribute.allCases.filter(document.document.guessed.contains)
        if !guessed.isEmpty {
          summary.guesses.append(.init(file: document.file, attributes: guessed))
        }
      case .failed:
        summary.failed.append(.init(file: document.file, message: document.message ?? ""))
      case .unsupported:
        summary.unsupported.append(document.file)
      }
    }
    for finding in try store.findings() {
      summary.findings[finding.kind, default: 0] += 1
      if finding.likelihood >= .likely { summary.likelyFindings[finding.kind, default: 0] += 1 }
    }
    summary.notes = notes
  }
}

extension StoredDocument {
  /// A file of which nothing but its name is known.
  init(unread file: String, _ status: Status, _ message: String, digest: String? = nil) {
    self.init(
      document: Document(file: file, title: file), status: status, message: message, digest: digest)
  }
}

extension ProjectFile {
  /// The record of a file that needs no opening; nil for a document.
  fileprivate var unread: StoredDocument? {
    switch state {
    case .document: nil
    case .unreadable(let reason): StoredDocument(unread: path, .failed, reason)
    case .unsupported:
      StoredDocument(
        unread: path, .unsupported,
        "Concord reads PDF, DOCX, ODT, HTML, Markdown and plain text: save it as one of these if it is a document."
      )
    }
  }
}

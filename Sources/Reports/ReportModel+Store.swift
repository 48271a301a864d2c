public import Policy
public import Workspace

extension ReportModel {
  /// What a workspace holds, as it stands: documents are fetched from it while the report is written.
  ///
  /// - Parameters:
  ///   - codebook: the project's codebook, as its provisions were coded with it.
  ///   - language: of headings and explanations.
  ///   - known: documents of the workspace that need not be fetched from it, by file.
  /// - Throws: `StoreError` when the workspace cannot be read.
  public init(
    _ store: Store, codebook: Codebook, language: Language = .english,
    known: [String: CodedDocument] = [:]
  ) throws {
    let stored = try store.documents()
    let run = try store.runs().last
    let read = stored.filter { $0.status == .read }
    let title = try store.title()
    let review = try store.review()
    self.init(
      title: title.isEmpty ? "Concord" : title,
      date: (run?.finished ?? run?.started).map { String($0.prefix(10)) }, language: language,
      versions: try Self.versions(run, read, judgingKey: store.judgingKey()), codebook: codebook,
      files: read.map(\.file),
      document: { file in
        guard let document = try known[file] ?? store.codedDocument(file) else {
          throw ReportError(
            file, "the document left the workspace while the report was written. Write it again.")
        }
        return document
      },
      map: try store.institutionalMap(), findings: review.findings.map(\.finding), review: review,
      minima: try store.coherenceMinima(),
      unread: stored.compactMap(Unread.init), remarks: try store.notes().map(Remark.init))
    for document in read { digests[document.file] = document.digest }
  }

  private static func versions(_ run: Run?, _ read: [StoredDocument], judgingKey: String?)
    -> [Version]
  {
    func distinct(_ key: KeyPath<StoredDocument, String?>) -> [String] {
      Set(read.compactMap { $0[keyPath: key] }).sorted()
    }
    return [run.map { Version(name: "Concord", version: $0.program) }].compactMap(\.self)
      + distinct(\.codingKey).map { Version(name: "Coding", version: $0) }
      + [judgingKey.map { Version(name: "Judging", version: $0) }].compactMap(\.self)
  }
}

extension ReportModel.Unread {
  /// Nil for a document that was read.
  fileprivate init?(_ document: StoredDocument) {
    guard document.status != .read else { return nil }
    self.init(
      file: document.file, reason: document.message ?? "",
      isUnsupported: document.status == .unsupported)
  }
}

extension ReportModel.Remark {
  public init(_ note: Note) {
    let place = [note.line.map { "line \($0)" }, note.column.map { "column \($0)" }]
    self.init(
      place: ([note.file] + place.compactMap(\.self)).joined(separator: ", "), text: note.text)
  }
}

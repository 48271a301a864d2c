public import Foundation

/// The health of a workspace: its file, its references, its search index, and how it stands to the documents.
extension Store {
  /// Something wrong with the workspace, with what to do.
  public struct Fault: Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case integrity, reference, search, orphan, changed, missing, unknown, stale
    }

    public var kind: Kind
    /// The document, where one is concerned.
    public var file: String?
    public var text: String

    public var description: String { file.map { "\($0): \(text)" } ?? text }

    /// Whether the workspace itself is broken, rather than behind its folder.
    public var isDamage: Bool { [.integrity, .reference, .search, .orphan].contains(kind) }
  }

  /// Examines the whole file.
  ///
  /// - Parameter folder: the project's folder, if its documents are to be compared with what was stored.
  /// - Returns: the faults found; none when all is well.
  public func check(against folder: URL? = nil) throws -> [Fault] {
    var faults = try withConnection { try $0.faults() }
    guard !faults.contains(where: \.isDamage) else { return faults }
    for document in try documents() where document.status == .read {
      if let folder {
        let file = folder.appendingPathComponent(document.file)
        if let fault = Self.compare(document, with: file) { faults.append(fault) }
      }
    }
    if try judgingKey() == nil, try !documents().isEmpty {
      faults.append(
        Fault(
          kind: .stale,
          text: "no findings have been made yet: the last run was ended before. Assess again."))
    }
    return faults
  }

  private static func compare(_ document: StoredDocument, with file: URL) -> Fault? {
    guard FileManager.default.fileExists(atPath: file.path) else {
      return Fault(
        kind: .missing, file: document.file,
        text: "the file is gone from the folder; the next assessment forgets it.")
    }
    guard let digest = try? Digest.file(file) else {
      return Fault(kind: .unknown, file: document.file, text: "the file cannot be read now.")
    }
    guard digest != document.digest else { return nil }
    return Fault(
      kind: .changed, file: document.file,
      text: "the file has changed since it was read; assess again.")
  }
}

extension Connection {
  fileprivate func faults() throws -> [Store.Fault] {
    let messages: [String]
    do {
      messages = try rows("PRAGMA integrity_check(20)", as: { try $0(0, as: String.self) })
    } catch let error as StoreError where error.reason == .damaged {
      return [Store.Fault(kind: .integrity, text: error.problem + " " + error.remedy)]
    }
    guard messages == ["ok"] else {
      return messages.map {
        Store.Fault(kind: .integrity, text: "damaged: \($0). \(StoreError.damageRemedy)")
      }
    }
    var faults = try rows("PRAGMA foreign_key_check") { row in
      Store.Fault(
        kind: .reference,
        text:
          "a row of \(try row(0, as: String.self)) refers to a row of \(try row(2, as: String.self)) that is not there. \(StoreError.damageRemedy)"
      )
    }
    do {
      try execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    } catch let error as StoreError where error.reason == .damaged {
      faults.append(
        Store.Fault(
          kind: .search,
          text: "the search index does not agree with the provisions. \(StoreError.damageRemedy)"))
    }
    faults += try rows(
      """
      SELECT d.file, count(*) FROM documents d JOIN provisions p ON p.document = d.id
      WHERE NOT EXISTS (SELECT 1 FROM codings c WHERE c.provision = p.id)
      GROUP BY d.id ORDER BY d.file
      """
    ) { row in
      Store.Fault(
        kind: .orphan, file: try row(0),
        text: "\(try row(1, as: Int.self)) provisions have no coding; assess again.")
    }
    return faults
  }
}

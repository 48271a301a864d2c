import Foundation
import Policy

/// What is done to one document before it is stored: hash, and then as little as its hash and keys allow.
struct DocumentPreparation: Sendable {
  enum Outcome: Sendable {
    case unchanged
    /// Coded again from the provisions that are stored.
    case recoded([ProvisionCoding])
    case read(DocumentRows, digest: String, readingKey: String)
    /// The document is at fault.
    case failed(message: String, digest: String?)
    /// The workspace, or what the program itself knows, is at fault.
    case broken(any Error)
  }

  let project: Project
  let store: Store
  let engines: Engines
  let stored: [String: StoredDocument]

  /// A document before it is coded.
  enum Begun: Sendable {
    case read(Document, digest: String, readingKey: String)
    /// From the workspace, because only the coding has changed.
    case stored(Document, digest: String)
    case done(Outcome)
  }

  /// Reads a file, unless what is stored of it still holds.
  func begin(_ file: ProjectFile) -> Begun {
    let digest: String
    do {
      digest = try Digest.file(file.url)
    } catch {
      return .done(
        .failed(message: "it cannot be read (\(error.localizedDescription)).", digest: nil))
    }
    let description = project.description(of: file.path)
    let readingKey = readingKey(description)
    if let known = stored[file.path], known.status == .read, known.digest == digest,
      known.readingKey == readingKey
    {
      guard known.codingKey != engines.keys.coding else { return .done(.unchanged) }
      do {
        guard let document = try store.codedDocument(file.path)?.document else {
          return .done(.unchanged)
        }
        return .stored(document, digest: digest)
      } catch {
        return .done(.broken(error))
      }
    }
    do {
      var document = try engines.read(file.url, file.path, description)
      complete(&document, description)
      return .read(document, digest: digest, readingKey: readingKey)
    } catch {
      return .done(outcome(of: error, digest))
    }
  }

  /// Codes what was read.
  func end(_ begun: Begun) -> Outcome {
    switch begun {
    case .done(let outcome): return outcome
    case .stored(let document, let digest):
      do {
        return .recoded(try engines.code(document).codings)
      } catch {
        return outcome(of: error, digest)
      }
    case .read(let document, let digest, let readingKey):
      do {
        return .read(
          DocumentRows(try engines.code(document)), digest: digest, readingKey: readingKey)
      } catch {
        return outcome(of: error, digest)
      }
    }
  }

  private func outcome(of error: any Error, _ digest: String) -> Outcome {
    error is Table.Error || error is ResourceFolder.MissingError
      ? .broken(error) : .failed(message: "\(error)", digest: digest)
  }

  /// What the reading of one document depends on besides its bytes.
  private func readingKey(_ description: DocumentDescription?) -> String {
    var digest = Digest()
    digest.add(engines.keys.reading)
    digest.add(description.map { JSONText.of($0) } ?? "")
    digest.add(project.description.country ?? "")
    digest.add(JSONText.of(project.description.languages))
    return digest.finish()
  }

  /// Lets the project's country and only language stand in where nothing is known of a document.
  private func complete(_ document: inout Document, _ description: DocumentDescription?) {
    if document.countries.isEmpty, let country = project.description.country,
      document.level != .international
    {
      document.countries = [country]
      document.guessed.insert(.country)
    }
    let isUntold = document.languages.allSatisfy { $0 == .undetermined }
    if isUntold, description?.language == nil, project.description.languages.count == 1 {
      document.languages = project.description.languages
      document.guessed.insert(.language)
      for i in document.provisions.indices {
        document.provisions[i].language = project.description.languages[0]
      }
    }
  }
}

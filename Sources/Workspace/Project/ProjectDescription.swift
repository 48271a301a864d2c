public import Policy

/// What `concord.json` says of a project and its documents.
public struct ProjectDescription: Sendable, Hashable {
  public static let file = "concord.json"

  public var title: String?
  /// The country whose policies these are; used for documents of which nothing else is known.
  public var country: String?
  /// Languages of the documents; used for documents whose language cannot be told.
  public var languages: [Language]
  public var documents: [DocumentDescription]

  public init(
    title: String? = nil, country: String? = nil, languages: [Language] = [],
    documents: [DocumentDescription] = []
  ) {
    self.title = title
    self.country = country
    self.languages = languages
    self.documents = documents
  }

  /// Reads the file as far as it can be read.
  ///
  /// - Returns: what was said, and a note with line and column on every field that is missing or cannot be used.
  public static func read(_ bytes: [UInt8]) -> (ProjectDescription, [Note]) {
    var reader = ProjectDescriptionReader()
    let (value, mistake) = LocatedJSON.read(bytes)
    let description = value.map { reader.project($0) } ?? ProjectDescription()
    if let mistake {
      reader.note(
        mistake.at,
        "this is not JSON: \(mistake.reason). What stands before was read, the rest not.")
    }
    return (description, reader.notes)
  }
}

private struct ProjectDescriptionReader {
  private(set) var notes: [Note] = []

  mutating func note(_ at: LocatedJSON.Position, _ text: String) {
    notes.append(
      Note(file: ProjectDescription.file, line: at.line, column: String(at.column), text: text))
  }

  mutating func project(_ json: LocatedJSON) -> ProjectDescription {
    var project = ProjectDescription()
    guard case .object(let members) = json.value else {
      note(json.at, "the file must be one object: {\"title\": …, \"documents\": [ … ]}.")
      return project
    }
    for (key, at, value) in members {
      switch key {
      case "title": project.title = text(value, of: key)
      case "country": project.country = text(value, of: key)
      case "languages":
        project.languages = texts(value, of: key).compactMap { language($0, at: value.at) }
      case "documents": project.documents = documents(value)
      default:
        note(at, "«\(key)» is no field of a project: use title, country, languages, documents.")
      }
    }
    return project
  }

  private mutating func documents(_ json: LocatedJSON) -> [DocumentDescription] {
    guard case .array(let elements) = json.value else {
      note(json.at, "documents must be a list: [ {\"file\": …}, … ].")
      return []
    }
    var documents: [DocumentDescription] = []
    var files: Set<String> = []
    for element in elements {
      guard let document = document(element) else { continue }
      guard files.insert(document.file).inserted else {
        note(
          element.at, "«\(document.file)» is described a second time; the first description holds.")
        continue
      }
      documents.append(document)
    }
    return documents
  }

  private mutating func document(_ json: LocatedJSON) -> DocumentDescription? {
    guard case .object(let members) = json.value else {
      note(json.at, "a document must be an object: {\"file\": …, \"title\": …}.")
      return nil
    }
    var document = DocumentDescription(file: "")
    var isNamed = false
    for (key, at, value) in members {
      switch key {
      case "file":
        isNamed = true
        if let file = text(value, of: key) { document.file = path(file, at: value.at) ?? "" }
      case "title": document.title = text(value, of: key)
      case "kind": document.kind = choice(value, of: key, DocumentKind.allCases)
      case "level": document.level = choice(value, of: key, GovernmentLevel.allCases)
      case "country", "countries": document.countries = texts(value, of: key)
      case "institution", "institutions": document.institutions = texts(value, of: key)
      case "year": document.year = year(value)
      case "language":
        document.language = text(value, of: key).flatMap { language($0, at: value.at) }
      default:
        note(
          at,
          "«\(key)» is no field of a document: use file, title, kind, level, country, institution, year, language."
        )
      }
    }
    if !isNamed { note(json.at, "this document has no «file»: say which file it describes.") }
    return document.file.isEmpty ? nil : document
  }

  private mutating func text(_ json: LocatedJSON, of field: String) -> String? {
    switch json.value {
    case .string(let text):
      let trimmed = text.trimmingSpaces
      return trimmed.isEmpty ? nil : trimmed
    case .null: return nil
    default:
      note(json.at, "«\(field)» must be a text in \"quotation marks\".")
      return nil
    }
  }

  /// A text whose parts are divided by semicolons, or a list of texts.
  private mutating func texts(_ json: LocatedJSON, of field: String) -> [String] {
    guard case .array(let elements) = json.value else {
      return (text(json, of: field) ?? "").split(separator: ";").map { String($0).trimmingSpaces }
        .filter { !$0.isEmpty }
    }
    return elements.compactMap { text($0, of: field) }
  }

  private mutating func choice<T: RawRepresentable<String>>(
    _ json: LocatedJSON, of field: String, _ choices: [T]
  ) -> T? {
    guard let text = text(json, of: field) else { return nil }
    if let choice = T(rawValue: text.lowercased()) { return choice }
    let all = choices.map(\.rawValue).joined(separator: ", ")
    note(json.at, "«\(text)» is no \(field) that Concord knows: use one of \(all).")
    return nil
  }

  private mutating func year(_ json: LocatedJSON) -> Int? {
    let text: String
    switch json.value {
    case .null: return nil
    case .number(let number): text = number
    case .string(let string): text = string.trimmingSpaces
    default: text = ""
    }
    guard let year = Int(text), (1000...2999).contains(year) else {
      note(json.at, "«year» must be a year such as 2019.")
      return nil
    }
    return year
  }

  private mutating func language(_ text: String, at: LocatedJSON.Position) -> Language? {
    let code = text.lowercased()
    let isCode =
      (2...3).contains(code.utf8.count) && code.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    guard isCode else {
      note(at, "«\(text)» is no code of a language: use two letters such as en, fr or es.")
      return nil
    }
    return Language(rawValue: code)
  }

  private mutating func path(_ text: String, at: LocatedJSON.Position) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).filter { $0 != "." }
    guard !text.hasPrefix("/"), !parts.contains(".."), !parts.isEmpty else {
      note(at, "«\(text)» must be a file inside the project folder, named from that folder.")
      return nil
    }
    return parts.joined(separator: "/")
  }
}

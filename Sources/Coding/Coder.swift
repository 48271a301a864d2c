public import Policy

/// Codes provisions: what they are about, for whom, in which direction, and on which words that rests.
///
/// ```swift
/// let coder = try Coder(codebook: codebook, terms: tables, scoring: scoring, identifier: identifier)
/// let coded = coder.code(document)
/// let one = coder.code("Migrant workers shall not be charged fees.".utf8, language: .english)
/// ```
public struct Coder: Sendable {
  public let lexicon: Lexicon
  public let identifier: LanguageIdentifier
  let commitments: CommitmentReader

  public init(lexicon: Lexicon, identifier: LanguageIdentifier) {
    self.lexicon = lexicon
    self.identifier = identifier
    commitments = CommitmentReader(lexicon.matcher)
  }

  /// - Parameter terms: the bundled lists first, a user's own after them.
  /// - Throws: `Table.Error` with file, line and column.
  public init(
    codebook: Codebook, terms: [TermTable], scoring: Scoring, identifier: LanguageIdentifier
  ) throws(Table.Error) {
    self.init(
      lexicon: try Lexicon(codebook: codebook, tables: terms, scoring: scoring),
      identifier: identifier)
  }

  /// Codes one passage that has no document around it.
  ///
  /// - Parameters:
  ///   - text: UTF-8; ranges of words in the result are offsets into it.
  ///   - language: nil to have it identified.
  public func code(_ text: some Collection<UInt8>, language: Language?) -> ProvisionCoding {
    var passages = PassageCoder(self)
    return passages.code(text, language: language)
  }
}

extension PassageCoder {
  /// Codes one passage that has no document around it.
  mutating func code(_ text: some Collection<UInt8>, language: Language?) -> ProvisionCoding {
    let bytes = Array(text)
    return bytes.withUnsafeBufferPointer { text in
      let language = self.language(language, of: text)
      find(text, language: language)
      return coding(of: 0, language: language, relevance: ownRelevance(in: text), in: text)
    }
  }
}

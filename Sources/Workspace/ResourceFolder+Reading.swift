public import Policy
public import Reading

extension ResourceFolder {
  /// The identifier of languages, from `languages.csv`.
  public func languageIdentifier() throws -> LanguageIdentifier {
    try LanguageIdentifier(table: bytes("languages.csv"))
  }

  /// A reader of documents with the bundled words for labels and clues.
  public func reader(limits: ReadingLimits = .standard) throws -> Reader {
    let countries = try CountryClues(
      countries: bytes("evidence/countries.csv"), spellings: bytes("evidence/country-names.csv"),
      words: bytes("country-words.csv"))
    return try Reader(
      identifier: languageIdentifier(), labels: LabelTable(table: bytes("labels.csv")),
      clues: DocumentClues(table: bytes("document-words.csv"), names: countries),
      limits: limits)
  }
}

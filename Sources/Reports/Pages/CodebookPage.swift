import Policy

/// The concepts that provisions are coded with, so that every chip of the report leads to a definition.
extension Edition {
  func writeCodebook(in folder: ReportFolder) throws(ReportError) {
    let book = model.codebook
    let page = try PageWriter(
      Page.codebook.file, under: .codebook, of: self, in: folder, lede: say("codebook.lede"))
    try page.add(
      concepts(
        "objectives", book.objectives.map { ($0.code, $0.definition) }, \.objectives))
    try page.add(
      concepts("measures", book.measures.map { ($0.code, $0.definition) }, \.measures))
    try page.add(
      concepts(
        "populations",
        book.populations.map { group in
          (
            group.code,
            group.parents.isEmpty ? "" : say("codebook.part-of") + " " + names(group.parents)
          )
        }, \.populations))
    try page.add(concepts("sectors", book.sectors.map { ($0.code, "") }, \.sectors))
    try page.close()
  }

  private func concepts(
    _ family: String, _ concepts: [(code: String, definition: String)],
    _ counts: KeyPath<DocumentTally, [String: Strength]>
  ) -> HTML {
    section {
      h2(.id(family), text: say("codebook." + family + ".title"))
      table(.class("codebook")) {
        thead {
          tr {
            for key in ["name", "definition", "provisions"] {
              th(.scope("col"), text: say("column." + key))
            }
          }
        }
        tbody {
          for concept in concepts {
            let count = tallies.reduce(0) { $0 + ($1[keyPath: counts][concept.code]?.count ?? 0) }
            tr(.id(AddressBook.anchor(concept: concept.code))) {
              th(.scope("row")) {
                model.codebook.name(concept.code, in: say.language)
                span(.class("code"), text: concept.code)
              }
              td(text: concept.definition)
              td(.class("number"), text: count == 0 ? "–" : say.number(count))
            }
          }
        }
      }
    }
  }
}

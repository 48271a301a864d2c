import Policy

extension Corpus {
  /// At which level two statements meet.
  func level(_ a: Statement, _ b: Statement) -> Finding.Level {
    if a.document == b.document { return .internal }
    let first = document(a)
    let second = document(b)
    let isGlobal = [first, second].map {
      $0.level == .international || $0.kind == .treaty && $0.level != .bilateral
    }
    if isGlobal[0] || isGlobal[1] { return .multilateral }
    if first.level == .bilateral || second.level == .bilateral { return .corridor }
    if areOfDifferentCountries(a, b) { return .corridor }
    if first.level != second.level { return .vertical }
    return .horizontal
  }

  func areOfDifferentCountries(_ a: Statement, _ b: Statement) -> Bool {
    let first = countryStems[a.document]
    let second = countryStems[b.document]
    return !first.isEmpty && !second.isEmpty && first.isDisjoint(with: second)
  }

  /// Whether both hold in one jurisdiction, along one corridor, or one binds the other.
  func canMeet(_ a: Statement, _ b: Statement) -> Bool {
    if a.document == b.document { return true }
    let first = document(a)
    let second = document(b)
    if copies.contains([a.document, b.document]) { return false }
    // Treaties bind states, not one another.
    if first.level == .international, second.level == .international { return false }
    // Agreements whose level is only guessed may be a state's with different partners.
    let isPact: (Document) -> Bool = { $0.kind == .treaty || $0.kind == .agreement }
    if isPact(first), isPact(second),
      [first, second].contains(where: { $0.guessed.contains(.level) })
    {
      return false
    }
    // Where the country of some texts is known, one of no known country may be anybody's.
    for document in [a.document, b.document]
    where isOfKnownCountries && documents[document].document.isOfUnknownCountry { return false }
    if first.level == .international || second.level == .international { return true }
    let isSubnational: (Document) -> Bool = { $0.level == .local || $0.level == .regional }
    if isSubnational(first), isSubnational(second) {
      // Two towns do not govern one another.
      return first.level != second.level || first.institutions == second.institutions
    }
    if areOfDifferentCountries(a, b) {
      guard !isSubnational(first), !isSubnational(second) else { return false }
      // Two countries meet where one of the texts speaks of the other country.
      return names(a, b.document) || names(b, a.document)
    }
    return placesMeet(a, b)
  }

  /// Whether the statement, or the title of its document, names the country of another document.
  private func names(_ statement: Statement, _ other: Int) -> Bool {
    if !statement.places.isDisjoint(with: countryStems[other]) { return true }
    if !statement.places.subtracting(countryStems[statement.document]).isEmpty { return false }
    return titleNames[statement.document].contains { countryStems[other].contains($0) }
  }

  /// False when each names foreign places and none in common.
  private func placesMeet(_ a: Statement, _ b: Statement) -> Bool {
    let own = countryStems[a.document].union(countryStems[b.document])
    func foreign(_ statement: Statement) -> Set<Int32> {
      let named = statement.places.subtracting(own)
      return named.isEmpty ? titleNames[statement.document].subtracting(own) : named
    }
    let first = foreign(a)
    let second = foreign(b)
    return first.isEmpty || second.isEmpty || !first.isDisjoint(with: second)
  }
}

import Policy

/// What a commitment does not say itself but its document says elsewhere: in the columns of an action-plan table, or
/// in the row that carries it out.
///
/// A row is found by its number ("Measure 4.2" carries out 4.2, "Mesure 3.1" carries out Objectif 3) or because the provision
/// refers to it ("Annex 7-A, line 3"). Words taken from a row are marked with its locator.
struct Completion {
  private let document: Document
  /// Rows that say something of lead, date, money or measure, by their number.
  private var rows: [String: [Int]] = [:]
  private var parts: [Int: [Commitment.Part: [Words]]] = [:]

  init(of document: Document) {
    self.document = document
    for (i, provision) in document.provisions.enumerated() where provision.part == .row {
      let said = Self.parts(of: provision)
      guard said.count >= 2 else { continue }
      parts[i] = said
      if let number = Self.number(provision.locator) { rows[number, default: []].append(i) }
    }
  }

  /// The codings with rows of action plans as commitments, and commitments completed from the rows that carry them out.
  func completed(_ codings: [ProvisionCoding]) -> [ProvisionCoding] {
    guard !parts.isEmpty else { return codings }
    var completed = codings
    for i in codings.indices {
      let provision = document.provisions[i]
      if let own = parts[i] {
        var commitment = codings[i].commitment ?? Commitment()
        commitment.isRoutine = false
        for (part, words) in own {
          commitment[part] = CommitmentPart(quality: .named, words: words)
        }
        completed[i].commitment = commitment
        if codings[i].modality < .action { completed[i].modality = .action }
      } else if completed[i].commitment != nil {
        for row in carrying(provision) {
          for (part, words) in parts[row] ?? [:]
          where completed[i].commitment?[part].quality != .named {
            completed[i].commitment?[part] = CommitmentPart(
              quality: .named,
              words: words.map {
                Words($0.text, place: .elsewhere, locator: document.provisions[row].locator)
              })
          }
        }
      }
    }
    return completed
  }

  /// The rows that carry a provision out.
  private func carrying(_ provision: Provision) -> [Int] {
    var found: [Int] = []
    if let number = Self.number(provision.locator) {
      found += rows[number] ?? []
      // "Objective 3" is carried out by Measure 3.1, 3.2 …; "Article 3" is not.
      if provision.part == .measure || provision.locator.utf8.contains(UInt8(ascii: ".")) {
        var step = 1
        while let below = rows["\(number).\(step)"] {
          found += below
          step += 1
        }
      }
    }
    for number in Self.references(in: provision.text) { found += rows[number] ?? [] }
    return found
  }

  // MARK: Columns

  /// The cells of a row under headers that name a part, if they say something.
  private static func parts(of row: Provision) -> [Commitment.Part: [Words]] {
    var parts: [Commitment.Part: [Words]] = [:]
    for cell in row.cells {
      guard let part = part(named: cell.header), says(cell.text) else { continue }
      parts[part, default: []].append(Words(cell.text, range: range(of: cell.text, in: row.text)))
    }
    return parts
  }

  private static func says(_ cell: String) -> Bool {
    let empty: Set<String> = [
      "", "-", "–", "—", "…", "...", "?", "n/a", "n.a.", "tbd", "s.o.", "n.d.",
    ]
    return !empty.contains(cell.trimmingSpaces.lowercased())
  }

  private static func part(named header: String) -> Commitment.Part? {
    let words = header.lowercased().split { !$0.isLetter }.map(String.init)
    guard let word = words.first(where: { columns[$0] != nil }) else { return nil }
    // "Measure of success" is no measure to be taken, and "lead time" no lead.
    return columns[word]
  }

  /// Words of column headers, in lower case.
  private static let columns: [String: Commitment.Part] = [
    "lead": .lead, "responsible": .lead, "responsibility": .lead, "agency": .lead, "office": .lead,
    "chef": .lead, "responsable": .lead, "responsables": .lead, "pilote": .lead, "acteur": .lead,
    "entidad": .lead,
    "institución": .lead, "organismo": .lead, "ejecutor": .lead,
    "by": .deadline, "date": .deadline, "deadline": .deadline, "when": .deadline,
    "timeframe": .deadline,
    "timeline": .deadline, "period": .deadline, "year": .deadline, "échéance": .deadline,
    "échéancier": .deadline,
    "délai": .deadline, "calendrier": .deadline, "période": .deadline, "plazo": .deadline,
    "fecha": .deadline,
    "cronograma": .deadline, "período": .deadline, "año": .deadline,
    "budget": .budget, "funds": .budget, "funding": .budget, "cost": .budget, "costs": .budget,
    "money": .budget,
    "resources": .budget, "coût": .budget, "dotation": .budget, "financement": .budget,
    "crédits": .budget,
    "presupuesto": .budget, "costo": .budget, "coste": .budget, "financiación": .budget,
    "financiamiento": .budget,
    "dotación": .budget, "recursos": .budget,
    "indicator": .indicator, "indicators": .indicator, "success": .indicator, "target": .indicator,
    "indicateur": .indicator, "indicateurs": .indicator, "cible": .indicator,
    "indicador": .indicator,
    "indicadores": .indicator, "meta": .indicator, "resultado": .indicator,
  ]

  private static func range(of words: String, in text: String) -> Range<Int>? {
    let needle = Array(words.utf8)
    let hay = Array(text.utf8)
    guard !needle.isEmpty, hay.count >= needle.count else { return nil }
    for start in 0...(hay.count - needle.count) where hay[start] == needle[0] {
      if hay[start..<(start + needle.count)].elementsEqual(needle) {
        return start..<(start + needle.count)
      }
    }
    return nil
  }

  // MARK: Numbers

  /// The last number of a locator: "4.2" of "Measure 4.2", "B" of "Línea B".
  private static func number(_ locator: String) -> String? {
    guard let last = locator.split(separator: " ").last else { return nil }
    let number = last.drop { !$0.isNumber && !$0.isUppercase }.prefix {
      $0.isNumber || $0 == "." || $0.isUppercase
    }
    return number.isEmpty || number.count > 8 ? nil : String(number)
  }

  /// The rows that a text names: "line 3", "lines 3 and 4" gives the first, "(ligne 2)", "Mesure 4.1".
  private static func references(in text: String) -> [String] {
    let labels: Set<String> = [
      "line", "ligne", "línea", "linea", "row", "measure", "mesure", "medida", "action", "acción",
      "programme", "programa",
    ]
    let words = text.split { $0 == " " || $0 == "(" || $0 == ")" || $0 == "," || $0 == ";" }
    var found: [String] = []
    for (word, next) in zip(words, words.dropFirst()) where labels.contains(word.lowercased()) {
      let number = next.prefix { $0.isNumber || $0 == "." || $0.isUppercase }
      if !number.isEmpty, number.count <= 8 {
        found.append(number.last == "." ? String(number.dropLast()) : String(number))
      }
    }
    return found
  }
}

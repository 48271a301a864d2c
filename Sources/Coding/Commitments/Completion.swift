import Policy

/// What a commitment does not say itself but its document says elsewhere.
///
/// That is in the columns of an action-plan table; in the row that carries it out; in the entry of a list, the data sheet or
/// the sentence that is about it ("Measure 2.1 is led by …", "… (line 3)"); or in a clause about all measures. A row is found
/// by its number ("Measure 4.2" carries out 4.2, "Mesure 3.1" carries out Objectif 3) or because the provision refers to it
/// ("Annex 7-A, line 3"). Words taken from elsewhere are marked with the locator of their place.
struct Completion {
  /// What one passage says of the measures that it is about.
  private struct Source {
    var passage: Int
    var isRow: Bool
    /// The word of the label by which it names them: "measure"; nil when it gives the number alone.
    var word: String?
    var parts: [Commitment.Part: [Words]]
  }

  /// The label of a provision: "Measure 2.1" or "2.1".
  private struct Label: Hashable {
    var word: String?
    var number: String
  }

  private let document: Document
  private var columns: ColumnReader
  private var codings: [ProvisionCoding] = []
  /// What the row of an action table says in its columns.
  private var rows: [Int: [Commitment.Part: [Words]]] = [:]
  /// By the number of what they are about.
  private var sources: [String: [Source]] = [:]
  /// Of clauses about all measures.
  private var general: [Source] = []
  /// What passages about a measure say, for themselves.
  private var own: [Int: [Commitment.Part: [Words]]] = [:]
  private let labels: [Label?]
  /// Of provisions that are not parts of something, as what stands in an annex is.
  private let plain: Set<Label>

  init(of document: Document, columns: PhraseMatcher) {
    self.document = document
    self.columns = ColumnReader(columns)
    labels = document.provisions.map { Self.label($0.locator) }
    plain = Set(
      zip(labels, document.provisions).compactMap { label, provision in
        provision.locator.contains(", ") ? nil : label
      })
  }

  /// The codings with rows of action plans as commitments, and commitments completed from what is said of them elsewhere.
  mutating func completed(_ codings: [ProvisionCoding]) -> [ProvisionCoding] {
    guard hasMeasures else { return codings }
    self.codings = codings
    for passage in document.provisions.indices where passage < codings.count { read(passage) }
    guard !sources.isEmpty || !general.isEmpty || !rows.isEmpty || !own.isEmpty else {
      return codings
    }
    var completed = codings
    /// Passages that are about the measure of another and promise nothing more.
    var used: Set<Int> = []
    for i in codings.indices {
      let provision = document.provisions[i]
      if let own = rows[i] {
        var commitment = codings[i].commitment ?? Commitment()
        commitment.isRoutine = false
        for (part, words) in own {
          commitment[part] = CommitmentPart(quality: .named, words: words)
        }
        completed[i].commitment = commitment
        if codings[i].modality < .action { completed[i].modality = .action }
      }
      guard completed[i].commitment != nil else { continue }
      for (part, words) in own[i] ?? [:] where completed[i].commitment?[part].quality != .named {
        completed[i].commitment?[part] = CommitmentPart(quality: .named, words: words)
      }
      for source in about(i) + (isMeasure(provision) ? general : []) where source.passage != i {
        if !source.isRow { used.insert(source.passage) }
        for (part, words) in source.parts where completed[i].commitment?[part].quality != .named {
          completed[i].commitment?[part] = CommitmentPart(
            quality: .named,
            words: words.map {
              Words(
                $0.text, place: .elsewhere, locator: document.provisions[source.passage].locator)
            })
        }
      }
    }
    for i in used { completed[i].commitment?.isRoutine = true }
    return completed
  }

  /// Laws and treaties have no measures, unless in a table.
  private var hasMeasures: Bool {
    ![.law, .decree, .treaty].contains(document.kind)
      || document.provisions.contains { $0.part == .row }
  }

  // MARK: What passages say

  /// Notes what a passage says of measures.
  private mutating func read(_ passage: Int) {
    let provision = document.provisions[passage]
    if provision.part == .row {
      let said = columns.parts(of: provision)
      if said.count >= 2 { rows[passage] = said }
      if let label = labels[passage], !said.isEmpty {
        add(said, of: passage, to: [Label(word: nil, number: label.number)])
      }
      for (label, part, words) in columns.turned(provision) {
        add([part: [words]], of: passage, to: [Label(word: label.word, number: label.number)])
      }
      return
    }
    let (number, entry) = Self.leading(provision.text)
    let listed = columns.parts(ofEntry: entry, of: provision, under: provision.path.last ?? "")
    let mentions = columns.mentions(in: provision.text)
    let subjects =
      mentions.references.filter(\.isSubject).map { Label(word: $0.word, number: $0.number) }
      + (provision.path.last.map { columns.sheets(in: $0) } ?? [])
      .map { Label(word: $0.word, number: $0.number) }
      + repeated(passage)
    let sheet = columns.parts(ofSheetIn: provision)
    if !sheet.isEmpty { own[passage] = sheet }
    if listed.count >= 2 {
      add(listed, of: passage, to: subjects + [number].compactMap(\.self))
    } else if !subjects.isEmpty {
      add(particulars(of: passage), of: passage, to: subjects)
    } else if mentions.isAboutAll {
      general.append(
        Source(passage: passage, isRow: false, word: nil, parts: particulars(of: passage)))
    }
  }

  private mutating func add(
    _ parts: [Commitment.Part: [Words]], of passage: Int, to labels: [Label]
  ) {
    guard !parts.isEmpty else { return }
    let isRow = document.provisions[passage].part == .row
    if !isRow { own[passage] = parts }
    for label in Set(labels) {
      sources[label.number, default: []].append(
        Source(passage: passage, isRow: isRow, word: label.word, parts: parts))
    }
  }

  /// What a passage names of lead, date, money and measure; one without a verb names its lead by naming an institution.
  private func particulars(of passage: Int) -> [Commitment.Part: [Words]] {
    let coding = codings[passage]
    var parts: [Commitment.Part: [Words]] = [:]
    for part in Commitment.Part.allCases where coding.particulars[part].quality == .named {
      parts[part] = coding.particulars[part].words
    }
    if parts[.lead] == nil, parts[.deadline] != nil || parts[.budget] != nil,
      let actor = coding.actors.first(where: { !$0.isGeneric })
    {
      parts[.lead] = [actor.words]
    }
    if parts[.deadline] == nil, !parts.isEmpty,
      let year = Self.year(in: document.provisions[passage].text)
    {
      parts[.deadline] = [Words(year)]
    }
    return parts
  }

  /// The first year of this century that a text names, with the word before it: "December 2026".
  private static func year(in text: String) -> String? {
    let words = text.split { $0.isWhitespace || ",.;:()".contains($0) }
    guard
      let at = words.firstIndex(where: { $0.count == 4 && $0.hasPrefix("20") && Int($0) != nil })
    else { return nil }
    return words[max(0, at - 1)...at].joined(separator: " ")
  }

  /// The label that a passage has in an annex and another provision has in the text: "Annex, Measure 2.1".
  private func repeated(_ passage: Int) -> [Label] {
    guard document.provisions[passage].locator.contains(", "), let label = labels[passage],
      label.word != nil, plain.contains(label)
    else { return [] }
    return [label]
  }

  // MARK: What is said of a provision

  /// What is said of a provision elsewhere, rows first.
  private mutating func about(_ index: Int) -> [Source] {
    let provision = document.provisions[index]
    // A row carries out whatever names it; a row itself is complete.
    let named =
      provision.part == .row
      ? []
      : columns.mentions(in: provision.text).references.flatMap { reference in
        (sources[reference.number] ?? []).filter(\.isRow)
      }
    var found: [Source] = []
    if let label = labels[index] {
      found += (sources[label.number] ?? []).filter { source in
        // "2.2 … (Measure 2.3)" is not Measure 2.2.
        source.isRow
          ? label.word != nil || named.isEmpty
          : source.word == nil || label.word == nil || source.word == label.word
      }
      // "Objective 3" is carried out by Measure 3.1, 3.2 …; "Article 3" is not.
      if provision.part == .measure || provision.locator.utf8.contains(UInt8(ascii: ".")) {
        var step = 1
        while let below = sources["\(label.number).\(step)"]?.filter(\.isRow), !below.isEmpty {
          found += below
          step += 1
        }
      }
    }
    found += named
    return found.filter(\.isRow) + found.filter { !$0.isRow }
  }

  private func isMeasure(_ provision: Provision) -> Bool {
    document.kind.isPlanning && [.measure, .row, .item, .paragraph].contains(provision.part)
  }

  // MARK: Labels

  /// The label in a locator, without what only counts paragraphs: "Measure 2.1" of "Annex, Measure 2.1, ¶ 2", "line 3" of
  /// "Annex 7-A, line 3".
  private static func label(_ locator: String) -> Label? {
    let steps = locator.split(separator: ",").map { $0.split(separator: " ") }
    guard let step = steps.last(where: { $0.first != "¶" }), let last = step.last else {
      return nil
    }
    let number = last.drop { !$0.isNumber && !$0.isUppercase }.prefix {
      $0.isNumber || $0 == "." || $0.isUppercase
    }
    guard !number.isEmpty, number.count <= 8 else { return nil }
    return Label(
      word: step.count > 1 ? ColumnReader.word(String(step[step.count - 2])) : nil,
      number: String(number))
  }

  /// The number with which a text begins, and what stands behind it: "2.1 – Ministry of Labour – …", "2.1: …".
  private static func leading(_ text: String) -> (number: Label?, rest: String) {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    let number = digits.last == "." ? digits.dropLast() : digits
    let rest = text.dropFirst(digits.count)
    guard !number.isEmpty, number.count <= 8, let next = rest.first, next == " " || next == ":"
    else { return (nil, text) }
    return (
      Label(word: nil, number: String(number)),
      String(rest.drop { $0.isWhitespace || ":–—-".contains($0) })
    )
  }
}

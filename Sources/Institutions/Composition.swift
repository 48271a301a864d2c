import Foundation
import Policy

/// Bodies whose members a provision names: "The Council is composed of: (a) the Minister of …".
struct Composition {
  private(set) var bodies: [Body] = []

  /// - Parameter named: for each provision the institutions it names, in the order of its actor mentions.
  init(_ coded: CodedDocument, _ named: [[Institution.ID]]) {
    let provisions = coded.document.provisions
    var children: [Int: [Int]] = [:]
    for (i, provision) in provisions.enumerated() {
      if let parent = provision.parent { children[parent, default: []].append(i) }
    }
    for (i, provision) in provisions.enumerated() {
      // A body has members: where nobody is named, here or in the items below, its words need not be looked at.
      let hasNames =
        !named[i].isEmpty || (children[provision.ordinal] ?? []).contains { !named[$0].isEmpty }
        || (i + 1 < provisions.count && provisions[i + 1].head == provision.text)
      guard hasNames else { continue }
      let text = provision.text.lowercased()
      guard let cue = Self.composing.first(where: text.contains) else { continue }
      let title = ([provision.path.last].compactMap { $0 } + [provision.text]).joined(
        separator: " "
      ).lowercased()
      guard let noun = Self.nouns.first(where: title.contains) else { continue }
      // Who is named before "is composed of" is the body; who comes after, and in the items below, are its members.
      let split =
        text.range(of: cue).map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) }
        ?? 0
      let mentions = zip(coded.codings[i].actors, named[i])
      let before = mentions.filter { ($0.0.words.range?.lowerBound ?? 0) < split }
      let after = mentions.filter { ($0.0.words.range?.lowerBound ?? 0) >= split }
      var members = after.map(\.1)
      for child in children[provision.ordinal] ?? [] { members += named[child] }
      // The same list may hang on the head instead of the parent.
      var next = i + 1
      while next < provisions.count, provisions[next].head == provision.text {
        if provisions[next].parent != provision.ordinal { members += named[next] }
        next += 1
      }
      var seen: Set<Institution.ID> = Set(before.map(\.1))
      members = members.filter { seen.insert($0).inserted }
      guard members.count >= 2 else { continue }
      let name = before.first?.0.words.text ?? provision.path.last ?? noun
      bodies.append(
        Body(
          id: "\(coded.document.file)#\(provision.locator)", name: name, members: members,
          chair: nil, place: Place(file: coded.document.file, provision: provision.ordinal),
          matter: provision.text))
    }
  }

  /// Words that compose a body, in lower case.
  private static let composing = [
    "composed of", "is made up of", "made up of", "consists of", "consist of", "shall comprise",
    "comprises", "brings together",
    "its members are", "members of the", "represented by", "est composé", "est composée",
    "se compose de",
    "réunit", "comprend", "rassemble", "ont pour membres", "siègent", "integrado por",
    "integrada por",
    "compuesto por", "compuesta por", "está formado", "se compone de", "lo integran", "la integran",
  ]

  /// What such bodies are called, in lower case.
  private static let nouns = [
    "committee", "council", "commission", "working group", "task force", "board", "platform",
    "steering", "comité",
    "conseil", "groupe de travail", "cellule", "plateforme", "consejo", "comisión", "comité",
    "mesa", "grupo de trabajo",
    "junta", "team", "structure",
  ]
}

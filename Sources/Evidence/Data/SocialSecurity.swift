/// An arrangement on social security that binds two countries or a group of them.
public struct SocialSecurityArrangement: Sendable, Hashable {
  public var id: String
  public var name: String
  public var members: [CountryCode]
  /// Nil where it is not established whether it is applied.
  public var isInForce: Bool?
  /// It holds for citizens of the members only.
  public var coversCitizensOnly: Bool
  public var since: String
  public var source: String

  /// - Parameter countries: in which every member must be.
  static func read(_ reader: RecordReader, _ countries: CountryList) throws(EvidenceError)
    -> [SocialSecurityArrangement]
  {
    var reader = reader
    let (id, name) = (try reader.required("id"), try reader.required("name"))
    let (members, force) = (try reader.required("members"), try reader.required("in_force"))
    let (citizens, since) = (reader.column("citizens_only") ?? -1, reader.column("since") ?? -1)
    let source = reader.column("source") ?? -1
    var arrangements: [SocialSecurityArrangement] = []
    while try reader.next() {
      let words = reader.text(members).split(separator: ";")
      var codes: [CountryCode] = []
      for word in words {
        guard let code = CountryCode(String(word).filter { $0 != " " }) else {
          throw reader.mistake(
            members, "«\(word)» is no country code.",
            "Separate codes of three capital letters with semicolons.")
        }
        guard countries[code] != nil || countries.retiredCode(code) != nil else {
          let meant = countries.suggestions(for: code.description).map(\.code.description)
          throw reader.mistake(
            members, "«\(code)» is the code of no country.",
            meant.isEmpty
              ? "Use ISO 3166-1 alpha-3." : "Did you mean \(meant.joined(separator: ", "))?")
        }
        codes.append(code)
      }
      let isInForce: Bool?
      switch reader.text(force) {
      case "yes": isInForce = true
      case "no": isInForce = false
      case "", "unknown": isInForce = nil
      case let word:
        throw reader.mistake(force, "«\(word)» is no answer.", "Write yes, no or unknown.")
      }
      arrangements.append(
        SocialSecurityArrangement(
          id: reader.text(id), name: reader.text(name), members: codes, isInForce: isInForce,
          coversCitizensOnly: reader.text(citizens) == "yes", since: reader.text(since),
          source: reader.text(source)))
    }
    return arrangements
  }

  /// Whether it binds both countries.
  public func binds(_ a: CountryCode, _ b: CountryCode) -> Bool {
    a != b && members.contains(a) && members.contains(b)
  }
}

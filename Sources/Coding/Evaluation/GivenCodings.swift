internal import Foundation
public import Policy

/// Codings that some program wrote in the shape of `concord code`, to be measured against labelled passages.
public struct GivenCodings: Sendable {
  /// A file that cannot be used, by line.
  public struct SyntaxError: Error, Hashable, CustomStringConvertible {
    public var line: Int
    public var reason: String
    public var description: String { "line \(line): \(reason)" }
  }

  private var codings: [String: ProvisionCoding] = [:]

  /// The coding of a passage by its id; nil when there is none.
  public subscript(id: String) -> ProvisionCoding? { codings[id] }

  public var ids: Set<String> { Set(codings.keys) }

  /// Reads a file of one JSON object a line: `id` and `relevant` are needed, what else is left out is not given. Codes
  /// may be objects with a `code` or bare strings, parts arrays of words or true and false. Lines with an `error` and
  /// blank ones are skipped.
  public init(_ bytes: [UInt8]) throws(SyntaxError) {
    let decoder = JSONDecoder()
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (i, line) in lines.enumerated() where !line.allSatisfy({ $0 <= 0x20 }) {
      guard let row = try? decoder.decode(Row.self, from: Data(line)) else {
        throw SyntaxError(
          line: i + 1,
          reason: "the line is not an object with \"id\" and \"relevant\" as concord code writes it"
        )
      }
      guard row.error == nil else { continue }
      guard let id = row.id?.text, let isRelevant = row.relevant else {
        throw SyntaxError(line: i + 1, reason: "\"id\" or \"relevant\" is missing")
      }
      guard codings[id] == nil else {
        throw SyntaxError(line: i + 1, reason: "the id «\(id)» was given before")
      }
      codings[id] = row.coding(isRelevant: isRelevant)
    }
  }

  private struct Row: Decodable {
    var id: Identifier?
    var error: String?
    var relevant: Bool?
    var score: Double?
    var objectives: [Code]?
    var measures: [Code]?
    var populations: [Code]?
    var sectors: [Code]?
    var commitment: Bool?
    var lead: Part?
    var deadline: Part?
    var budget: Part?
    var indicator: Part?

    func coding(isRelevant: Bool) -> ProvisionCoding {
      func list(_ codes: [Code]?) -> [Coding] {
        (codes ?? []).map { Coding(code: $0.code, score: $0.score, words: []) }
      }
      func part(_ part: Part?) -> CommitmentPart {
        guard let part, part.isSaid else { return .unsaid }
        return CommitmentPart(quality: .named, words: part.words.map { Words($0) })
      }
      let particulars = Commitment(
        lead: part(lead), deadline: part(deadline), budget: part(budget),
        indicator: part(indicator))
      return ProvisionCoding(
        provision: 0,
        relevance: Relevance(
          ground: isRelevant ? .own : .none, score: score ?? (isRelevant ? 1 : 0)),
        objectives: list(objectives), measures: list(measures), populations: list(populations),
        sectors: list(sectors), commitment: commitment == true ? particulars : nil,
        particulars: particulars)
    }
  }

  /// A string or a whole number.
  private struct Identifier: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        self.text = text
      } else {
        text = String(try value.decode(Int.self))
      }
    }
  }

  private struct Code: Decodable {
    var code: String
    var score: Double

    private enum CodingKeys: CodingKey { case code, score }

    init(from decoder: any Decoder) throws {
      if let code = try? decoder.singleValueContainer().decode(String.self) {
        self.code = code
        score = 1
        return
      }
      let values = try decoder.container(keyedBy: CodingKeys.self)
      code = try values.decode(String.self, forKey: .code)
      score = try values.decodeIfPresent(Double.self, forKey: .score) ?? 1
    }
  }

  private struct Part: Decodable {
    var words: [String]
    var isSaid: Bool

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let isSaid = try? value.decode(Bool.self) {
        self.isSaid = isSaid
        words = []
      } else {
        words = try value.decode([String].self)
        isSaid = !words.isEmpty
      }
    }
  }
}

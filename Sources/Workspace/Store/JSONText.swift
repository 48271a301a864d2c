import Foundation
import Policy

/// Values as JSON text with sorted keys: the same value is always the same text.
enum JSONText {
  static func of(_ texts: [String]) -> String { JSONValue.strings(texts).text() }

  static func of(_ cells: [Provision.Cell]) -> String {
    JSONValue.array(
      cells.map { .record(["header": .string($0.header), "text": .string($0.text)]) }
    ).text()
  }

  static func of(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // The values stored are structures of strings, whole numbers and finite numbers, which always have a JSON form.
    guard let data = try? encoder.encode(value) else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  static func value<T: Decodable>(_ text: String, as type: T.Type = T.self) -> T? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }
}

extension Row {
  /// The value that a column holds as JSON.
  func json<T: Decodable>(_ column: Int, as type: T.Type = T.self) throws -> T {
    guard let value = JSONText.value(try self(column, as: String.self), as: type) else {
      throw unexpected(column, "\(T.self)")
    }
    return value
  }
}

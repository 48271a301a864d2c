import Policy

/// Steps and methods written in a few words: "minmax 1..100", "zscore mean 10 sd 2", "impute mean by EurAsia_group".
enum ShortNotation {
  /// The words after an optional label: "2 = zscore mean 10 sd 2".
  static func labelled(_ text: String) -> (label: String?, words: String) {
    let parts = text.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
    return parts.count == 2 ? (parts[0], parts[1]) : (nil, text.trimmingSpaces)
  }

  /// A normalisation as the fields of its step.
  static func normalisation(_ text: String, at place: LocatedJSON.Position) -> LocatedJSON {
    let (method, parameters) = method(words(text), at: place)
    return object(
      [
        ("op", string("normalise", place)), ("method", string(method, place)),
        ("params", parameters),
      ], place)
  }

  /// A step: the operation and its words.
  static func step(_ text: String, at place: LocatedJSON.Position) -> LocatedJSON {
    let all = words(text)
    let op = all.first ?? ""
    let rest = Array(all.dropFirst())
    switch op {
    case "normalise": return normalisation(rest.joined(separator: " "), at: place)
    case "impute":
      var fields = [("op", string(op, place))]
      if let method = rest.first { fields.append(("method", string(method, place))) }
      if rest.first == "multiple", rest.count > 1 {
        fields.append(("imputations", number(rest[1], place)))
      }
      if let by = rest.firstIndex(of: "by"), by + 1 < rest.count {
        fields.append(("group", string(rest[by + 1], place)))
      }
      return object(fields, place)
    case "treat":
      let names = [
        "winmax": "winmax", "skew": "skew_thresh", "kurt": "kurt_thresh", "lambda": "lambda",
      ]
      var fields = [("op", string(op, place))]
      var i = 0
      while i < rest.count {
        if let name = names[rest[i]], i + 1 < rest.count {
          fields.append((name, number(rest[i + 1], place)))
          i += 2
        } else {
          fields.append(("fallback", string(rest[i], place)))
          i += 1
        }
      }
      return object(fields, place)
    case "aggregate":
      let methods = rest.filter { $0 != "all" && $0 != "levels" }
      let levels = LocatedJSON(.array(methods.map { string($0, place) }), at: place)
      return object([("op", string(op, place)), ("levels", levels)], place)
    default: return object([("op", string(op, place))], place)
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "," || $0 == "(" || $0 == ")" }.map(String.init)
  }

  private static func method(_ words: [String], at place: LocatedJSON.Position)
    -> (String, LocatedJSON)
  {
    var fields: [(String, LocatedJSON)] = []
    var i = 1
    while i < words.count {
      if let dots = words[i].range(of: "..") {
        fields.append(("l", number(String(words[i][..<dots.lowerBound]), place)))
        fields.append(("u", number(String(words[i][dots.upperBound...]), place)))
        i += 1
      } else if i + 1 < words.count, words[i + 1].plainNumber != nil {
        fields.append((words[i], number(words[i + 1], place)))
        i += 2
      } else {
        i += 1
      }
    }
    return (words.first ?? "", object(fields, place))
  }

  private static func string(_ text: String, _ place: LocatedJSON.Position) -> LocatedJSON {
    LocatedJSON(.string(text), at: place)
  }

  private static func number(_ text: String, _ place: LocatedJSON.Position) -> LocatedJSON {
    LocatedJSON(text.plainNumber == nil ? .string(text) : .number(text), at: place)
  }

  private static func object(_ fields: [(String, LocatedJSON)], _ place: LocatedJSON.Position)
    -> LocatedJSON
  {
    LocatedJSON(.object(fields.map { (key: $0.0, at: place, value: $0.1) }), at: place)
  }
}

extension String {
  /// Where two letters first stand, without Foundation.
  fileprivate func range(of two: String) -> Range<String.Index>? {
    var i = startIndex
    while i < endIndex {
      if self[i...].hasPrefix(two) { return i..<index(i, offsetBy: two.count) }
      i = index(after: i)
    }
    return nil
  }
}

extension LocatedJSON {
  /// The object with one field replaced or added; `path` may lead into objects: "params.l".
  func replacing(_ path: [String], with value: LocatedJSON) -> LocatedJSON {
    guard let first = path.first else { return value }
    var members = self.members ?? []
    let inner = (self[first] ?? LocatedJSON(.object([]), at: at)).replacing(
      Array(path.dropFirst()), with: value)
    if let i = members.firstIndex(where: { $0.key == first }) {
      members[i].value = inner
    } else {
      members.append((key: first, at: at, value: inner))
    }
    return LocatedJSON(.object(members), at: at)
  }
}

import Policy

/// A field of an instrument's file, which knows its path so that a complaint about it can say so.
struct InstrumentField {
  let file: String
  let path: String
  let json: LocatedJSON

  func error(_ reason: String) -> InstrumentError {
    InstrumentError(file: file, at: json.at, field: path.isEmpty ? nil : path, reason: reason)
  }

  /// A member that is there and is not null.
  subscript(key: String) -> InstrumentField? {
    guard let member = json[key], !member.isNull else { return nil }
    return InstrumentField(file: file, path: path.isEmpty ? key : path + "." + key, json: member)
  }

  func needed(_ key: String) throws(InstrumentError) -> InstrumentField {
    guard let field = self[key] else { throw error("«\(key)» is missing") }
    return field
  }

  var text: String {
    get throws(InstrumentError) {
      switch json.value {
      case .string(let text): return text.trimmingSpaces
      case .number(let text): return text
      default: throw error("a text is expected")
      }
    }
  }

  var filledText: String {
    get throws(InstrumentError) {
      let text = try text
      guard !text.isEmpty else { throw error("the text is empty") }
      return text
    }
  }

  var number: Double {
    get throws(InstrumentError) {
      guard let number = json.number, number.isFinite else { throw error("a number is expected") }
      return number
    }
  }

  var flag: Bool {
    get throws(InstrumentError) {
      guard let flag = json.flag else { throw error("true or false is expected") }
      return flag
    }
  }

  var elements: [InstrumentField] {
    get throws(InstrumentError) {
      guard let elements = json.elements else { throw error("a list [ ] is expected") }
      return elements.enumerated().map {
        InstrumentField(file: file, path: "\(path)[\($0)]", json: $1)
      }
    }
  }

  var members: [(key: String, field: InstrumentField)] {
    get throws(InstrumentError) {
      guard let members = json.members else { throw error("an object { } is expected") }
      return members.map {
        ($0.key, InstrumentField(file: file, path: "\(path).\($0.key)", json: $0.value))
      }
    }
  }

  /// One text or a list of texts.
  var texts: [String] {
    get throws(InstrumentError) {
      guard json.elements != nil else { return [try text] }
      var texts: [String] = []
      for element in try elements { texts.append(try element.text) }
      return texts
    }
  }

  /// "[0, 100]"
  var range: ClosedRange<Double> {
    get throws(InstrumentError) {
      let ends = try elements
      guard ends.count == 2 else { throw error("two numbers [low, high] are expected") }
      let (low, high) = (try ends[0].number, try ends[1].number)
      guard low < high else { throw error("the first number must be below the second") }
      return low...high
    }
  }

  func choice<T: RawRepresentable<String> & CaseIterable>(
    _ type: T.Type
  ) throws(InstrumentError) -> T {
    let text = try text
    guard let value = T(rawValue: text) else {
      throw error(
        "«\(text)» is not known here: use \(T.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  /// Fails for a member that has another name, which is more often a slip of the pen than a remark.
  func refuseOthers(than known: Set<String>) throws(InstrumentError) {
    for (key, field) in try members where !known.contains(key) {
      throw field.error(
        "there is no field «\(key)» here: use \(known.sorted().joined(separator: ", "))")
    }
  }
}

import Policy

/// The parameters of a step or of a case, read from JSON by any of the names that are in use for them.
struct Settings: Sendable {
  let json: LocatedJSON
  let file: String
  /// Where the object stands: "steps[2].params".
  let path: String

  init(_ json: LocatedJSON, file: String, path: String) {
    self.json = json
    self.file = file
    self.path = path
  }

  func error(_ key: String? = nil, at value: LocatedJSON? = nil, _ reason: String) -> Table.Error {
    Table.Error(
      file: file, line: (value ?? json).at.line,
      column: key.map { path.isEmpty ? $0 : path + "." + $0 } ?? path, reason: reason)
  }

  /// The first of these fields that is there and not null.
  func value(_ names: [String]) -> (name: String, json: LocatedJSON)? {
    for name in names {
      if let found = json[name], !found.isNull { return (name, found) }
    }
    return nil
  }

  func has(_ names: String...) -> Bool { value(names) != nil }

  /// True when the field is there and null.
  func isNull(_ name: String) -> Bool { json[name]?.isNull == true }

  func number(_ names: String...) throws(Table.Error) -> Double? {
    guard let (name, found) = value(names) else { return nil }
    guard let number = found.number, number.isFinite else {
      throw error(name, at: found, "a number is expected here")
    }
    return number
  }

  func number(_ names: String..., in bounds: ClosedRange<Double>) throws(Table.Error) -> Double? {
    guard let (name, found) = value(names) else { return nil }
    guard let number = found.number, bounds.contains(number) else {
      throw error(
        name, at: found,
        "a number from \(bounds.lowerBound.cell) to \(bounds.upperBound.cell) is expected here")
    }
    return number
  }

  func integer(_ names: String..., from least: Int) throws(Table.Error) -> Int? {
    guard let (name, found) = value(names) else { return nil }
    guard let number = found.number, let integer = Int(exactly: number), integer >= least else {
      throw error(name, at: found, "a whole number, \(least) or more, is expected here")
    }
    return integer
  }

  func flag(_ names: String...) throws(Table.Error) -> Bool? {
    guard let (name, found) = value(names) else { return nil }
    guard case .bool(let flag) = found.value else {
      throw error(name, at: found, "true or false is expected here")
    }
    return flag
  }

  func text(_ names: String...) throws(Table.Error) -> String? {
    guard let (name, found) = value(names) else { return nil }
    guard let text = found.text else { throw error(name, at: found, "a text is expected here") }
    return text
  }

  func texts(_ names: String...) throws(Table.Error) -> [String]? {
    guard let (name, found) = value(names) else { return nil }
    if let text = found.text { return [text] }
    guard let elements = found.elements else {
      throw error(name, at: found, "a list of texts is expected here")
    }
    var texts: [String] = []
    for element in elements {
      guard let text = element.text else {
        throw error(name, at: element, "a text is expected here")
      }
      texts.append(text)
    }
    return texts
  }

  /// Numbers of a list; null is a gap, and the words `NaN`, `Inf`, `-Inf` stand for themselves.
  func numbers(_ names: String...) throws(Table.Error) -> [Double]? {
    guard let (name, found) = value(names) else { return nil }
    return try numbers(found, name)
  }

  private func numbers(_ found: LocatedJSON, _ name: String) throws(Table.Error) -> [Double] {
    guard let elements = found.elements else {
      throw error(name, at: found, "a list of numbers is expected here")
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    for element in elements {
      if element.isNull {
        numbers.append(.missing)
      } else if let number = element.number {
        numbers.append(number)
      } else {
        switch element.text {
        case "NaN": numbers.append(.nan)
        case "Inf": numbers.append(.infinity)
        case "-Inf": numbers.append(-.infinity)
        default: throw error(name, at: element, "a number or null is expected here")
        }
      }
    }
    return numbers
  }

  /// A list of rows of equal length.
  func rows(_ name: String) throws(Table.Error) -> [[Double]]? {
    guard let (name, found) = value([name]) else { return nil }
    var rows: [[Double]] = []
    for row in found.elements ?? [] {
      let numbers = try numbers(row, name)
      guard rows.isEmpty || rows[0].count == numbers.count else {
        throw error(
          name, at: row, "\(numbers.count) numbers in this row, \(rows[0].count) in the first")
      }
      rows.append(numbers)
    }
    guard !rows.isEmpty else { throw error(name, at: found, "a list of rows is expected here") }
    return rows
  }

  /// The fields of an object in this one.
  func members(_ names: String...) throws(Table.Error) -> [(key: String, settings: Settings)]? {
    guard let (name, found) = value(names) else { return nil }
    guard let members = found.members else {
      throw error(name, at: found, "an object is expected here")
    }
    return members.map {
      ($0.key, Settings($0.value, file: file, path: "\(path).\(name).\($0.key)"))
    }
  }

  /// An object in this one; an empty object when it is not there.
  func object(_ name: String) throws(Table.Error) -> Settings {
    guard let (_, found) = value([name]) else {
      return Settings(LocatedJSON(.object([]), at: json.at), file: file, path: path)
    }
    guard found.members != nil else { throw error(name, at: found, "an object is expected here") }
    return Settings(found, file: file, path: path.isEmpty ? name : "\(path).\(name)")
  }

  /// Fields that nothing here understands.
  func unknown(besides known: [String]) -> [String] {
    (json.members ?? []).map(\.key).filter { !known.contains($0) }
  }

  /// A required value.
  func required<T>(_ value: T?, _ name: String) throws(Table.Error) -> T {
    guard let value else { throw error(name, "this field is missing") }
    return value
  }
}

internal import Policy

/// The fields of a case, each checked as it is asked for, so that a complaint names the field, the cell and the line.
struct CaseFields: Sendable {
  private let json: LocatedJSON

  init(_ json: LocatedJSON) throws(FlowCase.Error) {
    guard json.members != nil else {
      throw FlowCase.Error(description: "\(json.at): a case must be an object {\"kind\": …}")
    }
    self.json = json
  }

  func error(_ field: String, _ reason: String) -> FlowCase.Error {
    let place = (json[field] ?? json).at
    let id = json["id"]?.text.map { "case \($0), " } ?? ""
    return FlowCase.Error(description: "\(place): \(id)\(field) \(reason)")
  }

  func numbers(_ field: String) throws(FlowCase.Error) -> [Double] {
    guard let found = try optionalNumbers(field) else {
      throw error(field, "is missing: give a list of numbers")
    }
    return found
  }

  func optionalNumbers(_ field: String) throws(FlowCase.Error) -> [Double]? {
    guard let value = json[field], !value.isNull else { return nil }
    return try list(value, field)
  }

  private func list(_ value: LocatedJSON, _ name: String) throws(FlowCase.Error) -> [Double] {
    guard let elements = value.elements else {
      throw FlowCase.Error(description: "\(value.at): \(name) must be a list of numbers")
    }
    var numbers: [Double] = []
    for (i, element) in elements.enumerated() {
      guard let number = element.number, number.isFinite else {
        throw FlowCase.Error(
          description: "\(element.at): number \(i + 1) of \(name) is missing or no number")
      }
      numbers.append(number)
    }
    return numbers
  }

  func matrix(_ field: String) throws(FlowCase.Error) -> Matrix {
    guard let value = json[field], let rows = value.elements else {
      throw error(field, "is missing: give a list of rows")
    }
    var table: [[Double]] = []
    for (i, row) in rows.enumerated() {
      let numbers = try list(row, "row \(i + 1) of \(field)")
      if let first = table.first, first.count != numbers.count {
        throw FlowCase.Error(
          description:
            "\(row.at): row \(i + 1) of \(field) has \(numbers.count) numbers, the first has \(first.count)"
        )
      }
      table.append(numbers)
    }
    guard let matrix = Matrix(table), matrix.rows > 0, matrix.columns > 0 else {
      throw error(field, "is empty: give a list of rows")
    }
    return matrix
  }

  func square(_ field: String) throws(FlowCase.Error) -> Matrix {
    let matrix = try matrix(field)
    guard matrix.isSquare else {
      throw error(
        field,
        "has \(matrix.rows) rows and \(matrix.columns) columns: it must have one of each a country")
    }
    return matrix
  }

  func optionalSquare(_ field: String) throws(FlowCase.Error) -> Matrix? {
    guard let value = json[field], !value.isNull else { return nil }
    return try square(field)
  }

  func optionalNumber(_ field: String, in bounds: ClosedRange<Double>) throws(FlowCase.Error)
    -> Double?
  {
    guard let value = json[field], !value.isNull else { return nil }
    guard let number = value.number, bounds.contains(number) else {
      throw error(
        field, "must be a number from \(bounds.lowerBound.plain) to \(bounds.upperBound.plain)")
    }
    return number
  }

  func optionalFlag(_ field: String) throws(FlowCase.Error) -> Bool? {
    guard let value = json[field], !value.isNull else { return nil }
    guard let flag = value.flag else { throw error(field, "must be true or false") }
    return flag
  }

  func modes() throws(FlowCase.Error) -> [AdjustedStocks.Mode]? {
    let field = "modes"
    guard let value = json[field], !value.isNull else { return nil }
    let names = value.elements?.map { $0.text ?? "" } ?? [value.text ?? ""]
    var modes: [AdjustedStocks.Mode] = []
    for name in names {
      guard let mode = AdjustedStocks.Mode(rawValue: name) else {
        throw error(field, "has «\(name)»: a mode is closed, open-dr or open")
      }
      modes.append(mode)
    }
    return modes
  }

  /// The names of the countries, or numbers in their place.
  func names(_ count: Int) throws(FlowCase.Error) -> [String] {
    guard let value = json["names"], !value.isNull else {
      return (1...max(1, count)).map(String.init)
    }
    guard let elements = value.elements, elements.count == count else {
      throw error("names", "must be a list of \(count) names, one for each country")
    }
    var names: [String] = []
    for element in elements {
      guard let name = element.text, !names.contains(name) else {
        throw FlowCase.Error(
          description: "\(element.at): a name must be a text that no other country has")
      }
      names.append(name)
    }
    return names
  }
}

import Policy

/// A matrix as a JSON object `{"format":"cib-matrix/1","name","note","descriptors":[{"name","variants":[…]}],"matrix":[[…]]}`.
extension CrossImpactMatrix {
  static let jsonFormat = "cib-matrix/1"

  /// - Parameter file: the name to use in messages.
  /// - Throws: `MatrixError` with the line.
  public init(json: [UInt8], file: String) throws(MatrixError) {
    try self.init(json: json, file: file, mayRepeatNames: false)
  }

  /// - Parameter mayRepeatNames: whether names may stand for several descriptors or variants, as in project files.
  init(json: [UInt8], file: String, mayRepeatNames: Bool) throws(MatrixError) {
    try PlainText.check(json, file: file)
    let (value, mistake) = LocatedJSON.read(json)
    if let mistake {
      throw MatrixError(
        file: file, line: mistake.at.line, reason: "this is not JSON: \(mistake.reason)")
    }
    guard let value, case .object = value.value else {
      throw MatrixError(
        file: file, line: value?.at.line,
        reason: "the file must be one object {\"descriptors\": […], \"matrix\": [[…]]}")
    }
    let reader = MatrixObjectReader(file: file, mayRepeatNames: mayRepeatNames)
    try reader.checkFormat(value)
    let descriptors = try reader.descriptors(value)
    let judgements = try reader.judgements(
      value, size: descriptors.reduce(0) { $0 + $1.variants.count })
    try self.init(
      name: value["name"]?.text ?? Self.stem(file), note: value["note"]?.text ?? "",
      descriptors: descriptors, judgements, file: file)
  }

  /// The object, one row of judgements a line.
  public func json() -> String {
    let list = descriptors.map { descriptor in
      "    "
        + JSONValue.record([
          "name": .string(descriptor.name), "variants": .strings(descriptor.variants),
        ]).text()
    }
    let rows = (0..<size).map { row in
      "    [" + (0..<size).map { text(self[row, $0]) }.joined(separator: ", ") + "]"
    }
    return """
      {
        "format": "\(Self.jsonFormat)",
        "name": \(JSONValue.string(name).text()),
        "note": \(JSONValue.string(note).text()),
        "descriptors": [
      \(list.joined(separator: ",\n"))
        ],
        "matrix": [
      \(rows.joined(separator: ",\n"))
        ]
      }

      """
  }
}

/// Reads structure and judgements out of the fields of an object.
private struct MatrixObjectReader {
  let file: String
  let mayRepeatNames: Bool

  private func error(_ json: LocatedJSON, _ reason: String) -> MatrixError {
    MatrixError(file: file, line: json.at.line, reason: reason)
  }

  func checkFormat(_ object: LocatedJSON) throws(MatrixError) {
    guard let format = object["format"] else { return }
    guard format.text == CrossImpactMatrix.jsonFormat else {
      throw error(
        format,
        "the format is not «\(CrossImpactMatrix.jsonFormat)», the only one that is known")
    }
  }

  private func list(_ object: LocatedJSON, _ field: String, _ what: String) throws(MatrixError)
    -> [LocatedJSON]
  {
    guard let value = object[field] else {
      throw error(object, "«\(field)» is missing: \(what)")
    }
    guard case .array(let elements) = value.value else {
      throw error(value, "«\(field)» must be a list: \(what)")
    }
    return elements
  }

  func descriptors(_ object: LocatedJSON) throws(MatrixError) -> [CrossImpactMatrix.Descriptor] {
    var descriptors: [CrossImpactMatrix.Descriptor] = []
    var names: Set<String> = []
    let what = "a list of {\"name\": …, \"variants\": […]}"
    let elements = try list(object, "descriptors", what)
    for element in elements {
      guard let name = element["name"]?.text else {
        throw error(element, "a descriptor has no «name»: «descriptors» is \(what)")
      }
      guard
        names.insert(name.trimmingSpaces).inserted || name.trimmingSpaces.isEmpty || mayRepeatNames
      else {
        throw error(element, "descriptor «\(name)» is named twice: rename one")
      }
      var variants: [String] = []
      var seen: Set<String> = []
      for variant in try list(element, "variants", "the names of the descriptor's variants") {
        guard let text = variant.text else {
          throw error(variant, "a variant of «\(name)» is no text: put its name in quotation marks")
        }
        guard
          seen.insert(text.trimmingSpaces).inserted || text.trimmingSpaces.isEmpty || mayRepeatNames
        else {
          throw error(variant, "variant «\(text)» of «\(name)» is named twice: rename one")
        }
        variants.append(text)
      }
      guard !variants.isEmpty else {
        throw error(
          element, "descriptor «\(name)» has no variants: give it one or more, or remove it")
      }
      descriptors.append(.init(name: name, variants: variants))
    }
    do {
      _ = try CrossImpactMatrix.offsets(of: descriptors)
    } catch {
      throw MatrixError(
        file: file, line: object["descriptors"]?.at.line, reason: error.reason)
    }
    return descriptors
  }

  func judgements(_ object: LocatedJSON, size: Int) throws(MatrixError) -> JudgementColumn {
    let rows = try list(object, "matrix", "a list of rows of judgements")
    guard rows.count == size else {
      throw error(
        object["matrix"] ?? object,
        "«matrix» has \(rows.count) rows; the descriptors have \(size) variants, so there must be \(size)"
      )
    }
    var column = JudgementColumn(capacity: size * size)
    for (place, row) in rows.enumerated() {
      guard case .array(let cells) = row.value, cells.count == size else {
        var found = "is no list"
        if case .array(let cells) = row.value { found = "has \(cells.count) judgements" }
        throw error(
          row,
          "row \(place + 1) of «matrix» \(found); the descriptors have \(size) variants, so there must be \(size)"
        )
      }
      for (other, cell) in cells.enumerated() {
        guard case .number(let text) = cell.value, let decimal = Decimal(text) else {
          throw error(
            cell,
            "row \(place + 1), column \(other + 1) of «matrix» is no number that can be used: write a whole or decimal number, 0 for no influence"
          )
        }
        column.append(decimal)
      }
    }
    return column
  }
}

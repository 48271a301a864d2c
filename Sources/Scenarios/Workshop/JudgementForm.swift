import Policy

/// A form to fill in judgements: one row for each pair of variants of two different descriptors.
public enum JudgementForm {
  static let columns = [
    "source_descriptor", "source_variant", "target_descriptor", "target_variant", "judgement",
    "reason", "reference",
  ]

  /// The form as a table, its judgements left white.
  ///
  /// - Throws: `MatrixError` when two descriptors, or two variants of one, have the same name or none: whoever fills in
  ///   the form could not tell them apart.
  public static func csv(_ structure: CrossImpactMatrix) throws(MatrixError) -> String {
    try checkNames(structure)
    var text = CSV.line(columns)
    for source in structure.descriptors.indices {
      for target in structure.descriptors.indices where target != source {
        for variant in structure.descriptors[source].variants {
          for other in structure.descriptors[target].variants {
            text += CSV.line([
              structure.descriptors[source].name, variant, structure.descriptors[target].name,
              other, "", "", "",
            ])
          }
        }
      }
    }
    return text
  }

  static func checkNames(_ structure: CrossImpactMatrix) throws(MatrixError) {
    func check(_ names: [String], _ what: String) throws(MatrixError) {
      var seen: Set<String> = []
      for (place, name) in names.enumerated() {
        guard !key(name).isEmpty, seen.insert(key(name)).inserted else {
          throw MatrixError(
            file: structure.name,
            reason:
              "\(what) \(place + 1) has \(key(name).isEmpty ? "no name" : "the name «\(name)» of an earlier one"): a form needs names that people can tell apart"
          )
        }
      }
    }
    try check(structure.descriptors.map(\.name), "descriptor")
    for descriptor in structure.descriptors {
      try check(descriptor.variants, "«\(descriptor.name)»: variant")
    }
  }

  /// Names are compared without regard to case and outer blanks.
  static func key(_ name: String) -> String { name.trimmingSpaces.lowercased() }

  /// Descriptors and variants from a table with one row for each variant, columns `descriptor` and `variant`.
  ///
  /// - Returns: a matrix without judgements.
  /// - Throws: `MatrixError` with the line.
  public static func structure(csv: [UInt8], file: String) throws(MatrixError) -> CrossImpactMatrix
  {
    let table: Table
    do {
      table = try Table(csv, file: file, required: ["descriptor", "variant"])
    } catch {
      throw MatrixError(file: file, line: error.line, reason: error.reason)
    }
    var descriptors: [CrossImpactMatrix.Descriptor] = []
    for row in table.rows {
      let (name, variant) = (row["descriptor"], row["variant"])
      guard !variant.isEmpty else {
        throw MatrixError(file: file, line: row.line, reason: "the variant has no name")
      }
      if name.isEmpty || name == descriptors.last?.name {
        guard !descriptors.isEmpty else {
          throw MatrixError(file: file, line: row.line, reason: "the descriptor has no name")
        }
        descriptors[descriptors.count - 1].variants.append(variant)
      } else {
        descriptors.append(.init(name: name, variants: [variant]))
      }
    }
    let size = try CrossImpactMatrix.offsets(of: descriptors).last ?? 0
    let matrix = try CrossImpactMatrix(
      name: CrossImpactMatrix.stem(file), descriptors: descriptors,
      judgements: [Int](repeating: 0, count: size * size))
    try checkNames(matrix)
    return matrix
  }

  /// Whether a file is a list of descriptors and variants rather than a matrix or a form.
  public static func isStructure(_ bytes: [UInt8]) -> Bool {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let columns = (try? CSV.rows(line))?.first?.fields.map { key($0) } ?? []
    return Set(columns) == ["descriptor", "variant"]
  }

  /// Whether a file is a form, filled in or not.
  public static func isForm(_ bytes: [UInt8]) -> Bool {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let text = String(decoding: line, as: UTF8.self).lowercased()
    return text.contains("source_descriptor") || text.contains("source descriptor")
  }

  /// The descriptors and variants that a form names, in the order in which it first names them, without judgements.
  ///
  /// - Throws: `MatrixError` when the file is no form or names too many.
  public static func structure(form bytes: [UInt8], file: String) throws(MatrixError)
    -> CrossImpactMatrix
  {
    let text = try PlainText.decode(bytes, file: file)
    let rows: [CSV.Row]
    do {
      rows = try CSV.rows(text.utf8, separator: CrossImpactMatrix.separator(of: text))
    } catch {
      throw MatrixError(file: file, line: error.line, reason: error.reason)
    }
    let names = rows.first?.fields.map { String(key($0).map { $0 == " " ? "_" : $0 }) } ?? []
    let places = columns.prefix(4).map(names.firstIndex)
    var descriptors: [CrossImpactMatrix.Descriptor] = []
    var index: [String: Int] = [:]
    var seen: [Set<String>] = []
    for row in rows.dropFirst() {
      for side in [0, 2] {
        guard let name = places[side], let variant = places[side + 1],
          max(name, variant) < row.fields.count
        else { continue }
        let (descriptor, state) = (
          row.fields[name].trimmingSpaces, row.fields[variant].trimmingSpaces
        )
        guard !descriptor.isEmpty, !state.isEmpty else { continue }
        let place = index[key(descriptor)] ?? descriptors.count
        if place == descriptors.count {
          index[key(descriptor)] = place
          descriptors.append(.init(name: descriptor, variants: []))
          seen.append([])
        }
        if seen[place].insert(key(state)).inserted { descriptors[place].variants.append(state) }
      }
    }
    let size: Int
    do {
      size = try CrossImpactMatrix.offsets(of: descriptors).last ?? 0
    } catch {
      throw MatrixError(file: file, reason: error.reason)
    }
    return try CrossImpactMatrix(
      name: CrossImpactMatrix.stem(file), descriptors: descriptors,
      judgements: [Int](repeating: 0, count: size * size))
  }
}

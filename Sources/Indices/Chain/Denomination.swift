import Policy

/// The step that divides indicators by a size: population, area, product.
public struct Denomination: Sendable {
  static let fields = ["denomby", "denominators", "scale", "scale_factor"]

  /// Denominators by indicator that replace those of the metadata.
  var denominators: [String: String]
  /// What a denominator is divided by first, for all and by indicator.
  var scale: Double
  var scales: [String: Double]

  init(_ settings: Settings) throws(Table.Error) {
    denominators = [:]
    scales = [:]
    scale = 1
    if let found = settings.value(["scale", "scale_factor"])?.json, found.members == nil {
      scale = try settings.number("scale", "scale_factor") ?? 1
    } else if let members = try settings.members("scale", "scale_factor") {
      for (code, value) in members {
        guard let number = value.json.number else {
          throw value.error(nil, "a number is expected here")
        }
        scales[code] = number
      }
    }
    for (code, value) in try settings.members("denominators") ?? [] {
      guard let text = value.json.text else {
        throw value.error(nil, "the code of a denominator is expected here")
      }
      denominators[code] = text
    }
    for (i, element) in (settings.json["denomby"]?.elements ?? []).enumerated() {
      let row = Settings(element, file: settings.file, path: "\(settings.path).denomby[\(i)]")
      let code = try row.required(try row.text("iCode"), "iCode")
      denominators[code] = try row.required(try row.text("Denominator"), "Denominator")
      scales[code] = try row.number("ScaleFactor") ?? 1
    }
  }

  /// - Throws: `Table.Error` with the cell of the first denominator that is zero, or for an unknown code.
  func apply(_ data: IndexData, _ framework: Framework) throws(Table.Error) -> IndexData {
    var result = data
    for code in Array(denominators.keys) + Array(scales.keys)
    where data.numbers.position(of: code) == nil {
      throw Table.Error(
        file: data.file, column: code,
        reason: "the denominate step names an indicator that is not there")
    }
    for (column, code) in data.numbers.codes.enumerated() {
      guard let denominator = denominators[code] ?? framework[code]?.denominator else { continue }
      guard let sizes = data.denominators.column(denominator) else {
        throw Table.Error(
          file: data.file, line: 1, column: denominator,
          reason: "there is no denominator of this name for \(code)")
      }
      let scale = scales[code] ?? scale
      let values = data.numbers.column(column)
      if let zero = sizes.indices.first(where: { sizes[$0] == 0 && !values[$0].isNaN }) {
        let more = sizes.indices.count { sizes[$0] == 0 && !values[$0].isNaN } - 1
        throw data.error(
          zero, denominator,
          "\(data.units[zero].code) has 0 here, and \(code) cannot be divided by it"
            + (more > 0 ? " (and \(more) more cells of this column)" : "")
            + ": correct it, or leave it empty where it is not known")
      }
      result.numbers.replace(
        column,
        with: values.indices.map { row in
          values[row].isMissing || sizes[row].isMissing
            ? .missing : values[row] / (sizes[row] / scale)
        })
    }
    return result
  }
}

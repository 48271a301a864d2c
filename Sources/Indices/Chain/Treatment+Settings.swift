import Policy

extension Treatment {
  /// From the fields of a `treat` step or case: `winmax` (null for no limit), `skew_thresh`, `kurt_thresh`, `fallback`, `lambda`,
  /// `makepos`, `combined`.
  init(_ settings: Settings, default standard: Treatment = Treatment()) throws(Table.Error) {
    self = standard
    if settings.isNull("winmax") { most = nil }
    if let number = try settings.integer("winmax", from: 0) { most = number }
    if let number = try settings.number("skew_thresh") { skewness = number }
    if let number = try settings.number("kurt_thresh") { kurtosis = number }
    if let flag = try settings.flag("combined", "combine_treat") { isCombined = flag }
    if settings.isNull("fallback") { fallback = nil }
    if let name = try settings.text("fallback") {
      fallback = name == "none" ? nil : try Transformation(name, settings)
    }
  }
}

extension Treatment.Transformation {
  init(_ name: String, _ settings: Settings) throws(Table.Error) {
    switch name {
    case "log_CT", "log": self = .logCT
    case "log_CT_orig": self = .logCTOriginal
    case "log_CT_plus": self = .logCTPlus
    case "log_GII": self = .logGII
    case "boxcox":
      self = .boxCox(
        lambda: try settings.number("lambda") ?? 0, shifted: try settings.flag("makepos") ?? true)
    default:
      throw settings.error(
        "fallback",
        "there is no transformation «\(name)»; there are: log_CT, log_CT_orig, log_CT_plus, log_GII, boxcox, none"
      )
    }
  }
}

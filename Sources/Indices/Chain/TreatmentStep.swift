import Policy

/// The step that treats outliers.
public struct TreatmentStep: Sendable {
  static let fields = [
    "winmax", "skew_thresh", "kurt_thresh", "fallback", "lambda", "makepos", "combined",
    "combine_treat", "indiv_specs", "individual", "global",
  ]

  /// For all indicators; nil leaves them alone.
  public var treatment: Treatment?
  /// For single indicators; nil leaves one alone.
  public var individual: [String: Treatment?]
  /// All years of a panel as one column, not each by itself.
  var isAcrossYears: Bool

  init(_ settings: Settings) throws(Table.Error) {
    isAcrossYears = try settings.flag("global") ?? false
    let standard = try Treatment(settings)
    treatment = try settings.flag("disable") == true ? nil : standard
    individual = [:]
    for (code, value) in try settings.members("indiv_specs", "individual") ?? [] {
      individual[code] =
        value.json.text == "none" ? .some(nil) : .some(try Treatment(value, default: standard))
    }
  }

  /// What was found and done at one indicator, in one year of a panel.
  public struct Finding: Sendable {
    public var indicator: String
    public var time: Double?
    public var treated: Treatment.Treated
  }

  /// - Throws: `Table.Error` for an individual treatment of an indicator that is not there.
  func apply(_ data: IndexData) throws(Table.Error)
    -> (data: IndexData, findings: [Finding], marks: [[String]])
  {
    for code in individual.keys.sorted() where data.numbers.position(of: code) == nil {
      throw Table.Error(
        file: data.file, column: code, reason: "the treat step names an indicator that is not there"
      )
    }
    var result = data
    var findings: [Finding] = []
    var marks = [[String]](
      repeating: [String](repeating: "", count: data.units.count), count: data.numbers.codes.count)
    let isPanel = data.isPanel
    for block in isAcrossYears ? [Array(data.units.indices)] : data.blocks {
      for column in data.numbers.columns {
        let code = data.numbers.codes[column]
        guard let treatment = individual[code] ?? treatment else { continue }
        let treated = treatment.apply(block.map { data.numbers[$0, column] })
        for (i, row) in block.enumerated() {
          result.numbers[row, column] = treated.values[i]
          marks[column][row] = treated.marks[i]
        }
        findings.append(
          Finding(
            indicator: code, time: isPanel && !isAcrossYears ? data.units[block[0]].time : nil,
            treated: treated))
      }
    }
    return (result, findings, marks)
  }

  /// Skewness, kurtosis and what was done, a row for each indicator whose outliers could be told.
  static func details(_ findings: [Finding]) -> ResultTable {
    let told = findings.filter { $0.treated.first.passes != nil }
    let hasTime = told.contains { $0.time != nil }
    let hasSecond = told.contains { $0.treated.second != nil }
    let hasThird = told.contains { $0.treated.third != nil }
    func head(_ stage: Int) -> [String] {
      ["check\(stage)_Pass", "check\(stage)_Skew", "check\(stage)_Kurt"]
    }
    func cells(_ check: Treatment.Check?) -> [ResultTable.Value] {
      guard let check else { return [.empty, .empty, .empty] }
      return [.optional(check.passes), .number(check.skewness), .number(check.kurtosis)]
    }
    return ResultTable(
      "details",
      ["iCode"] + (hasTime ? ["Time"] : []) + head(0)
        + (hasSecond ? ["winsorise.nwin"] + head(1) : []) + (hasThird ? head(2) : []),
      told.map { finding in
        let treated = finding.treated
        return [.text(finding.indicator)] + (hasTime ? [.number(finding.time ?? .missing)] : [])
          + cells(treated.first)
          + (hasSecond ? [.optional(treated.moved)] + cells(treated.second) : [])
          + (hasThird ? cells(treated.third) : [])
      })
  }
}

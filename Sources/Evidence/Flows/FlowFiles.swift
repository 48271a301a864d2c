public import Policy

/// Stock, population, birth and death tables as people have them: CSV with one line a cell, read into accounts.
///
/// Stocks: `birthplace, residence, value`; births, deaths and population: `country, value`; an offset: `origin,
/// destination, value`. The names that producers use are known as well, a column in thousands says so by its name
/// (`births_k`, `population_thousands`), and a column `year` lets one file hold several years. A pair of countries that
/// is not listed has nobody; a country without natives at home is an error, unless a population fills them in.
public struct FlowFiles: Sendable {
  /// One file: its name, for messages, and its bytes.
  public struct File: Sendable {
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  public var start: File
  public var end: File
  public var births: File?
  public var deaths: File?
  public var population: File?
  /// Which years to take of files with a column `year`.
  public var years: (from: Int?, to: Int?) = (nil, nil)
  /// Countries that are to be left out of every table.
  public var without: Set<String> = []
  /// Newborns are spread over all residents where they outnumber natives at home, instead of being refused.
  public var spreadsBirths = false
  /// Whether the natives at home are needed at all.
  public var needsNatives = true
  /// The codes that are countries; without them any code is taken.
  public var countries: CountryList?
  /// By which a start and an end of two revisions are told.
  public var controls: ControlTotals?

  public init(start: File, end: File) {
    self.start = start
    self.end = end
  }

  /// What was done with the tables beyond reading them, in sentences for the person who gave them.
  public struct Remarks: Sendable {
    public var sentences: [String] = []
    /// What may be wrong with the tables.
    public var doubts: [String] = []

    public init() {}

    public var all: [String] {
      var seen: Set<String> = []
      return (doubts + sentences).filter { seen.insert($0).inserted }
    }
  }

  /// - Throws: `Table.Error` that names file, line and cell.
  public func accounts(_ remarks: inout Remarks) throws(Table.Error) -> StockAccounts {
    let first = try StockList(start, year: years.from, option: "--from")
    let last = try StockList(end, year: years.to, option: "--to")
    if let from = first.year, let to = last.year, from >= to {
      throw Table.Error(
        "\(start.name) and \(end.name)",
        problem: "The years are the wrong way round: the start is \(from), the end \(to).",
        remedy: "Exchange the two files or years.")
    }
    try refuseTwoRevisions(first, last)
    var names = first.countries.union(last.countries)
    names.subtract(without)
    try check(names, in: [first, last])
    let codes = names.sorted()
    guard codes.count > 1 else {
      throw Table.Error(
        start.name, problem: "There is only one country in it.",
        remedy: "Give the people of at least two.")
    }
    try compareResidences(first, last, &remarks)
    let interval = first.year.flatMap { from in last.year.map { from...$0 } }
    let people = try population.map { file throws(Table.Error) in
      try AmountList(file, .population)
    }
    return try accounts(
      codes, first.matrix(codes, people, at: .start, needsNatives),
      last.matrix(codes, people, at: .end, needsNatives),
      births: events(births, .births, codes, interval, &remarks),
      deaths: events(deaths, .deaths, codes, interval, &remarks), &remarks)
  }

  private func accounts(
    _ codes: [String], _ first: Matrix, _ last: Matrix, births: [Double]?, deaths: [Double]?,
    _ remarks: inout Remarks
  ) throws(Table.Error) -> StockAccounts {
    if needsNatives {
      for (file, table) in [(start, first), (end, last)] {
        for i in codes.indices where table[i, i] < 0 {
          remarks.sentences.append(
            "\(file.name): \(codes[i]) has fewer people than foreign born, by "
              + "\((-table[i, i]).plain); its natives at home are taken as none and its foreign born "
              + "scaled to the population.")
        }
      }
    }
    if let births, let name = self.births?.name, needsNatives {
      for i in codes.indices where births[i] > max(last[i, i], 0) {
        guard spreadsBirths else {
          let list = self.births.flatMap { try? AmountList($0, .births) }
          let line = list?.line(of: codes[i]).map { "line \($0), " } ?? ""
          throw Table.Error(
            name, cell: "\(line)births of \(codes[i])",
            problem:
              "\(births[i].plain) were born, but only \(last[i, i].plain) natives live at home at "
              + "the end.",
            remedy: "Check that both are in persons and cover the same years; if they are right, "
              + "--spread-births shares the newborn among all residents.")
        }
        remarks.sentences.append(
          "\(name): more were born in \(codes[i]) than natives live at home at the end; the newborn "
            + "are shared among all residents.")
      }
    }
    do {
      return try StockAccounts(
        countries: codes, start: first, end: last, births: births, deaths: deaths)
    } catch {
      throw Table.Error(
        "\(start.name), \(end.name)", cell: error.place, problem: error.reason.asSentence,
        remedy: error.remedy.asSentence)
    }
  }

  private func events(
    _ file: File?, _ kind: AmountList.Kind, _ codes: [String], _ interval: ClosedRange<Int>?,
    _ remarks: inout Remarks
  ) throws(Table.Error) -> [Double]? {
    guard let file else { return nil }
    let list = try AmountList(file, kind)
    let others = list.countries.subtracting(codes).subtracting(without)
    if !others.isEmpty {
      remarks.sentences.append(
        "\(file.name): \(others.count) countries are not in the stocks and were not used.")
    }
    return try list.total(codes, over: interval)
  }

  /// Codes are checked when the tables are in country codes, which is when most of them are such codes; otherwise they
  /// are a user's own names.
  private func check(_ names: Set<String>, in lists: [StockList]) throws(Table.Error) {
    guard let countries else { return }
    guard names.count(where: countries.contains) * 2 >= names.count else { return }
    for list in lists {
      for entry in list.entries {
        for name in [entry.birthplace, entry.residence]
        where names.contains(name) && !countries.contains(name) {
          let (problem, remedy) = countries.complaint(name)
          throw Table.Error(
            file: list.file.name, line: entry.line,
            column: name == entry.birthplace ? "birthplace" : "residence",
            reason: problem + " " + remedy)
        }
      }
    }
  }

  /// A difference between two revisions is no growth: neither by what the files say of themselves nor by their sums may
  /// start and end be of two.
  private func refuseTwoRevisions(_ first: StockList, _ last: StockList) throws(Table.Error) {
    let remedy =
      "Take both years from one revision: what changes between revisions is the counting, not the people."
    if let from = first.revision, let to = last.revision, from.name != to.name {
      throw Table.Error(
        file: last.file.name, line: to.line, column: "revision",
        reason:
          "the end is of the revision «\(to.name)», the start (\(first.file.name), line \(from.line)) of "
          + "«\(from.name)». \(remedy)")
    }
    guard let controls, let from = first.year, let to = last.year else { return }
    let (before, after) = (
      controls.editions(year: from, sum: first.foreignBorn),
      controls.editions(year: to, sum: last.foreignBorn)
    )
    guard let one = before.first, let other = after.first, Set(before).isDisjoint(with: after)
    else {
      return
    }
    throw Table.Error(
      last.file.name, cell: "year \(to)",
      problem:
        "By their sums the people of \(from) in \(first.file.name) are those of \(one), the people of \(to) "
        + "those of \(other).", remedy: remedy)
  }

  /// A file that was cut off lacks the residences of its last lines.
  private func compareResidences(
    _ first: StockList, _ last: StockList, _ remarks: inout Remarks
  ) throws(Table.Error) {
    for (have, lack) in [(first, last), (last, first)] {
      let missing = have.residences.subtracting(lack.residences).subtracting(without).sorted()
      guard !missing.isEmpty else { continue }
      let shown = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? ", …" : "")
      remarks.doubts.append(
        "\(lack.file.name): nobody is listed as living in \(shown), where \(have.file.name) lists "
          + "people; if the file was cut off, get it again.")
    }
    for list in [first, last] where !list.endsWithLine {
      remarks.sentences.append(
        "\(list.file.name): the last line has no end; see that the file is whole.")
    }
  }
}

extension String {
  /// With a capital at the start and a full stop at the end.
  var asSentence: String {
    let text = prefix(1).uppercased() + dropFirst()
    return text.hasSuffix(".") ? text : text + "."
  }
}

import Policy

/// A project file of ScenarioWizard 4 (`.scw`): a matrix with the notes, colours and essays that stand beside it.
///
/// The file is lines of text in sections that a line beginning with `#` closes; the sixth holds the matrix. Names may be
/// empty or repeated. Docs/scenarios.md has the grammar.
public struct ScenarioWizardProject: Sendable, Hashable {
  public var matrix: CrossImpactMatrix
  /// The lines of the notes: one for each descriptor and each variant, in the order of the structure.
  var notes: [String]
  /// Six hexadecimal digits for each variant.
  var colours: [String]
  /// What follows the matrix: essays, kept as they are.
  var essays: [String]

  /// A project with a white page for everything but the matrix.
  public init(_ matrix: CrossImpactMatrix) {
    self.matrix = matrix
    notes = matrix.descriptors.flatMap { ["&"] + $0.variants.map { _ in " " } }
    colours = [String](repeating: "FFFFFF", count: matrix.size)
    essays = ["# 0-0", "\"\""]
    for _ in matrix.descriptors { essays += ["#", "\"\""] }
    for _ in 0..<(matrix.descriptors.count * matrix.descriptors.count) {
      essays += ["# ->", "\"\""]
    }
    essays += ["#", "#"]
  }

  /// - Parameters:
  ///   - bytes: UTF-8 or Windows-1252, with any line ends.
  ///   - file: the name to use in messages.
  /// - Throws: `MatrixError` with the line.
  public init(_ bytes: [UInt8], file: String) throws(MatrixError) {
    var reader = try ScenarioWizardReader(bytes, file: file)
    self = try reader.project()
  }

  fileprivate init(
    matrix: CrossImpactMatrix, notes: [String], colours: [String], essays: [String]
  ) {
    self.matrix = matrix
    self.notes = notes
    self.colours = colours
    self.essays = essays
  }

  /// The file, with CR LF line ends.
  ///
  /// - Throws: `MatrixError` when judgements are not whole numbers: the format has no decimals.
  public func text() throws(MatrixError) -> String {
    guard matrix.decimals == 0 else {
      throw MatrixError(
        reason:
          "judgements have decimals, which a .scw file cannot hold: write .csv or .json, or multiply all judgements by \(Decimal.text(tenfold, places: 0))"
      )
    }
    var lines = ["$ ScenarioWizard 4.0", oneLine(matrix.name)]
    for descriptor in matrix.descriptors {
      lines.append("&" + oneLine(descriptor.name))
      lines += descriptor.variants.map { " -" + oneLine($0) }
    }
    lines.append("#")
    lines += notes + ["#", "#"] + colours + ["#", "#"]
    for row in 0..<matrix.size {
      let cells = (0..<matrix.size).map { column in
        let judgement = String(matrix[row, column])
        return judgement.count < 2 ? " " + judgement : judgement
      }
      lines.append(cells.joined(separator: " ,") + " ")
    }
    lines.append("#")
    lines += essays
    return lines.map { $0 + "\r\n" }.joined()
  }

  private var tenfold: Int { (0..<matrix.decimals).reduce(1) { power, _ in power &* 10 } }

  private func oneLine(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
  }
}

/// One pass over the lines of a project file.
private struct ScenarioWizardReader {
  private let file: String
  private let bytes: [UInt8]
  /// Where the next line begins, and the number of the last one, from 1.
  private var place = 0
  private var at = 0

  private static let sections = [
    "the structure", "the notes", "a reserved section", "the colours", "a reserved section",
    "the matrix",
  ]

  init(_ bytes: [UInt8], file: String) throws(MatrixError) {
    self.file = file
    self.bytes = Array(try PlainText.decode(bytes, file: file).utf8)
  }

  private func error(_ reason: String) -> MatrixError {
    MatrixError(file: file, line: max(1, at), reason: reason)
  }

  /// The next line, as it is; LF, CR LF and CR end one.
  private mutating func line() -> String? {
    guard place < bytes.count else { return nil }
    let end = bytes[place...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    let line = String(decoding: bytes[place..<end], as: UTF8.self)
    let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
    place = end + (isPair ? 2 : 1)
    at += 1
    return line
  }

  /// The next line that is not blank, trimmed.
  private mutating func next() -> String? {
    while let line = line() {
      let trimmed = line.trimmingSpaces
      if !trimmed.isEmpty { return trimmed }
    }
    return nil
  }

  mutating func project() throws(MatrixError) -> ScenarioWizardProject {
    guard let header = next(), header.hasPrefix("$") else {
      throw error(
        "this is no ScenarioWizard project: the first line must be «$ ScenarioWizard 4.0»")
    }
    let title = try title()
    let (descriptors, lineOf) = try structure()
    let notes = try section(1)
    _ = try section(2)
    let colours = try section(3)
    _ = try section(4)
    do {
      _ = try CrossImpactMatrix.offsets(of: descriptors)
    } catch {
      // With no variants or too many a descriptor is at fault itself; other faults concern the structure as a whole.
      let fault = descriptors.firstIndex {
        !(1...MatrixLimits.variants).contains($0.variants.count)
      }
      throw MatrixError(file: file, line: fault.map { lineOf[$0] }, reason: error.reason)
    }
    let judgements = try judgements(size: descriptors.reduce(0) { $0 + $1.variants.count })
    var essays: [String] = []
    while let line = line() { essays.append(line) }
    while essays.last?.isEmpty == true { essays.removeLast() }
    do {
      return ScenarioWizardProject(
        matrix: try CrossImpactMatrix(
          name: title, descriptors: descriptors, judgements: judgements),
        notes: notes, colours: colours,
        essays: essays)
    } catch {
      throw MatrixError(file: file, line: error.line, reason: error.reason)
    }
  }

  /// The second line, unless the structure begins there already.
  private mutating func title() throws(MatrixError) -> String {
    let before = (place, at)
    guard let line = next() else { throw error("the file ends after its first line") }
    if line == "Solution set" {
      throw error("this is a solution set (.sl), which holds scenarios: give the matrix (.scw)")
    }
    let after = (place, at)
    let isStructure = line.hasPrefix("&") && next()?.hasPrefix("&") == false
    (place, at) = isStructure ? before : after
    return isStructure ? "" : line
  }

  private mutating func structure() throws(MatrixError) -> (
    [CrossImpactMatrix.Descriptor], lines: [Int]
  ) {
    var descriptors: [CrossImpactMatrix.Descriptor] = []
    var lineOf: [Int] = []
    while let line = next() {
      switch line.first {
      case "#":
        return (descriptors, lineOf)
      case "&":
        descriptors.append(.init(name: String(line.dropFirst()).trimmingSpaces, variants: []))
        lineOf.append(at)
        guard descriptors.count <= MatrixLimits.descriptors else {
          throw error(
            "more than \(MatrixLimits.descriptors) descriptors, the most that can be used: split the system or drop some"
          )
        }
      case "-":
        guard !descriptors.isEmpty else {
          throw error(
            "a variant stands before the first descriptor: a line «&name» must come first")
        }
        descriptors[descriptors.count - 1].variants.append(
          String(line.dropFirst()).trimmingSpaces)
      default:
        throw error(
          "«\(line.prefix(40))» is neither a descriptor (&name), a variant (-name) nor the end of the structure (#)"
        )
      }
    }
    throw ended(in: 0)
  }

  /// The lines of a section, as they are, to its closing `#`.
  private mutating func section(_ number: Int) throws(MatrixError) -> [String] {
    var kept: [String] = []
    while let line = line() {
      if line.trimmingSpaces.hasPrefix("#") { return kept }
      kept.append(line)
    }
    throw ended(in: number)
  }

  private func ended(in section: Int) -> MatrixError {
    error(
      "the file ends inside \(Self.sections[section]): six sections, each closed by a line «#», are needed"
    )
  }

  private mutating func judgements(size: Int) throws(MatrixError) -> [Int] {
    var judgements: [Int] = []
    judgements.reserveCapacity(size * size)
    var rows = 0
    while let line = next() {
      if line.hasPrefix("#") { break }
      guard rows < size else {
        throw error("there are more than \(size) rows, one for each variant of the structure")
      }
      let before = judgements.count
      for field in line.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        let text = String(Substring(field)).trimmingSpaces
        guard let decimal = Decimal(text) else {
          throw error(
            text.isEmpty
              ? "judgement \(judgements.count - before + 1) of the row is empty: write 0 for no influence"
              : "«\(text.prefix(40))» is no whole number")
        }
        guard decimal.places == 0 else {
          throw error(
            "«\(text)» has decimals, which a .scw file does not have: use .csv or .json for them")
        }
        guard let value = decimal.scaled(to: 0) else {
          throw error("«\(text)» is larger than \(MatrixLimits.judgement)")
        }
        judgements.append(value)
      }
      guard judgements.count - before == size else {
        throw error(
          "the row has \(judgements.count - before) judgements; the structure has \(size) variants, so there must be \(size)"
        )
      }
      rows += 1
    }
    guard rows == size else {
      throw error(
        "the matrix has \(rows) rows; the structure has \(size) variants, so there must be \(size)")
    }
    return judgements
  }
}

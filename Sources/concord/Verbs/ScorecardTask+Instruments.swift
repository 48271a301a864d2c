import Foundation
import Indices
import Policy
import Reports
import Workspace

/// Instruments: what there is, what they ask, forms to fill in, lists of items.
extension ScorecardTask {
  func list() throws -> ExitStatus {
    let all = shelf.entries.flatMap { entry in entry.editions.map { (entry.name, $0) } }
    switch arguments.format {
    case "json":
      terminal.line(
        JSONValue.array(
          all.map { name, instrument in
            .record([
              "name": .string(name), "id": .string(instrument.id),
              "edition": .string(instrument.edition), "title": .string(instrument.name),
              "items": .integer(instrument.items.count), "scored": .bool(instrument.isScored),
            ])
          }
        ).text(indent: true))
    case "csv":
      terminal.write(CSV.line(["name", "id", "edition", "title", "items", "scored"]))
      for (name, instrument) in all {
        terminal.write(
          CSV.line([
            name, instrument.id, instrument.edition, instrument.name,
            String(instrument.items.count), instrument.isScored ? "yes" : "no",
          ]))
      }
    default:
      var table = TextTable("NAME", "EDITION", "ITEMS", "TITLE")
      for (name, instrument) in all {
        table.add(
          name, instrument.edition, String(instrument.items.count),
          instrument.name + (instrument.isScored ? "" : " (a profile without totals)"))
      }
      terminal.write(table.text(width: terminal.width))
    }
    return .done
  }

  func show() throws -> ExitStatus {
    let instrument = try instrument()
    switch arguments.format {
    case "json": terminal.line(instrument.record.text(indent: true))
    case "csv":
      let empty = AnswerSheet(
        instrument: instrument.id, edition: instrument.edition, unit: arguments["unit"] ?? "",
        round: arguments["round"] ?? "", perspective: arguments["side"])
      terminal.write(CSV.line(ScorecardForm.columns))
      for row in ScorecardForm(instrument, for: empty).rows { terminal.write(CSV.line(row)) }
    default: showText(instrument)
    }
    return .done
  }

  private func showText(_ instrument: Instrument) {
    terminal.line(terminal.styled(instrument.name, .bold))
    let about = instrument.about
    for (title, text) in [
      ("id", instrument.id), ("edition", instrument.edition),
      ("custodians", about.custodians.joined(separator: ", ")),
      ("respondent", about.respondent ?? ""), ("period", about.period ?? ""),
      ("labels", about.labels ?? ""), ("source", about.source ?? ""), ("note", about.note ?? ""),
    ] where !text.isEmpty {
      terminal.line(
        title.padded(to: 12)
          + text.withoutControls.wrapped(to: max(40, terminal.width - 12)).joined(
            separator: "\n" + String(repeating: " ", count: 12)))
    }
    if !instrument.classes.isEmpty {
      terminal.line()
      for each in instrument.classes {
        let end = each.includesUpper ? "\(each.upper.rounded2)" : "below \(each.upper.rounded2)"
        terminal.line("class \(each.code)  \(each.lower.rounded2) to \(end)  \(each.label)")
      }
    }
    let form = ScorecardForm(
      instrument,
      for: AnswerSheet(
        instrument: instrument.id, edition: instrument.edition, unit: "",
        perspective: arguments["side"]))
    var domain = ""
    for line in form.lines {
      if line.domain != domain {
        domain = line.domain
        terminal.line("\n" + terminal.styled(domain.withoutControls, .bold))
      }
      let id = line.part.isEmpty ? line.item : line.item + " " + line.part
      terminal.line("  " + id.padded(to: 10) + line.question.withoutControls)
      if line.choices != ["yes", "no"] {
        terminal.line(
          terminal.styled(
            "            "
              + line.hint.withoutControls.wrapped(to: max(40, terminal.width - 12)).joined(
                separator: "\n            "), .dim))
      }
    }
  }

  func form() throws -> ExitStatus {
    let instrument = try instrument()
    guard let out = arguments["out"] else {
      throw Arguments.UsageError(message: "Say where to write the form: --out form.xlsx")
    }
    if let side = arguments["side"],
      !instrument.perspectives.contains(where: { $0.id == side })
    {
      let known = instrument.perspectives.map(\.id).joined(separator: ", ")
      throw Arguments.UsageError(
        message: "\(instrument.id) has no side «\(side)».",
        hint: known.isEmpty ? "It asks all the same." : "It has: \(known).")
    }
    // Answers that are known already are filled in, so that a new round starts from the last.
    let known = files.isEmpty ? [] : try sheets(instrument, files).sheets
    var sheet =
      known.last
      ?? AnswerSheet(instrument: instrument.id, edition: instrument.edition, unit: "")
    sheet.unit = arguments["unit"] ?? sheet.unit
    sheet.round = arguments["round"] ?? sheet.round
    sheet.perspective = arguments["side"] ?? sheet.perspective
    let form = ScorecardForm(instrument, for: sheet, bases: basis.map { [$0] } ?? [])
    try ScorecardFormFile.write(form, to: URL(fileURLWithPath: out))
    terminal.line(out.withoutControls)
    return .done
  }

  func items() throws -> ExitStatus {
    let shape = try instrument()
    guard let list = files.first, files.count == 1, let out = arguments["out"] else {
      throw Arguments.UsageError(
        message: "Say which list, and where the instrument goes.",
        hint: "Usage: concord scorecard items INSTRUMENT LIST.csv --out FILE.json")
    }
    let table = try AnswerFile.table(list, required: ["domain", "id", "label", "options"])
    let full = shape.adding(try ItemList.read(table, to: shape))
    let text = full.record.text(indent: true) + "\n"
    // What was written must be readable, whatever stood in the list.
    _ = try Instrument.read(Array(text.utf8), file: out)
    try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
    terminal.line("\(out): \(full.items.count) items".withoutControls)
    return .done
  }

  func importAnswers() throws -> ExitStatus {
    let named = arguments.positionals.dropFirst().map { URL(fileURLWithPath: $0) }
    guard !named.isEmpty else { throw Arguments.UsageError(message: "Name the files to import.") }
    let store = try arguments.store(.create)
    var status = ExitStatus.done
    for file in named {
      let (sheets, errors) = try AnswerFile.read(file, defaults: defaults(nil))
      for error in errors { terminal.complain(error.description.withoutControls) }
      for sheet in sheets {
        // An instrument of the user's own is not on the shelf; its answers are tested when they are scored.
        guard let known = try? shelf.instrument(sheet.instrument + "@" + sheet.edition) else {
          let editions = shelf.entries.flatMap(\.editions).filter { $0.id == sheet.instrument }
          let hint =
            editions.isEmpty
            ? "it is kept, and its answers are tested when they are scored with the file of the instrument"
            : "its editions are \(editions.map(\.edition).joined(separator: ", "))"
          terminal.complain(
            "\(file.lastPathComponent): \(sheet.instrument) (\(sheet.edition)) is no instrument at hand: \(hint)"
              .withoutControls)
          if !editions.isEmpty { status = .partly }
          continue
        }
        if complain([Scorer(known).score(sheet)]) == .partly { status = .partly }
      }
      let added = try store.add(sheets)
      if !errors.isEmpty { status = .partly }
      terminal.line("\(file.lastPathComponent): \(added) answers added".withoutControls)
    }
    return status
  }
}

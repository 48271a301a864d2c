import Foundation
import Policy
import Workspace

/// What `concord assess` tells at its end, for a person.
struct AssessmentText {
  let text: String

  init(_ summary: AssessmentSummary, workspace: String, report: URL?, terminal: Terminal) {
    var lines: [String] = []
    if summary.wasCancelled {
      lines += ["Stopped before the end. Run it again to go on from here.", ""]
    }
    let pages = summary.pages > 0 ? ", \(summary.pages) pages" : ""
    lines.append(
      terminal.styled(
        "\(summary.documents) documents\(pages), \(summary.provisions) provisions", .bold)
        + "  (\(summary.newlyRead) read now, \(summary.recoded) coded anew, \(summary.unchanged) unchanged)"
    )
    lines.append(
      "\(summary.relevant) provisions concern migration by their own words; \(summary.commitments) commitments on migration undertake to change something."
    )
    lines.append("")
    // A run that was stopped before anything was compared has found nothing to count.
    let wasCompared = !summary.wasCancelled || summary.findings.values.contains { $0 > 0 }
    if !wasCompared { lines.append("The documents have not been compared yet.") }
    for kind in Finding.Kind.allCases where wasCompared {
      let count = summary.findings[kind] ?? 0
      let likely = summary.likelyFindings[kind] ?? 0
      let doubt = likely < count ? " (\(likely) of them likely)" : ""
      lines.append(
        "  " + String(count).leftPadded(to: 6) + "  " + Self.meaning(of: kind, count) + doubt)
    }
    let problems =
      summary.failed.map { "not read: \($0.file): \($0.message)" }
      + Self.passedOver(summary.unsupported) + summary.notes.map(\.description)
    if !problems.isEmpty {
      lines += ["", terminal.styled("Please look at:", .yellow)]
      for problem in problems.prefix(20) {
        lines.append(
          "  " + problem.withoutControls.wrapped(to: terminal.width - 4).joined(separator: "\n    ")
        )
      }
      if problems.count > 20 {
        lines.append("  … and \(problems.count - 20) more, listed in the report.")
      }
    }
    if !summary.guesses.isEmpty {
      let documents =
        summary.guesses.count == 1 ? "1 document" : "\(summary.guesses.count) documents"
      lines += [
        "",
        "Guessed from the texts for \(documents): title, kind, level and the like. "
          + "The report lists the guesses; concord.json can say what is right.",
      ]
    }
    if summary.withoutCountry > 0, summary.documents > 1 {
      lines += [
        "",
        (summary.withoutCountry == 1
          ? "The country of one document is not known: it is"
          : "The country of \(summary.withoutCountry) documents is not known: they are")
          + " not compared with texts whose country is known. concord.json can say whose a text is, and --country "
          + "whose all such texts are.",
      ]
    }
    lines += ["", "Workspace: \(workspace)".withoutControls]
    if let report { lines.append("Report:    \(report.path)".withoutControls) }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// A line for each ending, so that files that lie beside the documents do not hide what matters.
  private static func passedOver(_ files: [String]) -> [String] {
    let byEnding = Dictionary(grouping: files) {
      URL(fileURLWithPath: $0).pathExtension.lowercased()
    }
    return byEnding.sorted { $0.key < $1.key }.map { ending, files in
      let kind = ending.isEmpty ? "no ending" : "the ending .\(ending)"
      return files.count == 1
        ? "not read: \(files[0]): its format is not one that Concord reads"
        : "not read: \(files.count) files with \(kind), which Concord does not read (\(files[0]), …)"
    }
  }

  private static func meaning(of kind: Finding.Kind, _ count: Int) -> String {
    switch kind {
    case .conflict:
      count == 1
        ? "conflict: provisions that pull in opposite directions"
        : "conflicts: provisions that pull in opposite directions"
    case .duplication:
      count == 1
        ? "duplication: one task, two institutions" : "duplications: one task, two institutions"
    case .gap:
      count == 1
        ? "gap: an aim without a measure, people without cover"
        : "gaps: aims without a measure, people without cover"
    case .silent:
      count == 1
        ? "silent commitment: who, when, with what or how measured is not said"
        : "silent commitments: who, when, with what or how measured is not said"
    case .silo:
      count == 1
        ? "silo: a body without the institution that its matter needs"
        : "silos: bodies without the institution that their matter needs"
    case .synergy:
      count == 1
        ? "synergy: provisions that supply one another"
        : "synergies: provisions that supply one another"
    }
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

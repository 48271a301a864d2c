import Foundation
import Policy
import Reports
import Scenarios
import Workspace

/// `concord assess FOLDER`
struct AssessVerb: Verb {
  static let description = VerbDescription(
    name: "assess",
    summary: "Read a folder of policies and write the report: the main job.",
    discussion: """
      Reads every document below the folder (PDF, DOCX, ODT, HTML, Markdown, text), cuts it into provisions, codes them,
      relates institutions, and finds conflicts, duplications, gaps, silent commitments, silos and synergies. Makes
      FOLDER/concord.db and FOLDER/report/index.html. Run again, it reads only what has changed and keeps your
      decisions. Ctrl-C stops after the document in hand; running again goes on from there.
      """,
    positionals: [.init(name: "FOLDER", help: "The folder that holds the documents.")],
    options: [
      .init(
        name: "workspace", value: "FILE",
        help: "The workspace to make or bring up to date (FOLDER/concord.db)."),
      .init(name: "report", value: "FOLDER", help: "Where to write the report (FOLDER/report)."),
      .init(name: "no-report", value: nil, help: "Write no report."),
      .init(
        name: "jobs", value: "N",
        help: "Documents to work on at a time (two more than there are processors)."),
      .init(
        name: "language", value: "CODE", help: "Language of the report: en, fr or es.",
        choices: ["en", "fr", "es"]),
      .init(
        name: "country", value: "NAME",
        help: "Whose the texts are of which no country can be told."),
      .init(name: "fresh", value: nil, help: "Read everything again, even what has not changed."),
    ],
    examples: [
      .init(
        command: "concord assess policies",
        does: "makes policies/concord.db and policies/report/index.html"),
      .init(command: "concord assess policies --no-report", does: "the workspace only"),
    ])

  static func run(_ arguments: Arguments, _ terminal: Terminal) throws -> ExitStatus {
    let folder = URL(fileURLWithPath: arguments.positionals[0], isDirectory: true)
    var options = Assessment.Options(
      isFresh: arguments.has("fresh"), program: "concord \(Concord.version)")
    if arguments["jobs"] != nil { options.jobs = try arguments.jobs() }
    let reportFolder =
      arguments["report"].map { URL(fileURLWithPath: $0, isDirectory: true) }
      ?? folder.appendingPathComponent("report", isDirectory: true)
    let resources = try ResourceFolder()
    let project = try Project(
      at: folder, excluding: [reportFolder], country: arguments["country"])
    guard project.files.contains(where: { $0.state == .document }) else {
      terminal.complain(
        "\(folder.path) holds no document that can be read (.pdf .docx .odt .html .md .txt)."
          .withoutControls)
      return .failed
    }
    let knowledge = try Knowledge(resources, for: project)
    let workspace = arguments.workspaceFile(
      or: folder.appendingPathComponent(Arguments.workspaceName).path)
    let store = try Store(at: workspace, mode: .create)
    let assessment = Assessment(
      of: project, in: store, with: try .standard(resources, knowledge), given: knowledge.given,
      notes: knowledge.notes, options: options)

    Interruption.listen()
    let bar = ProgressBar("documents", on: terminal)
    // Of its own, so that the time left is that of comparing.
    let comparing = OnDemand { ProgressBar("parts", on: terminal) }
    var summary = try assessment.run(
      isCancelled: { Interruption.isRequested },
      progress: { progress in
        switch progress.phase {
        case .reading:
          bar.update(
            done: progress.documentsDone, of: progress.documentsTotal, doing: progress.file)
        default:
          comparing.value.update(
            done: Int(progress.share * 100), of: 100, doing: "comparing provisions")
        }
      })
    bar.clear()
    var written: URL?
    if !arguments.has("no-report"), !summary.wasCancelled {
      var model = try ReportModel(
        store, codebook: knowledge.codebook,
        language: arguments["language"].map(Language.init) ?? .english, known: summary.fresh)
      do {
        model.scenarios = try ScenarioStudy(
          of: project.tables, shouldStop: { Interruption.isRequested })
      } catch {
        let note = Note(file: error.file, line: error.line, text: error.reason)
        summary.notes.append(note)
        model.remarks.append(.init(note))
      }
      let pages = ProgressBar("documents", on: terminal)
      try Report(model, resource: resources.bytes).write(to: reportFolder) { done in
        pages.update(done: done, of: model.files.count, doing: "writing the report")
      }
      pages.clear()
      leaveToExit(model)
      written = reportFolder.appendingPathComponent("index.html")
    }
    terminal.write(
      AssessmentText(summary, workspace: workspace, report: written, terminal: terminal).text)
    // The store is left to the exit with what holds it, and would leave its log behind.
    try store.checkpoint()
    leaveToExit((summary, assessment, knowledge))
    return summary.documents == 0
      ? .failed : summary.isPartial || !summary.unsupported.isEmpty ? .partly : .done
  }
}

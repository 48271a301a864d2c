import Foundation

/// The command line: finds the verb, runs it, turns errors into sentences and exit statuses.
@main
struct Concord {
  static let version = "0.1.0"

  static var verbs: [any Verb.Type] {
    [
      AssessVerb.self,
      ProvisionsVerb.self,
      CodeVerb.self,
      FindingsVerb.self,
      ReviewVerb.self,
      SearchVerb.self,
      MatrixVerb.self,
      CoherenceVerb.self,
      WhyVerb.self,
      CodebookVerb.self,
      EvaluateVerb.self,
      InstitutionsVerb.self,
      ScenariosVerb.self,
      InfluenceVerb.self,
      WorkshopVerb.self,
      IndexVerb.self,
      ScorecardVerb.self,
      SeriesVerb.self,
      ProfileVerb.self,
      CorridorVerb.self,
      FlowsVerb.self,
      OpennessVerb.self,
      GapsVerb.self,
      ImportVerb.self,
      ExportVerb.self,
      BackupVerb.self,
      CheckVerb.self,
      CompletionVerb.self,
      ManualVerb.self,
    ]
  }

  static var descriptions: [VerbDescription] { verbs.map { $0.description } }

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    // libarchive loses entries with non-ASCII names in the "C" locale.
    setlocale(LC_CTYPE, "C.UTF-8")
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  static func run(_ words: [String]) -> ExitStatus {
    let terminal = Terminal(isQuiet: words.contains("--quiet"))
    guard let name = words.first else {
      terminal.write(Help.overview(of: descriptions, version: version))
      return .usage
    }
    switch name {
    case "--help", "-h", "help":
      if words.count > 1, let verb = descriptions.first(where: { $0.name == words[1] }) {
        terminal.write(Help.page(for: verb))
      } else {
        terminal.write(Help.overview(of: descriptions, version: version))
      }
      return .done
    case "--version":
      terminal.line("concord \(version)")
      return .done
    default:
      break
    }
    guard let verb = verbs.first(where: { $0.description.name == name }) else {
      terminal.complain("there is no verb «\(name)».")
      let meant = Spelling.nearest(to: name, in: descriptions.map(\.name))
      terminal.remark(meant.map { "Did you mean concord \($0)?" } ?? "See concord --help.")
      return .usage
    }
    do {
      let arguments = try Arguments(Array(words.dropFirst()), for: verb.description)
      guard !arguments.wantsHelp else {
        terminal.write(Help.page(for: verb.description))
        return .done
      }
      return try verb.run(arguments, terminal)
    } catch let error as Arguments.UsageError {
      terminal.complain(error.description)
      return .usage
    } catch {
      terminal.complain("\(error)")
      return .failed
    }
  }
}

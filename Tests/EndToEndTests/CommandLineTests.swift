import Foundation
import Testing

/// What every verb has in common: help, spelling, exit statuses.
@Suite struct CommandLineTests {
  static let verbs: [String] = {
    let help = (try? Program.run("--help").output) ?? ""
    let list =
      help.components(separatedBy: "VERBS\n").last?.components(separatedBy: "\n\n").first ?? ""
    return list.split(separator: "\n").compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
  }()

  @Test func helpListsTheVerbsAndTheExitStatuses() throws {
    let help = try Program.run("--help")
    #expect(help.status == 0)
    for verb in [
      "assess", "provisions", "code", "findings", "search", "matrix", "institutions", "import",
      "export", "backup", "check", "why", "codebook", "evaluate",
    ] {
      #expect(Self.verbs.contains(verb))
    }
    #expect(help.output.contains("3 nothing could be done"))
  }

  @Test(arguments: verbs) func everyVerbExplainsItself(verb: String) throws {
    let help = try Program.run(verb, "--help")
    #expect(help.status == 0)
    #expect(help.output.contains("USAGE\n  concord \(verb)"))
    #expect(help.output.contains("--help"))
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }

  @Test func theManualPageAndTheCompletionsNameEveryVerb() throws {
    let manual = try Program.run("manual").output
    let scripts = try ["bash", "zsh", "fish"].map { try Program.run("completion", $0).output }
    for verb in Self.verbs {
      for text in [manual] + scripts { #expect(text.contains(verb)) }
    }
  }

  @Test func aMisspeltVerbIsAWrongCommandWithASuggestion() throws {
    let result = try Program.run("asess", "folder")
    #expect(result.status == 2)
    #expect(
      result.complaints == "concord: there is no verb «asess».\nDid you mean concord assess?\n")
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    (["assess"], "FOLDER is missing"), (["findings", "--statsu", "x"], "Did you mean --status?"),
    (["findings", "--limit", "many"], "whole number"),
    (["findings", "--format", "xml"], "It can be: text"),
    (["search"], "WORDS is missing"), (["check", "a", "b"], "one word too many"),
    (["backup", "x", "--workspace"], "--workspace needs a value"),
    (["corridor", "PHL", "SAU", "--letter", "--format", "html"], "plain text"),
  ])
  func aWrongCommandSaysWhatIsWrong(words: [String], says: String) throws {
    let result = try Program.run(words)
    #expect(result.status == 2)
    #expect(result.complaints.contains(says))
  }

  @Test func aFolderStandsForTheWorkspaceInIt() throws {
    let scratch = try Scratch()
    let folder = scratch.url.appendingPathComponent("country")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("# Act\n\nArticle 1\n\nMigrant workers may join unions.\n".utf8)
      .write(to: folder.appendingPathComponent("act.md"))
    #expect(try Program.run("assess", "country", "--no-report", in: scratch.url).status == 0)
    #expect(
      try Program.run("findings", "--workspace", "country", in: scratch.url).status == 0)
    #expect(try Program.run("check", "country", in: scratch.url).status == 0)
    for words in [["findings", "country"], ["review", "country"], ["institutions", "country"]] {
      let result = try Program.run(words, in: scratch.url)
      #expect(result.status == 2)
      #expect(result.complaints.contains("write --workspace country"))
    }
  }

  @Test func aMissingWorkspaceIsNothingDone() throws {
    let scratch = try Scratch()
    let result = try Program.run("findings", in: scratch.url)
    #expect(result.status == 3)
    #expect(result.complaints.contains("concord.db"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
  }
}

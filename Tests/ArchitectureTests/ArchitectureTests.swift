import Foundation
import Testing

/// The house has floors: a target imports only from floors below its own, and keeps to its trade.
@Suite struct ArchitectureTests {
  static let floors: [String: Int] = [
    "Policy": 1, "Reading": 2, "Coding": 2, "Institutions": 2, "Coherence": 2, "Scenarios": 2,
    "Indices": 2,
    "Evidence": 2, "Workspace": 3, "Reports": 4, "Server": 5, "concord": 5,
  ]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  struct Source: CustomTestStringConvertible {
    var target: String
    var path: String
    var text: String
    var testDescription: String { path }

    /// The modules that it imports, whatever words stand before `import`.
    var imports: [String] {
      text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
          words[..<at].allSatisfy({
            ["public", "package", "internal", "private", "@preconcurrency"].contains($0)
          })
        else { return nil }
        return words[at + 1].split(separator: ".").first.map(String.init)
      }
    }
  }

  static let sources: [Source] = {
    let folder = root.appendingPathComponent("Sources")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.compactMap {
      file in
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
      let path = String(file.path.dropFirst(folder.path.count + 1))
      return Source(target: String(path.prefix { $0 != "/" }), path: path, text: text)
    }.sorted { $0.path < $1.path }
  }()

  @Test func everyTargetHasAFloor() {
    #expect(Self.sources.count > 40)
    for target in Set(Self.sources.map(\.target)) {
      #expect(Self.floors[target] != nil, "\(target) stands on no floor")
    }
  }

  @Test func importsGoDownwards() {
    for source in Self.sources {
      let floor = Self.floors[source.target] ?? 0
      for module in source.imports {
        guard let imported = Self.floors[module] else { continue }
        #expect(
          imported < floor,
          "\(source.path) on floor \(floor) imports \(module) on floor \(imported)")
      }
    }
  }

  @Test(arguments: [
    ("CSQLite", ["Workspace"]), ("CXML", ["Reading"]), ("CArchive", ["Reading"]),
    ("CCMarkGFM", ["Reading"]),
    ("CXLSXWriter", ["Reports"]),
  ])
  func onlyTheirOwnersUseSystemLibraries(library: String, owners: [String]) {
    for source in Self.sources where source.imports.contains(library) {
      #expect(owners.contains(source.target), "\(source.path) imports \(library)")
    }
  }

  @Test func onlyTheCommandLinePrints() {
    for source in Self.sources where source.target != "concord" {
      for line in source.text.split(separator: "\n") {
        let code = line.prefix { $0 != "/" }
        let prints = code.contains(" print(") || code.hasPrefix("print(")
        #expect(!prints, "\(source.path) prints: \(line)")
      }
    }
  }

  @Test func onlyReadingRunsOutsidePrograms() {
    for source in Self.sources where source.target != "Reading" {
      #expect(!source.text.contains("posix_spawn"), "\(source.path) starts a program")
      #expect(!source.text.contains(" Process("), "\(source.path) starts a program")
    }
  }

  @Test func policyDoesNoInputOrOutput() {
    for source in Self.sources where source.target == "Policy" {
      for module in ["Foundation", "Glibc", "Dispatch"] {
        #expect(!source.imports.contains(module), "\(source.path) imports \(module)")
      }
    }
  }
}

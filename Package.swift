// swift-tools-version: 6.2
import PackageDescription

// The house: a target may import only targets of a lower floor (Tests/ArchitectureTests checks it).
//
//   floor 5   concord
//   floor 4   Reports
//   floor 3   Workspace
//   floor 2   Reading, Coding, Coherence, Institutions, Indices, Evidence, Scenarios   (engines: never each other)
//   floor 1   Policy
//   ground    C… (one module map per system library)

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, pkgConfig: String?, package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func source(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies, exclude: data, swiftSettings: settings)
}

let package = Package(
  name: "concord",
  products: [
    .executable(name: "concord", targets: ["concord"]),
    .library(name: "Policy", targets: ["Policy"]),
    .library(name: "Reading", targets: ["Reading"]),
    .library(name: "Coding", targets: ["Coding"]),
    .library(name: "Coherence", targets: ["Coherence"]),
    .library(name: "Institutions", targets: ["Institutions"]),
    .library(name: "Scenarios", targets: ["Scenarios"]),
    .library(name: "Indices", targets: ["Indices"]),
    .library(name: "Evidence", targets: ["Evidence"]),
  ],
  targets: [
    .systemLibrary(name: "CLinux"),
    library("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
    library("CXML", pkgConfig: "libxml-2.0", package: "libxml2-dev"),
    library("CArchive", pkgConfig: "libarchive", package: "libarchive-dev"),
    // Its pkg-config file asks for the development files of other libraries, which Concord has no need of.
    library("CXLSXWriter", pkgConfig: nil, package: "libxlsxwriter-dev"),
    library("CCMarkGFM", pkgConfig: "libcmark-gfm", package: "libcmark-gfm-dev"),
    library("CSodium", pkgConfig: "libsodium", package: "libsodium-dev"),

    source("Policy", []),
    source("Reading", ["Policy", "CLinux", "CXML", "CArchive", "CCMarkGFM"]),
    source("Coding", ["Policy"]),
    source("Institutions", ["Policy"]),
    source("Coherence", ["Policy"]),
    source("Scenarios", ["Policy"]),
    source("Indices", ["Policy"]),
    source("Evidence", ["Policy"]),
    source(
      "Workspace",
      [
        "Policy", "Reading", "Coding", "Institutions", "Coherence", "Indices", "Evidence",
        "CSQLite",
        "CSodium",
      ]),
    source(
      "Reports",
      [
        "Policy", "Coherence", "Institutions", "Scenarios", "Indices", "Evidence", "Workspace",
        "CXLSXWriter",
      ]),
    .executableTarget(
      name: "concord",
      dependencies: [
        "Policy", "Reading", "Coding", "Institutions", "Coherence", "Scenarios", "Indices",
        "Evidence",
        "Workspace",
        "Reports",
      ],
      swiftSettings: settings),

    tests("Policy", ["Policy", "Workspace"]),
    tests("Reading", ["Policy", "Reading", "Workspace", "CArchive"]),
    tests("Coding", ["Policy", "Coding", "Workspace"], data: ["Fixtures"]),
    tests("Institutions", ["Policy", "Institutions", "Coding", "Reading", "Workspace"]),
    tests("Coherence", ["Policy", "Coherence", "Workspace"], data: ["Cases"]),
    tests("Scenarios", ["Policy", "Scenarios"]),
    tests("Indices", ["Policy", "Indices"]),
    tests("Evidence", ["Policy", "Evidence", "Workspace"]),
    tests("Workspace", ["Policy", "Coherence", "Indices", "Workspace"]),
    tests("Reports", ["Policy", "Coherence", "Scenarios", "Indices", "Reports", "Workspace"]),
    tests("Architecture", []),
    tests("EndToEnd", ["Policy"]),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "judge",
  dependencies: [.package(name: "concord", path: "../..")],
  targets: [
    .executableTarget(
      name: "judge",
      dependencies: [
        .product(name: "Policy", package: "concord"),
        .product(name: "Coherence", package: "concord"),
      ])
  ])

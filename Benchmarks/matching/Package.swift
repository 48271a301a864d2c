// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "matching",
  dependencies: [.package(name: "concord", path: "../..")],
  targets: [
    .executableTarget(
      name: "matching",
      dependencies: [
        .product(name: "Coding", package: "concord"), .product(name: "Policy", package: "concord"),
      ], path: ".", sources: ["main.swift"])
  ], swiftLanguageModes: [.v6])

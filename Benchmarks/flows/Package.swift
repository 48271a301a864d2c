// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "flows-benchmark",
  dependencies: [.package(name: "concord", path: "../..")],
  targets: [
    .executableTarget(
      name: "FlowsBenchmark", dependencies: [.product(name: "Evidence", package: "concord")])
  ],
  swiftLanguageModes: [.v6]
)

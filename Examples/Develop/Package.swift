// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Develop",
  dependencies: [.package(name: "albedo", path: "../..")],
  targets: [
    .executableTarget(
      name: "Develop", dependencies: [.product(name: "Albedo", package: "albedo")])
  ],
  swiftLanguageModes: [.v6]
)

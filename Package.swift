// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: Swift 6, strict memory safety, no warning left standing.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Kernel targets are compiled once per instruction set from one source directory.
///
/// Their flags are safe in a versioned dependency (accepted by the package manager since 6.2) and
/// hold in debug builds too, so that tests of pixels stay fast. The compiler refuses strict memory
/// safety together with `-Ounchecked`; these targets are raw pointers throughout, behind the checks
/// of `Kernels`. Cross-module optimisation would copy short kernels into `Kernels`, compiled there
/// for the least instruction set.
func kernelSettings(_ march: [String]) -> [SwiftSetting] {
  let flags =
    ["-Ounchecked", "-disable-cmo", "-Xcc", "-fno-math-errno"] + march.flatMap { ["-Xcc", $0] }
  return [.treatAllWarnings(as: .error), .unsafeFlags(flags)]
}

#if arch(x86_64)
  let avx2 = ["-march=x86-64-v3"]
  let avx512 = ["-march=x86-64-v4", "-mprefer-vector-width=512"]
#else
  let avx2: [String] = []
  let avx512: [String] = []
#endif

let kernelTargets = ["KernelsBaseline", "KernelsAVX2", "KernelsAVX512"]

func module(
  _ name: String, _ ours: [String] = [], outside: [Target.Dependency] = [],
  settings: [SwiftSetting] = strict, plugins: [Target.PluginUsage] = []
) -> Target {
  .target(
    name: name, dependencies: ours.map { .byName(name: $0) } + outside, swiftSettings: settings,
    plugins: plugins)
}

/// The tests of one target, beside the support library that all tests share.
func tests(_ name: String, _ ours: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: ([name, "TestSupport"] + ours).map { .byName(name: $0) },
    swiftSettings: strict)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let rainbow = Target.Dependency.product(name: "Rainbow", package: "Rainbow")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "albedo",
  products: [
    .library(name: "Albedo", targets: ["Albedo"]),
    .executable(name: "albedo", targets: ["AlbedoCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/onevcat/Rainbow", exact: "4.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0"),
  ],
  targets: [
    // What stands alone.
    .target(
      name: "CodecShims",
      linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg"), .linkedLibrary("z")]),
    .target(name: "CPUFeatures"),
    // squareRoot() is one instruction and, for numbers below zero, a call to sqrt.
    .target(
      name: "ExactMath", swiftSettings: strict,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    module("Diagnostics"),
    module("Raster", settings: strict + [.enableExperimentalFeature("Lifetimes")]),
    module("KernelsBaseline", ["CPUFeatures"], settings: kernelSettings([])),
    module("KernelsAVX2", ["CPUFeatures"], settings: kernelSettings(avx2)),
    module("KernelsAVX512", ["CPUFeatures"], settings: kernelSettings(avx512)),

    // Bytes, configuration, files.
    module("Settings", ["Diagnostics"], outside: [yams]),
    module("Files", ["Diagnostics"], outside: [crypto]),
    module("Kernels", ["Raster", "CPUFeatures", "ExactMath"] + kernelTargets),
    module("Codecs", ["Raster", "Diagnostics", "CodecShims"]),
    module("Rig", ["Raster", "Settings", "Diagnostics", "ExactMath"]),
    module("Downlink", ["Settings", "Diagnostics", "Rig", "Raster", "Files"]),

    // What is computed from pictures.
    module("Stereo", ["Raster", "Kernels", "Rig", "ExactMath", "Diagnostics"]),
    module("Regolith", ["Raster", "Kernels", "Rig", "ExactMath", "Diagnostics", "Stereo"]),

    // Stages and what runs them.
    module("Pipeline", ["Raster", "Settings", "Diagnostics", "Rig", "Downlink", "Files"]),
    module(
      "Stages",
      [
        "Pipeline", "Raster", "Kernels", "Codecs", "Rig", "Downlink", "Settings", "Diagnostics",
        "Files", "ExactMath", "Stereo", "Regolith",
      ]),
    module(
      "Simulator",
      [
        "Raster", "Kernels", "Codecs", "Rig", "Downlink", "Settings", "Diagnostics", "ExactMath",
        "Files",
      ]),

    // The faces.
    module(
      "Albedo",
      [
        "Stages", "Pipeline", "Simulator", "Raster", "Kernels", "Stereo", "Codecs", "Rig",
        "Downlink", "Settings", "Diagnostics", "Files",
      ],
      plugins: ["BuildInfoPlugin"]),
    .plugin(
      name: "BuildInfoPlugin", capability: .buildTool(), path: "Scripts/BuildInfoPlugin"),
    .executableTarget(
      name: "AlbedoCommand", dependencies: ["Albedo", arguments, rainbow], swiftSettings: strict),

    // Tests mirror the sources.
    .target(
      name: "TestSupport", dependencies: ["Raster"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("ExactMath"),
    tests("Diagnostics"),
    tests("Raster"),
    tests("Settings"),
    tests("Files"),
    tests("Kernels", ["ExactMath"]),
    tests("Codecs"),
    tests("Rig"),
    tests("Downlink"),
    tests("Stereo", ["Codecs"]),
    tests("Regolith", ["Codecs", "Stereo"]),
    tests("Pipeline", ["Stages"]),
    tests("Stages"),
    tests("Simulator", ["Stages"]),
    tests("Albedo"),
  ],
  swiftLanguageModes: [.v6]
)

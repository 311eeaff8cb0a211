import Diagnostics
import Pipeline
import Raster
import Settings
import TestSupport
import Testing

@testable import Stages

/// What holds for each stage, whatever it does.
@Suite struct EveryStageTests {
  static let size = Size(61, 43)

  /// A frame of each domain, with defects in it.
  static let frames: [any AnyFrame] = {
    let defects = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = (x * 7 + y * 3) % 53 == 0 ? Defects.lost.rawValue : 0 }
    }
    let validity = Validity(defects)
    let levels = Levels(blackPerSite: [60, 64, 66, 70], white: 3900, validBits: 12)
    let linear = RGBPlanes(
      red: Plane<Float>.random(size, in: -0.1...1.2, seed: 1),
      green: Plane.random(size, in: -0.1...1.2, seed: 2),
      blue: Plane.random(size, in: -0.1...1.2, seed: 3))
    return [
      Frame<Mosaic>(
        .random(size, below: 4096, seed: 4), validity: validity,
        properties: .init(pattern: .grbg, levels: levels)),
      Frame<Radiance>(
        .random(size, in: -0.1...1.5, seed: 5), validity: validity,
        properties: .init(pattern: .bggr)),
      Frame<LinearRGB>(linear, validity: validity, properties: LinearProperties()),
      Frame<LinearGray>(linear.red, validity: validity, properties: LinearProperties()),
      Frame<DisplayGray>(
        .sixteen(.random(size, below: 65535, seed: 6)), validity: validity,
        properties: .init(transfer: "none")),
      Frame<DisplayGray>(
        .eight(
          Plane<UInt8>(size: size) { y, row in
            for x in row.indices { row[x] = UInt8((x * 37 + y * 91) & 255) }
          }), validity: validity, properties: .init(transfer: "none")),
    ]
  }()

  @Test(arguments: StageCatalogue.standard.names)
  func bandsAndThreadsChangeNoBit(name: String) throws {
    let type = try #require(StageCatalogue.standard[name])
    for frame in Self.frames where type.inputs.first?.accepts.contains(frame.domainName) == true {
      for stage in type.anyBenchmarks {
        guard let stage = stage as? any BandStage else { continue }
        let plain = try stage.applied(to: frame, engine: .plain).digest
        for (threads, height) in [(1, 1), (2, 5), (2, 16), (3, 100)] {
          let engine = Engine.banded(threads: threads, bandHeight: height)
          #expect(try stage.applied(to: frame, engine: engine).digest == plain)
        }
      }
    }
  }

  @Test(arguments: StageCatalogue.standard.names)
  func theDefaultsPassTheirOwnChecksAndAreDocumented(name: String) throws {
    let type = try #require(StageCatalogue.standard[name])
    try type.decodeDefaults()
    #expect(!type.summary.isEmpty && type.summary.hasSuffix("."))
    for parameter in type.parameterNames {
      #expect(parameter.prose.hasSuffix("."), "\(name).\(parameter.name)")
    }
  }

  @Test func namesFollowTheData() {
    let names = StageCatalogue.standard.names
    #expect(names.first == "decode" && names.last == "encode")
    #expect(Set(names).count == names.count)
  }
}

extension Stage {
  static var anyBenchmarks: [any Stage] { benchmarks.map(\.stage) }
  static var parameterNames: [ParameterDescription] { table.parameters }

  static func decodeDefaults() throws {
    var findings = Findings()
    let node = try Yaml.parse(text: "{}", file: "defaults.yaml")
    let decoded = table.decode(node, &findings)
    try findings.throwIfAny()
    _ = try #require(decoded)
  }
}

import Pipeline
import Raster
import Rig
import TestSupport
import Testing

@testable import Stages

/// Stages that make frames comparable: one exposure, one white.
@Suite struct ComparableLightTests {
  private var origin: Origin {
    var camera = Camera()
    camera.name = "eye"
    camera.sensor.black = [95]
    camera.sensor.gain = 2
    camera.sensor.readNoise = 8
    camera.sensor.responsivity = 400_000
    var origin = Origin(frameID: "f", file: "f.png", camera: camera)
    (origin.exposure, origin.gain) = (0.01, 2)
    return origin
  }

  @Test func lightIsScaledToOneExposure() throws {
    var stage = ExposureStage()
    stage.seconds = 0.05
    let resolved = try stage.resolved(for: origin)
    #expect(resolved.factor == 2.5)
    let frame = Frame<Radiance>(
      Plane(size: Size(4, 4), repeating: 0.5), properties: .init(pattern: .rggb))
    let result = Frame<Radiance>(erased: try resolved.applied(to: frame, engine: .plain))
    #expect(result.samples[2, 1] == 1.25)
    // White has 2 · 4000 electrons, of which sunlit white gives 400,000 a second.
    #expect(try ExposureStage().resolved(for: origin).factor == 0.02 / (0.01 * 2))
  }

  /// Light times k has noise times k.
  @Test func noiseIsScaledWithTheLight() throws {
    var stage = ExposureStage()
    stage.factor = 4
    let before = try #require(origin.sensorNoise)
    let after = try #require(stage.described(origin).sensorNoise)
    #expect(after.atBlack == 4 * before.atBlack)
    #expect((after.electrons - before.electrons / 4).magnitude < 1e-6)
  }

  @Test func whatIsMissingIsAskedFor() throws {
    var dark = origin
    dark.exposure = nil
    #expect {
      try ExposureStage().resolved(for: dark)
    } throws: { "\($0)".contains("no exposure of frame f") && "\($0)".contains("give factor") }
    var unknown = origin
    unknown.camera?.sensor.responsivity = nil
    #expect {
      try ExposureStage().resolved(for: unknown)
    } throws: { "\($0)".contains("responsivity") && "\($0)".contains("give seconds") }
    var both = ExposureStage()
    (both.seconds, both.factor) = (1, 1)
    #expect { try both.resolved(for: origin) } throws: { "\($0)".contains("give one of them") }
  }

  /// Terrain of a slight red slope under a camera of unequal filters; a painted floor, shadow, sky,
  /// glints and lost rows beside it.
  private func terrain(_ balance: (Float, Float, Float)) -> Frame<LinearRGB> {
    let size = Size(200, 160)
    let noise = Plane<Float>.random(size, in: 0.7...1.3, seed: 6)
    let spread = (0..<3).map { Plane<Float>.random(size, in: -0.004...0.004, seed: 7 + UInt64($0)) }
    func plane(_ index: Int, _ share: Float, _ floor: Float) -> Plane<Float> {
      Plane(size: size) { y, row in
        for x in row.indices {
          var light = 0.12 * noise[x, y] * share
          if x < 60 && y > 100 { light = 0.2 * floor }
          if x > 150 { light = 0.001 }
          if y < 30 { light = 0 }
          if (x * 7 + y * 13) % 97 == 0 { light = 1.4 }
          row[x] = light + spread[index][x, y]
        }
      }
    }
    let lost = Plane<UInt8>(size: size) { y, row in
      row.update(repeating: y >= 140 ? Defects.lost.rawValue : 0)
    }
    return Frame(
      RGBPlanes(
        red: plane(0, balance.0, 0.1), green: plane(1, balance.1, 0.3),
        blue: plane(2, balance.2, 1)), validity: Validity(lost), properties: LinearProperties())
  }

  @Test func terrainBecomesWhatItReflects() throws {
    var stage = WhiteBalance()
    stage.method = .terrain
    stage.terrain = [1.1, 1, 0.92]
    let frame = terrain((0.55 * 1.1, 1, 0.7 * 0.92))
    let plain = Frame<LinearRGB>(erased: try stage.applied(to: frame, engine: .plain))
    let banded = try stage.applied(to: frame, engine: .banded(threads: 2, bandHeight: 7))
    #expect(plain.digest == banded.digest && plain.properties.isWhiteBalanced)
    let pixel = (x: 100, y: 77)
    let gains = (
      plain.samples.red[pixel.x, pixel.y] / frame.samples.red[pixel.x, pixel.y],
      plain.samples.blue[pixel.x, pixel.y] / frame.samples.blue[pixel.x, pixel.y]
    )
    #expect((gains.0 * 0.55 - 1).magnitude < 0.005, "\(gains)")
    #expect((gains.1 * 0.7 - 1).magnitude < 0.005, "\(gains)")
  }

  @Test func withoutLitTerrainNoColourIsMeasured() throws {
    var stage = WhiteBalance()
    stage.method = .terrain
    let black = Plane<Float>(size: Size(40, 40), repeating: 0)
    let frame = Frame<LinearRGB>(
      RGBPlanes(red: black, green: black, blue: black), properties: LinearProperties())
    #expect {
      try stage.applied(to: frame, engine: .plain)
    } throws: { "\($0)".contains("too little lit terrain") && "\($0)".contains("give gains") }
    stage.gains = [1, 1, 1]
    #expect {
      try stage.resolved(for: origin)
    } throws: { "\($0)".contains("leave gains out") }
  }
}

import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct FrameQualityTests {
  private static let model = SensorNoise(atBlack: 0.003, electrons: 10000)

  /// Hard shadows on a plain, blurred by squares of a width, one after the other; then noise.
  private func plain(
    _ size: Size, blur: Int, noise factor: Float, seed: UInt64 = 1
  ) -> Plane<Float> {
    let places = Plane<Float>.random(Size(40, 3), in: 0...1, seed: seed)
    var light = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        var value: Float = 0.35
        for index in 0..<40 {
          let dx = Float(x) - places[index, 0] * Float(size.width)
          let dy = Float(y) - places[index, 1] * Float(size.height)
          let radius = 10 + 20 * places[index, 2]
          if dx * dx + dy * dy < radius * radius { value = 0.01 }
        }
        row[x] = value
      }
    }
    for _ in 0..<3 where blur > 0 {
      light = Convolution.box(light, radius: blur)
    }
    let parts = (0..<12).map {
      Plane<Float>.random(size, in: -0.5...0.5, seed: seed + 9 + UInt64($0))
    }
    return Plane(size: size) { y, row in
      for x in row.indices {
        let normal = parts.reduce(Float(0)) { $0 + $1[x, y] }
        let variance =
          Float(Self.model.varianceAtBlack)
          + light[x, y] * Float(Self.model.variancePerLight)
        row[x] = light[x, y] + factor * variance.squareRoot() * normal
      }
    }
  }

  private func quality(
    _ light: Plane<Float>, _ validity: Validity? = nil, pattern: BayerPattern? = .rggb
  ) -> FrameQuality {
    FrameQuality(
      of: light, validity: validity ?? Validity(allValid: light.size), pattern: pattern,
      model: Self.model, shadow: 0.02)
  }

  /// Three boxes of width w spread like a normal distribution of variance (w² − 1) / 4.
  @Test(arguments: [(0, 0.8), (1, 3.6), (2, 6.28)])
  func edgesAreAsWideAsTheirBlur(blur: Int, wanted: Double) throws {
    for pattern in [BayerPattern.rggb, .gbrg, nil] {
      let light = plain(Size(600, 400), blur: blur, noise: 1)
      let width = try #require(quality(light, pattern: pattern).edges.typical)
      #expect((width / wanted - 1).magnitude < 0.25 || (width - wanted).magnitude < 0.5, "\(width)")
    }
  }

  @Test(arguments: [0.5, 1, 2, 3])
  func noiseIsToldAsAMultipleOfTheModel(factor: Float) throws {
    let light = plain(Size(600, 400), blur: 1, noise: factor)
    for pattern in [BayerPattern.grbg, nil] {
      let found = try #require(quality(light, pattern: pattern).noise)
      #expect((found / Double(factor) - 1).magnitude < 0.08, "\(found)")
    }
  }

  @Test func everyPixelIsCountedOnceForEachOfItsFaults() {
    let size = Size(64, 10)
    let light = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = y == 0 ? 0.001 : y == 1 ? 1.2 : Float(x) / 64 }
    }
    let marks = Plane<UInt8>(size: size) { y, row in
      row.update(
        repeating: y == 1
          ? Defects.saturated.rawValue
          : y == 2 ? Defects.lost.rawValue : y == 3 ? Defects.badPixel.rawValue : 0)
    }
    let found = quality(light, Validity(marks))
    #expect(found.pixels == 640 && found.missing == 64 && found.bad == 64)
    #expect(found.saturated == 64)
    // The dark row, and two columns of the six rows that are data.
    #expect(found.inShadow == 64 + 2 * 6)
    let steps = found.histogram.counts(inSteps: 64)
    #expect(steps[0] == 64 + 6 && steps[63] == 64 + 6 && steps[30] == 6)
    #expect(steps.reduce(0, +) == 640 - 128)
    #expect(found.edges.typical == nil && found.noise == nil)
  }

  @Test func whatIsNoDataShowsNoEdge() {
    let light = plain(Size(300, 200), blur: 0, noise: 1)
    let all = Validity(Plane(size: light.size, repeating: Defects.lost.rawValue))
    let none = quality(light, all)
    #expect(none.edges.count == 0 && none.noise == nil && none.missing == 60000)
    // A border between what is there and what is missing is no edge.
    let flat = Plane<Float>(size: light.size, repeating: 0.3)
    let rows = Plane<UInt8>(size: light.size) { y, row in
      for x in row.indices { row[x] = (x / 20 + y / 20) % 2 == 0 ? 1 : 0 }
    }
    let holes = Plane<Float>(size: light.size) { y, row in
      for x in row.indices { row[x] = rows[x, y] == 0 ? flat[x, y] : 0 }
    }
    #expect(quality(holes, Validity(rows)).edges.count == 0)
  }
}

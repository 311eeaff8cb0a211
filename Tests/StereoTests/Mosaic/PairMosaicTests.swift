import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct PairMosaicTests {
  static let size = Size(300, 220)
  static let shift = 190.0

  /// A texture with a fall-off of light, from some place on.
  func picture(
    _ texture: Texture, x: Double, y: Double, gain: Float, lost: Validity? = nil
  ) -> PairMosaic.Picture {
    let light = texture.picture(Self.size, shift: ImagePoint(-x, -y))
    let shaded = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices {
        let (dx, dy) = ((Float(x) - 149.5) / 186, (Float(y) - 109.5) / 186)
        row[x] = light[x, y] * gain * (1 - 0.2 * (dx * dx + dy * dy))
      }
    }
    let validity = lost ?? Validity(allValid: Self.size)
    let hurt = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices { row[x] = validity[x, y].isEmpty ? shaded[x, y] : 9 }
    }
    return PairMosaic.Picture(planes: [hurt], validity: validity)
  }

  static let texture = Texture(side: 640, count: 9000, seed: 8)

  /// The mosaic shows the texture: nothing of the two exposures and fall-offs is left.
  @Test func theMosaicShowsWhatIsThere() throws {
    let first = picture(Self.texture, x: 40, y: 60, gain: 1)
    let second = picture(Self.texture, x: 40 + Self.shift, y: 66.5, gain: 0.8)
    let result = try PairMosaic().mosaic(first, second)
    let width = result.picture.size.width
    #expect(result.origin == (0, 0) && (490...491).contains(width))
    #expect((227...228).contains(result.picture.size.height))
    let truth = Self.texture.picture(result.picture.size, shift: ImagePoint(-40, -60))
    var (most, count) = (Float(0), 0)
    for y in 0..<result.picture.size.height {
      for x in 0..<result.picture.size.width where result.picture.validity[x, y].isEmpty {
        most = max(most, (result.picture.planes[0][x, y] - truth[x, y]).magnitude)
        count += 1
      }
    }
    #expect(most < 0.05, "\(most)")
    #expect(count > 95_000 && result.picture.validity[480, 0] == .outside)
    #expect(result.choices[2, 100] == 1 && result.choices[480, 100] == 2)
    #expect(result.light.map { ($0.gain * 0.8 - 1).magnitude < 0.01 } == true)
    // A seam, not a feather: each pixel is of one picture.
    #expect((0..<width).filter { result.choices[$0, 100] == 1 }.max() ?? 0 < 300)
  }

  /// What is lost of one picture comes from the other, or stays unknown.
  @Test func whatIsLostIsNotShown() throws {
    let lost = Validity(
      Plane<UInt8>(size: Self.size) { y, row in
        for x in row.indices { row[x] = (90..<110).contains(y) ? 1 : 0 }
      })
    let first = picture(Self.texture, x: 40, y: 60, gain: 1, lost: lost)
    let second = picture(Self.texture, x: 40 + Self.shift, y: 66.5, gain: 0.8)
    let result = try PairMosaic().mosaic(first, second)
    #expect(result.picture.validity[50, 100] == .outside && result.picture.planes[0][50, 100] == 0)
    #expect(result.picture.validity[250, 100].isEmpty && result.choices[250, 100] == 2)
    let all = (0..<result.picture.size.height).flatMap { y in
      (0..<result.picture.size.width).map { result.picture.planes[0][$0, y] }
    }
    #expect(all.allSatisfy { $0 < 1.6 })
  }

  @Test func threadsAndInstructionSetsChangeNoBit() throws {
    let first = picture(Self.texture, x: 40, y: 60, gain: 1)
    let second = picture(Self.texture, x: 40 + Self.shift, y: 66.5, gain: 0.8)
    let results = try InstructionSet.supported.flatMap { isa in
      try [1, 2].map { threads in
        try PairMosaic().mosaic(first, second, in: FilterContext(threads: threads, isa: isa))
      }
    }
    for result in results {
      #expect(result.picture.planes == results[0].picture.planes)
      #expect(result.choices == results[0].choices)
    }
  }
}

import Raster
import Testing

@testable import Regolith

@Suite struct GroundMatchTests {
  static let size = Size(640, 400)

  /// Ground with a pattern some ten pixels wide, moved by some pixels, with noise.
  static func frame(
    seed: Int, moved: Int = 0, light: Float = 1, contrast: Float = 0.3,
    validity: Validity = Validity(allValid: size)
  ) -> ShovelFrame {
    let grey = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let (u, v) = ((x + moved) / 9, y / 9)
        let cell = (u &* 73_856_093) ^ (v &* 19_349_663) ^ (seed &* 83_492_791)
        let noise = Float((x &* 31 &+ y &* 17 &+ seed) % 7) / 700
        row[x] = light * (0.2 * (1 + contrast * Float(cell & 255) / 255) + noise)
      }
    }
    return ShovelFrame(
      name: "f", role: .after, camera: 0, armAngle: 0, clock: 0, grey: grey, validity: validity)
  }

  @Test func theSamePlaceIsFoundAgainAtAnotherExposure() throws {
    let share = GroundMatch().share(
      Self.frame(seed: 1), Self.frame(seed: 1, moved: 3, light: 0.5), without: [])
    #expect(try #require(share) > 0.9)
  }

  @Test func anotherPlaceIsNot() throws {
    let share = GroundMatch().share(Self.frame(seed: 1), Self.frame(seed: 2), without: [])
    #expect(try #require(share) < 0.1)
  }

  @Test func evenGroundMissingLightAndTheShovelTellNothing() {
    let (even, ground) = (Self.frame(seed: 1, contrast: 0.0001), Self.frame(seed: 1))
    #expect(GroundMatch().share(even, even, without: []) == nil)
    #expect(GroundMatch().share(ground, ground, without: [Self.size.bounds]) == nil)
    let lost = Self.frame(
      seed: 1, validity: Validity(Plane(size: Self.size, repeating: Defects.lost.rawValue)))
    #expect(GroundMatch().share(lost, ground, without: []) == nil)
  }
}

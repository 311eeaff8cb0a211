import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct SeamForestTests {
  static let size = Size(90, 60)
  static let ground = Plane<Float>.random(size, in: 0.3...0.301, seed: 1)

  /// Two pictures on a canvas of 130 × 60 pixels: the second begins 40 further to the right.
  func choices(_ first: Plane<Float>, _ second: Plane<Float>, lost: Validity? = nil) throws
    -> Plane<UInt8>
  {
    let valid = Validity(allValid: Self.size)
    let pictures = [
      MosaicPicture(name: "a", samples: .floats([first]), validity: lost ?? valid),
      MosaicPicture(name: "b", samples: .floats([second]), validity: valid),
    ]
    let middle = ImagePoint(44.5, 29.5)
    let views = try [0.0, 40].map { shift in
      MosaicView(
        placement: try #require(
          MosaicPlacement(Homography(Matrix3([1, 0, shift, 0, 1, 0, 0, 0, 1])), middle: middle)),
        size: Self.size)
    }
    let canvas = try #require(
      MosaicCanvas(projection: .plane, scale: 1, axes: .identity, holding: views))
    #expect(canvas.size == Size(130, 60))
    let overview = MosaicOverview(pictures, views, canvas, FilterContext())
    #expect(overview.factor == 1)
    let light = LightBalance(overview, reference: 0)
    return SeamForest(overview, even: overview.even(light, threads: 1)).choices
  }

  /// The seam goes around what only one picture shows.
  @Test func theSeamAvoidsWhatDiffers() throws {
    let things = [(x: 50..<70, y: 10..<30), (x: 62..<80, y: 35..<55)]
    func isThing(_ x: Int, _ y: Int) -> Bool {
      things.contains { $0.x.contains(x) && $0.y.contains(y) }
    }
    let first = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices { row[x] = isThing(x, y) ? 0.8 : 0.3 }
    }
    let choices = try choices(first, Self.ground)
    for thing in things {
      let seen = Set(thing.y.flatMap { y in thing.x.map { choices[$0, y] } })
      #expect(seen.count == 1, "the seam runs through a thing")
    }
    for y in 0..<60 {
      #expect(choices[5, y] == 1 && choices[125, y] == 2)
    }
  }

  /// Where both agree, the seam runs in the middle of what both show.
  @Test func theSeamRunsInTheMiddle() throws {
    let choices = try choices(Self.ground, Plane(size: Self.size, repeating: 0.3))
    for y in 10..<50 {
      let last = (0..<130).filter { choices[$0, y] == 1 }.max() ?? 0
      #expect((61...67).contains(last), "column \(last) of row \(y)")
    }
  }

  /// What is missing comes from the other picture; what nobody shows is nobody's.
  @Test func whatIsMissingIsNotChosen() throws {
    let lost = Validity(
      Plane<UInt8>(size: Self.size) { y, row in
        for x in row.indices { row[x] = (20..<24).contains(y) ? 1 : 0 }
      })
    let choices = try choices(Self.ground, Self.ground, lost: lost)
    for y in 20..<24 { #expect(choices[10, y] == 0 && choices[45, y] == 2) }
    #expect(choices[10, 30] == 1)
  }
}

import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

/// Pictures of things at different distances, from different places.
@Suite struct ParallaxTests {
  static let size = Size(360, 240)
  static let ground = Texture(side: 700, count: 12_000, seed: 21)
  static let thing = Texture(side: 700, count: 12_000, seed: 22)

  /// Where a pixel of the first picture, on the thing or not, lies in the second.
  static func shift(_ isThing: Bool) -> Double { isThing ? 162 : 180 }

  /// A thing stands before the ground, in the middle of what both show.
  static func isThing(_ x: Double, _ y: Double) -> Bool {
    (240...330).contains(x) && (60...170).contains(y)
  }

  static let pair: [MosaicPicture] = {
    let (far, near) = (
      ground.picture(Size(620, 240)), thing.picture(Size(620, 240))
    )
    let first = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        row[x] = isThing(Double(x), Double(y)) ? near[x, y] * 0.7 : far[x, y]
      }
    }
    let second = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let onThing = x + Int(shift(true))
        row[x] =
          0.8
          * (isThing(Double(onThing), Double(y))
            ? near[onThing, y] * 0.7 : far[x + Int(shift(false)), y])
      }
    }
    return [first, second].enumerated().map { index, plane in
      MosaicPicture(
        name: "\(index)", samples: .floats([plane]), validity: Validity(allValid: size))
    }
  }()

  /// What both show appears once, as in the first picture, and pixels of the second come from where
  /// that shows the same.
  @Test func whatStandsOutIsShownOnce() throws {
    var stitcher = Stitcher()
    stitcher.isIndexed = true
    let result = try stitcher.stitched(Self.pair, in: FilterContext(threads: 2))
    #expect(result.displaced.count == 1 && result.displaced[0] == (1, 0))
    #expect(result.links[0].registration.depth != nil)
    let index = try #require(result.index)
    guard case .floats(let planes) = result.picture.samples,
      case .floats(let firsts) = Self.pair[0].samples
    else { return }
    var (errors, off, count): ([Double], Float, Int) = ([], 0, 0)
    let (left, top) = (Int(result.canvas.middle.x), Int(result.canvas.middle.y))
    for y in 4..<Self.size.height - 4 {
      for x in 190..<Self.size.width - 4 {
        guard let origin = index.origin(x: x + left, y: y + top) else { continue }
        off += (planes[0][x + left, y + top] - firsts[0][x, y]).magnitude
        count += 1
        guard origin.picture == 1 else { continue }
        let wanted = Double(x) - Self.shift(Self.isThing(Double(x), Double(y)))
        errors.append(origin.place.distance(ImagePoint(wanted, Double(y))))
      }
    }
    errors.sort()
    #expect(off / Float(count) < 0.012, "\(off / Float(count))")
    #expect(errors.isEmpty || errors[errors.count / 2] < 0.2, "\(errors[errors.count / 2])")
  }

  @Test func rectificationBringsPairsToOneRow() throws {
    // Two cameras that look towards each other by 16°, on points at different depths.
    func camera(_ x: Double, _ angle: Double) -> CameraModel {
      let (sine, cosine) = Exact.sincos(angle)
      return CameraModel(
        intrinsics: Intrinsics(focalX: 500, focalY: 500, centreX: 320, centreY: 240),
        distortion: LensDistortion(),
        pose: Pose(
          position: Vector3(x, 0.02, 0),
          rotation: Quaternion(
            Matrix3(Vector3(cosine, 0, sine), Vector3(0, 1, 0), Vector3(-sine, 0, cosine)))))
    }
    let (one, other) = (camera(0, 0.14), camera(0.5, -0.14))
    var generator = SeededGenerator(seed: 5)
    let pairs = (0..<80).compactMap { _ -> PointPair? in
      let point = Vector3(
        .random(in: -0.5...1, using: &generator), .random(in: -0.8...0.8, using: &generator),
        .random(in: 2...5, using: &generator))
      guard let a = one.project(point), let b = other.project(point) else { return nil }
      return PointPair(a, b)
    }
    let geometry = try #require(FundamentalMatrix.linear(pairs)).refined(on: pairs)
    let even = try #require(PlaneRectification(geometry, pairs: pairs))
    for pair in pairs {
      let a = try #require(even.first.mapped(pair.first))
      let b = try #require(even.second.mapped(pair.second))
      #expect((a.y - b.y).magnitude < 1e-3)
      #expect((a.x - b.x).magnitude < 250)
    }
    // The second picture keeps its size about the middle of the pairs.
    let (left, right) = (
      try #require(even.second.mapped(ImagePoint(270, 240))),
      try #require(even.second.mapped(ImagePoint(370, 240)))
    )
    #expect((right.x - left.x - 100).magnitude < 10)
  }
}

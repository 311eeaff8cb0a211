import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

/// Cameras of a rover that look apart, and share little of uneven ground.
@Suite struct ToedOutTests {
  static let size = Size(480, 360)
  static let texture = Texture(side: 1100, count: 24_000, seed: 41)

  static func camera(_ left: Double, y: Double) -> CameraModel {
    let (sine, cosine) = Exact.sincos(left * Double.pi / 180)
    let (fall, level) = Exact.sincos(28 * Double.pi / 180)
    let ahead = Vector3(cosine * level, sine * level, -fall)
    let right = Vector3(sine, -cosine, 0)
    return CameraModel(
      intrinsics: Intrinsics(focalX: 500, focalY: 500, centreX: 239.5, centreY: 179.5),
      distortion: LensDistortion(),
      pose: Pose(
        position: Vector3(0.1, y, 1),
        rotation: Quaternion(Matrix3(right, ahead.cross(right), ahead).transposed)))
  }

  static let (left, right) = (camera(17, y: 0.12), camera(-17, y: -0.12))

  /// Metres.
  static func height(_ x: Double, _ y: Double) -> Double {
    0.05 * Exact.sincos(2.1 * x).sin * Exact.sincos(1.7 * y + 1).sin
  }

  /// Where on the ground a pixel looks.
  static func place(_ camera: CameraModel, _ pixel: ImagePoint) -> Vector3? {
    guard let ray = camera.ray(pixel), ray.direction.z < -0.05 else { return nil }
    var height = 0.0
    var point = Vector3.zero
    for _ in 0..<30 {
      let far = (height - ray.origin.z) / ray.direction.z
      point = ray.origin + ray.direction * far
      height = Self.height(point.x, point.y)
    }
    return point
  }

  static func picture(_ camera: CameraModel, gain: Float) -> PairRegistration.Prepared {
    let light = texture.picture(size, side: 1100) { x, y in
      place(camera, ImagePoint(Double(x), Double(y))).map {
        ImagePoint(100 + 190 * $0.x, 550 - 190 * $0.y)
      }
    }.mapped { $0 * gain }
    return PairRegistration().prepared(light, validity: Validity(allValid: size))
  }

  /// What both cameras see of the ground.
  static let pairs: [PointPair] = {
    var pairs: [PointPair] = []
    for row in 0..<12 {
      for column in 0..<16 {
        let pixel = ImagePoint(Double(column) * 30 + 15, Double(row) * 30 + 15)
        guard let point = place(left, pixel), let there = right.project(point),
          size.contains(there)
        else { continue }
        pairs.append(PointPair(pixel, there))
      }
    }
    return pairs
  }()

  /// Half and more of what both show is found, to a fraction of a pixel, though the first picture
  /// is darker by 1.5 EV; a pair on one row that is of no thing does not disturb it.
  @Test(arguments: [[], [PointPair(ImagePoint(470, 200), ImagePoint(470, 200))]])
  func unevenGroundIsMatched(wrong: [PointPair]) throws {
    let (first, second) = (Self.picture(Self.left, gain: 0.35), Self.picture(Self.right, gain: 1))
    try #require(Self.pairs.count > 20, "\(Self.pairs.count)")
    let match = try #require(
      ParallaxMatch(
        first, second, cameras: (Self.left, Self.right), pairs: Self.pairs + wrong,
        FilterContext(threads: 2)))
    var (errors, common): ([Double], Int) = ([], 0)
    for y in stride(from: 2, to: Self.size.height, by: 4) {
      for x in stride(from: 2, to: Self.size.width, by: 4) {
        let pixel = ImagePoint(Double(x), Double(y))
        guard let point = Self.place(Self.left, pixel), let there = Self.right.project(point),
          Self.size.contains(there)
        else { continue }
        common += 1
        if let found = match.mapped(pixel) { errors.append(found.distance(there)) }
      }
    }
    errors.sort()
    #expect(2 * errors.count > common, "\(errors.count) of \(common)")
    #expect(errors[errors.count / 2] < 0.1 && errors[errors.count * 9 / 10] < 0.4)
  }
}

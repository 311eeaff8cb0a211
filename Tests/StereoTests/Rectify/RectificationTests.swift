import Diagnostics
import ExactMath
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct RectificationTests {
  /// Cameras that look ahead (rover x) or elsewhere.
  static func view(
    at position: Vector3, yaw: Double = 0, pitch: Double = 0, roll: Double = 0,
    focal: Double = 1000, k1: Double = -0.2
  ) -> CameraView {
    func half(_ degrees: Double) -> (sin: Double, cos: Double) {
      Exact.sincos(degrees * Double.pi / 360)
    }
    func product(_ a: Quaternion, _ b: Quaternion) -> Quaternion {
      Quaternion(
        a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
        a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
        a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
        a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w)
    }
    let (y, p, r) = (half(yaw), half(pitch), half(roll))
    let turn = product(
      product(Quaternion(y.cos, 0, 0, y.sin), Quaternion(p.cos, 0, p.sin, 0)),
      Quaternion(r.cos, r.sin, 0, 0))
    var lens = LensDistortion()
    (lens.k1, lens.k2, lens.p1) = (k1, 0.04, 0.0003)
    let model = CameraModel(
      intrinsics: Intrinsics(focalX: focal, focalY: focal - 2, centreX: 501, centreY: 377),
      distortion: lens,
      pose: Pose(position: position, rotation: product(turn, Pose().rotation)))
    return CameraView(model, size: Size(1000, 750))
  }

  struct Pair: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let left: CameraView
    let right: CameraView
  }

  static let pairs = [
    Pair(
      testDescription: "side by side", left: view(at: Vector3(0, 0.1, 1)),
      right: view(at: Vector3(0, -0.1, 1))),
    Pair(
      testDescription: "not quite parallel",
      left: view(at: Vector3(0.01, 0.1, 1), yaw: -3, pitch: 20, roll: 2),
      right: view(at: Vector3(-0.01, -0.12, 1.02), yaw: 4, pitch: 21, roll: -1, focal: 1040)),
    Pair(
      testDescription: "turned outwards", left: view(at: Vector3(0, 0.1, 1), yaw: 12),
      right: view(at: Vector3(0, -0.1, 1), yaw: -12)),
    Pair(
      testDescription: "above each other", left: view(at: Vector3(0, 0.01, 1.2), pitch: 10),
      right: view(at: Vector3(0, -0.01, 1), pitch: 8)),
    Pair(
      testDescription: "below each other", left: view(at: Vector3(0, 0, 1), pitch: 10),
      right: view(at: Vector3(0, 0, 1.2), pitch: 8)),
  ]

  /// Points before the cameras, near and far.
  static func points(before view: CameraView, count: Int, seed: UInt64) -> [Vector3] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).compactMap { _ in
      let pixel = ImagePoint(
        Double.random(in: 0...999, using: &random), Double.random(in: 0...749, using: &random))
      let far = Double.random(in: 0.5...60, using: &random)
      return view.model.ray(pixel).map { $0.origin + $0.direction * far }
    }
  }

  @Test(arguments: pairs, [Rectification.Crop.overlap, .all])
  func pointsLieOnTheSameRowAtTheDisparityOfTheirDepth(
    pair: Pair, crop: Rectification.Crop
  ) throws {
    let found = try Rectification(left: pair.left, right: pair.right, crop: crop)
    #expect(found.left.intrinsics == found.right.intrinsics && found.left.size == found.right.size)
    let (left, right) = (found.left.model, found.right.model)
    var seen = 0
    for point in Self.points(before: pair.left, count: 500, seed: 1) {
      guard let one = left.project(point), let other = right.project(point) else { continue }
      let depth = (left.toCamera * (point - left.position)).z
      let disparity = found.left.intrinsics.focalX * found.baseline / depth
      #expect((one.y - other.y).magnitude < 1e-8)
      #expect((one.x - other.x - disparity).magnitude < 1e-7)
      seen += 1
    }
    #expect(seen > 400)
  }

  @Test(arguments: pairs)
  func whatBothSeeIsKept(pair: Pair) throws {
    let overlap = try Rectification(left: pair.left, right: pair.right, crop: .overlap)
    let all = try Rectification(left: pair.left, right: pair.right, crop: .all)
    func holds(_ camera: VirtualCamera, _ point: Vector3) -> Bool {
      guard let place = camera.model.project(point) else { return false }
      return place.x > -1 && place.y > -1 && place.x < Double(camera.size.width)
        && place.y < Double(camera.size.height)
    }
    var common = 0
    for point in Self.points(before: pair.left, count: 1000, seed: 2) {
      let isSeen = [pair.left, pair.right].map { view in
        guard let place = view.model.project(point) else { return false }
        return place.x >= 0 && place.y >= 0 && place.x <= 999 && place.y <= 749
      }
      if isSeen[0] { #expect(holds(all.left, point)) }
      if isSeen[1] { #expect(holds(all.right, point)) }
      guard isSeen[0], isSeen[1] else { continue }
      #expect(holds(overlap.left, point) && holds(overlap.right, point))
      common += 1
    }
    #expect(common > 100)
    #expect(overlap.left.size.width <= all.left.size.width)
    #expect(overlap.left.size.height <= all.left.size.height)
  }

  @Test func theLongestFocalLengthIsKept() throws {
    let pair = Self.pairs[1]
    let plain = try Rectification(left: pair.left, right: pair.right, crop: .overlap)
    #expect((plain.left.intrinsics.focalX - 1040).magnitude < 1e-3)
    #expect(plain.left.intrinsics.focalX == plain.left.intrinsics.focalY)
    let half = try Rectification(left: pair.left, right: pair.right, crop: .overlap, scale: 0.5)
    #expect((half.left.intrinsics.focalX - 520).magnitude < 1e-3)
    #expect((half.left.size.width * 2 - plain.left.size.width).magnitude <= 2)
  }

  @Test func aDirectionShowsWhatItsPixelShows() throws {
    let pair = Self.pairs[1]
    let found = try Rectification(left: pair.left, right: pair.right, crop: .overlap)
    let direction = found.right.direction(x: 400, y: 300)
    let source = try #require(pair.right.position(of: direction))
    let ray = try #require(pair.right.model.ray(source))
    let back = try #require(found.right.model.project(ray.origin + ray.direction * 7))
    #expect((back.x - 400).magnitude < 1e-6 && (back.y - 300).magnitude < 1e-6)
  }

  @Test(arguments: [
    (view(at: .zero), view(at: .zero), "the baseline is 0.0 m"),
    (view(at: .zero), view(at: Vector3(0.5, -0.05, 0)), "lies 5.7° from the view direction"),
    (view(at: .zero), view(at: Vector3(-0.5, -0.05, 0)), "lies 5.7° from the view direction"),
    (view(at: .zero), view(at: Vector3(0, 0.2, 0)), "stands 0.2 m to the right of the other"),
    (view(at: .zero, yaw: 45), view(at: Vector3(0, -0.2, 0), yaw: -45), "they look 90.0° apart"),
    (view(at: .zero, yaw: 90), view(at: Vector3(0, -0.2, 0), yaw: -90), "they look 180.0° apart"),
  ])
  func whatIsNoPairIsRefusedWithFigures(left: CameraView, right: CameraView, words: String) {
    let failure = #expect(throws: Failure.self) {
      try Rectification(left: left, right: right, crop: .overlap)
    }
    #expect(failure?.diagnostics[0].message.contains(words) == true, "\(failure as Any)")
    #expect(failure?.diagnostics[0].remedy != nil)
  }
}

import ExactMath
import Rig
import TestSupport

@testable import Stereo

/// Two cameras and what they see of made-up points.
struct SyntheticPairs {
  /// The lens of both cameras.
  static let lens = {
    var lens = LensDistortion()
    (lens.k1, lens.k2, lens.p1) = (-0.2, 0.05, 0.0007)
    return lens
  }()

  /// A camera with that lens, 40° to each side.
  static func camera(position: Vector3, turn: Vector3, focal: Double = 620) -> CameraModel {
    let ahead = Pose()
    let rotation = ahead.rotation.matrix * Matrix3(turning: turn)
    return CameraModel(
      intrinsics: Intrinsics(
        focalX: focal, focalY: focal * 1.002, centreX: 511, centreY: 380),
      distortion: lens, pose: Pose(position: position, rotation: Quaternion(rotation)))
  }

  /// The left one of a pair.
  static let left = camera(position: Vector3(0, 0.06, 0.9), turn: Vector3(0.2, 0.02, 0.01))
  /// The right one.
  static let right = camera(
    position: Vector3(0.004, -0.05, 0.905), turn: Vector3(0.19, -0.02, -0.01))

  /// Points between 0.7 and 8 m that both see, with noise of some standard deviation in pixels.
  static func pairs(
    _ count: Int, _ first: CameraModel = left, _ second: CameraModel = right, noise: Double,
    wrong: Int = 0, seed: UInt64 = 1
  ) -> [PointPair] {
    var generator = SeededGenerator(seed: seed)
    func random(_ range: ClosedRange<Double>) -> Double {
      Double.random(in: range, using: &generator)
    }
    func shaken(_ point: ImagePoint) -> ImagePoint {
      var sums = (0.0, 0.0)
      for _ in 0..<4 {
        sums.0 += random(-1...1)
        sums.1 += random(-1...1)
      }
      return ImagePoint(point.x + noise * sums.0 * 0.866, point.y + noise * sums.1 * 0.866)
    }
    var pairs: [PointPair] = []
    while pairs.count < count - wrong {
      let pixel = ImagePoint(random(0...1023), random(0...767))
      guard let ray = first.ray(pixel) else { continue }
      let point = ray.origin + ray.direction * (1 / random(0.12...1.4))
      guard let other = second.project(point), (0...1023).contains(other.x),
        (0...767).contains(other.y)
      else { continue }
      pairs.append(PointPair(shaken(pixel), shaken(other)))
    }
    while pairs.count < count {
      pairs.append(
        PointPair(
          ImagePoint(random(0...1023), random(0...767)),
          ImagePoint(random(0...1023), random(0...767))))
    }
    // In no order that tells right from wrong.
    return pairs.shuffled(using: &generator)
  }
}

import ExactMath
import Rig

/// How a second camera stands to a first one, but for the distance:
/// `second coordinates = rotation · first coordinates + s · translation` for some `s` above 0.
///
/// Source: R. Hartley, A. Zisserman, "Multiple View Geometry in Computer Vision" (2nd ed., 2004),
/// section 9.6.
public struct RelativePose: Sendable, Hashable {
  /// From the first camera's axes to the second's.
  public let rotation: Matrix3
  /// Of length 1, in the second camera's axes: from the second centre of projection to the first.
  public let translation: Vector3

  /// A pose from its parts; the translation is brought to length 1.
  public init(rotation: Matrix3, translation: Vector3) {
    (self.rotation, self.translation) = (rotation, translation.normalized)
  }

  /// The pose of one camera as seen by another, as their calibration states it.
  public init(of second: CameraModel, from first: CameraModel) {
    self.init(
      rotation: second.toCamera * first.toRover,
      translation: second.toCamera * (first.position - second.position))
  }

  /// The essential matrix: `secondᵀ · E · first = 0` for positions at depth 1.
  public var essential: FundamentalMatrix {
    let t = translation
    let cross = Matrix3(Vector3(0, -t.z, t.y), Vector3(t.z, 0, -t.x), Vector3(-t.y, t.x, 0))
    return FundamentalMatrix(cross * rotation)
  }

  /// The pose behind a geometry between positions at depth 1, that has most pairs in front of both
  /// cameras.
  ///
  /// The nearest essential matrix to the given one is taken apart; of the four poses that it
  /// allows, one sees things in front. Source: Hartley and Zisserman (2004), result 9.19.
  ///
  /// - Parameters:
  ///   - geometry: between positions at depth 1.
  ///   - pairs: positions at depth 1 in both cameras; those that agree with the geometry.
  public init(_ geometry: FundamentalMatrix, pairs: [PointPair]) {
    let e = geometry.matrix.elements
    let parts = SingularValues([Array(e[0..<3]), Array(e[3..<6]), Array(e[6..<9])])
    func column(_ c: [Double]) -> Vector3 { Vector3(c[0], c[1], c[2]) }
    let (u1, u2) = (column(parts.left[0]), column(parts.left[1]))
    let (v1, v2) = (column(parts.right[0]), column(parts.right[1]))
    // Third columns that make both rotations.
    let (u3, v3) = (u1.cross(u2), v1.cross(v2))
    let v = Matrix3(v1, v2, v3)
    let turned = [(u2, u1 * -1), (u2 * -1, u1)].map { Matrix3($0.0, $0.1, u3).transposed * v }
    let poses = turned.flatMap { rotation in
      [
        RelativePose(rotation: rotation, translation: u3),
        RelativePose(rotation: rotation, translation: u3 * -1),
      ]
    }
    let counts = poses.map { pose in pairs.count { pose.isInFront($0) } }
    let best = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
    self = poses[best]
  }

  /// Whether a pair is seen in front of both cameras.
  ///
  /// Depths are those of the nearest points of both rays: `d₂·b = d₁·R·a + t`.
  ///
  /// - Parameter pair: positions at depth 1.
  /// - Returns: whether both depths are above 0; false for things infinitely far away.
  public func isInFront(_ pair: PointPair) -> Bool {
    let a = rotation * pair.first.homogeneous
    let b = pair.second.homogeneous
    let (aa, bb, ab) = (a.dot(a), b.dot(b), a.dot(b))
    let (at, bt) = (a.dot(translation), b.dot(translation))
    let determinant = aa * bb - ab * ab
    return ab * bt - bb * at > 0 && aa * bt - ab * at > 0 && determinant > 0
  }
}

extension RelativePose {
  /// The pose of a second camera that most pairs agree on.
  ///
  /// The lenses are taken as known, the rotation and the direction between both as not known. A
  /// plane alone does not determine it.
  ///
  /// - Parameters:
  ///   - pairs: positions in both pictures, in pixels.
  ///   - first: the lens of the first camera; where it stands does not matter.
  ///   - second: the lens of the second camera.
  ///   - estimator: how wrong pairs are found; its threshold counts in pixels.
  /// - Returns: the pose, and what it was made of, in pixels of an ideal camera with the mean of
  /// both focal lengths; nil where no geometry is determined.
  public static func estimated(
    from pairs: [PointPair], _ first: CameraModel, _ second: CameraModel,
    estimator: RobustEstimator = RobustEstimator()
  ) -> (pose: RelativePose, fit: RobustFit<FundamentalMatrix>)? {
    let focal = (first.focal + second.focal) / 2
    var flat: [PointPair] = []
    for pair in pairs {
      guard let a = first.flat(pair.first), let b = second.flat(pair.second) else { continue }
      flat.append(PointPair(a, b))
    }
    let ideal = flat.map { $0.scaled(by: focal) }
    guard let fit = estimator.fitted(FundamentalMatrix.self, to: ideal) else { return nil }
    let scale = Matrix3(Vector3(focal, 0, 0), Vector3(0, focal, 0), Vector3(0, 0, 1))
    let essential = FundamentalMatrix(scale * fit.model.matrix * scale)
    return (RelativePose(essential, pairs: fit.inliers.map { flat[$0] }), fit)
  }
}

extension PointPair {
  fileprivate func scaled(by factor: Double) -> PointPair {
    PointPair(
      ImagePoint(first.x * factor, first.y * factor),
      ImagePoint(second.x * factor, second.y * factor))
  }
}

extension CameraModel {
  /// The position at depth 1 that a pixel shows; nil where the lens shows nothing and beside the
  /// camera.
  fileprivate func flat(_ pixel: ImagePoint) -> ImagePoint? {
    guard let ray = ray(pixel) else { return nil }
    let seen = toCamera * ray.direction
    return seen.z > 0 ? ImagePoint(seen.x / seen.z, seen.y / seen.z) : nil
  }
}

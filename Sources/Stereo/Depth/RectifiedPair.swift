import Diagnostics
import Raster
import Rig

/// Two cameras of one orientation and focal length that stand side by side along their rows: what
/// disparities of a rectified pair mean in space.
///
/// With the baseline B, the focal length f and the columns c of the principal points, a point that
/// the left camera sees in column x, and the right one d pixels further to the left, lies at
///
///     Z = f·B / (d − (c_left − c_right))
///
/// along the optical axis.
public struct RectifiedPair: Sendable, Hashable {
  /// From the left camera to the right one, in metres.
  public let baseline: Double
  /// The left camera.
  private let left: CameraModel
  private let intrinsics: Intrinsics
  /// The disparity of what is infinitely far away.
  private let far: Double

  /// A pair of cameras.
  ///
  /// - Parameters:
  ///   - left: the left camera.
  ///   - right: the right one.
  /// - Throws: a failure with figures where the two are not rectified.
  public init(left: Camera, right: Camera) throws(Failure) {
    let (one, other) = (left.model, right.model)
    let way = one.toCamera * (other.position - one.position)
    guard way.x > 0, way.y.magnitude + way.z.magnitude < 1e-6 * way.x else {
      throw Failure(
        "from \(left.name) to \(right.name) it is [\(way.x), \(way.y), \(way.z)] m, not along"
          + " the row",
        remedy: "rectify the pair before it is matched, left and right in this order")
    }
    let (a, b) = (left.intrinsics, right.intrinsics)
    let turn = (one.toCamera * other.toRover).rows
    let isAlike =
      turn.0.x + turn.1.y + turn.2.z > 3 - 1e-9 && a.focalX == b.focalX && a.focalY == b.focalY
      && a.centreY == b.centreY
    guard isAlike else {
      throw Failure(
        "\(left.name) and \(right.name) differ in focal length, principal row or direction",
        remedy: "rectify the pair before it is matched")
    }
    for camera in [left, right] where Self.bends(camera.model) {
      throw Failure(
        "\(camera.name) has a lens that bends lines",
        remedy: "rectify the pair before it is matched; that straightens them")
    }
    baseline = way.x
    self.left = one
    intrinsics = a
    far = a.centreX - b.centreX
  }

  /// Whether some direction is not seen where a pinhole would show it.
  private static func bends(_ model: CameraModel) -> Bool {
    [(-0.3, -0.2), (0.3, 0.2), (-0.1, 0.2), (0.3, 0)].contains { x, y in
      let seen = model.project(model.position + model.toRover * Vector3(x, y, 1))
      let (column, row) = (
        model.intrinsics.focalX * x + model.intrinsics.centreX,
        model.intrinsics.focalY * y + model.intrinsics.centreY
      )
      guard let seen else { return true }
      return (seen.x - column).magnitude + (seen.y - row).magnitude > 1e-6
    }
  }

  /// The distance along the optical axis.
  ///
  /// - Parameter disparity: in pixels.
  /// - Returns: metres; nil where it is not finite and above 0.
  public func depth(_ disparity: Double) -> Double? {
    let shift = disparity - far
    guard shift > 0, shift < .infinity else { return nil }
    return intrinsics.focalX * baseline / shift
  }

  /// The direction of a pixel in the camera frame, with a third coordinate of 1.
  func direction(x: Int, y: Int) -> Vector3 {
    Vector3(
      (Double(x) - intrinsics.centreX) / intrinsics.focalX,
      (Double(y) - intrinsics.centreY) / intrinsics.focalY, 1)
  }

  /// A point of the camera frame in the rover frame.
  func inRoverFrame(_ point: Vector3) -> Vector3 { left.toRover * point + left.position }

  /// Where a surface faces whose disparities change evenly around a pixel.
  ///
  /// On a plane `n·X = h`, the disparity d − d∞ = f·B/Z is `f·B/h·(n·direction)`, so that it is
  /// linear in column and row, and its slopes give n.
  ///
  /// - Parameters:
  ///   - x: the column of the pixel.
  ///   - y: its row.
  ///   - disparity: of the pixel.
  ///   - slopes: its change from column to column and from row to row.
  /// - Returns: a direction of length 1 in the rover frame, towards the camera; nil where the
  ///   disparity is not one of a point ahead.
  func normal(
    x: Int, y: Int, disparity: Double, slopes: (x: Double, y: Double)
  ) -> Vector3? {
    let shift = disparity - far
    guard shift > 0, shift < .infinity else { return nil }
    let (column, row) = (Double(x) - intrinsics.centreX, Double(y) - intrinsics.centreY)
    let away = Vector3(
      slopes.x * intrinsics.focalX, slopes.y * intrinsics.focalY,
      shift - slopes.x * column - slopes.y * row)
    return left.toRover * (away * (-1 / away.length))
  }

  /// By how much the depth changes with the disparity, in metres for each pixel.
  func slope(atDepth depth: Double) -> Double {
    depth * depth / (intrinsics.focalX * baseline)
  }
}

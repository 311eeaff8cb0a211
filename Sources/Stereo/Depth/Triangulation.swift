import Raster
import Rig

/// Distances and heights of what both cameras of a rectified pair see.
public struct Triangulation: Sendable {
  /// How far the calibration may shift disparities, as a standard deviation in pixels; 0 or more.
  public var alignment = 0.05
  /// The standard deviation of the baseline, as a share of it; 0 or more.
  public var baselineError = 0.0005
  /// The plane above which heights are measured: `a·x + b·y + c·z + d = 0` in the rover frame.
  public var plane = (a: 0.0, b: 0.0, c: 1.0, d: 0.0)

  /// The usual numbers.
  public init() {}

  /// 90 of 100 errors of a normal distribution are within so many standard deviations.
  public static let ninetyPercent = 1.6448536269514722

  /// What is known of each pixel of the left picture, in metres; +∞ where nothing is.
  public struct Result: Sendable {
    /// From the left camera's centre of projection.
    public let range: Plane<Float>
    /// Nine of ten ranges are off by at most so much.
    public let error: Plane<Float>
    /// Above the plane.
    public let height: Plane<Float>
    /// In the rover frame.
    public let points: XYZPlanes
  }

  /// Computes them.
  ///
  /// The standard deviation of the depth Z is that of the disparity and of the alignment times
  /// `Z²/(f·B)`, and Z times that of the baseline; all three are independent.
  ///
  /// - Parameters:
  ///   - disparities: in pixels; +∞ where unknown.
  ///   - deviation: their standard deviations; +∞ where nothing was matched: such pixels stay
  ///     unknown, even where a hole was filled.
  ///   - pair: the cameras.
  /// - Returns: the planes.
  public func result(
    _ disparities: Plane<Float>, deviation: Plane<Float>, _ pair: RectifiedPair
  ) -> Result {
    precondition(disparities.size == deviation.size, "a deviation for every disparity")
    let size = disparities.size
    let normal = Vector3(plane.a, plane.b, plane.c)
    let scale = 1 / normal.length
    var range = PlaneBuilder<Float>(size: size, repeating: .infinity)
    var error = PlaneBuilder<Float>(size: size, repeating: .infinity)
    var height = PlaneBuilder<Float>(size: size, repeating: .infinity)
    var points = XYZBuilder(size: size)
    for y in 0..<size.height {
      let (row, doubts) = (disparities.row(y), deviation.row(y))
      for x in row.indices where doubts[x] < .infinity {
        guard let depth = pair.depth(Double(row[x])) else { continue }
        let direction = pair.direction(x: x, y: y)
        let stretch = direction.length
        let (own, shift) = (Double(doubts[x]), pair.slope(atDepth: depth))
        let variance =
          shift * shift * (own * own + alignment * alignment)
          + depth * depth * baselineError * baselineError
        let point = pair.inRoverFrame(direction * depth)
        range[x, y] = Float(depth * stretch)
        error[x, y] = Float(Self.ninetyPercent * variance.squareRoot() * stretch)
        height[x, y] = Float((normal.dot(point) + plane.d) * scale)
        points.set(x, y, to: SIMD3(point.x, point.y, point.z))
      }
    }
    return Result(
      range: range.finish(), error: error.finish(), height: height.finish(),
      points: points.finish())
  }
}

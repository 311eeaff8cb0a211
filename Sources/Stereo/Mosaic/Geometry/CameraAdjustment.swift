import ExactMath
import Raster
import Rig

/// Corrects where cameras look, and where the ground lies, so that pairs of features agree.
///
/// Each camera is turned about its centre, and the ground raised and tilted, so that the sum over
/// all pairs is made least of how far the second camera's picture of a ground point that the first
/// one sees is from where it was found: a distance r counts `r² / (1 + (r / s)²)`, so that things
/// that do not lie on the ground weigh little. What the rig says holds as far as pairs do not tell:
/// directions to 0.4°, the ground through the origin of the rover frame to 0.5 m and 3°. Source:
/// B. Triggs et al., "Bundle adjustment" (1999).
struct CameraAdjustment {
  /// The cameras, turned.
  let cameras: [CameraModel]
  /// The ground.
  let surface: MosaicSurface
  /// The root mean square of the distances of pairs that agree, in pixels; 0 of none.
  let rms: Double

  /// How far pairs may be off that agree, in pixels.
  private static let near = 6.0

  /// What is expected of corrections: of directions in radians, of the height in metres, of the
  /// tilt in radians.
  private static let (turn, height, tilt) = (0.007, 0.5, 0.05)
  /// s, one after the other.
  private static let scales = [12.0, 3.0]

  /// Corrects.
  ///
  /// - Parameters:
  ///   - cameras: as the rig says.
  ///   - links: positions that look alike in pairs of pictures: first, second.
  init(_ cameras: [CameraModel], links: [(first: Int, second: Int, pairs: [PointPair])]) {
    func corrected(_ p: [Double]) -> (cameras: [CameraModel], surface: MosaicSurface) {
      let turned = cameras.indices.map { index in
        let move = Vector3(p[3 * index], p[3 * index + 1], p[3 * index + 2]) * Self.turn
        return cameras[index].turned(by: Matrix3(turning: move))
      }
      let ground = p[(3 * cameras.count)...]
      let first = ground.startIndex
      let normal = Vector3(ground[first + 1] * Self.tilt, ground[first + 2] * Self.tilt, 1)
      return (
        turned, MosaicSurface(up: normal.normalized, height: ground[first] * Self.height)
      )
    }
    func offsets(_ p: [Double]) -> [[ImagePoint]] {
      let (cameras, surface) = corrected(p)
      return links.map { link in
        let (one, other) = (cameras[link.first], cameras[link.second])
        let position = MosaicPlacement(other, above: surface, from: one.position).positions
        return link.pairs.map { pair in
          guard let ray = one.ray(pair.first), let there = position(ray.direction) else {
            return ImagePoint(1e3, 1e3)
          }
          return ImagePoint(there.x - pair.second.x, there.y - pair.second.y)
        }
      }
    }
    var found = [Double](repeating: 0, count: 3 * cameras.count + 3)
    for scale in Self.scales {
      found = LeastSquares.fitted(from: found, rounds: 20) { p in
        offsets(p).flatMap { $0 }.flatMap { offset -> [Double] in
          let square = (offset.x * offset.x + offset.y * offset.y) / (scale * scale)
          let root = (1 + square).squareRoot()
          return [offset.x / root, offset.y / root]
        } + p
      }
    }
    (self.cameras, surface) = corrected(found)
    let near = offsets(found).flatMap { $0 }.filter {
      ($0.x * $0.x + $0.y * $0.y).squareRoot() <= Self.near
    }
    rms = near.flatMap { [$0.x, $0.y] }.rootMeanSquare
  }
}

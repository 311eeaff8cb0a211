import ExactMath
import Raster
import Rig

/// Places pictures of a camera that only turned, and finds its focal length and distortion.
///
/// All pictures are taken to have one focal length, one radial distortion (k₁), and the principal
/// point in the middle. These and the rotations are found together: the sum of squares is made
/// least of how far features that look alike are apart, in pixels. Source: M. Brown, D. Lowe,
/// "Automatic Panoramic Image Stitching using Invariant Features" (2007).
struct RotationAdjustment {
  /// The cameras; the reference looks along z, with x to the right and y down.
  let cameras: [CameraModel]
  /// The root of the mean square of distances, in pixels.
  let rms: Double

  /// Places the pictures; nil where no focal length makes rotations of the links.
  ///
  /// - Parameters:
  ///   - network: links; all pictures hang together.
  ///   - sizes: of the pictures.
  ///   - reference: the picture that stays as it is.
  init?(_ network: MosaicNetwork, sizes: [Size], reference: Int) {
    let links = network.links.map { ($0, $0.features(Self.mostPairs)) }
    guard let focal = Self.focalLength(links, sizes) else { return nil }
    var start = [Matrix3](repeating: .identity, count: sizes.count)
    for (picture, link) in network.tree(from: reference) {
      let turn = Self.turn(
        link.features(Self.mostPairs), focal, (sizes[link.first], sizes[link.second]))
      start[picture] =
        picture == link.second
        ? start[link.first] * turn : start[link.second] * turn.transposed
    }
    let moving = sizes.indices.filter { $0 != reference }
    func cameras(_ p: [Double]) -> [CameraModel] {
      var turns = start
      for (place, index) in moving.enumerated() {
        let move = Vector3(p[3 * place], p[3 * place + 1], p[3 * place + 2])
        turns[index] = Matrix3(turning: move) * start[index]
      }
      return sizes.indices.map { index in
        Self.camera(
          focal * (1 + p[p.count - 2]), distortion: p[p.count - 1], turns[index], sizes[index])
      }
    }
    func distances(_ p: [Double]) -> [Double] {
      let cameras = cameras(p)
      return links.flatMap { link, pairs in
        pairs.flatMap { pair -> [Double] in
          guard let ray = cameras[link.second].ray(pair.second),
            let there = cameras[link.first].project(ray.direction)
          else { return [1e3, 1e3] }
          return [there.x - pair.first.x, there.y - pair.first.y]
        }
      }
    }
    // A lens that bends little is expected: k₁ is 0 ± 0.1.
    let found = LeastSquares.fitted(
      from: [Double](repeating: 0, count: 3 * moving.count + 2), rounds: 30
    ) { p in distances(p) + [p[p.count - 1] / 0.1] }
    self.cameras = cameras(found)
    rms = distances(found).rootMeanSquare
  }

  /// Features of a link at most.
  private static let mostPairs = 150

  /// The principal point of a picture: its middle.
  private static func middle(_ size: Size) -> ImagePoint {
    ImagePoint(Double(size.width - 1) / 2, Double(size.height - 1) / 2)
  }

  private static func camera(
    _ focal: Double, distortion: Double, _ turn: Matrix3, _ size: Size
  ) -> CameraModel {
    let centre = middle(size)
    var lens = LensDistortion()
    lens.k1 = distortion
    return CameraModel(
      intrinsics: Intrinsics(
        focalX: focal, focalY: focal, centreX: centre.x, centreY: centre.y),
      distortion: lens, pose: Pose(position: .zero, rotation: Quaternion(turn)))
  }

  /// The focal length with which links are rotations best: steps of a fifth, then halved.
  ///
  /// - Returns: in pixels; nil where the best is the least or the greatest that was tried.
  private static func focalLength(
    _ links: [(MosaicLink, [PointPair])], _ sizes: [Size]
  ) -> Double? {
    let side = Double(sizes.map { max($0.width, $0.height) }.max() ?? 1)
    func cost(_ focal: Double) -> Double {
      links.reduce(0) { sum, entry in
        let (link, pairs) = entry
        let both = (sizes[link.first], sizes[link.second])
        let turn = turn(pairs, focal, both)
        return sum
          + pairs.reduce(0) { sum, pair in
            let there = turn * direction(pair.second, focal, both.1)
            guard there.z > 0 else { return sum + 1e6 }
            let middle = middle(both.0)
            let dx = there.x / there.z * focal + middle.x - pair.first.x
            let dy = there.y / there.z * focal + middle.y - pair.first.y
            return sum + dx * dx + dy * dy
          }
      }
    }
    let tried = (0..<20).map { side * 0.3 * Exact.pow(1.2, Double($0)) }
    let costs = tried.map(cost)
    guard let best = costs.indices.min(by: { costs[$0] < costs[$1] }), best > 0,
      best < tried.count - 1
    else { return nil }
    var (focal, step) = (tried[best], 0.1)
    while step > 1e-4 {
      let near = [focal * (1 - step), focal, focal * (1 + step)]
      focal = near.min { cost($0) < cost($1) } ?? focal
      step /= 2
    }
    return focal
  }

  private static func direction(_ point: ImagePoint, _ focal: Double, _ size: Size) -> Vector3 {
    let middle = middle(size)
    return Vector3((point.x - middle.x) / focal, (point.y - middle.y) / focal, 1).normalized
  }

  /// The rotation that brings directions of the second picture nearest to those of the first.
  ///
  /// Source: B. Horn, "Closed-form solution of absolute orientation using unit quaternions" (1987).
  private static func turn(
    _ pairs: [PointPair], _ focal: Double, _ sizes: (first: Size, second: Size)
  ) -> Matrix3 {
    var s = [[Double]](repeating: [0, 0, 0], count: 3)
    for pair in pairs {
      let to = direction(pair.first, focal, sizes.first)
      let from = direction(pair.second, focal, sizes.second)
      for (i, a) in [from.x, from.y, from.z].enumerated() {
        for (j, b) in [to.x, to.y, to.z].enumerated() { s[i][j] += a * b }
      }
    }
    let eigen = SymmetricEigen([
      [s[0][0] + s[1][1] + s[2][2], s[1][2] - s[2][1], s[2][0] - s[0][2], s[0][1] - s[1][0]],
      [0, s[0][0] - s[1][1] - s[2][2], s[0][1] + s[1][0], s[2][0] + s[0][2]],
      [0, 0, -s[0][0] + s[1][1] - s[2][2], s[1][2] + s[2][1]],
      [0, 0, 0, -s[0][0] - s[1][1] + s[2][2]],
    ])
    let q = eigen.vectors[3]
    return Quaternion(q[0], q[1], q[2], q[3]).matrix
  }
}

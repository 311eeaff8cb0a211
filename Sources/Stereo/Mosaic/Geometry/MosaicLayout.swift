import Diagnostics
import ExactMath
import Kernels
import Raster
import Rig

/// Where pictures lie on a mosaic.
struct MosaicLayout {
  let canvas: MosaicCanvas
  private(set) var views: [MosaicView]
  /// The same, as homographies or cameras.
  let placements: Stitcher.Placements
  /// How far positions that belong together are apart: the root mean square, in pixels.
  let rms: Double

  /// Places pictures of which nothing is known but how they lie over each other.
  ///
  /// Two pictures come to lie in the plane of the first. More are taken for those of a camera that
  /// turned; where no such camera fits, they come to lie in the plane of the reference.
  ///
  /// - Parameters:
  ///   - network: links; all pictures hang together.
  ///   - sizes: of the pictures.
  ///   - reference: a picture.
  ///   - wanted: how directions become places; nil chooses.
  ///   - mostError: of the camera that turned, as a root mean square, in pixels.
  /// - Throws: a failure where no such mosaic can be.
  init(
    _ network: MosaicNetwork, sizes: [Size], reference: Int, wanted: MosaicProjection?,
    mostError: Double
  ) throws(Failure) {
    let isFlat = wanted == .plane || (wanted == nil && sizes.count == 2)
    if !isFlat, let turned = RotationAdjustment(network, sizes: sizes, reference: reference),
      wanted != nil || turned.rms <= mostError
    {
      try self.init(turned, sizes: sizes, reference: reference, wanted: wanted)
      return
    }
    guard wanted == nil || wanted == .plane else {
      throw Failure(
        "no rotation of a camera explains how the pictures lie over each other",
        remedy: "name their cameras in a rig, or let projection be chosen")
    }
    try self.init(PlaneAdjustment(network, sizes: sizes, reference: reference), sizes: sizes)
  }

  /// Places pictures of cameras that are known: as seen from the middle of these, upright in the
  /// rover frame.
  ///
  /// - Parameters:
  ///   - adjusted: the cameras and the ground.
  ///   - sizes: of the pictures.
  ///   - wanted: how directions become places; nil chooses.
  /// - Throws: a failure where a picture cannot be shown as a whole.
  init(
    _ adjusted: CameraAdjustment, sizes: [Size], wanted: MosaicProjection?
  ) throws(Failure) {
    let cameras = adjusted.cameras
    let middle = cameras.reduce(Vector3.zero) { $0 + $1.position } * (1 / Double(cameras.count))
    let views = zip(cameras, sizes).map {
      MosaicView(
        placement: MosaicPlacement($0, above: adjusted.surface, from: middle), size: $1)
    }
    let down = Vector3(0, 0, -1)
    let sum = cameras.reduce(Vector3.zero) { $0 + $1.toRover * Vector3(0, 0, 1) }
    let level = sum - down * sum.dot(down)
    let ahead = level.length > 1e-6 ? level.normalized : Vector3(1, 0, 0)
    let axes = Matrix3(down.cross(ahead), down, ahead).transposed
    let focals = cameras.map(\.focal).sorted()
    try self.init(
      views, axes: axes, scale: focals[focals.count / 2], wanted: wanted, cameras: cameras,
      rms: adjusted.rms)
  }

  /// Displaces the pictures that show things at other distances than the plane's, so that each
  /// agrees with the one by which it hangs.
  ///
  /// - Parameters:
  ///   - network: links.
  ///   - pictures: as they were registered.
  ///   - reference: the picture that stays as it is.
  ///   - context: threads and instruction set.
  /// - Returns: which pictures were displaced, each with the one that it agrees with.
  mutating func displace(
    _ network: MosaicNetwork, _ pictures: [PairRegistration.Prepared], reference: Int,
    _ context: FilterContext
  ) -> [(picture: Int, other: Int)] {
    var displaced: [(picture: Int, other: Int)] = []
    let factor = Self.factor
    let small = canvas.reduced(by: factor)
    for (picture, link) in network.forest(of: pictures.count, from: reference) {
      let other = picture == link.second ? link.first : link.second
      guard
        let match = match(link, picture, other, pictures, context),
        let move = Displacement(
          small, factor: factor, view: views[picture], other: views[other], match, context)
      else { continue }
      views[picture].displacement = move
      displaced.append((picture, other))
    }
    return displaced
  }

  /// Where a picture shows what another one shows; nil where a plane tells all.
  private func match(
    _ link: MosaicLink, _ picture: Int, _ other: Int, _ pictures: [PairRegistration.Prepared],
    _ context: FilterContext
  ) -> ParallaxMatch? {
    // Pairs go from the second picture to the first.
    let pairs = link.registration.pairs
    let isSecond = picture == link.second
    if link.homography == nil, let cameras = placements.cameras {
      return ParallaxMatch(
        pictures[other], pictures[picture], cameras: (cameras[other], cameras[picture]),
        pairs: isSecond ? pairs.map(\.reversed) : pairs, context)
    }
    guard let depth = link.registration.depth else { return nil }
    let agreeing = depth.inliers.map { pairs[$0] }
    return ParallaxMatch(
      pictures[other], pictures[picture],
      geometry: isSecond ? depth.model.reversed : depth.model,
      pairs: isSecond ? agreeing.map(\.reversed) : agreeing, context)
  }

  /// Each so many pixels displacements are kept.
  private static let factor = 2

  /// Pictures of one plane.
  private init(_ plane: PlaneAdjustment, sizes: [Size]) throws(Failure) {
    var views: [MosaicView] = []
    for (homography, size) in zip(plane.homographies, sizes) {
      let middle = ImagePoint(Double(size.width - 1) / 2, Double(size.height - 1) / 2)
      guard let placement = MosaicPlacement(homography, middle: middle) else {
        throw Failure("a picture would become a line", remedy: "give pictures that overlap more")
      }
      views.append(MosaicView(placement: placement, size: size))
    }
    guard
      let canvas = MosaicCanvas(projection: .plane, scale: 1, axes: .identity, holding: views)
    else {
      throw Failure(
        "in the plane of one picture another reaches beyond the horizon",
        remedy: "show what lies far to the sides on a cylinder (projection: cylinder)")
    }
    (self.canvas, self.views, rms) = (canvas, views, plane.rms)
    placements = .init(homographies: plane.homographies, cameras: nil)
  }

  /// Pictures of a camera that turned.
  private init(
    _ turned: RotationAdjustment, sizes: [Size], reference: Int, wanted: MosaicProjection?
  ) throws(Failure) {
    let views = zip(turned.cameras, sizes).map {
      MosaicView(placement: MosaicPlacement($0), size: $1)
    }
    let axes = Self.level(turned.cameras)
    let scale = turned.cameras[reference].intrinsics.focalX
    try self.init(
      views, axes: axes, scale: scale, wanted: wanted, cameras: turned.cameras, rms: turned.rms)
  }

  /// Pictures of cameras, on the canvas that stretches nothing by more than half.
  private init(
    _ views: [MosaicView], axes: Matrix3, scale: Double, wanted: MosaicProjection?,
    cameras: [CameraModel], rms: Double
  ) throws(Failure) {
    let canvases = (wanted.map { [$0] } ?? MosaicProjection.allCases).compactMap {
      MosaicCanvas(projection: $0, scale: scale, axes: axes, holding: views)
    }
    guard let canvas = canvases.first(where: { $0.stretch <= 1.5 }) ?? canvases.last else {
      throw Failure(
        "a picture cannot be shown as a whole", remedy: "show it on a sphere (projection: sphere)")
    }
    (self.canvas, self.views, self.rms) = (canvas, views, rms)
    placements = .init(homographies: nil, cameras: cameras)
  }

  /// Axes in which the rows of all pictures are as level as they can be, and that look along the
  /// middle of all.
  ///
  /// Source: M. Brown, D. Lowe (2007), section 5: the direction up is at right angles to the rows
  /// of all pictures.
  private static func level(_ cameras: [CameraModel]) -> Matrix3 {
    var sums = [[Double]](repeating: [0, 0, 0], count: 3)
    var (down, ahead) = (Vector3.zero, Vector3.zero)
    for camera in cameras {
      let columns = camera.toCamera.rows
      let right = [columns.0.x, columns.0.y, columns.0.z]
      for i in 0..<3 { for j in 0..<3 { sums[i][j] += right[i] * right[j] } }
      (down, ahead) = (down + columns.1, ahead + columns.2)
    }
    let eigen = SymmetricEigen(sums).vectors[0]
    var y = Vector3(eigen[0], eigen[1], eigen[2])
    // Pictures in one direction do not tell.
    if y.dot(down) < 0 { y = y * -1 }
    if y.dot(down.normalized) < 0.8 { y = down.normalized }
    let z = (ahead - y * ahead.dot(y)).normalized
    let x = y.cross(z)
    return Matrix3(x, y, z).transposed
  }
}

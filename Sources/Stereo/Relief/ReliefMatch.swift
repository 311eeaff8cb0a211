import Kernels
import Raster
import Rig

/// What stands on a plane, as two cameras see it.
///
/// Both pictures are resampled so that the plane has no disparity, and matched along rows; see
/// ``PlaneRows``.
public struct ReliefMatch: Sendable {
  /// A picture.
  public struct View: Sendable {
    /// Light, white at about 1.
    public let grey: Plane<Float>
    /// What of it is data.
    public let validity: Validity
    /// The camera, in the rover frame.
    public let camera: CameraModel

    /// A picture.
    public init(grey: Plane<Float>, validity: Validity, camera: CameraModel) {
      (self.grey, self.validity, self.camera) = (grey, validity, camera)
    }
  }

  /// A box in which things are looked for.
  public struct Space: Sendable {
    /// From the box's frame to the rover frame.
    public var placement: RigidMotion
    /// Its corner with the least coordinates, in metres.
    public var low: Vector3
    /// Its corner with the greatest coordinates.
    public var high: Vector3
    /// The slopes along x and y of the plane, through the middle of the box, that has no disparity.
    public var slopes: SIMD2<Double>

    /// A box.
    public init(
      placement: RigidMotion, low: Vector3, high: Vector3, slopes: SIMD2<Double> = .zero
    ) {
      (self.placement, self.low, self.high) = (placement, low, high)
      self.slopes = slopes
    }

    /// The plane that has no disparity, in the rover frame.
    fileprivate var plane: (point: Vector3, normal: Vector3) {
      let normal = Vector3(-slopes.x, -slopes.y, 1).normalized
      return (placement.place((low + high) * 0.5), placement.rotation * normal)
    }

    fileprivate var corners: [Vector3] {
      [low.x, high.x].flatMap { x in
        [low.y, high.y].flatMap { y in [low.z, high.z].map { Vector3(x, y, $0) } }
      }.map(placement.place)
    }
  }

  /// A point that both cameras see.
  public struct Point: Sendable {
    /// In the box's frame, in metres.
    public let position: Vector3
    /// By how much it moves for each pixel of disparity.
    public let slope: Vector3
    /// The standard deviation of its disparity, in pixels.
    public let deviation: Double
  }

  /// All points, row by row of the first picture.
  public let points: [Point]

  /// Matches two pictures.
  ///
  /// Nil where the cameras cannot be rectified, see the plane from its edge, or do not see the box.
  ///
  /// - Parameters:
  ///   - first: a picture.
  ///   - second: one of the same moment, by a camera beside.
  ///   - space: where things are looked for.
  ///   - context: threads and instruction set.
  public init?(_ first: View, _ second: View, _ space: Space, context: FilterContext) {
    var views: [RowsInView] = []
    for scale in [1, 2, 4] where views.count < Self.scales {
      if let view = RowsInView(first, second, space, scale: scale) { views.append(view) }
    }
    guard !views.isEmpty else { return nil }
    points = views.flatMap { Self.matched(first, second, $0, space, context) }
  }

  /// Matches at a scale.
  private static func matched(
    _ first: View, _ second: View, _ view: RowsInView, _ space: Space, _ context: FilterContext
  ) -> [Point] {
    let (rows, region, search) = (view.rows, view.region, view.search)
    let left = first.resampled(on: region, scale: view.scale, context, rows.inFirst)
    let right = second.resampled(on: region, scale: view.scale, context, rows.inSecond)
    let usual = left.grey.quantile(0.5, without: left.validity.defects)
    var matcher = DisparityMatcher()
    matcher.search = .semiGlobal(search)
    let map = matcher.matched(
      GreyPair(
        leftLight: left.grey, rightLight: right.grey,
        validity: (
          left.validity.union(left.grey.shadows(below: shadow * usual)),
          right.validity.union(right.grey.shadows(below: shadow * usual))
        ), white: max(1e-3, white * usual)),
      threads: context.threads, isa: context.isa)
    return points(map, region, rows, space.placement.inverse)
  }

  /// At how many scales pictures are matched: what is grain at the first is noise, where cameras
  /// see it from different sides, and lumps tell at the second.
  private static let scales = 2

  /// Light below which nothing is told, and light that is as bright as codes go, as multiples of
  /// what half of the pictures stays below.
  ///
  /// In shadows, noise looks like texture, and surfaces would go on from where there is light.
  private static let (shadow, white): (Float, Float) = (0.06, 3)

  private static func points(
    _ map: DisparityMap, _ region: Region, _ rows: PlaneRows, _ toBox: RigidMotion
  ) -> [Point] {
    let (disparities, deviation) = (map.disparities, map.deviation)
    var points: [Point] = []
    for y in 0..<disparities.height {
      let (row, doubts) = (disparities.row(y), deviation.row(y))
      for x in row.indices where doubts[x] < .infinity {
        let place = ImagePoint(Double(region.x + x), Double(region.y + y))
        let disparity = Double(row[x])
        guard let near = rows.point(place, disparity: disparity + 0.5),
          let far = rows.point(place, disparity: disparity - 0.5),
          let here = rows.point(place, disparity: disparity)
        else { continue }
        points.append(
          Point(
            position: toBox.place(here), slope: toBox.rotation * (near - far),
            deviation: Double(doubts[x])))
      }
    }
    return points
  }
}

/// Rows that both cameras have in common, as far as a box is seen on them.
private struct RowsInView {
  let rows: PlaneRows
  let scale: Int
  /// Where the box is seen by the first camera.
  let region: Region
  /// Where it may be seen by the second one.
  let search: SemiGlobalMatcher

  /// Pixels of a resampled picture, and disparities, at most.
  private static let (most, mostDisparities) = (8_000_000, 256)
  /// Around the box, in pixels: windows need neighbours.
  private static let margin = 12

  /// Nil where the cameras cannot be rectified, see the plane from its edge, or do not see the box;
  /// and where pictures or disparities would be too many.
  ///
  /// - Parameters:
  ///   - first: a picture.
  ///   - second: the other one.
  ///   - space: where things are looked for.
  ///   - scale: pixels of the cameras to a pixel of the rows.
  init?(
    _ first: ReliefMatch.View, _ second: ReliefMatch.View, _ space: ReliefMatch.Space, scale: Int
  ) {
    let (point, normal) = space.plane
    guard
      let rows = PlaneRows(
        first.camera, second.camera, point: point, normal: normal,
        scale: Double(scale))
    else { return nil }
    let seen = space.corners.compactMap(rows.seen)
    var bounds = PlaceBounds()
    for corner in seen { bounds.add(corner.place) }
    guard seen.count == space.corners.count, let shown = bounds.region(margin: Self.margin),
      let least = seen.map(\.disparity).min(), let greatest = seen.map(\.disparity).max()
    else { return nil }
    var search = SemiGlobalMatcher()
    search.minimum = Int(least.rounded(.down)) - 2
    search.disparities = (Int(greatest) + 3 - search.minimum) / 16 * 16 + 16
    region = search.region(matching: shown)
    guard search.disparities <= Self.mostDisparities, region.size.area <= Self.most else {
      return nil
    }
    (self.rows, self.scale, self.search) = (rows, scale, search)
  }
}

extension Plane<Float> {
  /// Marks what has less light.
  fileprivate func shadows(below light: Float) -> Validity {
    Validity(mapped { $0 < light ? Defects.unmatched.rawValue : 0 })
  }
}

extension ReliefMatch.View {
  /// The picture on common rows, slightly softened: noise looks like texture.
  fileprivate func resampled(
    on region: Region, scale: Int, _ context: FilterContext,
    _ position: @escaping @Sendable (ImagePoint) -> ImagePoint?
  ) -> (grey: Plane<Float>, validity: Validity) {
    // What is finer than the rows' pixels must not be seen on them.
    let grey =
      scale == 1
      ? self.grey
      : GaussianFilter(Gaussian(sigma: 0.5 * Double(scale))).applied(
        to: self.grey, without: validity.defects, in: context
      ).plane
    let table = ResampleTable(
      size: region.size, source: grey.size, interpolation: .bicubic, threads: context.threads,
      isSmooth: true
    ) { x, y in
      position(ImagePoint(Double(region.x + x), Double(region.y + y))).map { ($0.x, $0.y) }
    }
    let (light, marks) = table.resampled(grey, validity, in: context)
    let soft = GaussianFilter(Gaussian(sigma: 0.75)).applied(
      to: light, without: marks.defects, in: context)
    return (soft.plane, marks)
  }
}

import ExactMath
import Kernels
import Raster
import Rig

/// Where the second of two pictures shows what the first one shows, pixel by pixel, wherever things
/// stand.
///
/// Both are rectified, matched along rows, and followed back.
struct ParallaxMatch {
  /// How a picture lies on common rows.
  struct Rows: Sendable {
    /// From positions in the picture to the rows; nil where it does not show them.
    let forth: @Sendable (ImagePoint) -> ImagePoint?
    /// Back.
    let back: @Sendable (ImagePoint) -> ImagePoint?
  }

  private let disparities: Plane<Float>
  private let first: Rows
  private let second: Rows
  /// Where the corner of the rectified pictures lies, in their own pixels.
  private let corner: ImagePoint
  /// Pixels of the pictures for one of the rectified ones.
  private let spacing: Double

  /// Pixels of a rectified picture at most.
  private static let most = 8_000_000
  /// Pixels between the nearest and the farthest thing at most, in rectified pictures.
  private static let mostDisparities = 400.0
  /// Pixels of the pictures for one of those at most.
  private static let mostSpacing = 4.0

  /// Matches pictures of cameras of which nothing is known; nil where they cannot be rectified.
  ///
  /// - Parameters:
  ///   - first: a picture.
  ///   - second: the other one.
  ///   - geometry: what relates them.
  ///   - pairs: positions in both that agree with it.
  ///   - context: threads and instruction set.
  init?(
    _ first: PairRegistration.Prepared, _ second: PairRegistration.Prepared,
    geometry: FundamentalMatrix, pairs: [PointPair], _ context: FilterContext
  ) {
    guard let even = PlaneRectification(geometry, pairs: pairs), let forth = even.first.inverse,
      let back = even.second.inverse
    else { return nil }
    self.init(
      first, second,
      (
        Rows(forth: { even.first.mapped($0) }, back: { forth.mapped($0) }),
        Rows(forth: { even.second.mapped($0) }, back: { back.mapped($0) })
      ), pairs: pairs, context)
  }

  /// Matches pictures of cameras that are known; nil where they cannot be rectified.
  ///
  /// - Parameters:
  ///   - first: a picture.
  ///   - second: the other one.
  ///   - cameras: of both.
  ///   - pairs: positions in both that look alike.
  ///   - context: threads and instruction set.
  init?(
    _ first: PairRegistration.Prepared, _ second: PairRegistration.Prepared,
    cameras: (first: CameraModel, second: CameraModel), pairs: [PointPair],
    _ context: FilterContext
  ) {
    guard let frame = try? EpipolarFrame(cameras.first, cameras.second) else { return nil }
    let toRover = frame.rotation.transposed
    func rows(_ camera: CameraModel) -> Rows {
      Rows(
        forth: { camera.ray($0).flatMap { frame.position(of: $0.direction) } },
        back: { place in
          let seen = Vector3(place.x / frame.focal, place.y / frame.focal, 1)
          return camera.project(camera.position + (toRover * seen) * 1e9)
        })
    }
    let both = (rows(cameras.first), rows(cameras.second))
    let agreeing = pairs.filter { pair in
      guard let a = both.0.forth(pair.first), let b = both.1.forth(pair.second) else {
        return false
      }
      return (a.y - b.y).magnitude <= 2
    }
    self.init(first, second, both, pairs: agreeing, context)
  }

  private init?(
    _ first: PairRegistration.Prepared, _ second: PairRegistration.Prepared,
    _ rows: (first: Rows, second: Rows), pairs: [PointPair], _ context: FilterContext
  ) {
    let steps = pairs.compactMap { pair -> Double? in
      guard let a = rows.first.forth(pair.first), let b = rows.second.forth(pair.second) else {
        return nil
      }
      return a.x - b.x
    }.sorted()
    guard let least = steps.first, let greatest = steps.last else { return nil }
    // Every second pixel, as often as it takes until the search is no wider than that.
    var spacing = 1.0
    while (greatest - least) / spacing > Self.mostDisparities { spacing *= 2 }
    guard spacing <= Self.mostSpacing,
      let common = Self.common(first.grey.size, second.grey.size, rows, spacing)
    else { return nil }
    let slack = 8 + (greatest - least) / spacing / 4
    var search = SemiGlobalMatcher()
    search.minimum = Int((least / spacing - slack).rounded(.down))
    search.disparities = (Int(greatest / spacing + slack) - search.minimum) / 16 * 16 + 16
    // What the first columns show may lie further to the left in the second picture.
    let region = Region(
      x: common.x - search.disparities, y: common.y,
      width: common.size.width + 2 * search.disparities, height: common.size.height)
    guard region.size.area <= Self.most else { return nil }
    (self.first, self.second, self.spacing) = (rows.first, rows.second, spacing)
    corner = ImagePoint(Double(region.x), Double(region.y))
    let (left, right) = (
      first.seen(on: region, rows.first, spacing, context),
      second.seen(on: region, rows.second, spacing, context)
    )
    var matcher = DisparityMatcher()
    matcher.search = .semiGlobal(search)
    disparities =
      matcher.matched(
        GreyPair(
          left: left.grey, right: right.grey, validity: (left.validity, right.validity)),
        threads: context.threads, isa: context.isa
      ).disparities
  }

  /// Where the second picture shows what the first one shows at a position; nil where that is not
  /// known.
  func mapped(_ point: ImagePoint) -> ImagePoint? {
    guard let there = first.forth(point) else { return nil }
    let (x, y) = (there.x / spacing - corner.x, there.y / spacing - corner.y)
    guard let disparity = disparities.known(x, y) else { return nil }
    return second.back(ImagePoint(there.x - Double(disparity) * spacing, there.y))
  }

  /// The part of the rectified plane that both pictures show; nil where there is none.
  private static func common(
    _ first: Size, _ second: Size, _ rows: (first: Rows, second: Rows), _ spacing: Double
  ) -> Region? {
    func box(_ size: Size, _ rows: Rows) -> (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
      let border = size.border
      let places = border.compactMap(rows.forth)
      let (xs, ys) = (places.map { $0.x / spacing }, places.map { $0.y / spacing })
      guard places.count == border.count, let left = xs.min(), let right = xs.max(),
        let top = ys.min(), let bottom = ys.max(), right - left < 1e5, bottom - top < 1e5
      else { return nil }
      return (left...right, top...bottom)
    }
    guard let one = box(first, rows.first), let other = box(second, rows.second) else { return nil }
    let (x, y) = (one.x.clamped(to: other.x), one.y.clamped(to: other.y))
    let (left, top) = (Int(x.lowerBound), Int(y.lowerBound))
    let size = Size(Int(x.upperBound) - left + 1, Int(y.upperBound) - top + 1)
    guard size.width >= 32, size.height >= 32 else { return nil }
    return Region(x: left, y: top, width: size.width, height: size.height)
  }
}

extension PairRegistration.Prepared {
  /// The picture on common rows, in codes from 0 to 255.
  ///
  /// - Parameters:
  ///   - region: the part of the rows that is wanted.
  ///   - rows: how the picture lies on them.
  ///   - spacing: pixels of the picture for one of the result; a power of two.
  ///   - context: threads and instruction set.
  /// - Returns: grey, and what of it is data.
  fileprivate func seen(
    on region: Region, _ rows: ParallaxMatch.Rows, _ spacing: Double, _ context: FilterContext
  ) -> (grey: Plane<Float>, validity: Validity) {
    var (plane, known, step) = (grey, validity, 1.0)
    while step < spacing {
      (plane, known) = plane.halved(known, context)
      step *= 2
    }
    let table = ResampleTable(
      size: region.size, source: plane.size, interpolation: .bicubic, threads: context.threads
    ) { x, y in
      rows.back(ImagePoint(Double(region.x + x) * spacing, Double(region.y + y) * spacing))
        .map { ($0.x / spacing, $0.y / spacing) }
    }
    let marks = table.defects(of: known.defects, threads: context.threads, isa: context.isa)
    let seen = table.resampled(plane, without: marks, threads: context.threads, isa: context.isa)
    return (seen.mapped { $0 * 255 }, Validity(marks, size: region.size))
  }
}

extension Plane<Float> {
  /// The mean of the four numbers around a position, with the weights of bilinear interpolation;
  /// nil where one is not finite, or where they are too different to be of one surface.
  fileprivate func known(_ x: Double, _ y: Double) -> Float? {
    guard x >= 0, y >= 0, x <= Double(width - 1), y <= Double(height - 1) else { return nil }
    let (left, top) = (Swift.min(Int(x), width - 2), Swift.min(Int(y), height - 2))
    guard left >= 0, top >= 0 else { return nil }
    let (u, v) = (Float(x - Double(left)), Float(y - Double(top)))
    let (a, b) = (self[left, top], self[left + 1, top])
    let (c, d) = (self[left, top + 1], self[left + 1, top + 1])
    let (least, most) = (
      Swift.min(Swift.min(a, b), Swift.min(c, d)), Swift.max(Swift.max(a, b), Swift.max(c, d))
    )
    guard most.isFinite, least.isFinite, most - least <= 1 else { return nil }
    let upper = a + (b - a) * u
    return upper + (c + (d - c) * u - upper) * v
  }
}

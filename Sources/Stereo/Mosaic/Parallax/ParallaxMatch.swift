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
    _ one: PairRegistration.Prepared, _ other: PairRegistration.Prepared,
    _ rows: (first: Rows, second: Rows), pairs: [PointPair], _ context: FilterContext
  ) {
    let places = pairs.compactMap { pair -> PointPair? in
      guard let a = rows.first.forth(pair.first), let b = rows.second.forth(pair.second) else {
        return nil
      }
      return PointPair(a, b)
    }
    let shear = RowShear(places)
    let second = rows.second
    let rows = (
      first: rows.first,
      second: Rows(
        forth: { second.forth($0).map(shear.moved) }, back: { second.back(shear.unmoved($0)) })
    )
    let steps = Self.likely(places.map { $0.first.x - shear.moved($0.second).x }.sorted())
    guard let least = steps.first, let greatest = steps.last else { return nil }
    // Every second pixel, as often as it takes until the search is no wider than that.
    var spacing = 1.0
    while (greatest - least) / spacing > Self.mostDisparities { spacing *= 2 }
    let slack = 8 + (greatest - least) / spacing / 4
    let searched = least - slack * spacing...greatest + slack * spacing
    guard spacing <= Self.mostSpacing,
      let common = Self.common(one.grey.size, other.grey.size, rows, searched, spacing)
    else { return nil }
    var search = SemiGlobalMatcher()
    search.minimum = Int((least / spacing - slack).rounded(.down))
    search.disparities = (Int(greatest / spacing + slack) - search.minimum) / 16 * 16 + 16
    let region = search.region(matching: common)
    guard region.size.area <= Self.most else { return nil }
    (first, self.second, self.spacing) = (rows.first, rows.second, spacing)
    corner = ImagePoint(Double(region.x), Double(region.y))
    let (left, right) = (
      one.seen(on: region, rows.first, spacing, context),
      other.seen(on: region, rows.second, spacing, context)
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

  /// Disparities without the least and greatest ones that no other is near: features that look
  /// alike on one row, but are not of one thing.
  ///
  /// - Parameter steps: in rising order.
  /// - Returns: part of them.
  private static func likely(_ steps: [Double]) -> ArraySlice<Double> {
    var steps = steps[...]
    while let least = steps.first, let next = steps.dropFirst().first, next - least > lonely {
      steps.removeFirst()
    }
    while let greatest = steps.last, let next = steps.dropLast().last, greatest - next > lonely {
      steps.removeLast()
    }
    return steps
  }

  /// How far a disparity may be from the next, in pixels.
  private static let lonely = 16.0

  /// Where the second picture shows what the first one shows at a position; nil where that is not
  /// known.
  func mapped(_ point: ImagePoint) -> ImagePoint? {
    guard let there = first.forth(point) else { return nil }
    let (x, y) = (there.x / spacing - corner.x, there.y / spacing - corner.y)
    guard let disparity = disparities.known(x, y) else { return nil }
    return second.back(ImagePoint(there.x - Double(disparity) * spacing, there.y))
  }

  /// The part of the rectified plane that both pictures show; nil where there is none.
  ///
  /// Things are looked for at the least disparity, at the greatest, and between. Only what both
  /// show is looked at: elsewhere, a picture may reach beyond the horizon of the plane.
  private static func common(
    _ first: Size, _ second: Size, _ rows: (first: Rows, second: Rows),
    _ steps: ClosedRange<Double>, _ spacing: Double
  ) -> Region? {
    let disparities = [
      steps.lowerBound, (steps.lowerBound + steps.upperBound) / 2, steps.upperBound,
    ]
    var bounds = PlaceBounds()
    for point in first.grid(cells, cells) {
      guard let place = rows.first.forth(point) else { continue }
      let isCommon = disparities.contains { disparity in
        rows.second.back(ImagePoint(place.x - disparity, place.y)).map(second.contains) ?? false
      }
      if isCommon { bounds.add(ImagePoint(place.x / spacing, place.y / spacing)) }
    }
    let margin = Int(Double(max(first.width, first.height) / cells) / spacing) + 1
    guard let region = bounds.region(margin: margin) else { return nil }
    return region.size.width >= 32 && region.size.height >= 32 ? region : nil
  }

  /// In how many cells, across and down, a picture is looked at for what the other one shows.
  private static let cells = 64
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
    let seen = table.resampled(plane, known, in: context)
    return (seen.grey.mapped { $0 * 255 }, seen.validity)
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

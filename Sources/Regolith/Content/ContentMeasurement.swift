import ExactMath
import Kernels
import Rig
import Stereo

/// Measures between which bounds lies what a shovel holds, from its pictures before and after.
///
/// 1. Places on the inner surface that still look as they did are bare, and nothing stands between
///    them and the camera: ``SurfaceSight``.
/// 2. Where two cameras see the shovel, heights are measured: ``ReliefMatch``. What the same two
///    say of the empty shovel tells by how much both are off.
/// 3. What is not seen lies between what sight and the angle of repose allow: ``ContentBounds``.
/// 4. How what was measured looks against the ground is told as well: ``SurfaceLook``.
public struct ContentMeasurement: Sendable, Hashable {
  /// Metres from cell to cell.
  public var cell = 0.002
  /// The steepest slope that loose matter holds, in degrees.
  public var steepest = 45.0
  /// How high it may stand at the rim, in metres.
  public var overhang = 0.004
  /// How high it may stand above the rim, in metres.
  public var highest = 0.1
  /// What is lower than this above the floor is no content, in metres.
  public static let film = ContentBounds.film

  /// The usual numbers.
  public init() {}

  /// The shovel at a moment.
  public struct Moment: Sendable {
    let found: ShovelRegistration.Result
    let views: [ShovelView]

    /// A moment.
    ///
    /// - Parameters:
    ///   - found: where the shovel is.
    ///   - views: its pictures.
    public init(_ found: ShovelRegistration.Result, _ views: [ShovelRegistration.View]) {
      self.found = found
      self.views = views.map { ShovelView($0, found) }
    }

    /// Whether the shovel hangs as it does at another moment.
    func isAligned(with other: Moment) -> Bool {
      found.placement.isAligned(with: other.found.placement)
    }
  }

  /// The measured surface of content.
  public struct Seen: Sendable, Hashable {
    /// Cubic metres between it and the floor; nothing is added between what was measured.
    public var volume = 0.0
    /// How far it lies from one plane, as a root mean square in metres; nil where it is small.
    public var unevenness: Double?
    /// The share of places below it that look otherwise than before, of those of which anything is
    /// told; nil where too little is.
    public var covered: Double?
    /// How it looks against the ground; nil where nobody can tell.
    public var look: SurfaceLook?

    /// Nothing, unless more is said.
    public init(
      volume: Double = 0, unevenness: Double? = nil, covered: Double? = nil,
      look: SurfaceLook? = nil
    ) {
      (self.volume, self.unevenness, self.covered) = (volume, unevenness, covered)
      self.look = look
    }
  }

  /// What was measured.
  public struct Result: Sendable {
    /// The least and the most that may be there, in cubic metres.
    public let low: Double
    /// See ``low``.
    public let high: Double
    /// What is there if the surface is the simple one that explains best what was seen, in cubic
    /// metres.
    public let likeliest: Double
    /// Its standard deviation over those that explain it nearly as well.
    public let deviation: Double
    /// By how much the floor of the empty shovel lay higher than registered, in metres; nil where
    /// it was not measured.
    public let offset: Double?
    /// The share of what was measured of the empty shovel that lies where its model does; nil where
    /// too little was.
    public let empty: Double?
    /// The share of cells whose surface was measured.
    public let measured: Double
    /// The share of places on the inner surface that are bare, of all cameras.
    public let bare: Double
    /// The share of places that look otherwise than before, of those of which anything is told: of
    /// each quarter of the shovel's depth, from below; nil where too little is told.
    public let changed: [Double?]
    /// What was measured of content alone, at the moment that shows most of it.
    public let seen: Seen
    /// The grid.
    public let floor: ShovelFloor
    /// Between which heights the surface lies in each cell, in the shovel frame, in metres.
    public let heights: (low: [Double], likeliest: [Double], high: [Double])

    /// Within the rim, in square metres.
    public var area: Double { Double(floor.heights.count { !$0.isNaN }) * floor.cell * floor.cell }
  }

  /// Measures.
  ///
  /// - Parameters:
  ///   - model: the shovel.
  ///   - before: the empty shovel, at one moment or more.
  ///   - after: the shovel that is measured, at one moment or more; it holds the same at all.
  ///   - context: threads and instruction set.
  /// - Returns: bounds.
  public func measured(
    _ model: ShovelModel, before: [Moment], after: [Moment], context: FilterContext
  ) -> Result {
    precondition(!before.isEmpty && !after.isEmpty, "a moment of each")
    let floor = ShovelFloor(model, cell: cell)
    let shovel = BoundingTree(model.interior)
    let up = after[0].found.placement.inverse.rotation * Vector3(0, 0, 1)
    var bounds = ContentBounds(
      floor, steepest: Exact.tan(steepest * .pi / 180), up: up, overhang: overhang)
    bounds.settle()
    let rim = bounds
    let samples = model.samples(floor, spacing: cell)
    var (ways, otherwise): ([SeenSurface.Way], [SeenSurface.Way]) = ([], [])
    var changes = SurfaceChanges()
    var load = LoadFit(floor, most: rim.most)
    let views = after.flatMap(\.views)
    for view in views {
      guard let old = view.companion(of: before.flatMap(\.views)) else { continue }
      let other = views.first {
        $0.index != view.index && $0.placement.isAligned(with: view.placement)
      }
      if let picture = InnerPicture(
        view, before: old, other: other, rim: model.rim, floor, shovel)
      {
        load.add(picture)
      }
      let sights = SurfaceSight(before: old, after: view).sights(samples, shovel)
      ways += sights.bare.map { ($0.position, view.eye) }
      otherwise += sights.otherwise.map { ($0.position, view.eye) }
      changes.add(sights, deepest: floor.deepest)
    }
    let empties = before.map { moment in
      let relief = relief(model, floor, moment, context)
      return (moment: moment, relief: relief, offset: relief.offset(floor))
    }
    let offset = empties.lazy.compactMap(\.offset).first
    var measured = Set<Int>()
    var seen: [Seen] = []
    for moment in after {
      let empty =
        empties.first { $0.moment.views.count > 1 && $0.moment.isAligned(with: moment) }
        ?? empties[0]
      let heights = relief(model, floor, moment, context).supported(floor)
        .content(over: empty.relief, floor, offset: empty.offset ?? 0)
      var surface = SeenSurface(
        heights.cells.indices.map { index in
          heights.cells[index].flatMap {
            isContent(index, $0, floor) && rim.allows(index, height: $0.height)
              && isSeen(index, height: $0.height, floor, moment, shovel) ? $0 : nil
          }
        }, floor)
      let seenBare = ways
      ways = surface.resolved(ways)
      // The floor itself, where it was measured, is as good a surface as any.
      surface.add(
        heights.cells.indices.map { index in
          heights.cells[index].flatMap {
            !isContent(index, $0, floor) && isFloorSeen(index, floor, moment, shovel) ? $0 : nil
          }
        })
      surface.settle(in: &bounds)
      for index in surface.cells.indices {
        guard let cell = surface.cells[index] else { continue }
        measured.insert(index)
        load.add(index, height: cell.height, isBare: !isContent(index, cell, floor))
        let (x, y) = floor.middle(index)
        let place = Vector3(x, y, max(cell.height, floor.heights[index]) + cell.deviation)
        for view in moment.views { bounds.freed(from: place, to: view.eye) }
      }
      surface.remove { !isContent($0, $1, floor) }
      seen.append(
        Seen(
          volume: surface.volume, unevenness: surface.unevenness,
          covered: surface.covered(otherwise: otherwise, bare: seenBare),
          look: SurfaceLook(surface.places, moment.views, rim: model.rim)))
    }
    ways = ways.filter { bounds.letsThrough(from: $0.place, to: $0.eye) }
    for way in ways { bounds.freed(from: way.place, to: way.eye) }
    bounds.settle()
    let volumes = bounds.volumes
    let likeliest = load.fitted()
    return Result(
      low: min(volumes.low, likeliest.volume), high: max(volumes.high, likeliest.volume),
      likeliest: likeliest.volume, deviation: likeliest.deviation, offset: offset,
      empty: empties.compactMap { $0.relief.agreement(floor, offset: offset ?? 0) }.first,
      measured: Double(measured.count) / Double(floor.heights.count { !$0.isNaN }),
      bare: Double(ways.count) / Double(samples.count * after.map(\.views.count).reduce(0, +)),
      changed: changes.shares, seen: seen.max { $0.volume < $1.volume } ?? Seen(), floor: floor,
      heights: (bounds.least, likeliest.heights, bounds.most))
  }

  /// Slopes of surfaces that are looked for: windows show the same only where they lie flat.
  private static let slopes: [SIMD2<Double>] = [
    .zero, SIMD2(0.6, 0), SIMD2(-0.6, 0), SIMD2(0, 0.6), SIMD2(0, -0.6),
  ]

  /// How high what two cameras see lies; nothing of one.
  private func relief(
    _ model: ShovelModel, _ floor: ShovelFloor, _ moment: Moment, _ context: FilterContext
  ) -> ShovelRelief {
    let (xs, ys) = (model.rim.map(\.x), model.rim.map(\.y))
    let (low, high) = ((x: xs.min() ?? 0, y: ys.min() ?? 0), (x: xs.max() ?? 0, y: ys.max() ?? 0))
    // A heap is no higher above the rim than repose lets it rise from both sides.
    let peak = min(high.x - low.x, high.y - low.y) / 2 * Exact.tan(steepest * .pi / 180)
    var space = ReliefMatch.Space(
      placement: moment.found.placement, low: Vector3(low.x, low.y, floor.deepest - 0.01),
      high: Vector3(high.x, high.y, min(highest, peak + overhang)))
    let views = moment.views.map {
      ReliefMatch.View(grey: $0.grey, validity: $0.validity, camera: $0.camera)
    }
    var points: [ReliefMatch.Point] = []
    for (first, second) in zip(views, views.dropFirst()) {
      for slopes in Self.slopes {
        space.slopes = slopes
        points += ReliefMatch(first, second, space, context: context)?.points ?? []
      }
    }
    return ShovelRelief(floor, points)
  }

  private func isContent(_ index: Int, _ cell: ShovelRelief.Cell, _ floor: ShovelFloor) -> Bool {
    cell.height >= floor.heights[index] + ContentBounds.film
  }

  /// Whether all cameras see what lies so high at a cell.
  ///
  /// The shovel itself hides the rest, and what seems to lie there is the outer side of a wall.
  private func isSeen(
    _ index: Int, height: Double, normal: Vector3 = Vector3(0, 0, 1), _ floor: ShovelFloor,
    _ moment: Moment, _ shovel: BoundingTree
  ) -> Bool {
    let (x, y) = floor.middle(index)
    let place = Vector3(x, y, height)
    return moment.views.allSatisfy { $0.sees(place, normal: normal, past: shovel) }
  }

  /// Whether all cameras see the inner surface at a cell.
  private func isFloorSeen(
    _ index: Int, _ floor: ShovelFloor, _ moment: Moment, _ shovel: BoundingTree
  ) -> Bool {
    guard let normal = floor.normal(index) else { return false }
    return isSeen(
      index, height: floor.heights[index], normal: normal, floor, moment, shovel)
  }
}

import Rig

/// What a camera tells of the inner surface: where it still looks as it did when the shovel was
/// empty.
///
/// What looks alike is bare, and nothing stands between it and the camera. What looks otherwise may
/// be covered, dusty or in another shadow: that alone tells nothing.
///
/// Dust and regolith have one colour: a place counts as alike only where its pattern is the same,
/// or where it is brighter than regolith can be, and most of what lies around it is alike as well.
struct SurfaceSight {
  /// What is told of a place.
  enum Look {
    /// As before.
    case alike
    /// Otherwise than before.
    case otherwise
    /// Nothing is told.
    case unknown
  }

  /// The picture of the empty shovel.
  private let before: ShovelView
  /// The picture that is looked at, of the same camera.
  private let after: ShovelView
  /// Light that no regolith sends back.
  private let brightest: Double
  /// What makes the picture as bright as the one before: exposures differ.
  private let gain: Double

  /// By how much light may differ, as a share of it.
  private static let tolerance = 0.1
  /// How much windows must correlate.
  private static let correlation = 0.7
  /// How far windows reach, in pixels.
  private static let reach = 3
  /// How far neighbours reach, in pixels, and what share of them must look alike.
  private static let (neighbours, share) = (8.0, 0.85)
  /// What share of all neighbours must look alike, those included of which nothing is told: noise
  /// looks alike here and there.
  private static let most = 0.5
  /// How many times brighter than most of the ground regolith may be.
  private static let brighter = 1.5

  init(before: ShovelView, after: ShovelView) {
    (self.before, self.after) = (before, after)
    let ground = (
      before: before.brightGround, after: after.brightGround
    )
    gain = ground.before > 0 && ground.after > 0 ? ground.before / ground.after : 1
    brightest = Self.brighter * ground.before
  }

  /// What is told of places on the inner surface.
  struct Sights {
    /// Those that are bare.
    var bare: [SurfaceSample] = []
    /// Those that look otherwise than before, and so do those around them.
    var otherwise: [SurfaceSample] = []
  }

  /// What is told of places on the inner surface.
  ///
  /// - Parameters:
  ///   - samples: places.
  ///   - shovel: the inner surface.
  /// - Returns: some of the places.
  func sights(_ samples: [SurfaceSample], _ shovel: BoundingTree) -> Sights {
    var told = NeighbourCounts(reach: Self.neighbours)
    var all = NeighbourCounts(reach: Self.neighbours)
    var places: [(sample: SurfaceSample, pixel: ImagePoint, look: Look)] = []
    for sample in samples {
      guard after.sees(sample.position, normal: sample.normal, past: shovel),
        let pixel = after.pixel(of: sample.position)
      else { continue }
      let look = look(at: sample.position)
      all.add(pixel, counts: look == .alike)
      guard look != .unknown else { continue }
      told.add(pixel, counts: look == .alike)
      places.append((sample, pixel, look))
    }
    var sights = Sights()
    for place in places {
      let alike = told.share(around: place.pixel)
      if place.look == .otherwise {
        if alike <= 1 - Self.share { sights.otherwise.append(place.sample) }
      } else if alike >= Self.share, all.share(around: place.pixel) >= Self.most {
        sights.bare.append(place.sample)
      }
    }
    return sights
  }

  /// How a place on the inner surface looks.
  func look(at place: Vector3) -> Look {
    guard let old = before.window(at: place, reach: Self.reach),
      let new = after.window(at: place, reach: Self.reach)
    else { return .unknown }
    let count = Double(old.count)
    let (m, n) = (old.reduce(0, +) / count, gain * new.reduce(0, +) / count)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for index in old.indices {
      let (x, y) = (old[index] - m, gain * new[index] - n)
      xx += x * x
      xy += x * y
      yy += y * y
    }
    let noise = 2 * ((xx + yy) / count / count).squareRoot()
    guard (n - m).magnitude <= Self.tolerance * m + noise else { return .otherwise }
    let isPattern =
      xy > 0 && xx * yy > 0 && xy * xy >= Self.correlation * Self.correlation * xx * yy
    return isPattern || min(m, n) > brightest ? .alike : .unknown
  }
}

/// How many of the places around a pixel count, by squares of pixels.
private struct NeighbourCounts {
  private let reach: Double
  private var squares: [SIMD2<Int>: [(pixel: ImagePoint, counts: Bool)]] = [:]

  init(reach: Double) { self.reach = reach }

  private func square(_ pixel: ImagePoint) -> SIMD2<Int> {
    SIMD2(Int((pixel.x / reach).rounded(.down)), Int((pixel.y / reach).rounded(.down)))
  }

  mutating func add(_ pixel: ImagePoint, counts: Bool) {
    squares[square(pixel), default: []].append((pixel, counts))
  }

  /// The share of places that count, of those whose column and row are no further off than `reach`.
  func share(around pixel: ImagePoint) -> Double {
    let middle = square(pixel)
    var (counted, all) = (0, 0)
    for row in -1...1 {
      for column in -1...1 {
        for place in squares[middle &+ SIMD2(column, row)] ?? []
        where (place.pixel.x - pixel.x).magnitude <= reach
          && (place.pixel.y - pixel.y).magnitude <= reach
        {
          all += 1
          if place.counts { counted += 1 }
        }
      }
    }
    return Double(counted) / Double(max(1, all))
  }
}

import ExactMath

/// What a collection of a sweep is made of, quantity by quantity.
public struct SweepStrata: Sendable {
  /// The quantities, in the order of their draws.
  private enum Quantity: Int {
    case content, fill, dust, heap, repose, clods, clodSize
    case sunElevation, sunAzimuth
    case shape, length, width, depth, lip, draft, wall
    case finish, tone, roughness, grime, coat
    case arm, armError, mountX, mountY, mountZ
    case law, albedo, redSlope, roughGround, craters, rocks
    case heading, east, north
    case cameras, baseline, height, aim, focal, companding, readNoise, prnu, spread, bias, shift
    // Shifts take six numbers.
    case density = 60
    case taper
    // What attacks and perturbations draw takes all that follow.
    case change = 70
  }

  /// What is drawn from, and what is done.
  public let recipe: SweepRecipe
  let ranges: SweepRanges
  private let draws: StratifiedDraws

  /// The strata of a collection.
  ///
  /// - Parameters:
  ///   - seed: of the sweep.
  ///   - number: of the collection, from 0 on.
  ///   - recipe: what is drawn from.
  public init(seed: Int, number: Int, recipe: SweepRecipe = .init()) {
    self.recipe = recipe
    ranges = SweepRanges(recipe.family)
    draws = StratifiedDraws(
      Philox(seed: UInt64(truncatingIfNeeded: seed)), number: number,
      stream: Stream.sweep + recipe.family.stream)
  }

  /// Between two numbers, for one of the choices of an attack or a perturbation.
  func change(_ which: Int, _ low: Double, _ high: Double) -> Double {
    let number = low + (high - low) * draws.uniform(Quantity.change.rawValue + which)
    return (number * 1000).rounded() / 1000
  }

  private func number(_ quantity: Quantity, _ low: Double, _ high: Double) -> Double {
    low + (high - low) * draws.uniform(quantity.rawValue)
  }

  /// Rounded, so that files stay readable.
  private func rounded(
    _ quantity: Quantity, _ low: Double, _ high: Double, step: Double
  ) -> Double {
    let steps = (1 / step).rounded()
    return (number(quantity, low, high) * steps).rounded() / steps
  }

  private func rounded(
    _ quantity: Quantity, _ range: ClosedRange<Double>, step: Double
  ) -> Double {
    rounded(quantity, range.lowerBound, range.upperBound, step: step)
  }

  private func choice<T>(_ quantity: Quantity, _ values: [T]) -> T {
    values[min(values.count - 1, Int(number(quantity, 0, Double(values.count))))]
  }

  /// A normal deviate of so many units.
  private func deviate(_ quantity: Quantity, _ spread: Double) -> Double {
    (spread * Normal.quantile(draws.uniform(quantity.rawValue)) * 1000).rounded() / 1000
  }

  /// The class of content.
  public var content: Content {
    let stratum = draws.stratum(Quantity.content.rawValue)
    return switch (recipe.plan, recipe.attack) {
    case (.general, .none): Content(stratum: stratum)
    case (.general, _), (.empty, _): stratum < StratifiedDraws.block / 2 ? .empty : .dust
    case (.threshold, _), (.fills, _), (.lit, _): Content(fill: fill)
    }
  }

  /// Poured in, as a share of the struck capacity.
  public var fill: Double {
    switch recipe.plan {
    case .general, .empty:
      return rounded(.fill, content.fill.lowerBound, content.fill.upperBound, step: 0.0001)
    case .fills: return rounded(.fill, 0.05, 0.95, step: 0.0001)
    case .threshold:
      let threshold = SweepPlan.thresholdGrams
      return share(grams: number(.fill, 0.5 * threshold, 2 * threshold))
    case .lit:
      // Some runs over the rim of a tilted shovel.
      let least = share(grams: 1.65 * SweepPlan.thresholdGrams)
      return rounded(.fill, min(least, 0.9), 0.9, step: 0.0001)
    }
  }

  /// A mass as a share of the struck capacity.
  private func share(grams: Double) -> Double {
    let share = grams / (1000 * density * shape.capacity)
    return (share * 1e6).rounded() / 1e6
  }

  /// Kilograms of a cubic metre of what lies in the shovel.
  ///
  /// A normal distribution about 1450 with a deviation of 150, cut at three of them: the upper 15
  /// cm of lunar soil have 1500 ± 50 where nobody has touched them, and loose ones down to 1100 (W.
  /// D. Carrier et al. in "Lunar Sourcebook", 1991, chapter 9).
  public var density: Double {
    // What lies below three deviations, on either side.
    let tail = 0.0013498980316301
    return (1450 + 150 * Normal.quantile(number(.density, tail, 1 - tail))).rounded()
  }

  /// The share of the bare floor under dust.
  public var floorDust: Double {
    switch content {
    case .empty: 0
    case .dust: rounded(.dust, 0.3, 1, step: 0.01)
    default: rounded(.dust, 0, 0.8, step: 0.01)
    }
  }
  /// How regolith came to lie.
  public var heap: ContentDescription.Heap { choice(.heap, ranges.heaps) }
  /// Degrees.
  public var repose: Double { rounded(.repose, 33, 44, step: 0.1) }
  /// The share of the surface with clods.
  public var clods: Double { rounded(.clods, 0, 0.5, step: 0.01) }
  /// Millimetres.
  public var clodSize: Double { rounded(.clodSize, ranges.clods, step: 0.1) }

  /// The Sun's height in degrees.
  public var sunElevation: Double {
    sun(draws.uniform(Quantity.sunElevation.rawValue), among: ranges.sun)
  }
  /// A height of the Sun by its share of all that there may be.
  func sun(_ share: Double, among ranges: [ClosedRange<Double>]) -> Double {
    (ranges.number(at: share) * 100).rounded() / 100
  }
  /// Degrees from the direction of the shovel's lip, to the right.
  public var sunFromLip: Double { rounded(.sunAzimuth, 0, 360, step: 0.01) }

  /// The shape of the shovel.
  public var shape: ShovelShape {
    var shape = ShovelShape()
    shape.kind = choice(.shape, ranges.shapes)
    shape.size = [
      rounded(.length, 90, 150, step: 1), rounded(.width, 110, 190, step: 1),
      rounded(.depth, 45, 80, step: 1),
    ]
    shape.lip = rounded(.lip, 0.35, 0.75, step: 0.01)
    shape.draft = rounded(.draft, 2, 9, step: 0.1)
    shape.wall = rounded(.wall, 1.5, 3, step: 0.1)
    shape.taper = rounded(.taper, ranges.taper, step: 0.1)
    return shape
  }

  /// The shovel.
  public var shovel: SceneShovel {
    var shovel = SceneShovel()
    shovel.shape = shape
    shovel.finish = number(.finish, 0, 1) < 0.65 ? .metal : .paint
    let tone = number(.tone, 0, 1)
    let colors = shovel.finish == .metal ? ranges.metals : ranges.paints
    shovel.color = colors[min(colors.count - 1, Int(tone * Double(colors.count)))]
    shovel.roughness = rounded(.roughness, ranges.roughness, step: 0.01)
    shovel.dust = rounded(.grime, 0, 0.35, step: 0.01)
    let coat = number(.coat, 0, 1)
    shovel.coat.kind = coat < 0.08 ? .print : coat < 0.16 ? .paint : .none
    shovel.coat.level = coat < 0.08 ? 0.25 : 1
    if shovel.coat.kind == .paint { shovel.coat.color = [0.35, 0.35, 0.36] }
    shovel.armError = deviate(.armError, 0.4)
    shovel.mount = [
      rounded(.mountX, -0.44, -0.38, step: 0.001), rounded(.mountY, -0.03, 0.03, step: 0.001),
      rounded(.mountZ, 0.04, 0.1, step: 0.001),
    ]
    shovel.joint = [-0.22, 0, 0.1]
    return shovel
  }

  /// The commanded angle of the arm, in degrees.
  public var armAngle: Double { rounded(.arm, 4, 22, step: 0.1) }

  /// The law of the soil.
  public var law: SoilDescription.Law { choice(.law, ranges.laws) }

  /// The ground.
  public func terrain(cells: Int, finest: Double) -> TerrainDescription {
    var terrain = TerrainDescription()
    (terrain.gridCells, terrain.finestCell) = (cells, finest)
    let albedo = rounded(.albedo, 0.085, 0.125, step: 0.001)
    terrain.albedo = [albedo - 0.03, albedo + 0.03].map { ($0 * 1000).rounded() / 1000 }
    terrain.redSlope = rounded(.redSlope, 0.03, 0.1, step: 0.001)
    terrain.roughness = rounded(.roughGround, ranges.ground, step: 0.001)
    terrain.craterDensity = rounded(.craters, 0.3, 1.1, step: 0.01)
    terrain.rockCoverage = rounded(.rocks, 0.002, 0.02, step: 0.0001)
    terrain.clearance = 0.6
    (terrain.extent, terrain.hills) = (300, 3)
    return terrain
  }

  /// Where the rover stands.
  public var rover: RoverDescription {
    var rover = RoverDescription()
    rover.position = [rounded(.east, -400, 400, step: 0.1), rounded(.north, -400, 400, step: 0.1)]
    rover.heading = rounded(.heading, 0, 360, step: 0.1)
    return rover
  }

  /// Whether one camera sees the shovel rather than two.
  public var isMono: Bool {
    recipe.plan != .lit && recipe.perturbation != .oneCamera && number(.cameras, 0, 1) < 0.25
  }
  /// Metres between the cameras.
  public var baseline: Double { rounded(.baseline, 0.1, 0.18, step: 0.001) }
  /// Metres over the ground.
  public var cameraHeight: Double { rounded(.height, 0.34, 0.46, step: 0.001) }
  /// By how many degrees the cameras look beyond the shovel.
  public var aim: Double { rounded(.aim, -3, 9, step: 0.1) }
  /// The focal length as a share of the picture's width.
  public var focalLength: Double { rounded(.focal, 0.7, 0.9, step: 0.001) }
  /// Whether codes of 12 bits are companded to 8.
  public var isCompanded: Bool { isMosaicJPEG || number(.companding, 0, 1) < 0.4 }
  /// Whether JPEG holds the mosaic, companded, rather than a picture.
  var isMosaicJPEG: Bool { recipe.perturbation == .jpeg45 && change(0, 0, 1) < 0.5 }
  /// Electrons.
  public var readNoise: Double { rounded(.readNoise, 4, 10, step: 0.1) }
  /// The spread of sensitivities.
  public var prnu: Double { rounded(.prnu, 0.003, 0.01, step: 0.0001) }
  /// The spot of the lens in pixels.
  public var lensSpread: Double { rounded(.spread, 0.45, 0.9, step: 0.01) }
  /// By how many stops the exposure is off.
  public var exposureBias: Double { rounded(.bias, -1.2, 0.8, step: 0.01) }
  /// Degrees by which a camera is turned beside what the rig says, about an axis.
  func misalignment(_ axis: Int) -> Double {
    let deviate = Normal.quantile(
      (draws.uniform(Quantity.shift.rawValue + axis)))
    return (0.05 * deviate * 1000).rounded() / 1000
  }
}

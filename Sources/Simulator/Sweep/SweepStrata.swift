import ExactMath
import Settings

/// What a collection of a sweep is made of, quantity by quantity.
public struct SweepStrata: Sendable {
  /// The classes of content, and how many of a block of 24 collections have them.
  public enum Content: String, Sendable, CaseIterable {
    /// Nothing.
    case empty
    /// A film of dust.
    case dust
    /// 0.5 to 4 % of the struck capacity.
    case trace
    /// 4 to 20 %.
    case low
    /// 20 to 80 %.
    case partial
    /// 80 to 105 %, struck off.
    case level
    /// 110 to 150 % poured.
    case heaped

    /// Of 24.
    var count: Int {
      switch self {
      case .empty, .low: 4
      case .dust, .trace, .level: 3
      case .partial: 5
      case .heaped: 2
      }
    }

    /// Shares of the struck capacity.
    var fill: ClosedRange<Double> {
      switch self {
      case .empty, .dust: 0...0
      case .trace: 0.005...0.04
      case .low: 0.04...0.2
      case .partial: 0.2...0.8
      case .level: 0.8...1.05
      case .heaped: 1.1...1.5
      }
    }

    /// The class of a 24th.
    init(stratum: Int) {
      var rest = stratum
      for content in Self.allCases {
        if rest < content.count {
          self = content
          return
        }
        rest -= content.count
      }
      self = .empty
    }
  }

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
  }

  private let draws: StratifiedDraws

  /// The strata of a collection.
  ///
  /// - Parameters:
  ///   - seed: of the sweep.
  ///   - number: of the collection, from 0 on.
  public init(seed: Int, number: Int) {
    draws = StratifiedDraws(
      Philox(seed: UInt64(truncatingIfNeeded: seed)), number: number)
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

  private func choice<T>(_ quantity: Quantity, _ values: [T]) -> T {
    values[min(values.count - 1, Int(number(quantity, 0, Double(values.count))))]
  }

  /// A normal deviate of so many units.
  private func deviate(_ quantity: Quantity, _ spread: Double) -> Double {
    (spread * Normal.quantile(draws.uniform(quantity.rawValue)) * 1000).rounded() / 1000
  }

  /// The class of content.
  public var content: Content { Content(stratum: draws.stratum(Quantity.content.rawValue)) }
  /// Poured in, as a share of the struck capacity.
  public var fill: Double {
    rounded(.fill, content.fill.lowerBound, content.fill.upperBound, step: 0.0001)
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
  public var heap: ContentDescription.Heap { choice(.heap, [.poured, .scooped]) }
  /// Degrees.
  public var repose: Double { rounded(.repose, 33, 44, step: 0.1) }
  /// The share of the surface with clods.
  public var clods: Double { rounded(.clods, 0, 0.5, step: 0.01) }
  /// Millimetres.
  public var clodSize: Double { rounded(.clodSize, 4, 14, step: 0.1) }

  /// The Sun's height in degrees.
  public var sunElevation: Double { rounded(.sunElevation, 6, 58, step: 0.01) }
  /// Degrees from the direction of the shovel's lip, to the right.
  public var sunFromLip: Double { rounded(.sunAzimuth, 0, 360, step: 0.01) }

  /// The shape of the shovel.
  public var shape: ShovelShape {
    var shape = ShovelShape()
    shape.kind = choice(.shape, ShovelShape.Kind.allCases)
    shape.size = [
      rounded(.length, 90, 150, step: 1), rounded(.width, 110, 190, step: 1),
      rounded(.depth, 45, 80, step: 1),
    ]
    shape.lip = rounded(.lip, 0.35, 0.75, step: 0.01)
    shape.draft = rounded(.draft, 2, 9, step: 0.1)
    shape.wall = rounded(.wall, 1.5, 3, step: 0.1)
    return shape
  }

  /// The shovel.
  public var shovel: SceneShovel {
    var shovel = SceneShovel()
    shovel.shape = shape
    shovel.finish = number(.finish, 0, 1) < 0.65 ? .metal : .paint
    let tone = number(.tone, 0, 1)
    let colors: [[Double]] =
      shovel.finish == .metal
      ? [[0.91, 0.91, 0.9], [0.78, 0.77, 0.75], [0.6, 0.58, 0.56]]
      : [[0.62, 0.62, 0.6], [0.2, 0.2, 0.21], [0.55, 0.42, 0.08], [0.12, 0.115, 0.105]]
    shovel.color = colors[min(colors.count - 1, Int(tone * Double(colors.count)))]
    shovel.roughness = rounded(.roughness, 0.2, 0.6, step: 0.01)
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
  public var law: SoilDescription.Law { choice(.law, [.lommelSeeliger, .hapke]) }

  /// The ground.
  public func terrain(cells: Int, finest: Double) -> TerrainDescription {
    var terrain = TerrainDescription()
    (terrain.gridCells, terrain.finestCell) = (cells, finest)
    let albedo = rounded(.albedo, 0.085, 0.125, step: 0.001)
    terrain.albedo = [albedo - 0.03, albedo + 0.03].map { ($0 * 1000).rounded() / 1000 }
    terrain.redSlope = rounded(.redSlope, 0.03, 0.1, step: 0.001)
    terrain.roughness = rounded(.roughGround, 0.01, 0.034, step: 0.001)
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
  public var isMono: Bool { number(.cameras, 0, 1) < 0.25 }
  /// Metres between the cameras.
  public var baseline: Double { rounded(.baseline, 0.1, 0.18, step: 0.001) }
  /// Metres over the ground.
  public var cameraHeight: Double { rounded(.height, 0.34, 0.46, step: 0.001) }
  /// By how many degrees the cameras look beyond the shovel.
  public var aim: Double { rounded(.aim, -3, 9, step: 0.1) }
  /// The focal length as a share of the picture's width.
  public var focalLength: Double { rounded(.focal, 0.7, 0.9, step: 0.001) }
  /// Whether codes of 12 bits are companded to 8.
  public var isCompanded: Bool { number(.companding, 0, 1) < 0.4 }
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

  /// All of it, as `truth/strata.json` states it.
  public var json: JSONValue {
    let shovel = shovel
    let members: [(String, JSONValue)] = [
      ("content", .string(content.rawValue)), ("fill", .number(fill)),
      ("floorDust", .number(floorDust)), ("heap", .string(heap.rawValue)),
      ("repose", .number(repose)), ("clods", .number(clods)), ("clodSizeMm", .number(clodSize)),
      ("sunElevation", .number(sunElevation)), ("sunFromLip", .number(sunFromLip)),
      ("shape", .string(shape.kind.rawValue)),
      ("sizeMm", .array(shape.size.map { .number($0) })),
      ("finish", .string(shovel.finish.rawValue)), ("coat", .string(shovel.coat.kind.rawValue)),
      ("dust", .number(shovel.dust)), ("armAngle", .number(armAngle)),
      ("armError", .number(shovel.armError)), ("law", .string(law.rawValue)),
      ("cameras", .integer(isMono ? 1 : 2)), ("baseline", .number(baseline)),
      ("bits", .integer(isCompanded ? 8 : 12)), ("readNoise", .number(readNoise)),
      ("lensSpread", .number(lensSpread)), ("exposureBias", .number(exposureBias)),
    ]
    return .object(members)
  }
}

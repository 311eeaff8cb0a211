import Settings

/// How the ground of a scene is made.
///
/// The terrain is the sum of gradient noise of all sizes, craters and rocks, each placed by a hash
/// of the seed and its own place: the same seed gives the same ground wherever the rover stands.
public struct TerrainDescription: Configurable, Hashable {
  /// Metres from the rover to the end of the terrain.
  public var extent = 800.0
  /// Metres between heights in the finest grid.
  public var finestCell = 0.0005
  /// Cells along a side of each of the nested grids.
  public var gridCells = 2048
  /// Amplitude in metres of the undulation that is a metre long.
  public var roughness = 0.02
  /// How amplitude grows with length: by this power.
  public var hurst = 0.85
  /// Amplitude in metres of hills, added to the longest undulations.
  public var hills = 12.0
  /// Craters, as a share of the density at which old ones vanish as new ones come.
  public var craterDensity = 0.8
  /// Diameters of craters in metres, smallest and largest.
  public var craterDiameters = [0.12, 90.0]
  /// Share of the ground that rocks of each octave of diameter cover, at 5 cm.
  public var rockCoverage = 0.012
  /// How the number of rocks falls with diameter: by this power.
  public var rockExponent = 2.2
  /// Diameters of rocks in metres, smallest and largest.
  public var rockDiameters = [0.003, 1.6]
  /// Metres around the rover without rocks.
  public var clearance = 0.35
  /// Normal albedo of the ground, smallest and largest.
  public var albedo = [0.07, 0.14]
  /// By which share red is brighter, and blue darker, than green.
  public var redSlope = 0.06

  /// A cratered plain.
  public init() {}

  /// The parameters.
  public static let table = Table<TerrainDescription>([
    .number(
      "extent", \.extent, unit: "m", range: 1...5000, "Distance from the rover to the end."),
    .number(
      "finestCell", \.finestCell, unit: "m", range: 0.0001...1,
      "Distance between heights of the finest grid, which lies before the cameras."),
    .integer(
      "gridCells", \.gridCells, range: 256...4096,
      "Cells along a side of each nested grid, a multiple of 256; each grid is twice as wide as "
        + "the one within."),
    .number(
      "roughness", \.roughness, unit: "m", range: 0...1,
      "Amplitude of the undulation that is 1 m long."),
    .number(
      "hurst", \.hurst, unit: "1", range: 0.3...1,
      "Amplitude grows with length by this power (Hurst exponent)."),
    .number(
      "hills", \.hills, unit: "m", range: 0...500,
      "Amplitude of hills, added to undulations of a quarter of the extent and more."),
    .number(
      "craterDensity", \.craterDensity, unit: "1", range: 0...1.3,
      "Craters, as a share of the equilibrium density of 0.06·D⁻² per m²."),
    .numbers(
      "craterDiameters", \.craterDiameters, unit: "m", above: 0, count: 2...2,
      "Smallest and largest diameter of craters."),
    .number(
      "rockCoverage", \.rockCoverage, unit: "1", range: 0...0.02,
      "Share of the ground that rocks of one octave of diameter cover, at 5 cm."),
    .number(
      "rockExponent", \.rockExponent, unit: "1", range: 1...4,
      "The number of rocks larger than D falls as D to minus this power."),
    .numbers(
      "rockDiameters", \.rockDiameters, unit: "m", above: 0, count: 2...2,
      "Smallest and largest diameter of rocks."),
    .number(
      "clearance", \.clearance, unit: "m", range: 0...100, "No rocks this near to the rover."),
    .numbers(
      "albedo", \.albedo, unit: "1", range: 0.01...0.4, count: 2...2,
      "Smallest and largest normal albedo of the ground."),
    .number(
      "redSlope", \.redSlope, unit: "1", range: 0...0.5,
      "By which share red is brighter, and blue darker, than green."),
  ])

  /// Pairs are in order, and grids divide into tiles.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    let pairs = [
      ("craterDiameters", craterDiameters), ("rockDiameters", rockDiameters), ("albedo", albedo),
    ]
    for (key, pair) in pairs {
      guard let place = node[key], findings.areClean(place), pair[0] > pair[1] else { continue }
      findings.add(
        place.diagnostic("the smallest is larger than the largest", remedy: "swap both numbers"))
    }
    if let place = node["gridCells"], findings.areClean(place), gridCells % 256 != 0 {
      findings.add(
        place.diagnostic(
          "\(gridCells) is no multiple of 256",
          remedy: "write \((gridCells + 128) / 256 * 256)"))
    }
  }

  /// How many nested grids reach the extent.
  var levelCount: Int {
    var count = 1
    while finestCell * Double((gridCells / 2) << (count - 1)) < extent { count += 1 }
    return count
  }
}

import Diagnostics
import Kernels
import Pipeline
import Raster
import Regolith
import Rig
import Settings

/// Measures what a shovel holds, from all frames of a collection.
public struct ContentStage: GatheringStage {
  /// Which shovel of the rig.
  public var shovel: String?
  /// What is looked at, and how.
  private var inspection = ShovelInspection()
  private var scene: ShovelScene?

  /// The usual numbers.
  public init() {}

  /// `content`.
  public static let name = "content"
  /// What it does.
  public static let summary =
    "Finds the shovel in the frames of a collection, and measures between which bounds lies what "
    + "it holds."
  /// The parameters.
  public static let table = Table<ContentStage>([
    .text("shovel", \.shovel, absent: "the only one", "The shovel of the rig."),
    .number(
      "mostMissing", \.inspection.gate.mostMissing, range: 0...1,
      "Share of pixels around the shovel that a frame may lack."),
    .number(
      "mostSaturated", \.inspection.gate.mostSaturated, range: 0...1,
      "Share of pixels around the shovel that may be saturated."),
    .number(
      "shadow", \.inspection.gate.shadow, range: 0...1,
      "Light, as a share of white, below which nothing can be told."),
    .number(
      "mostInShadow", \.inspection.gate.mostInShadow, range: 0...1,
      "Share of pixels around the shovel that may have less light."),
    .number(
      "widestEdge", \.inspection.gate.widestEdge, unit: "px", range: 0...100,
      "How wide most edges may be, in pictures 1920 pixels wide."),
    .number(
      "angleDeviation", \.inspection.registration.angleDeviation, unit: "deg", range: 0.01...10,
      "Standard deviation of the arm's angle from the commanded one."),
    .number(
      "shiftDeviation", \.inspection.registration.shiftDeviation, unit: "m", range: 0.0001...0.1,
      "Standard deviation of the shovel's place from the one the rig tells."),
    .number(
      "leastShare", \.inspection.registration.leastShare, range: 0...1,
      "Share of the rim that must show an edge where it is found."),
    .number(
      "mostResidual", \.inspection.registration.mostResidual, unit: "px", range: 0...100,
      "How far edges may be from the rim, as a root mean square."),
    .number(
      "cell", \.inspection.content.cell, unit: "m", range: 0.0005...0.02,
      "Length of the sides of cells into which the floor is divided."),
    .number(
      "steepest", \.inspection.content.steepest, unit: "deg", range: 20...60,
      "The steepest slope that loose regolith holds."),
    .number(
      "overhang", \.inspection.content.overhang, unit: "m", range: 0...0.1,
      "How high it may stand above the rim at the rim."),
  ])
  /// Pictures arrive.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, name: "frames", isMany: true,
      summary: "The frames of one collection, of both cameras, before and after, in light.")
  ]
  /// What was found leaves.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        Report.self, name: "report",
        summary: "Each frame, the place of the shovel, and bounds of what it holds."),
      OutputPort(
        LinearRGB.self, name: "outline",
        summary: "The first frame after, with the rim, and where regolith lies or may lie."),
      OutputPort(
        Depth.self, name: "height",
        summary: "Metres of content above the floor, likeliest; a pixel a cell."),
      OutputPort(Depth.self, name: "low", summary: "Metres that are there at least."),
      OutputPort(Depth.self, name: "high", summary: "Metres that are there at most."),
    ]
  }
  /// Everything at once.
  public var reach: Reach { .wholeFrame }

  /// The meshes of the rig's shovels.
  public func sideFiles(for origin: Origin) -> [String] {
    guard let shovel = try? ShovelScene.shovel(shovel, of: [origin]) else { return [] }
    return ShovelScene.files(of: shovel, origin)
  }

  /// Takes the shovel's shape, and cameras, roles and angles of all frames.
  public func resolved(forAll origins: [Origin]) throws(Failure) -> ContentStage {
    var result = self
    result.scene = try ShovelScene(origins, shovel: shovel)
    return result
  }

  /// Measures.
  public func process(
    _ frames: consuming [any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let scene else { throw .unresolved(Self.name) }
    let (pictures, others) = try scene.frames(frames)
    let found = inspection.inspected(
      scene.model, cameras: scene.cameras.map(\.model), pictures,
      context: FilterContext(threads: threads))
    var products: [String: any AnyFrame] = [
      "report": Frame<Report>(found.report(of: pictures, scene, besides: others)),
      "outline": scene.outline(found, frames),
    ]
    let floor = found.content?.floor ?? ShovelFloor(scene.model, cell: inspection.content.cell)
    let heights = found.content?.heights
    for (port, surface) in [
      ("low", heights?.low), ("height", heights?.likeliest), ("high", heights?.high),
    ] {
      products[port] = Frame<Depth>(content: surface, above: floor)
    }
    return products
  }
}

extension Frame<Depth> {
  /// How high a surface lies above a floor; unknown where there is none.
  fileprivate init(content surface: [Double]?, above floor: ShovelFloor) {
    let size = Size(floor.columns, floor.rows)
    let heights = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let index = y * floor.columns + x
        let height = surface.map { $0[index] - floor.heights[index] } ?? .nan
        row[x] = height.isNaN ? .infinity : Float(height)
      }
    }
    self.init(heights, validity: Validity(knownIn: heights), properties: .init())
  }
}

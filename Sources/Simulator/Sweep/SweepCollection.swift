import Diagnostics
import ExactMath
import Rig

/// A collection of a sweep: its scene and its rig.
public struct SweepCollection: Sendable {
  /// Its name: `c000001` and so on.
  public let name: String
  /// What it is made of.
  public let strata: SweepStrata
  /// Its scene: a frame of each camera before the collection, and one after it.
  public let scene: SceneDescription
  /// Its rig.
  public let rig: RigDescription

  /// Which way of an attack or a perturbation it goes; nil where there is but one.
  public let variant: String?

  /// A collection of a sweep.
  ///
  /// - Parameters:
  ///   - number: from 0 on.
  ///   - seed: of the sweep.
  ///   - quality: how much work goes into frames; `sweep` frames have half the width and height.
  ///   - recipe: what is drawn from, and what is done.
  /// - Throws: a failure where no Sun can be found that lights the floor as the recipe asks.
  public init(
    _ number: Int, seed: Int, quality: SceneDescription.Quality, recipe: SweepRecipe = .init()
  ) throws(Failure) {
    let strata = SweepStrata(seed: seed, number: number, recipe: recipe)
    let digits = String(number + 1)
    name = "c" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    self.strata = strata
    rig = Self.rig(strata, isHalf: quality == .sweep)
    let scene = Self.scene(strata, name, seed: seed, number: number, quality, rig)
    var changes = SweepChanges(scene, rig, strata)
    try changes.apply()
    (self.scene, variant) = (changes.scene, changes.variant)
  }

  private static func rig(_ strata: SweepStrata, isHalf: Bool) -> RigDescription {
    var rig = RigDescription()
    rig.name = "sweep-rover"
    rig.summary = "Drawn for a sweep; it belongs to no real rover."
    let sides: [(String, Double)] =
      strata.isMono
      ? [("left", strata.baseline / 2)]
      : [("left", strata.baseline / 2), ("right", -strata.baseline / 2)]
    rig.cameras = sides.map { name, y in camera(strata, name, y, isHalf: isHalf) }
    return rig
  }

  private static func camera(
    _ strata: SweepStrata, _ name: String, _ y: Double, isHalf: Bool
  ) -> Camera {
    var camera = Camera()
    camera.name = name
    let (width, height) = isHalf ? (960, 540) : (1920, 1080)
    (camera.sensor.width, camera.sensor.height) = (width, height)
    camera.sensor.validBits = strata.isCompanded ? 8 : 12
    if strata.isCompanded {
      camera.sensor.companding.kind = .squareRoot
      camera.sensor.companding.linearBits = 12
    }
    (camera.sensor.black, camera.sensor.white) = ([64], 4095)
    (camera.sensor.gain, camera.sensor.fullWell) = (3.2, 13_200)
    (camera.sensor.readNoise, camera.sensor.prnu) = (strata.readNoise, strata.prnu)
    (camera.sensor.darkCurrent, camera.sensor.responsivity) = (15, 1.2e7)
    let focal = strata.focalLength * Double(width)
    camera.intrinsics = Intrinsics(
      focalX: focal, focalY: focal, centreX: Double(width) / 2 - 0.5,
      centreY: Double(height) / 2 - 0.5)
    (camera.distortion.k1, camera.distortion.k2) = (-0.16, 0.035)
    camera.whiteBalance = [1.94, 1, 1.56]
    camera.colorMatrix = [1.62, -0.48, -0.14, -0.19, 1.43, -0.24, 0.02, -0.49, 1.47]
    (camera.vignetting.a2, camera.vignetting.a4) = (-0.24, 0.04)
    camera.calibration.badPixels = "calibration/\(name)-bad-pixels.yaml"
    camera.pose = Pose(
      position: Vector3(-0.16, y, strata.cameraHeight), rotation: gaze(strata))
    return camera
  }

  /// To the middle of the shovel, and somewhat beyond it; both cameras look alike.
  private static func gaze(_ strata: SweepStrata) -> Quaternion {
    let shovel = strata.shovel
    let middle = shovel.placed(strata.armAngle).place(
      Vector3(shovel.shape.size[0] / 2000, 0, shovel.shape.size[2] / 2000))
    let way = middle - Vector3(-0.16, 0, strata.cameraHeight)
    let down = Exact.atan2(-way.z, -way.x) - strata.aim * .pi / 180
    let turn = Exact.sincos(down)
    let forward = Vector3(-turn.cos, 0, -turn.sin)
    let right = forward.cross(Vector3(0, 0, 1)).normalized
    return Quaternion(Matrix3(right, forward.cross(right), forward).transposed)
  }

  private static func scene(
    _ strata: SweepStrata, _ name: String, seed: Int, number: Int,
    _ quality: SceneDescription.Quality, _ rig: RigDescription
  ) -> SceneDescription {
    var scene = SceneDescription()
    scene.name = name
    scene.summary = "Collection \(number + 1) of a sweep of seed \(seed)."
    // Each collection has noise and ground of its own.
    let bits = Philox(seed: UInt64(truncatingIfNeeded: seed)).bits(
      x: number, y: 0, stream: Stream.sweep + strata.recipe.family.stream + 2)
    scene.seed = Int(bits.x)
    scene.rig = "rig.yaml"
    scene.terrain = strata.terrain(
      cells: quality == .sweep ? 512 : 2048, finest: quality == .sweep ? 0.001 : 0.0005)
    scene.rover = strata.rover
    scene.body = RoverBody()
    scene.shovel = strata.shovel
    (scene.soil.law, scene.soil.density) = (strata.law, strata.density)
    // The lip points backwards.
    let azimuth = strata.rover.heading + 180 + strata.sunFromLip
    scene.sun = Sun(
      azimuth: azimuth - 360 * (azimuth / 360).rounded(.down), elevation: strata.sunElevation)
    scene.quality = quality
    scene.lens.spread = strata.lensSpread
    scene.exposureBias = strata.exposureBias
    scene.misalignments = rig.cameras.enumerated().map { index, camera in
      var misalignment = Misalignment()
      misalignment.camera = camera.name
      misalignment.turn = (0..<3).map { strata.misalignment(3 * index + $0) }
      return misalignment
    }
    scene.truth.depthEvery = 2
    var (before, after) = (SceneDescription.Moment(), SceneDescription.Moment())
    (before.id, before.role, before.time) = ("before", .before, 10)
    (after.id, after.role, after.time) = ("after", .after, 310)
    (before.collection, after.collection) = (name, name)
    (before.armAngle, after.armAngle) = (strata.armAngle, strata.armAngle)
    switch strata.content {
    case .empty: break
    case .dust: after.contents.kind = .dust
    default: after.contents.kind = .regolith
    }
    after.contents.fill = strata.fill
    after.contents.dust = strata.floorDust
    after.contents.heap = strata.heap
    after.contents.repose = strata.repose
    after.contents.isStruck = strata.content == .level && strata.recipe.plan == .general
    (after.contents.clods, after.contents.clodSize) = (strata.clods, strata.clodSize)
    scene.moments = [before, after]
    return scene
  }
}

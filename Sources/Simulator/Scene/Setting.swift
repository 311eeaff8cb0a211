import ExactMath
import Rig

/// Where and when frames are taken: the ground, the rover on it, and the Sun over both.
struct Setting: Sendable {
  let terrain: Terrain
  /// The rover on it.
  let placement: Placement
  let sun: SunDisc
  /// Of this ground under this Sun.
  let ceilings: SunCeilings

  /// What a moment asks for; moments that ask for the same share it.
  struct Key: Hashable {
    var rover: RoverDescription
    var sun: Sun
    var mounds: [Mound]

    init(_ scene: SceneDescription, _ moment: SceneDescription.Moment) {
      (rover, sun) = (moment.rover ?? scene.rover, moment.sun ?? scene.sun)
      mounds = moment.mounds
    }
  }

  /// The settings of a scene's moments.
  ///
  /// - Parameters:
  ///   - scene: whose moments.
  ///   - rig: whose cameras look where grids are fine.
  ///   - random: where the ground comes from.
  ///   - threads: how many threads work.
  /// - Returns: what moments ask for, each once, and which of it each moment has.
  static func all(
    of scene: SceneDescription, _ rig: RigDescription, random: Philox, threads: Int
  ) -> (settings: [Setting], numbers: [Int]) {
    let keys = scene.moments.map { Key(scene, $0) }
    var distinct: [Key] = []
    for key in keys where !distinct.contains(key) { distinct.append(key) }
    var settings: [Setting] = []
    for (number, key) in distinct.enumerated() {
      // The same ground under another Sun.
      let known = distinct[..<number].firstIndex {
        $0.rover == key.rover && $0.mounds == key.mounds
      }
      let terrain =
        known.map { settings[$0].terrain }
        ?? TerrainMaker(
          description: scene.terrain, random: random,
          centre: (key.rover.position[0], key.rover.position[1]),
          gaze: gaze(rig, heading: key.rover.heading), threads: threads,
          mounds: key.mounds.map { SiteMound($0, beside: key.rover) }
        ).terrain()
      let sun = SunDisc(key.sun.direction)
      settings.append(
        Setting(
          terrain: terrain, placement: Placement(key.rover, on: terrain), sun: sun,
          ceilings: SunCeilings(terrain, sun)))
    }
    return (settings, keys.map { key in distinct.firstIndex(of: key) ?? 0 })
  }

  /// The mean direction of the cameras over the ground: fine grids lie there.
  private static func gaze(_ rig: RigDescription, heading: Double) -> (x: Double, y: Double) {
    var sum = Vector3.zero
    for camera in rig.cameras {
      let axis = camera.model.toRover * Vector3(0, 0, 1)
      sum = sum + Vector3(axis.x, axis.y, 0).normalized
    }
    let mean = sum * (1 / Double(max(1, rig.cameras.count)))
    let (forward, left) = Placement.axes(heading: heading)
    return (forward.x * mean.x + left.x * mean.y, forward.y * mean.x + left.y * mean.y)
  }
}

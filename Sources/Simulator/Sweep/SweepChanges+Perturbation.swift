import ExactMath
import Rig

extension SweepChanges {
  /// The share of rows that is lost, and in how many runs.
  private static let (lostShare, lostRuns) = (0.05, 5)

  /// Does what the perturbation of the recipe says.
  mutating func perturb() {
    let after = scene.moments.count - 1
    switch strata.recipe.perturbation {
    case .none: break
    case .arm: scene.moments[after].armError = draw(0, 0, 1) < 0.5 ? -1.5 : 1.5
    case .shift:
      // Even over the sphere.
      let z = draw(0, -1, 1)
      let turn = Exact.sincos(draw(1, 0, 360) * .pi / 180)
      let flat = max(0, 1 - z * z).squareRoot()
      shovel.shift = [flat * turn.cos, flat * turn.sin, z].map { ($0 * 3000).rounded() / 1000 }
    case .exposureUp: scene.moments[after].exposureBias = 1
    case .exposureDown: scene.moments[after].exposureBias = -1
    case .jpeg45:
      (scene.jpegQuality, scene.format) = (45, strata.isMosaicJPEG ? .jpegMosaic : .jpeg)
      variant = scene.format.rawValue
    case .lostRows:
      scene.format = .raw
      for moment in scene.moments.indices {
        scene.moments[moment].lost = rig.cameras.indices.flatMap { lostRows($0, moment) }
      }
    case .oneCamera:
      let camera = choice(0, rig.cameras.map(\.name))
      for moment in scene.moments.indices { scene.moments[moment].cameras = [camera] }
      variant = camera
    }
  }

  /// Rows that a camera's frame loses at a moment: a run in each fifth of its height.
  private func lostRows(_ camera: Int, _ moment: Int) -> [LostBytes] {
    let sensor = rig.cameras[camera].sensor
    let row = sensor.width * (sensor.validBits <= 8 ? 1 : 2)
    let count = Int((Self.lostShare * Double(sensor.height)).rounded())
    return (0..<Self.lostRuns).map { run in
      let first = run * sensor.height / Self.lostRuns
      let end = (run + 1) * sensor.height / Self.lostRuns
      let rows = (run + 1) * count / Self.lostRuns - run * count / Self.lostRuns
      let which = (moment * 2 + camera) * Self.lostRuns + run
      var lost = LostBytes()
      lost.camera = rig.cameras[camera].name
      lost.offset = (first + Int(draw(which, 0, Double(end - first - rows)))) * row
      lost.length = rows * row
      return lost
    }
  }
}

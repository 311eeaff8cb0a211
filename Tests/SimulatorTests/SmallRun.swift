import Files
import Foundation

@testable import Simulator

/// A folder with a small scene that two cameras see: the left one sends 12 bits, the right one
/// compands to 8.
struct SmallRun {
  let folder = NSTemporaryDirectory() + "albedo-simulator-\(UUID().uuidString)"

  var rig: String {
    func camera(_ name: String, _ y: Double, _ sensor: String) -> String {
      """
        - name: \(name)
          sensor: {width: 64, height: 36, pattern: GBRG, black: 64, white: 4095, gain: 3.2,
            readNoise: 6, fullWell: 13200, responsivity: 12000000, darkCurrent: 10, \(sensor)}
          intrinsics: {focalX: 50, focalY: 50, centreX: 31.5, centreY: 17.5}
          pose: {position: [0.2, \(y), 0.25],
            quaternion: [0.430459, -0.560986, 0.560986, -0.430459]}
          calibration: {flat: c/\(name)-flat.png, dark: c/\(name)-dark.png,
            badPixels: c/\(name).yaml}

      """
    }
    return "version: 1\nname: two\ncameras:\n"
      + camera("left", 0.07, "validBits: 12")
      + camera("right", -0.07, "validBits: 8, companding: {kind: square-root, linearBits: 12}")
  }

  let scene = """
    version: 1
    name: small
    seed: 4
    rig: rig/two.yaml
    format: png
    terrain: {gridCells: 256, finestCell: 0.01, extent: 40}
    defects: {hot: 0.002, dead: 0.002}
    moments:
      - {id: a, role: before, collection: scoop, time: 1}
      - {id: b, role: after, collection: scoop, time: 2.5, exposure: 0.004}
    clock: {spacecraft: 100, utc: "2025-06-07T17:05:00Z"}

    """

  /// The scene with other moments, a line each.
  func scene(moments: [String]) -> String {
    let lines = scene.split(separator: "\n").filter { !$0.contains("id: ") }
    return lines.flatMap { line -> [String] in
      [String(line)] + (line == "moments:" ? moments.map { "  - {\($0)}" } : [])
    }.joined(separator: "\n") + "\n"
  }

  /// Writes both files.
  func prepare(scene: String? = nil, rig: String? = nil) throws {
    try Files.write(scene ?? self.scene, to: folder + "/in/scene.yaml")
    try Files.write(rig ?? self.rig, to: folder + "/in/rig/two.yaml")
  }

  /// Computes the scene.
  ///
  /// - Returns: the folder of the downlink.
  func run(into name: String, threads: Int = 2) throws -> String {
    let target = "\(folder)/\(name)"
    _ = try Simulation.run(scene: folder + "/in/scene.yaml", into: target, threads: threads)
    return target
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

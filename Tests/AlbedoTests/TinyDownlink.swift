import Albedo
import Foundation
import TestSupport

/// A stereo pair and a lone frame of 67×45 pixels, as a rover would send them.
struct TinyDownlink {
  let folder = TemporaryFolder()
  static let size = Size(67, 45)

  var path: String { folder.path + "/downlink" }

  init() throws {
    // A wall 1 m behind the rover: the left camera, which is the right eye, sees it 6 px further
    // to the left.
    let wall = Plane<UInt16>.random(Size(80, 45), below: 4096, seed: 0)
    for (name, x) in [("left", 10), ("right", 4), ("late", 0)] {
      let codes = wall.view(Region(x: x, y: 0, width: Self.size.width, height: Self.size.height))
      let file = try PNGWriter.encode([codes], options: .init(validBits: 12))
      try folder.write(Data(file), to: "downlink/frames/\(name).png")
    }
    try writeFlat(20000)
    let dark = Plane<UInt16>(size: Self.size, repeating: 16 * 66)
    try folder.write(Data(try PNGWriter.encode([dark])), to: "downlink/dark.png")
    try folder.write(
      "version: 1\npixels:\n  - [9, 4]\n  - [66, 44]\n", to: "downlink/bad-pixels.yaml")
    try folder.write(Self.rig, to: "downlink/rig.yaml")
    try folder.write(Self.downlink, to: "downlink/downlink.yaml")
  }

  /// A flat that falls off to the right, of 16 bits.
  func writeFlat(_ level: Int) throws {
    let flat = Plane<UInt16>(size: Self.size) { _, row in
      for x in row.indices { row[x] = UInt16(level - 100 * x) }
    }
    try folder.write(Data(try PNGWriter.encode([flat])), to: "downlink/flat.png")
  }

  /// As on a rover whose cameras look back, the left one is the right eye.
  static let rig = """
    version: 1
    name: tiny
    cameras:
    \(camera("left", y: -0.05))
    \(camera("right", y: 0.05))
    """

  static func camera(_ name: String, y: Double) -> String {
    """
      - name: \(name)
        sensor:
          {width: 67, height: 45, pattern: RGGB, validBits: 12, black: 64, white: 4095, gain: 3,
          readNoise: 6}
        intrinsics: {focalX: 60, focalY: 60, centreX: 33, centreY: 22}
        distortion: {k1: -0.15, k2: 0.03}
        pose: {position: [0.1, \(y), 0.3], quaternion: [0.5, -0.5, 0.5, -0.5]}
        whiteBalance: [1.9, 1, 1.6]
        colorMatrix: [1.6, -0.4, -0.2, -0.2, 1.5, -0.3, 0, -0.5, 1.5]
        calibration: {flat: flat.png, dark: dark.png, badPixels: bad-pixels.yaml}
    """
  }

  static let downlink = """
    version: 1
    name: tiny-pass
    rig: rig.yaml
    simulated: true
    frames:
      - {id: L1, camera: left, file: frames/left.png, clock: 10.0, role: before, collection: C1}
      - {id: R1, camera: right, file: frames/right.png, clock: 10.01, role: before, collection: C1}
      - {id: L2, camera: left, file: frames/late.png, clock: 20.0, role: after, collection: C1}
    """

  /// The files below a folder with their content, `run.json` left out.
  static func products(_ folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    for name in names where !name.hasSuffix("run.json") {
      let path = folder + "/" + name
      if !Files.isFolder(path) { found[name] = try Data(contentsOf: URL(filePath: path)) }
    }
    return found
  }
}

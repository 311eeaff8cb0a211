import Albedo
import Foundation
import TestSupport
import Testing

/// Labels of Mars rovers, where they lie beside the repository.
@Suite(.enabled(if: Files.isFolder(Places.realData)))
struct RealLabelTests {
  static let folder = Places.realData + "/pds/"

  private func camera(_ name: String) throws -> CalibratedCamera {
    try CalibrationInput([Self.folder + name]).cameras[0]
  }

  /// The middle of the picture looks where INSTRUMENT_AZIMUTH of the label says, which counts
  /// clockwise from ahead, in degrees; of the Hazcam, which has none, ahead.
  @Test(arguments: [
    ("1N491020376ILFCNY9P0706L0M1.IMG", "navcam_left", -19.2395, 0.1),
    ("NLB_516721703EDR_F0540992CCAM15900M1.LBL", "nav_left_b", 90.4807, 0.1),
    ("1F483288473EFFCMUFP1214L0M1.IMG", "front_hazcam_left", 0, 3),
  ])
  func directionsAreThoseOfTheLabel(
    file: String, name: String, azimuth: Double, within: Double
  ) throws {
    let camera = try camera(file)
    #expect(camera.name == name && camera.size == Size(1024, 1024))
    let view = CameraView(camera.geometry, size: Size(1024, 1024))
    let direction = try #require(view.direction)
    #expect((direction.azimuth + azimuth).magnitude < within, "\(direction.azimuth)")
    #expect(direction.elevation < -2, "they look at the ground")
    #expect(camera.geometry.pose.position.z > 0.2, "and stand above it")
  }

  /// The guide's way from labels and frames of a panorama to pictures.
  @Test func thePanoramaOfTheGuideIsDeveloped() throws {
    let folder = TemporaryFolder()
    let page = try String(
      contentsOfFile: Places.package + "/Documentation/Guides/RealFrames.md", encoding: .utf8)
    let start = try #require(page.range(of: "```yaml\n# panorama/downlink.yaml\n"))
    let end = try #require(page.range(of: "\n```", range: start.upperBound..<page.endIndex))
    try folder.write(
      String(page[start.upperBound..<end.lowerBound]), to: "panorama/downlink.yaml")
    let frames = [
      ("1N491020376ILFCNY9P0706L0M1.IMG", "N090", "10971c518d73"),
      ("1N491020519ILFCNY9P0706L0M1.IMG", "N126", "265813a43643"),
      ("1N491020834ILFCNY9P0706L0M1.IMG", "N198", "40180fe57bda"),
      ("1N491020993ILFCNY9P0706L0M1.IMG", "N234", "645b09a04e22"),
      ("1N491021154ILFCNY9P0706L0M1.IMG", "N270", "91de31919e8f"),
    ]
    let panorama = folder.path + "/panorama"
    for (file, _, _) in frames {
      try folder.write(
        Data(contentsOf: URL(filePath: Self.folder + file)), to: "panorama/" + file)
    }
    let converted = try Program.run(
      ["rig", "convert"] + frames.map { panorama + "/" + $0.0 } + ["-o", panorama + "/rig.yaml"]
        + ["--name"] + frames.map(\.1))
    #expect(converted.status == 0, "\(converted.talk)")
    let rig = try RigDescription.load(path: panorama + "/rig.yaml") { path throws(Failure) in
      try Files.read(path)
    }
    for camera in rig.cameras {
      #expect(camera.sensor.pattern == nil)
      #expect(camera.sensor.levels == Levels(black: 0, white: 4095, validBits: 12))
    }
    let result = try Program.run(
      "run", Places.package + "/Pipelines/develop-gray.yaml", panorama, "-o", folder.path + "/out")
    #expect(result.status == 0, "\(result.talk)")
    for (_, name, digest) in frames {
      let path = folder.path + "/out/panorama/\(name)/picture.png"
      let picture = try Codec.decode(try Files.read(path), file: path)
      #expect(picture.channels == .gray && picture.size == Size(1024, 1024))
      #expect("\(picture.pixelDigest)".hasPrefix(digest), "\(name) \(picture.pixelDigest)")
    }
  }

  /// Every pixel of a frame comes back to itself, near and far.
  @Test func pixelsComeBack() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
      .filter { $0.hasSuffix(".LBL") || $0.hasPrefix("1") }
    #expect(files.count >= 9)
    for file in files {
      let model = try camera(file).geometry.model
      for y in stride(from: -0.5, through: 1023.5, by: 64) {
        for x in stride(from: -0.5, through: 1023.5, by: 64) {
          let ray = try #require(model.ray(ImagePoint(x, y)), "\(file) \(x) \(y)")
          for distance in [0.5, 3, 1000] {
            let seen = try #require(model.project(ray.origin + ray.direction * distance))
            #expect((seen.x - x).magnitude < 1e-6 && (seen.y - y).magnitude < 1e-6, "\(file)")
          }
        }
      }
    }
  }
}

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

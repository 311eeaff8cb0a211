import Diagnostics
import Foundation
import Raster
import Settings
import Testing

@testable import Rig

@Suite struct CAHVORERigTests {
  private static let sensor =
    "    sensor: {width: 64, height: 48, pattern: RGGB, validBits: 12, black: 0, white: 4095}\n"
  private static let head = "version: 1\nname: rover\ncameras:\n  - name: front\n" + sensor
  private static let vectors = [
    "    cahvore:", "      centre: [0.6, 0.04, 0.23]", "      axis: [1, 0, 0]",
    "      horizontal: [31.5, -40, 0]", "      vertical: [23.5, 0, -41]", "",
  ].joined(separator: "\n")
  private static let lens = "      optical: [1, 0, 0]\n      radial: [0, -0.02, 0.001]\n"
  private static let pupil = "      pupil: [0.001, 0, 0]\n      linearity: 0.4\n"

  private func complaints(_ text: String) -> [String] {
    var findings = Findings()
    _ = Yaml.load(RigDescription.self, text: text, file: "r.yaml", &findings)
    return findings.diagnostics.map { ($0.place?.description ?? "") + " " + $0.message }
  }

  @Test(arguments: ["", lens, lens + pupil])
  func vectorsAreRead(more: String) throws {
    let text = Self.head + Self.vectors + more
    let rig = try Yaml.load(RigDescription.self, text: text, file: "r.yaml")
    let camera = rig.cameras[0]
    #expect(camera.intrinsics == Intrinsics(focalX: 40, focalY: 41, centreX: 31.5, centreY: 23.5))
    #expect(camera.pose == Pose(position: Vector3(0.6, 0.04, 0.23), rotation: Pose().rotation))
    let seen = try #require(camera.project(Vector3(4.6, 0.04, 0.23)))
    #expect((seen.x - 31.5).magnitude < 1e-12 && (seen.y - 23.5).magnitude < 1e-12)
    let written = ConfigurationText(rig).text
    #expect(!written.contains("intrinsics") && !written.contains("pose"))
    #expect(try Yaml.load(RigDescription.self, text: written, file: "w.yaml") == rig)
  }

  /// Whoever moves a camera moves all of its vectors.
  @Test func posesMoveVectors() throws {
    let text = Self.head + Self.vectors + Self.lens
    var camera = try Yaml.load(RigDescription.self, text: text, file: "r.yaml").cameras[0]
    let before = try #require(camera.project(Vector3(3.6, 0.54, 0.43)))
    camera.pose = Pose(
      position: Vector3(-0.2, 0.1, 0.5), rotation: Quaternion(0.5, -0.5, -0.5, 0.5))
    // Straight back: forward and left change sign.
    let after = try #require(camera.project(Vector3(-3.2, -0.4, 0.7)))
    #expect((before.x - after.x).magnitude < 1e-9 && (before.y - after.y).magnitude < 1e-9)
    #expect(camera.cahvore != nil)
    camera.intrinsics.focalX = 80
    #expect((camera.intrinsics.focalX - 80).magnitude < 1e-12 && camera.cahvore != nil)
    camera.distortion.k1 = -0.1
    #expect(camera.cahvore == nil && camera.distortion.k1 == -0.1)
  }

  @Test(arguments: [
    ("", "r.yaml:4:5 the key \"intrinsics\" is missing"),
    (
      "    intrinsics: {focalX: 1, focalY: 1, centreX: 0, centreY: 0}\n",
      "r.yaml:4:5 the key \"pose\" is missing"
    ),
    (
      vectors + "    distortion: {k1: 0.1}\n",
      "r.yaml:11:17 distortion stands here beside cahvore, which says the same"
    ),
    (vectors + "      optical: [1, 0, 0]\n", "r.yaml:11:16 optical stands here without radial"),
    (
      vectors + lens + "      pupil: [0, 0, 0]\n",
      "r.yaml:13:14 pupil stands here without linearity"
    ),
    (vectors + pupil, "r.yaml:11:14 pupil stands here without radial"),
    (
      vectors + "      optical: [1, 1, 0]\n      radial: [0, 0, 0]\n",
      "r.yaml:11:16 the direction has length 1.4142135623730951, not 1"
    ),
    (
      vectors.replacingOccurrences(of: "-41", with: "41"),
      "r.yaml:9:19 horizontal, vertical and axis are no right-handed camera"
    ),
    (
      vectors.replacingOccurrences(of: "      axis: [1, 0, 0]\n", with: ""),
      "r.yaml:7:7 the key \"axis\" is missing"
    ),
  ])
  func mistakesAreTold(geometry: String, wanted: String) {
    let found = complaints(Self.head + geometry)
    #expect(found.contains(wanted), "\(found)")
  }

  @Test func theTemplateIsARig() throws {
    let cameras = try RigStart.cameras(size: Size(1920, 1080), view: 65, baseline: 0.12)
    let camera = CalibratedCamera(
      name: "haz", size: Size(64, 48),
      geometry: try Yaml.load(
        RigDescription.self, text: Self.head + Self.vectors + Self.lens + Self.pupil, file: "r"
      ).cameras[0].geometry, remarks: ["a remark"])
    let template = RigTemplate(
      name: "rover", summary: "A \"quoted\" one.", cameras: cameras + [camera],
      sensor: .init(filters: .grbg, validBits: 10))
    let text = try template.text()
    let rig = try Yaml.load(RigDescription.self, text: text, file: "t.yaml")
    #expect(rig.cameras.map(\.name) == ["left", "right", "haz"])
    #expect(rig.cameras.map(\.geometry) == (cameras + [camera]).map(\.geometry))
    #expect(rig.cameras[0].sensor.pattern == .grbg && rig.cameras[0].sensor.white == 1023)
    #expect(rig.summary == "A \"quoted\" one." && text.contains("# a remark"))
    let view = CameraView(cameras[0].geometry, size: Size(1920, 1080))
    #expect(((view.across ?? 0) - 65).magnitude < 1e-9)
    for (size, angle, baseline) in [(1.0, 180.0, 0.1), (1, 0, 0.1), (1, 60, 0)] {
      #expect(throws: Failure.self) {
        _ = try RigStart.cameras(size: Size(Int(size), 1), view: angle, baseline: baseline)
      }
    }
  }

  @Test func viewsAndOverlaps() throws {
    let cameras = try RigStart.cameras(size: Size(1000, 800), view: 60, baseline: 0.2)
    let views = cameras.map { CameraView($0.geometry, size: Size(1000, 800)) }
    #expect(views[0].overlap(with: views[1]) == 1, "parallel cameras see the same far away")
    let direction = try #require(views[0].direction)
    #expect(direction.azimuth.magnitude < 1e-9 && direction.elevation.magnitude < 1e-9)
    var turned = cameras[1]
    // A quarter of a turn to the left.
    turned.geometry.pose.rotation = Quaternion(
      Quaternion(0.5.squareRoot(), 0, 0, 0.5.squareRoot()).matrix * Pose().rotation.matrix)
    let other = CameraView(turned.geometry, size: Size(1000, 800))
    #expect(((other.direction?.azimuth ?? 0) - 90).magnitude < 1e-9)
    #expect(views[0].overlap(with: other) == 0)
    let motion = RigidMotion(from: turned.geometry.pose, to: cameras[0].geometry.pose)
    #expect((motion.translation - Vector3(0.2, 0, 0)).length < 1e-12)
    #expect((motion.turn.length - .pi / 2).magnitude < 1e-12)
    let wide = CameraView(
      .pinhole(
        Intrinsics(focalX: 250, focalY: 250, centreX: 499.5, centreY: 399.5),
        LensForm.fisheye.lens([0, 0, 0, 0]), Pose()), size: Size(1000, 800))
    #expect(((wide.across ?? 0) - 4 * 180 / .pi).magnitude < 1e-9, "more than 180°")
  }
}

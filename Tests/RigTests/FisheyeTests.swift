import ExactMath
import Settings
import Testing

@testable import Rig

@Suite struct FisheyeTests {
  private func lens(_ k: [Double]) -> LensDistortion { LensForm.fisheye.lens(k) }

  private func model(_ lens: LensDistortion) -> CameraModel {
    CameraModel(
      intrinsics: Intrinsics(focalX: 300, focalY: 301, centreX: 511.5, centreY: 510),
      distortion: lens, pose: Pose(position: Vector3(0.3, 0.1, 0.5), rotation: Pose().rotation))
  }

  /// Without coefficients the picture is a map of angles, to the far side of the camera.
  @Test func anglesAreDistances() throws {
    let model = model(lens([0, 0, 0, 0]))
    for degrees in stride(from: 0.0, through: 179.5, by: 2.5) {
      let turn = Exact.sincos(degrees * .pi / 180)
      let seen = try #require(
        model.project(Vector3(0.3 + 2 * turn.cos, 0.1 - 2 * turn.sin, 0.5)), "\(degrees)")
      #expect((seen.x - (511.5 + 300 * degrees * .pi / 180)).magnitude < 1e-9)
      #expect((seen.y - 510).magnitude < 1e-9)
    }
    #expect(model.project(Vector3(-2, 0.1, 0.5)) == nil, "straight behind is nowhere")
    #expect(model.ray(ImagePoint(511.5 + 300 * 3.15, 510)) == nil)
  }

  @Test func raysComeBackToTheirPixels() throws {
    for k in [
      [0, 0, 0, 0], [0.0123, -0.0042, 0.0011, -0.0003], [-0.031, 0.006, -0.0009, 0.00002],
    ] {
      let model = model(lens(k))
      for y in stride(from: 85.0, through: 935, by: 34) {
        for x in stride(from: 95.5, through: 927.5, by: 32) {
          let ray = try #require(model.ray(ImagePoint(x, y)), "\(k) \(x) \(y)")
          #expect((ray.direction.length - 1).magnitude < 1e-14)
          let back = try #require(model.project(ray.origin + ray.direction * 3))
          #expect((back.x - x).magnitude < 1e-9 && (back.y - y).magnitude < 1e-9)
        }
      }
    }
  }

  /// Directions at 90° have no place on a plane before the camera, but one in the picture.
  @Test func thePlaneEndsAtARightAngle() throws {
    let model = model(lens([0, 0, 0, 0]))
    let edge = 511.5 + 300 * Double.pi / 2
    let inside = try #require(model.normalized(ImagePoint(edge - 30, 510)))
    #expect((inside.x - Exact.tan(.pi / 2 - 0.1)).magnitude < 1e-9)
    #expect(model.normalized(ImagePoint(edge + 1, 510)) == nil)
    #expect(model.ray(ImagePoint(edge + 1, 510)) != nil)
    let plane = model.ray(normalized: inside)
    let ray = try #require(model.ray(ImagePoint(edge - 30, 510)))
    #expect((plane.direction - ray.direction).length < 1e-12)
  }

  @Test func nothingIsSeenBeyondTheFold() throws {
    // 1 − 3·0.2·θ² is 0 at θ = 1/√0.6.
    let folding = KannalaBrandt(lens([-0.2, 0, 0, 0]))
    let fold = 1 / 0.6.squareRoot()
    #expect((folding.reach - fold).magnitude < 1e-12)
    for (angle, isSeen) in [(fold - 1e-6, true), (fold + 1e-6, false), (2.5, false)] {
      let turn = Exact.sincos(angle)
      #expect((folding.distorted(Vector3(turn.sin, 0, turn.cos)) != nil) == isSeen)
    }
    let radius = fold * (1 - 0.2 * fold * fold)
    #expect(folding.direction(ImagePoint(radius - 1e-9, 0)) != nil)
    #expect(folding.direction(ImagePoint(radius + 1e-9, 0)) == nil)
    #expect(KannalaBrandt(lens([0, 0, 0, 0])).reach == .pi)
  }

  @Test func aPinholesCoefficientsAreRefused() {
    var findings = Findings()
    let text = "version: 1\nname: a\ncameras:\n  - distortion: {model: kannala-brandt, p1: 0.1}\n"
    _ = Yaml.load(RigDescription.self, text: text, file: "r.yaml", &findings)
    #expect(
      findings.diagnostics.contains {
        $0.message == "a kannala-brandt lens has no p1" && $0.place?.description == "r.yaml:4:45"
      })
  }
}

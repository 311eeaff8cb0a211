import ExactMath
import Raster
import Rig
import Testing

@testable import Simulator

@Suite struct OpticsTests {
  /// A small bright ball far above the ground, and how wide its picture is.
  private func spread(_ lens: LensDescription, _ motion: MotionDescription) -> (Double, Double) {
    var eye = camera(width: 200, height: 200, pitch: 0)
    eye.intrinsics = Intrinsics(focalX: 400, focalY: 400, centreX: 99.5, centreY: 99.5)
    eye.pose.position = Vector3(0, 0, 500)
    let direction = eye.model.toRover * Vector3(0, 0, 1)
    let place = northward.place(eye.pose.position + direction * 2)
    var ball = TriangleMesh()
    ball.addBox(place - Vector3(0.004, 0.004, 0.004), place + Vector3(0.004, 0.004, 0.004))
    let white = Material(law: .lambert, color: Vector3(1, 1, 1))
    var renderer = renderer(
      terrain(cell: 0.05, cells: 256) { _, _ in 0 },
      bodies: [Bodies.Body(part: .rover, mesh: ball, material: white)],
      sun: SunDisc(Vector3(0.3, -0.9, 0.3).normalized),
      quality: RenderQuality(samples: 4, edgeSamples: 16, mirrorSamples: 16, hasBounce: false),
      ambient: 0.5)
    renderer.optics = Optics(lens, motion)
    let view = renderer.view(eye, threads: 2)
    var (sum, x1, y1, x2, y2) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for y in 0..<200 {
      for x in 0..<200 {
        let light = Double(view.radiance.green[x, y])
        let (u, v) = (Double(x) - 99.5, Double(y) - 99.5)
        sum += light
        (x1, y1) = (x1 + light * u, y1 + light * v)
        (x2, y2) = (x2 + light * u * u, y2 + light * v * v)
      }
    }
    return (
      (x2 / sum - x1 * x1 / (sum * sum)).squareRoot(),
      (y2 / sum - y1 * y1 / (sum * sum)).squareRoot()
    )
  }

  private func combined(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }

  /// A disc of diameter `f·A·|1/z − 1/focus|` has a standard deviation of a quarter of that.
  @Test func aPlaceOutOfFocusIsADiscOfTheThinLens() {
    let sharp = spread(LensDescription(), MotionDescription())
    var lens = LensDescription()
    (lens.aperture, lens.focus) = (40, 4)
    let blurred = spread(lens, MotionDescription())
    let disc = 400 * 0.04 * (1.0 / 2 - 1.0 / 4) / 4
    #expect((blurred.0 / combined(sharp.0, disc) - 1).magnitude < 0.03, "\(sharp) \(blurred)")
    #expect((blurred.1 / combined(sharp.1, disc) - 1).magnitude < 0.03, "\(sharp) \(blurred)")
    lens.focus = 2
    let focused = spread(lens, MotionDescription())
    #expect((focused.0 / sharp.0 - 1).magnitude < 0.05)
  }

  /// A streak of length `f·angle` has a standard deviation of `1/√12` of that.
  @Test func aTurnWhileTheShutterIsOpenMakesAStreak() {
    let sharp = spread(LensDescription(), MotionDescription())
    var motion = MotionDescription()
    // About the vertical: the picture moves to the side.
    motion.turn = [0, 0, 1]
    let blurred = spread(LensDescription(), motion)
    let streak = 400 * Double.pi / 180 / 12.0.squareRoot()
    #expect((blurred.0 / combined(sharp.0, streak) - 1).magnitude < 0.03, "\(sharp) \(blurred)")
    #expect((blurred.1 / sharp.1 - 1).magnitude < 0.1, "\(sharp) \(blurred)")
  }

  @Test func aCameraStandsAsItsMisalignmentSays() {
    var off = Misalignment()
    (off.camera, off.shift, off.turn) = ("eye", [1, 0, 0], [0, 0.2, 0])
    let eye = camera()
    let moved = off.applied(to: eye)
    #expect((moved.pose.position - eye.pose.position - Vector3(0.001, 0, 0)).length < 1e-12)
    // About the axis that points down: what was in the middle moves to the left.
    let middle = eye.model.position + eye.model.toRover * Vector3(0, 0, 1)
    let seen = moved.project(middle + Vector3(0.001, 0, 0))
    let wanted = eye.intrinsics.centreX - eye.intrinsics.focalX * Exact.tan(0.2 * .pi / 180)
    #expect(((seen?.x ?? 0) - wanted).magnitude < 1e-3)
  }
}

import Settings
import Testing

@testable import Rig

@Suite struct CameraModelTests {
  private var lens: LensDistortion {
    var lens = LensDistortion()
    (lens.k1, lens.k2, lens.p1, lens.p2) = (-0.28, 0.09, 0.0007, -0.0004)
    (lens.k3, lens.k4, lens.k5, lens.k6) = (-0.012, 0.02, -0.003, 0.001)
    return lens
  }

  private func model(_ lens: LensDistortion, pose: Pose? = nil) -> CameraModel {
    CameraModel(
      intrinsics: Intrinsics(focalX: 1400, focalY: 1395, centreX: 961.5, centreY: 538.25),
      distortion: lens, pose: pose ?? Pose(position: .zero, rotation: .identity))
  }

  /// Reference: cv2.projectPoints of OpenCV.
  @Test(arguments: [
    (Vector3(0.1, 0.2, 1), ImagePoint(1099.4343728931071, 813.238125265549)),
    (Vector3(-0.5, 0.3, 1.2), ImagePoint(415.8561463962276, 864.6185878331125)),
    (Vector3(0.6, -0.35, 1), ImagePoint(1696.725028001019, 111.21455997440768)),
    (Vector3(0, 0, 2), ImagePoint(961.5, 538.25)),
  ])
  func pointsLieWhereOpenCVPutsThem(point: Vector3, expected: ImagePoint) throws {
    let found = try #require(model(lens).project(point))
    #expect(abs(found.x - expected.x) < 1e-9 && abs(found.y - expected.y) < 1e-9)
  }

  @Test func raysComeBackToTheirPixels() throws {
    let pose = Pose(position: Vector3(0.25, 0.06, 0.2), rotation: Pose().rotation)
    for lens in [lens, LensDistortion(), .radial(0.3, 0.2), .radial(-0.31, 0.12)] {
      let model = model(lens, pose: pose)
      for y in stride(from: -0.5, through: 1079.5, by: 60) {
        for x in stride(from: -0.5, through: 1919.5, by: 60) {
          let ray = try #require(model.ray(ImagePoint(x, y)), "\(lens) \(x) \(y)")
          #expect(abs(ray.direction.length - 1) < 1e-12)
          for depth in [0.3, 4, 1000] {
            let back = try #require(model.project(ray.origin + ray.direction * depth))
            #expect(abs(back.x - x) < 1e-6 && abs(back.y - y) < 1e-6)
          }
        }
      }
    }
  }

  @Test func forwardIsAheadAndLeftIsLeft() throws {
    let model = model(LensDistortion(), pose: Pose())
    let ahead = try #require(model.project(Vector3(5, 0, 0)))
    #expect(abs(ahead.x - 961.5) < 1e-9 && abs(ahead.y - 538.25) < 1e-9)
    let left = try #require(model.project(Vector3(5, 1, 0)))
    let above = try #require(model.project(Vector3(5, 0, 1)))
    #expect(left.x < 961 && abs(left.y - 538.25) < 1e-9)
    #expect(above.y < 538 && abs(above.x - 961.5) < 1e-9)
    #expect(model.project(Vector3(-5, 0, 0)) == nil)
    #expect(model.project(Vector3(0, 1, 0)) == nil)
  }

  @Test func backIsBack() throws {
    let pose = Pose(position: .zero, rotation: Quaternion(0.5, -0.5, -0.5, 0.5))
    let model = model(LensDistortion(), pose: pose)
    #expect(model.project(Vector3(5, 0, 0)) == nil)
    let behind = try #require(model.project(Vector3(-5, 1, 1)))
    #expect(behind.x > 961.5 && behind.y < 538.25)
  }

  /// A strong barrel folds back: far outside, the polynomial returns into the picture.
  @Test func nothingIsSeenBeyondTheFold() {
    let folding = LensDistortion.radial(-0.3, 0)
    #expect(abs(BrownConrady(folding).reach - (1 / 0.9).squareRoot()) < 1.0 / 128)
    let model = model(folding)
    #expect(model.project(Vector3(1.0, 0, 1)) != nil)
    #expect(model.project(Vector3(1.2, 0, 1)) == nil)
    #expect(model.ray(ImagePoint(961.5 + 1400 * 0.75, 538.25)) == nil)
    #expect(BrownConrady(LensDistortion()).reach == 16)
  }

  @Test func `a rotation matrix gives the quaternion that it was made from`() {
    // Each of the four parts is the largest once, and half turns have no real part.
    let parts: [[Double]] = [
      [0.9, 0.1, -0.2, 0.3], [0.1, 0.9, 0.2, -0.3], [0.1, -0.2, 0.9, 0.3], [0.1, 0.2, -0.3, 0.9],
      [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0.6, -0.8, 0], [1, 0, 0, 0],
    ]
    for part in parts {
      let given = Quaternion(part[0], part[1], part[2], part[3])
      let found = Quaternion(given.matrix)
      let n = given.norm
      #expect((found.norm - 1).magnitude < 1e-15)
      for (a, b) in zip([found.w, found.x, found.y, found.z], part) {
        #expect((a - b / n).magnitude < 1e-15, "\(part)")
      }
      let product = given.matrix * given.matrix.transposed
      #expect((product * Vector3(1, 2, 3) - Vector3(1, 2, 3)).length < 1e-14)
    }
  }

  @Test func turningPreservesLengths() {
    let matrix = Quaternion(0.1, -0.7, 0.3, 0.64).matrix
    let v = Vector3(1, 2, 3)
    #expect(abs((matrix * v).length - v.length) < 1e-12)
    let back = matrix.transposed * (matrix * v)
    #expect((back - v).length < 1e-12)
    let x = matrix * Vector3(1, 0, 0)
    let y = matrix * Vector3(0, 1, 0)
    #expect((x.cross(y) - matrix * Vector3(0, 0, 1)).length < 1e-12)
  }

  @Test func noiseFollowsThePhotonTransferCurve() {
    let noise = NoiseModel(gain: 4, readNoise: 8, prnu: 0.01, darkCurrent: 10)
    #expect(noise.variance(signal: 0) == 4)
    #expect(noise.variance(signal: -5) == 4)
    // (4000 + 20 + 64 + 1600) / 16
    #expect(noise.variance(signal: 1000, exposure: 2) == 355.25)
    #expect(noise.amplified(by: 2).variance(signal: 0) == 16)
  }

  @Test func lightFallsOffFromTheCentre() {
    var camera = Camera()
    camera.sensor.width = 300
    camera.sensor.height = 400
    camera.intrinsics = Intrinsics(focalX: 1, focalY: 1, centreX: 149.5, centreY: 199.5)
    camera.vignetting.a2 = -0.4
    #expect(camera.light(at: ImagePoint(149.5, 199.5)) == 1)
    #expect(abs(camera.light(at: ImagePoint(149.5 + 150, 199.5 + 200)) - 0.6) < 1e-12)
  }
}

extension LensDistortion {
  fileprivate static func radial(_ k1: Double, _ k2: Double) -> LensDistortion {
    var lens = LensDistortion()
    (lens.k1, lens.k2) = (k1, k2)
    return lens
  }
}

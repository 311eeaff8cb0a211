import Diagnostics
import Kernels
import Raster
import Rig
import Settings
import Stereo
import TestSupport
import Testing

@testable import Pipeline
@testable import Stages

@Suite struct ResampleStageTests {
  let size = Size(96, 72)

  func camera(_ name: String, y: Double, yaw: Double = 0) -> Camera {
    var camera = Camera()
    camera.name = name
    (camera.sensor.width, camera.sensor.height) = (size.width, size.height)
    camera.intrinsics = Intrinsics(focalX: 90, focalY: 90, centreX: 47, centreY: 36)
    (camera.distortion.k1, camera.distortion.k2) = (-0.2, 0.04)
    camera.pose.position = Vector3(0, y, 1)
    camera.vignetting.a2 = -0.2
    camera.calibration.flat = "flat.png"
    return camera
  }

  func origin(_ camera: Camera?) -> Origin {
    Origin(frameID: "f", file: "f.png", camera: camera)
  }

  /// Light that says where it is: red the column, green the row.
  func picture(_ validity: Validity? = nil) -> Frame<LinearRGB> {
    let columns = Plane<Float>(size: size) { _, row in
      for x in row.indices { row[x] = Float(x) }
    }
    let rows = Plane<Float>(size: size) { y, row in row.update(repeating: Float(y)) }
    return Frame(
      RGBPlanes(red: columns, green: rows, blue: columns), validity: validity,
      properties: LinearProperties(isWhiteBalanced: true))
  }

  @Test(arguments: Interpolation.allCases, [Undistortion.Crop.inside, .all])
  func pixelsShowWhatThePinholeCameraSees(
    interpolation: Interpolation, crop: Undistortion.Crop
  ) throws {
    let camera = camera("left", y: 0.1)
    var stage = Undistort()
    (stage.interpolation, stage.crop) = (interpolation, crop)
    let resolved = try stage.resolved(for: origin(camera))
    let frame = Frame<LinearRGB>(erased: try resolved.applied(to: picture(), engine: .plain))
    let seen = try #require(resolved.described(origin(camera)).camera)
    #expect(frame.size == seen.sensor.size && seen.distortion == LensDistortion())
    #expect(seen.vignetting == Vignetting() && seen.calibration.flat == nil)
    #expect(frame.properties.isWhiteBalanced)
    // A windowed sinc does not quite reproduce a slope.
    let near = interpolation == .lanczos3 ? 0.03 : 0.01
    var known = 0
    for y in 0..<frame.size.height {
      for x in 0..<frame.size.width where frame.validity[x, y].isEmpty {
        let ray = try #require(seen.ray(ImagePoint(Double(x), Double(y))))
        let place = try #require(camera.project(ray.origin + ray.direction * 9))
        #expect((Double(frame.samples.red[x, y]) - place.x).magnitude < near)
        #expect((Double(frame.samples.green[x, y]) - place.y).magnitude < near)
        known += 1
      }
    }
    let share = Double(known) / Double(frame.size.area)
    #expect(share > 0.8)
    if crop == .inside && interpolation == .bilinear { #expect(share == 1) }
    if crop == .all { #expect(frame.validity.count(of: .outside) == frame.size.area - known) }
  }

  @Test func bothPicturesOfAPairShowAPointOnOneRow() throws {
    let (left, right) = (camera("left", y: 0.1), camera("right", y: -0.1))
    let origins = ["left": origin(left), "right": origin(right)]
    let stage = try Rectify().resolved(forEach: origins)
    let frames = try stage.process(["left": picture(), "right": picture()], threads: 2)
    let behind = stage.described(each: origins)
    let eyes = try [("left", left), ("right", right)].map { name, camera in
      let seen = try #require(behind[name]?.camera)
      let frame = Frame<LinearRGB>(erased: try #require(frames[name]))
      #expect(frame.size == seen.sensor.size)
      return (camera: camera, seen: seen, frame: frame)
    }
    #expect(behind["left"]?.partner == eyes[1].seen && behind["right"]?.partner == eyes[0].seen)
    #expect(eyes[0].seen.name == "left" && eyes[1].seen.name == "right")
    for y in stride(from: 20, to: 50, by: 3) {
      let ray = try #require(eyes[0].seen.ray(ImagePoint(50, Double(y))))
      let point = ray.origin + ray.direction * 3
      let other = try #require(eyes[1].seen.project(point))
      #expect((other.y - Double(y)).magnitude < 1e-6 && other.x < 50)
      let place = try #require(left.project(point))
      #expect((Double(eyes[0].frame.samples.red[50, y]) - place.x).magnitude < 0.01)
      let ahead = try #require(right.project(point))
      let column = Int(other.x.rounded(.down))
      let pair = (0...1).map { Double(eyes[1].frame.samples.red[column + $0, y]) }
      let between = pair[0] + (pair[1] - pair[0]) * (other.x - Double(column))
      #expect((between - ahead.x).magnitude < 0.02)
    }
  }

  @Test func defectsGoWithThePixels() throws {
    let marks = Validity(allValid: size).marking([(40, 30)], .lost)
    var stage = Remap()
    stage.matrix = [1, 0, 10, 0, 1, 5, 0, 0, 1]
    let moved = Frame<LinearRGB>(erased: try stage.applied(to: picture(marks), engine: .plain))
    #expect(moved.validity[30, 25] == .lost && moved.validity.count(of: .lost) == 1)
    #expect(moved.samples.red[30, 25] == 0 && moved.samples.red[31, 25] == 41)
    #expect(moved.validity.count(of: .outside) == size.area - 86 * 67)
    #expect(moved.validity[86, 0] == .outside && moved.samples.red[86, 0] == 0)
  }

  @Test func whatIsSaturatedKeepsItsLightAndItsMark() throws {
    let marks = Validity(allValid: size).marking([(40, 30)], .saturated).marking([(50, 30)], .lost)
    var stage = Remap()
    stage.matrix = [1, 0, 0.5, 0, 1, 0, 0, 0, 1]
    stage.interpolation = .bilinear
    let moved = Frame<LinearRGB>(erased: try stage.applied(to: picture(marks), engine: .plain))
    #expect(moved.validity.count(of: .saturated) == 2 && moved.validity.count(of: .lost) == 2)
    #expect(moved.validity[39, 30] == .saturated && moved.samples.red[39, 30] == 39.5)
    #expect(moved.validity[49, 30] == .lost && moved.samples.red[49, 30] == 0)
  }

  @Test func aTurnIsCounterClockwise() throws {
    var stage = Remap()
    (stage.rotation, stage.width, stage.height) = (90, size.height, size.width)
    stage.interpolation = .bilinear
    let turned = Frame<LinearRGB>(erased: try stage.applied(to: picture(), engine: .plain))
    #expect(turned.size == Size(72, 96))
    // The upper right corner comes to the upper left.
    #expect((turned.samples.red[1, 1] - 94).magnitude < 0.01)
    #expect((turned.samples.green[1, 1] - 1).magnitude < 0.01)
  }

  @Test func behindTheHorizonOfATiltNothingIsSeen() throws {
    var stage = Remap()
    stage.matrix = [1, 0, 0, 0, 1, 0, 0, 0.05, -1]
    let tilted = Frame<LinearRGB>(erased: try stage.applied(to: picture(), engine: .plain))
    for y in 0...20 { #expect(tilted.validity[3, y] == .outside) }
    #expect(tilted.validity[60, 70] == [])
  }

  @Test func bandsAskForTheRowsThatTheLensNeeds() throws {
    var stage = Undistort()
    stage.crop = .all
    let resolved = try stage.resolved(for: origin(camera("left", y: 0)))
    let work = try resolved.work(size: size, whole: nil)
    let middle = work.outputSize.height / 2
    let rows = work.inputRows(middle..<middle + 1)
    #expect(rows.count < 20 && rows.contains(36))
    let plain = try resolved.applied(to: picture(), engine: .plain).digest
    for height in [1, 7, 1000] {
      let engine = Engine.banded(threads: 2, bandHeight: height)
      #expect(try resolved.applied(to: picture(), engine: engine).digest == plain)
    }
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no failure"
    } catch {
      return "\(error)"
    }
  }

  @Test func whatIsMissingIsSaidWithARemedy() throws {
    let camera = camera("left", y: 0)
    #expect(
      message { _ = try Undistort().resolved(for: origin(nil)) }.contains("--rig and --camera"))
    let remapped = Remap().described(origin(camera))
    #expect(message { _ = try Undistort().resolved(for: remapped) }.contains("before remap"))
    let stage = try Undistort().resolved(for: origin(camera))
    let cut = message { _ = try stage.work(size: Size(50, 40), whole: nil) }
    #expect(cut.contains("50×40") && cut.contains("96×72"))
    let alone = ["left": origin(camera), "right": origin(nil)]
    #expect(
      message { _ = try Rectify().resolved(forEach: alone) }.contains("needs to know the camera"))
    let twice = ["left": origin(camera), "right": origin(camera)]
    #expect(message { _ = try Rectify().resolved(forEach: twice) }.contains("baseline is 0.0 m"))
  }

  @Test func aMosaicIsSentToTheDebayerStage() {
    let text = """
      version: 1
      name: p
      over: frame
      stages:
        - {id: raw, use: decode}
        - {id: light, use: black-level, inputs: raw}
        - {id: flat, use: undistort, inputs: light}
        - {id: out, use: encode, inputs: flat}
      """
    let found = message { _ = try Plan(yaml: text, file: "p.yaml", catalogue: .standard) }
    #expect(found.contains("p.yaml:7") && found.contains("\"debayer\""), "\(found)")
  }

  @Test func matrixAndRotationExcludeEachOther() {
    let text = """
      version: 1
      name: p
      over: frame
      stages:
        - {id: raw, use: decode}
        - {id: light, use: black-level, inputs: raw}
        - {id: color, use: debayer, inputs: light}
        - {id: moved, use: remap, inputs: color, with: {rotation: 3, matrix: [1,0,0,0,1,0,0,0,1]}}
        - {id: out, use: encode, inputs: moved}
      """
    let found = message { _ = try Plan(yaml: text, file: "p.yaml", catalogue: .standard) }
    #expect(found.contains("p.yaml:8") && found.contains("both matrix and rotation"), "\(found)")
  }
}

import Codecs
import Diagnostics
import Files
import Foundation
import Pipeline
import Raster
import Rig
import Stages
import TestSupport
import Testing

@testable import Simulator

/// A simulated sensor through the radiometric chain, held against the light that fell on it.
struct CalibrationChainTests {
  static let exposure = 0.012

  /// A camera with everything that a chain corrects.
  static func flawedCamera(width: Int, height: Int, isCompanded: Bool) -> Camera {
    var eye = camera(width: width, height: height)
    eye.sensor.prnu = 0.01
    eye.sensor.darkCurrent = 3000
    eye.vignetting.a2 = -0.3
    eye.vignetting.a4 = 0.05
    eye.calibration.flat = "flat.png"
    eye.calibration.dark = "dark.png"
    eye.calibration.darkExposure = 0.02
    eye.calibration.badPixels = "bad-pixels.yaml"
    if isCompanded {
      eye.sensor.validBits = 8
      eye.sensor.companding.kind = .squareRoot
      eye.sensor.companding.linearBits = 12
    }
    return eye
  }

  /// Slopes, hard shadows, and highlights as wide as a lens makes them at least.
  static func scene(_ size: Size) -> View {
    let plane = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        var light = 0.02 + 0.045 * Float(x) / Float(size.width) + 0.02 * Float(y % 97) / 97
        if (x / 61 + y / 43) % 3 == 0 { light *= 0.03 }
        row[x] = light
      }
    }
    return View(
      radiance: RGBPlanes(red: plane, green: plane, blue: plane),
      depth: Plane(size: size, repeating: 1))
  }

  struct Setup {
    let camera: Camera
    let sensor: SensorModel
    let origin: Origin
    let folder: URL
    let codes: Plane<UInt16>
    let view: View

    init(_ camera: Camera, view: View, defects: DefectShares) throws {
      self.camera = camera
      self.view = view
      sensor = try SensorModel(camera, index: 0, seed: 11, defects: defects)
      folder = FileManager.default.temporaryDirectory.appending(
        path: "chain-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let pictures = [
        ("flat.png", sensor.flat(frames: 256, threads: 2)),
        ("dark.png", sensor.dark(exposure: 0.02, frames: 256, threads: 2)),
      ]
      for (name, plane) in pictures {
        try Data(PNGWriter.encode([plane]))
          .write(to: folder.appending(path: name))
      }
      try Data(sensor.pattern.badPixels.yamlText.utf8)
        .write(to: folder.appending(path: "bad-pixels.yaml"))
      var origin = Origin(frameID: "f", file: "f.png", camera: camera)
      origin.exposure = CalibrationChainTests.exposure
      origin.rigFolder = folder.path
      self.origin = origin
      codes = Compander(camera.sensor).compressed(
        sensor.expose(view, exposure: CalibrationChainTests.exposure, frame: 0, threads: 2))
    }

    func clean() { try? FileManager.default.removeItem(at: folder) }

    /// The mosaic through stages one after the other, each told what the rig says.
    func light(
      _ stages: [any BandStage], engine: Engine = .fast(threads: 2)
    ) throws -> Frame<Radiance> {
      var origin = origin
      var frame: any AnyFrame = Frame<Mosaic>(
        codes, properties: .init(pattern: .rggb, levels: camera.sensor.levels))
      for stage in stages {
        let resolved = try stage.resolved(for: origin)
        origin = resolved.described(origin)
        frame = try resolved.applied(to: frame, engine: engine)
      }
      return Frame(erased: frame)
    }

    /// Electrons of a pixel of average sensitivity at full light.
    func electrons(_ x: Int, _ y: Int) -> Double {
      let color = Vector3(
        Double(view.radiance.red[x, y]), Double(view.radiance.green[x, y]),
        Double(view.radiance.blue[x, y]))
      return sensor.responsivity * sensor.filtered(color, x: x, y: y)
        * CalibrationChainTests.exposure
    }

    var white: Double { (camera.sensor.white - 64) * sensor.gain }

    /// The standard deviation that shot noise, read noise and companding give a pixel, in light.
    func spread(_ x: Int, _ y: Int) -> Double {
      let fall = camera.light(at: ImagePoint(Double(x), Double(y)))
      let signal = electrons(x, y) * fall + 3000 * CalibrationChainTests.exposure
      var variance = signal + 36
      let code = signal / sensor.gain + 64
      let step =
        camera.sensor.companding.kind == .squareRoot
        ? max(1, 2 * (4095 * code).squareRoot() / 255) * sensor.gain : sensor.gain
      variance += step * step / 12
      return variance.squareRoot() / fall / white
    }
  }

  static func defects(_ hot: Double, _ dead: Double) -> DefectShares {
    var shares = DefectShares()
    (shares.hot, shares.dead) = (hot, dead)
    return shares
  }

  @Test(arguments: [false, true])
  func `what comes out is the light that fell, as exactly as the noise allows`(
    isCompanded: Bool
  ) throws {
    let eye = Self.flawedCamera(width: 640, height: 400, isCompanded: isCompanded)
    let setup = try Setup(
      eye, view: Self.scene(eye.sensor.size), defects: Self.defects(0.0002, 0.0001))
    defer { setup.clean() }
    let light = try setup.light([Decompand(), BlackLevel(), Dark(), Flat(), BadPixels()])
    // A flat leaves the mean of the middle ninth, where the lens takes a little.
    var (sum, count) = (0.0, 0.0)
    for y in 133..<267 {
      for x in 213..<427 {
        sum += eye.light(at: ImagePoint(Double(x), Double(y)))
        count += 1
      }
    }
    let middle = sum / count
    var (squares, pixels, bias) = (0.0, 0.0, 0.0)
    for y in 0..<400 {
      for x in 0..<640 where light.validity[x, y] == [] {
        let wanted = setup.electrons(x, y) / setup.white * middle
        let error = (Double(light.samples[x, y]) - wanted) / (setup.spread(x, y) * middle)
        squares += error * error
        bias += error
        pixels += 1
      }
    }
    let rms = (squares / pixels).squareRoot()
    #expect(rms < 1.2, "\(rms)")
    #expect(rms > 0.9, "\(rms)")
    #expect((bias / pixels).magnitude < 0.05, "\(bias / pixels)")
    #expect(pixels > 0.998 * 640 * 400)
  }

  /// Blocks of 32 × 32 pixels of an evenly lit wall are alike to 0.3 %.
  @Test func `an even wall becomes even`() throws {
    let eye = Self.flawedCamera(width: 640, height: 384, isCompanded: false)
    let plane = Plane<Float>(size: eye.sensor.size, repeating: 0.06)
    let view = View(
      radiance: RGBPlanes(red: plane, green: plane, blue: plane),
      depth: Plane(size: plane.size, repeating: 1))
    let setup = try Setup(eye, view: view, defects: Self.defects(0, 0))
    defer { setup.clean() }
    for stages: [any BandStage] in [
      [BlackLevel(), Dark(), Flat()], [BlackLevel(), Dark(), VignettingStage()],
    ] {
      let light = try setup.light(stages)
      var means: [Double] = []
      for top in stride(from: 0, to: 384, by: 32) {
        for left in stride(from: 0, to: 640, by: 32) {
          var sum = 0.0
          for y in top..<top + 32 {
            for x in left..<left + 32 { sum += Double(light.samples[x, y]) }
          }
          means.append(sum / 1024)
        }
      }
      let mean = means.reduce(0, +) / Double(means.count)
      let spread = (means.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(means.count))
        .squareRoot()
      #expect(spread / mean < 0.003, "\(spread / mean)")
    }
  }

  /// Pixels that a search without a list found, of those that are 8 σ or more from what is right.
  private func searched(
    _ eye: Camera, _ view: View
  ) throws -> (found: Int, missed: Int, touched: Int, good: Int) {
    let setup = try Setup(eye, view: view, defects: Self.defects(0.0008, 0.0006))
    defer { setup.clean() }
    var search = BadPixels()
    search.file = setup.folder.appending(path: "none.yaml").path
    try Data(BadPixelList().yamlText.utf8).write(to: setup.folder.appending(path: "none.yaml"))
    let light = try setup.light([Decompand(), BlackLevel(), search])
    var result = (found: 0, missed: 0, touched: 0, good: 0)
    for y in 0..<eye.sensor.height {
      for x in 0..<eye.sensor.width {
        let pixel = setup.sensor.pattern.pixel(x: x, y: y)
        let isMarked = light.validity[x, y].contains(.badPixel)
        if !pixel.isBad {
          result.good += 1
          if isMarked { result.touched += 1 }
          continue
        }
        let fall = eye.light(at: ImagePoint(Double(x), Double(y)))
        let normal = setup.electrons(x, y) * fall
        let shown = normal * pixel.sensitivity + pixel.darkCurrent * Self.exposure
        let spread = setup.spread(x, y) * fall * setup.white
        guard (shown - normal).magnitude >= 8 * spread else { continue }
        if isMarked { result.found += 1 } else { result.missed += 1 }
      }
    }
    return result
  }

  private static func searchedCamera(isCompanded: Bool) -> Camera {
    var eye = flawedCamera(width: 960, height: 640, isCompanded: isCompanded)
    eye.sensor.darkCurrent = 15
    eye.sensor.prnu = 0.005
    return eye
  }

  @Test(arguments: [false, true])
  func `unlisted defects are found and little else is touched`(isCompanded: Bool) throws {
    let eye = Self.searchedCamera(isCompanded: isCompanded)
    var rig = RigDescription()
    rig.cameras = [eye]
    var scene = smallScene()
    scene.terrain.hills = 20
    // A lens that spreads a point over 1.5 px at half of its height.
    scene.lens.spread = 0.637
    let terrain = try Simulation(scene, rig: rig, threads: 2).view(camera: 0)
    // A seventh of the pixels of the drawn scene lies beside the border of a shadow, where less is
    // certain; of terrain, much less.
    for (view, share) in [(terrain, 0.98), (Self.scene(eye.sensor.size), 0.97)] {
      let result = try searched(eye, view)
      #expect(result.found + result.missed > 300)
      #expect(Double(result.found) >= share * Double(result.found + result.missed), "\(result)")
      #expect(Double(result.touched) <= 0.0001 * Double(result.good), "\(result)")
    }
  }

  /// Points of light that a lens has spread over 1.5 px stay, wherever they lie between pixels.
  @Test func `highlights of 1.5 px stay`() throws {
    var eye = Self.flawedCamera(width: 480, height: 320, isCompanded: false)
    eye.sensor.prnu = 0.005
    eye.sensor.darkCurrent = 15
    let base = Self.scene(eye.sensor.size).radiance.red
    var lit = PlaneBuilder(copying: base)
    var points: [(x: Int, y: Int)] = []
    for row in 0..<15 {
      for column in 0..<23 {
        let (cx, cy) = (
          12 + 20 * Double(column) + 0.17 * Double(row),
          12 + 20 * Double(row) + 0.13 * Double(column)
        )
        let (left, top) = (Int(cx.rounded()), Int(cy.rounded()))
        points.append((left, top))
        for y in top - 4...top + 4 {
          for x in left - 4...left + 4 {
            let (dx, dy) = (Double(x) - cx, Double(y) - cy)
            let share = Float(exp(-(dx * dx + dy * dy) / (2 * 0.637 * 0.637)))
            lit[x, y] += 0.05 * share
          }
        }
      }
    }
    let plane = lit.finish()
    let view = View(
      radiance: RGBPlanes(red: plane, green: plane, blue: plane),
      depth: Plane(size: plane.size, repeating: 1))
    let setup = try Setup(eye, view: view, defects: Self.defects(0, 0))
    defer { setup.clean() }
    var search = BadPixels()
    search.file = setup.folder.appending(path: "bad-pixels.yaml").path
    let light = try setup.light([Decompand(), BlackLevel(), search])
    var lost = 0
    for (cx, cy) in points {
      for y in cy - 2...cy + 2 {
        for x in cx - 2...cx + 2 where light.validity[x, y].contains(.badPixel) {
          lost += 1
        }
      }
    }
    #expect(lost == 0, "\(lost) of \(points.count)")
  }
}

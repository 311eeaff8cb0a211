import Codecs
import Diagnostics
import Files
import Foundation
import Pipeline
import Raster
import Rig
import TestSupport
import Testing

@testable import Stages

/// Stages that read what was measured of a camera.
@Suite struct CalibrationStageTests {
  /// A folder with a flat, a dark and a list, removed at the end.
  final class Folder {
    let path: String

    init(flat: UInt16 = 30000, size: Size = Size(8, 6)) throws {
      path = FileManager.default.temporaryDirectory.path + "/calibration-\(UUID().uuidString)"
      let flat = Plane<UInt16>(size: size) { y, row in
        for x in row.indices { row[x] = x == 5 && y == 1 ? 1100 : x < 4 ? flat : flat / 2 }
      }
      let dark = Plane<UInt16>(size: size, repeating: 16 * 64 + 160)
      try Files.write(try PNGWriter.encode([flat]), to: path + "/flat.png")
      try Files.write(try PNGWriter.encode([dark]), to: path + "/dark.png")
      try Files.write("version: 1\npixels:\n  - [2, 3]\n", to: path + "/bad.yaml")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var origin: Origin {
      var camera = Camera()
      camera.name = "eye"
      (camera.sensor.width, camera.sensor.height) = (8, 6)
      camera.sensor.black = [64]
      camera.calibration.flat = "flat.png"
      camera.calibration.dark = "dark.png"
      camera.calibration.darkExposure = 0.5
      camera.calibration.badPixels = "bad.yaml"
      var origin = Origin(frameID: "f", file: "f.png", camera: camera)
      origin.rigFolder = path
      origin.exposure = 2
      return origin
    }
  }

  private func light(_ value: Float, size: Size = Size(8, 6)) -> Frame<Radiance> {
    Frame<Radiance>(Plane(size: size, repeating: value), properties: .init(pattern: .rggb))
  }

  private func run(_ stage: some BandStage, _ frame: any AnyFrame) throws -> Frame<Radiance> {
    Frame(erased: try stage.applied(to: frame, engine: .plain))
  }

  @Test func theDarkGrowsWithExposureAndAmplification() throws {
    let folder = try Folder()
    var origin = folder.origin
    origin.gain = 1.5
    let stage = try Dark().resolved(for: origin)
    #expect(stage.scale == 6)
    // 160 of 16 bits are 10 codes of 12, of 4031 from black to white.
    let result = try run(stage, light(0.5))
    #expect((result.samples[3, 3] - (0.5 - 6 * 10 / 4031)).magnitude < 1e-6)
    origin.exposure = nil
    #expect {
      try Dark().resolved(for: origin)
    } throws: { "\($0)".contains("no exposure") && "\($0)".contains("remedy") }
  }

  @Test func theFlatIsEvenedAndWhatItDoesNotShowIsNoData() throws {
    let folder = try Folder(flat: 32000)
    let stage = try Flat().resolved(for: folder.origin)
    let result = try run(stage, light(0.25))
    // The middle ninth has both sides of the step.
    let (bright, dark) = (result.samples[0, 0], result.samples[7, 5])
    #expect(bright < 0.25 && dark > 0.25)
    #expect((dark / bright - Float(32000 - 1024) / (16000 - 1024)).magnitude < 1e-4)
    #expect(result.validity[5, 1] == .badPixel && result.validity.invalidCount == 1)
    #expect(result.samples[5, 1] == 0.25)
  }

  /// Without colour filters there is one mean for all sites, and direct neighbours replace pixels.
  @Test func lightWithoutColoursIsCorrectedAsThatOfAMosaic() throws {
    let folder = try Folder(flat: 32000)
    var origin = folder.origin
    origin.pattern = nil
    let plane = Plane<Float>.random(Size(8, 6), in: 0.1...0.9, seed: 8)
    let gray = Frame<LinearGray>(plane, properties: LinearProperties())
    let mosaic = Frame<Radiance>(plane, properties: .init(pattern: .rggb))
    let dark = try Dark().resolved(for: origin)
    let result = Frame<LinearGray>(erased: try dark.applied(to: gray, engine: .plain))
    #expect(try result.samples == run(dark, mosaic).samples)
    let flat = Frame<LinearGray>(
      erased: try Flat().resolved(for: origin).applied(to: gray, engine: .plain))
    #expect(flat.validity[5, 1] == .badPixel && flat.samples[5, 1] == plane[5, 1])
    let gain = (flat.samples[0, 0] / plane[0, 0], flat.samples[1, 0] / plane[1, 0])
    #expect((gain.0 - gain.1).magnitude < 1e-4, "sites of a cell have one mean")
    var listed = try BadPixels().resolved(for: origin)
    listed.detect = false
    let mended = Frame<LinearGray>(erased: try listed.applied(to: gray, engine: .plain))
    let steps = [(1, 0), (0, 1), (1, 1), (1, -1)]
    let pairs = steps.map { (plane[2 + $0, 3 + $1], plane[2 - $0, 3 - $1]) }
    let best = try #require(pairs.min { ($0.0 - $0.1).magnitude < ($1.0 - $1.1).magnitude })
    #expect(mended.samples[2, 3] == (best.0 + best.1) / 2)
    #expect(mended.validity[2, 3] == .badPixel && mended.validity.invalidCount == 1)
  }

  @Test func listedPixelsAreMarked() throws {
    let folder = try Folder()
    var stage = try BadPixels().resolved(for: folder.origin)
    stage.detect = false
    let result = try run(stage, light(0.25))
    #expect(result.validity[2, 3] == .badPixel && result.validity.invalidCount == 1)
  }

  @Test func whatTheRigDoesNotNameIsAskedFor() throws {
    let origin = Origin(frameID: "f", file: "f.png", camera: Camera())
    for stage: any Stage in [Dark(), Flat()] {
      #expect {
        _ = try stage.resolved(for: origin)
      } throws: { "\($0)".contains("rig names no") && "\($0)".contains("give file here") }
    }
    #expect {
      try VignettingStage().resolved(for: Origin(frameID: "f", file: "f.png"))
    } throws: { "\($0)".contains("coefficients") }
    #expect(try BadPixels().resolved(for: origin).sideFiles(for: origin) == [])
  }

  @Test func whatIsNotTheCamerasIsRefused() throws {
    let folder = try Folder(size: Size(8, 5))
    #expect {
      try Flat().resolved(for: folder.origin)
    } throws: { "\($0)".contains("the flat has 8×5 pixels, the camera 8×6") }
    var camera = folder.origin
    camera.camera?.calibration.dark = "../dark.png"
    #expect(throws: Failure.self) { try Dark().resolved(for: camera) }
    camera.camera?.calibration.flat = "missing.png"
    #expect {
      try Flat().resolved(for: camera)
    } throws: { "\($0)".contains("missing.png") }
  }

  @Test func aStageThatNobodyToldTheCameraSaysSo() {
    #expect {
      try Flat().applied(to: light(1), engine: .plain)
    } throws: { "\($0)".contains("was not told which camera") }
  }

  @Test func filesAreReadOnceAndDigested() throws {
    let folder = try Folder()
    let origin = folder.origin
    let path = folder.path + "/flat.png"
    #expect(Flat().sideFiles(for: origin) == [path])
    let digest = try origin.sideFiles.digest(of: path)
    _ = try Flat().resolved(for: origin)
    try FileManager.default.removeItem(atPath: path)
    _ = try Flat().resolved(for: origin)
    #expect(try origin.sideFiles.digest(of: path) == digest)
    #expect(throws: Failure.self) { try SideFiles().digest(of: path) }
  }

  @Test func compandedCodesBecomeLinearAndAreThenTakenForLight() throws {
    let levels = Levels(
      black: 64, white: 4095, validBits: 8, companding: .squareRoot(linearBits: 12))
    let origin = Origin(frameID: "f", file: "f.png", levels: levels)
    let stage = try Decompand().resolved(for: origin)
    let behind = stage.described(origin)
    #expect(behind.levels?.companding == .linear && behind.levels?.validBits == 12)
    _ = try BlackLevel().resolved(for: behind)
    let frame = Frame<Mosaic>(
      Plane<UInt16>(size: Size(4, 4), repeating: 128),
      properties: .init(pattern: .rggb, levels: levels))
    let result = Frame<Mosaic>(erased: try stage.applied(to: frame, engine: .plain))
    #expect(result.samples[1, 1] == 1032)
    #expect(result.properties.levels == behind.levels)
  }

  @Test func compandingIsNeverGuessed() throws {
    let origin = Origin(frameID: "f", file: "f.png")
    #expect {
      try Decompand().resolved(for: origin)
    } throws: { "\($0)".contains("nobody says how the codes are companded") }
    var stage = Decompand()
    stage.curve = .squareRoot
    #expect { try stage.resolved(for: origin) } throws: { "\($0)".contains("linearBits: 12") }
    stage.curve = .table
    stage.linearBits = 12
    #expect { try stage.resolved(for: origin) } throws: { "\($0)".contains("file") }
  }
}

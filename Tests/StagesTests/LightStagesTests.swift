import Diagnostics
import Pipeline
import Raster
import Rig
import Settings
import TestSupport
import Testing

@testable import Stages

@Suite struct LightStagesTests {
  let size = Size(16, 10)

  func run<D: Domain>(_ stage: some BandStage, _ frame: any AnyFrame) throws -> Frame<D> {
    Frame<D>(erased: try stage.applied(to: frame, engine: .plain))
  }

  func mosaic(_ codes: Plane<UInt16>, _ levels: Levels) -> Frame<Mosaic> {
    Frame<Mosaic>(codes, properties: .init(pattern: .rggb, levels: levels))
  }

  @Test func blackLevelUsesTheFramesLevelsOrItsOwn() throws {
    let codes = Plane<UInt16>(size: size, repeating: 300)
    let frame = mosaic(codes, Levels(black: 100, white: 500, validBits: 10))
    let light: Frame<Radiance> = try run(BlackLevel(), frame)
    #expect(light.samples[3, 3] == 0.5)
    var stage = BlackLevel()
    (stage.black, stage.white) = (200, 300)
    let other: Frame<Radiance> = try run(stage, frame)
    #expect(other.samples[3, 3] == 1)
    #expect(other.validity.count(of: .saturated) == size.area)
  }

  @Test func compandedCodesAreNotTakenForLight() {
    let levels = Levels(
      black: 0, white: 4095, validBits: 8, companding: .squareRoot(linearBits: 12))
    let origin = Origin(frameID: "f", file: "f.png", levels: levels)
    #expect {
      try BlackLevel().resolved(for: origin)
    } throws: { "\($0)".contains("companded") && "\($0)".contains("remedy") }
  }

  @Test func gainsAndMatrixComeFromTheRigUnlessSet() throws {
    var camera = Camera()
    camera.whiteBalance = [2, 1, 1.5]
    let origin = Origin(frameID: "f", file: "f.png", camera: camera)
    #expect(try WhiteBalance().resolved(for: origin).gains == [2, 1, 1.5])
    var own = WhiteBalance()
    own.gains = [1, 1, 1]
    #expect(try own.resolved(for: origin).gains == [1, 1, 1])
    #expect {
      try ColorMatrix().resolved(for: origin)
    } throws: { "\($0)".contains("add colorMatrix to the camera") }
  }

  @Test func cropMovesTheBayerPatternAndRefusesWhatIsNotThere() throws {
    let codes = Plane<UInt16>.random(size, below: 1000, seed: 8)
    let frame = mosaic(codes, .codes(bits: 10))
    var stage = Crop()
    (stage.x, stage.y, stage.width, stage.height) = (3, 2, 5, 4)
    let cut: Frame<Mosaic> = try run(stage, frame)
    #expect(cut.size == Size(5, 4))
    #expect(cut.samples[0, 0] == codes[3, 2] && cut.samples[4, 3] == codes[7, 5])
    #expect(cut.properties.pattern == .grbg)
    stage.width = 14
    #expect(throws: Failure.self) { try stage.applied(to: frame, engine: .plain) }
  }
}

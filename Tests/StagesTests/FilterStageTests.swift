import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings
import Stages
import TestSupport
import Testing

@Suite struct FilterStageTests {
  private let size = Size(40, 30)

  private func convolve(_ yaml: String) throws -> Convolve {
    var findings = Findings()
    let node = try Yaml.parse(text: yaml, file: "stage.yaml")
    let stage = Convolve.table.decode(node, &findings)
    try findings.throwIfAny()
    return try #require(stage)
  }

  @Test func weightsFromYamlAreAppliedAsTheyStand() throws {
    let plane = Plane<Float>.random(size, seed: 1)
    let frame = Frame<LinearGray>(plane, properties: LinearProperties())
    let stage = try convolve("{weights: [0, 0, 0, 0, 0, 1, 0, 0, 0], border: replicate}")
    let result = try Frame<LinearGray>(erased: stage.applied(to: frame, engine: .plain))
    for y in 0..<30 {
      for x in 0..<40 { #expect(result.samples[x, y] == plane[min(39, x + 1), y]) }
    }
  }

  @Test func weightsThatFillNoMatrixAreRefused() throws {
    let frame = Frame<LinearGray>(.random(size, seed: 1), properties: LinearProperties())
    for yaml in [
      "{weights: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}",
      "{weights: [1, 2, 3, 4, 5, 6, 7, 8, 9], width: 5}",
    ] {
      let stage = try convolve(yaml)
      let failure = #expect(throws: Failure.self) {
        try stage.applied(to: frame, engine: .plain)
      }
      #expect(failure?.description.contains("do not fill a matrix") == true)
    }
  }

  @Test func whatIsNoDataStaysMarked() throws {
    let defects = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = x == 20 && y == 15 ? Defects.badPixel.rawValue : 0 }
    }
    let flat = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = x == 20 && y == 15 ? 1000 : 0.25 }
    }
    let frame = Frame<LinearGray>(
      flat, validity: Validity(defects), properties: LinearProperties())
    let smooth = try Frame<LinearGray>(
      erased: GaussianStage().applied(to: frame, engine: .plain))
    #expect(smooth.validity[20, 15] == .badPixel)
    #expect(smooth.validity.invalidCount == 1)
    // The wrong pixel has spread nowhere, and its own place holds what its neighbours say.
    for y in 0..<30 {
      for x in 0..<40 { #expect(abs(smooth.samples[x, y] - 0.25) < 1e-6) }
    }
    var sharpen = Convolve()
    sharpen.kernel = .sharpen
    let sharp = try Frame<LinearGray>(erased: sharpen.applied(to: frame, engine: .plain))
    #expect(sharp.validity.invalidCount == 9)
  }

  @Test(arguments: BorderName.allCases)
  func everyBorderGoesThroughBothEngines(border: BorderName) throws {
    var stage = GaussianStage()
    stage.border = border
    let frame = Frame<LinearRGB>(
      RGBPlanes(
        red: .random(size, seed: 1), green: .random(size, seed: 2), blue: .random(size, seed: 3)),
      properties: LinearProperties())
    let plain = try stage.applied(to: frame, engine: .plain).digest
    for height in [1, 7, 64] {
      let engine = Engine.banded(threads: 2, bandHeight: height)
      #expect(try stage.applied(to: frame, engine: engine).digest == plain)
    }
  }
}

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

  private func decoded<S: Stage>(_ yaml: String, as type: S.Type = S.self) throws -> S {
    var findings = Findings()
    let node = try Yaml.parse(text: yaml, file: "stage.yaml")
    let stage = S.table.decode(node, &findings)
    try findings.throwIfAny()
    return try #require(stage)
  }

  @Test func weightsFromYamlAreAppliedAsTheyStand() throws {
    let plane = Plane<Float>.random(size, seed: 1)
    let frame = Frame<LinearGray>(plane, properties: LinearProperties())
    let stage: Convolve = try decoded("{weights: [0, 0, 0, 0, 0, 1, 0, 0, 0], border: replicate}")
    let result = try Frame<LinearGray>(erased: stage.applied(to: frame, engine: .plain))
    for y in 0..<30 {
      for x in 0..<40 { #expect(result.samples[x, y] == plane[min(39, x + 1), y]) }
    }
  }

  /// Stages with settings that do not go together, and what is said about them.
  private static let refused: [(yaml: String, stage: any Stage.Type, complaint: String)] = [
    (
      "border: zero\nweights: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", Convolve.self,
      "10 weights do not fill a matrix"
    ),
    ("{weights: [1, 2, 3, 4, 5, 6, 7, 8, 9], width: 5}", Convolve.self, "matrix 5 wide"),
    ("{weights: [1, 2, 3], width: 3}", Convolve.self, "9 to 961"),
    ("{width: 5}", Convolve.self, "there are no weights"),
    (
      "{kernel: mean, weights: [1, 2, 3, 4, 5, 6, 7, 8, 9]}", Convolve.self,
      "there are weights as well"
    ),
    ("{kernel: blur}", Convolve.self, "binomial3"),
    ("{size: 4}", MedianStage.self, "4 is out of range"),
    ("{size: 4}", MedianStage.self, "write 3 or 5"),
    ("{neighbours: 6}", LaplacianStage.self, "write 4 or 8"),
    ("{border: wrap}", GuidedStage.self, "write reflect-101, reflect or replicate"),
    ("{border: black}", SobelStage.self, "reflect-101"),
    ("{radius: 91}", BoxStage.self, "from 1 to 90"),
    ("{sigma: 65}", GaussianStage.self, "from 0.1 to 64"),
    ("{radius: 0}", BilateralStage.self, "from 1 to 31"),
    ("{amount: -1}", UnsharpStage.self, "from 0 to 10"),
    ("{levels: 13}", PyramidStage.self, "from 1 to 12"),
  ]

  @Test(arguments: refused.indices)
  func whatDoesNotGoTogetherIsRefusedAtItsLine(index: Int) {
    let (yaml, stage, complaint) = Self.refused[index]
    func decode<S: Stage>(_ type: S.Type) throws { _ = try decoded(yaml, as: S.self) }
    let failure = #expect(throws: Failure.self) { try decode(stage) }
    #expect(failure?.description.contains(complaint) == true, "\(failure?.description ?? "")")
  }

  @Test func sharesOfWhiteMeanTheSameForEveryKindOfSample() throws {
    let light = Plane<Float>.random(size, seed: 7)
    let codes = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = UInt8(light[x, y] * 255) }
    }
    let exact = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = Float(codes[x, y]) / 255 }
    }
    let stage: BilateralStage = try decoded("{sigmaRange: 0.2}")
    let floats = try Frame<LinearGray>(
      erased: stage.applied(
        to: Frame<LinearGray>(exact, properties: LinearProperties()), engine: .plain))
    let eight = try Frame<DisplayGray>(
      erased: stage.applied(
        to: Frame<DisplayGray>(.eight(codes), properties: .init(transfer: "none")),
        engine: .plain))
    guard case .eight(let plane) = eight.samples else {
      Issue.record("the depth is kept")
      return
    }
    for y in 0..<size.height {
      for x in 0..<size.width {
        #expect(abs(Float(plane[x, y]) - floats.samples[x, y] * 255) < 0.51)
      }
    }
  }

  @Test func halvesForgetLonePixelsThatAreNoData() throws {
    let defects = Plane<UInt8>(size: size) { y, row in
      for x in row.indices {
        let isBlock = x < 12 && y < 12
        row[x] =
          isBlock
          ? Defects.saturated.rawValue : x == 30 && y == 20 ? Defects.badPixel.rawValue : 0
      }
    }
    let flat = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = defects[x, y] == 0 ? 0.25 : 7 }
    }
    let frame = Frame<LinearGray>(
      flat, validity: Validity(defects), properties: LinearProperties())
    let stage: PyramidStage = try decoded("{levels: 2}")
    let result = try Frame<LinearGray>(erased: stage.applied(to: frame, engine: .plain))
    #expect(result.size == Size(10, 8))
    // What is marked is the block alone, for its own reason.
    #expect(result.validity.count(of: .badPixel) == 0)
    #expect(result.validity[0, 0] == .saturated && result.validity.invalidCount < 9)
    for y in 0..<8 {
      for x in 0..<10 where result.validity[x, y] == [] {
        #expect(abs(result.samples[x, y] - 0.25) < 1e-6)
      }
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

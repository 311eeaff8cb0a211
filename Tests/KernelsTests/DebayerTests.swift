import Kernels
import Raster
import TestSupport
import Testing

@Suite struct DebayerTests {
  func run(
    _ method: DebayerOracle.Method, _ mosaic: Plane<Float>, _ pattern: BayerPattern,
    window: RowWindow? = nil, isa: InstructionSet
  ) -> RGBPlanes<Float> {
    switch method {
    case .bilinear: Debayer.bilinear(mosaic, pattern: pattern, window: window, isa: isa)
    case .malvar: Debayer.malvar(mosaic, pattern: pattern, window: window, isa: isa)
    }
  }

  /// Compares with the oracle, in every phase.
  private func expectOracle(
    _ plain: Plane<Float>, _ method: DebayerOracle.Method, isa: InstructionSet
  ) {
    let mosaic = plain.awkwardlyPlaced(in: .nan)
    for pattern in BayerPattern.allCases {
      let result = run(method, mosaic, pattern, isa: isa)
      let oracle = DebayerOracle(mosaic: plain, pattern: pattern, method: method)
      #expect(result.size == plain.size)
      #expect(result.red.firstDifference { oracle.pixel($0, $1).red } == nil)
      #expect(result.green.firstDifference { oracle.pixel($0, $1).green } == nil)
      #expect(result.blue.firstDifference { oracle.pixel($0, $1).blue } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported, [DebayerOracle.Method.bilinear, .malvar])
  func everySetGivesTheBitsOfTheOracle(isa: InstructionSet, method: DebayerOracle.Method) {
    for (seed, size) in awkwardSizes.enumerated() {
      expectOracle(.random(size, in: -0.5...2, seed: UInt64(seed)), method, isa: isa)
    }
  }

  @Test(arguments: InstructionSet.supported, [DebayerOracle.Method.bilinear, .malvar])
  func whatIsNoNumberReachesOnlyWhereTheFilterReaches(
    isa: InstructionSet, method: DebayerOracle.Method
  ) {
    for size in [Size(37, 6), Size(64, 9)] {
      expectOracle(.withSpecialNumbers(size, seed: 8), method, isa: isa)
    }
  }

  @Test(arguments: InstructionSet.supported, [1, 3, 8])
  func bandsGiveTheBitsOfTheWhole(isa: InstructionSet, height: Int) {
    let mosaic = Plane<Float>.random(Size(37, 20), seed: 5)
    for method in [DebayerOracle.Method.bilinear, .malvar] {
      let whole = run(method, mosaic, .grbg, isa: isa)
      for start in stride(from: 0, to: 20, by: height) {
        let wanted = start..<min(20, start + height)
        let held = max(0, wanted.lowerBound - 2)..<min(20, wanted.upperBound + 2)
        let part = mosaic.view(Region(x: 0, y: held.lowerBound, width: 37, height: held.count))
        let window = RowWindow(height: 20, held: held, wanted: wanted)
        let band = run(method, part, .grbg, window: window, isa: isa)
        let region = Region(x: 0, y: start, width: 37, height: wanted.count)
        #expect(band == whole.view(region))
      }
    }
  }

  @Test(arguments: [DebayerOracle.Method.bilinear, .malvar])
  func movingTheOriginChangesNoBitOfTheInterior(method: DebayerOracle.Method) {
    let mosaic = Plane<Float>.random(Size(40, 24), seed: 9)
    let whole = run(method, mosaic, .rggb, isa: .active)
    for (dx, dy) in [(1, 0), (0, 1), (1, 1)] {
      let part = mosaic.view(Region(x: dx, y: dy, width: 40 - dx, height: 24 - dy))
      let shifted = run(method, part, BayerPattern.rggb.shifted(x: dx, y: dy), isa: .active)
      let inner = Region(x: 2, y: 2, width: 35, height: 19)
      let same = Region(x: 2 + dx, y: 2 + dy, width: 35, height: 19)
      #expect(shifted.view(inner) == whole.view(same))
    }
  }

  @Test(arguments: [DebayerOracle.Method.bilinear, .malvar], BayerPattern.allCases)
  func aRampStaysARamp(method: DebayerOracle.Method, pattern: BayerPattern) {
    let ramp = Plane<Float>(size: Size(32, 32)) { y, row in
      for x in row.indices { row[x] = Float(3 * x + 5 * y) / 256 }
    }
    let result = run(method, ramp, pattern, isa: .active)
    let inner = Region(x: 2, y: 2, width: 28, height: 28)
    for plane in result.planes { #expect(plane.view(inner) == ramp.view(inner)) }
  }
}

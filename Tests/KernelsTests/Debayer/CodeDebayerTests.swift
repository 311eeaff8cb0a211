import Kernels
import Raster
import TestSupport
import Testing

@Suite struct CodeDebayerTests {
  /// Colours as the definition has them, in exact sixteenths.
  struct Oracle<Code: Sample & FixedWidthInteger> {
    let mosaic: Plane<Code>
    let pattern: BayerPattern
    let isMalvar: Bool

    func codes(_ x: Int, _ y: Int) -> [Code] {
      let here = pattern.color(x: x, y: y)
      let c = 16 * at(x, y)
      if here == .green {
        let isRedRow = pattern.color(x: x + 1, y: y) == .red
        let (along, across) = (estimate(x, y, (1, 0), (0, 1)), estimate(x, y, (0, 1), (1, 0)))
        return (isRedRow ? [along, c, across] : [across, c, along]).map(rounded)
      }
      let green =
        isMalvar ? 8 * at(x, y) + 4 * cross(x, y, 1) - 2 * cross(x, y, 2) : 4 * cross(x, y, 1)
      let other =
        isMalvar ? 12 * at(x, y) + 4 * diagonals(x, y) - 3 * cross(x, y, 2) : 4 * diagonals(x, y)
      return (here == .red ? [c, green, other] : [other, green, c]).map(rounded)
    }

    private func rounded(_ sixteenths: Int) -> Code { Code(clamping: (sixteenths + 8) >> 4) }

    private func at(_ x: Int, _ y: Int) -> Int { Int(mosaic.mirrored(x, y)) }

    private func two(_ x: Int, _ y: Int, _ step: (x: Int, y: Int)) -> Int {
      at(x - step.x, y - step.y) + at(x + step.x, y + step.y)
    }

    private func cross(_ x: Int, _ y: Int, _ step: Int) -> Int {
      two(x, y, (step, 0)) + two(x, y, (0, step))
    }

    private func diagonals(_ x: Int, _ y: Int) -> Int { two(x, y, (1, 1)) + two(x, y, (1, -1)) }

    /// A colour at green, whose sites lie along one direction.
    private func estimate(
      _ x: Int, _ y: Int, _ along: (x: Int, y: Int), _ across: (x: Int, y: Int)
    ) -> Int {
      let near = two(x, y, along)
      if !isMalvar { return 8 * near }
      let far = two(x, y, (2 * along.x, 2 * along.y))
      let side = two(x, y, (2 * across.x, 2 * across.y))
      return 10 * at(x, y) + 8 * near - 2 * diagonals(x, y) - 2 * far + side
    }
  }

  typealias Debayering<Code: Sample> = (
    _ mosaic: Plane<Code>, _ method: Debayer.Method, _ pattern: BayerPattern, _ isa: InstructionSet
  ) -> Plane<Code>

  private func expectOracle<Code: Sample & FixedWidthInteger>(
    _ plain: Plane<Code>, _ method: Debayer.Method, isa: InstructionSet, filler: Code,
    _ codes: Debayering<Code>
  ) {
    let mosaic = plain.awkwardlyPlaced(in: filler)
    for pattern in BayerPattern.allCases {
      let oracle = Oracle(mosaic: plain, pattern: pattern, isMalvar: method == .malvar)
      let found = codes(mosaic, method, pattern, isa)
      #expect(found.size == Size(3 * plain.width, plain.height))
      #expect(
        found.firstDifference { oracle.codes($0 / 3, $1)[$0 % 3] } == nil,
        "\(method) \(pattern) \(plain.size)")
    }
  }

  @Test(arguments: InstructionSet.supported, [Debayer.Method.bilinear, .malvar])
  func everySetGivesTheCodesOfTheDefinition(isa: InstructionSet, method: Debayer.Method) {
    for (seed, size) in (awkwardSizes + [Size(131, 3), Size(200, 6)]).enumerated() {
      let wide = Plane<UInt16>.random(size, below: 65536, seed: UInt64(seed))
      let narrow = Plane<UInt8>(size: size) { y, row in
        for x in row.indices { row[x] = UInt8(wide[x, y] >> 8) }
      }
      expectOracle(wide, method, isa: isa, filler: 0xABCD, Debayer.codes)
      expectOracle(narrow, method, isa: isa, filler: 0xAB, Debayer.codes)
    }
  }

  @Test(arguments: InstructionSet.supported, [Debayer.Method.bilinear, .malvar])
  func extremesNeitherWrapNorShift(isa: InstructionSet, method: Debayer.Method) {
    let size = Size(67, 9)
    let wide = Plane<UInt16>(size: size) { y, row in
      for x in row.indices { row[x] = (x &* 7 ^ y &* 13) % 5 < 3 ? .max : 0 }
    }
    let narrow = Plane<UInt8>(size: size) { y, row in
      for x in row.indices { row[x] = wide[x, y] == 0 ? 0 : 255 }
    }
    expectOracle(wide, method, isa: isa, filler: 1, Debayer.codes)
    expectOracle(narrow, method, isa: isa, filler: 1, Debayer.codes)
  }

  /// The mean of four from means of two is exact for every remainder.
  @Test(arguments: InstructionSet.supported)
  func everyRemainderIsRoundedHalfUp(isa: InstructionSet) {
    let mosaic = Plane<UInt8>(size: Size(256, 64)) { y, row in
      for x in row.indices { row[x] = UInt8(truncatingIfNeeded: (x &* x &* 31 &+ y &* 57) >> 2) }
    }
    expectOracle(mosaic, .bilinear, isa: isa, filler: 7, Debayer.codes)
  }
}

import Kernels
import Raster
import TestSupport
import Testing

@Suite struct DebayerTests {
  typealias Method = Debayer.Method

  /// The depth of the strip along the edges that is estimated in its own way.
  static func stripDepth(_ method: Method) -> Int {
    switch method {
    case .bilinear: 2
    case .malvar: 3
    case .menon, .lmmse: 0
    case .residual, .fast, .adaptive: 1
    }
  }

  static func isInStrip(_ method: Method, _ size: Size, _ x: Int, _ y: Int) -> Bool {
    let depth = stripDepth(method)
    return x < depth || y < depth || x >= size.width - depth || y >= size.height - depth
  }

  /// Compares the linear filters with their oracle, bit by bit, in every phase.
  private func expectOracle(_ plain: Plane<Float>, _ method: Method, isa: InstructionSet) {
    let mosaic = plain.awkwardlyPlaced(in: .nan)
    let (width, height) = (plain.width, plain.height)
    for pattern in BayerPattern.allCases {
      let result = Debayer.colors(of: mosaic, by: method, pattern: pattern, isa: isa)
      #expect(result.size == plain.size)
      let depth = width < 2 || height < 2 ? 0 : Self.stripDepth(method)
      if width <= 2 * depth || height <= 2 * depth { continue }
      let oracle = LinearOracle(
        mosaic: plain, pattern: pattern, method: method == .malvar ? .malvar : .bilinear)
      let inner = Region(
        x: depth, y: depth, width: width - 2 * depth, height: height - 2 * depth)
      let found = result.view(inner)
      #expect(found.red.firstDifference { oracle.pixel($0 + depth, $1 + depth).red } == nil)
      #expect(found.green.firstDifference { oracle.pixel($0 + depth, $1 + depth).green } == nil)
      #expect(found.blue.firstDifference { oracle.pixel($0 + depth, $1 + depth).blue } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported, [Method.bilinear, .malvar])
  func everySetGivesTheBitsOfTheOracle(isa: InstructionSet, method: Method) {
    for (seed, size) in awkwardSizes.enumerated() {
      expectOracle(.random(size, in: -0.5...2, seed: UInt64(seed)), method, isa: isa)
    }
  }

  @Test(arguments: InstructionSet.supported, [Method.bilinear, .malvar])
  func whatIsNoNumberReachesOnlyWhereTheFilterReaches(isa: InstructionSet, method: Method) {
    for size in [Size(37, 8), Size(64, 9)] {
      expectOracle(.withSpecialNumbers(size, seed: 8), method, isa: isa)
    }
  }

  @Test(arguments: Method.allCases)
  func everySetGivesTheSameBitsAtEverySize(method: Method) {
    for (seed, size) in awkwardSizes.enumerated() {
      let mosaic = Plane<Float>.random(size, in: -0.2...1.2, seed: UInt64(seed))
        .awkwardlyPlaced(in: .nan)
      for pattern in [BayerPattern.rggb, .gbrg] {
        let expected = Debayer.colors(of: mosaic, by: method, pattern: pattern, isa: .baseline)
        #expect(
          expected.planes.allSatisfy { $0.firstDifference { _, _ in 0 } != nil || size.area == 0 })
        for isa in InstructionSet.supported {
          let found = Debayer.colors(of: mosaic, by: method, pattern: pattern, isa: isa)
          #expect(found == expected, "\(isa) \(size) \(pattern)")
        }
      }
    }
  }

  @Test(arguments: InstructionSet.supported, Method.allCases)
  func bandsGiveTheBitsOfTheWhole(isa: InstructionSet, method: Method) {
    let (width, height) = (45, 120)
    let mosaic = Plane<Float>.random(Size(width, height), seed: 5)
    let whole = Debayer.colors(of: mosaic, by: method, pattern: .grbg, isa: isa)
    for step in [1, 7, 32, 120] {
      for start in stride(from: 0, to: height, by: step) where step > 1 || start % 9 < 2 {
        let wanted = start..<min(height, start + step)
        let reach = method.radius
        let held =
          max(0, wanted.lowerBound - reach)..<min(height, wanted.upperBound + reach)
        let part = mosaic.view(
          Region(x: 0, y: held.lowerBound, width: width, height: held.count))
        let window = RowWindow(height: height, held: held, wanted: wanted)
        let band = Debayer.colors(of: part, by: method, pattern: .grbg, window: window, isa: isa)
        let region = Region(x: 0, y: start, width: width, height: wanted.count)
        #expect(band == whole.view(region), "\(wanted)")
      }
    }
  }

  @Test(arguments: Method.allCases)
  func movingTheOriginChangesNoBitOfTheInterior(method: Method) {
    let (width, height) = (110, 104)
    let mosaic = Plane<Float>.random(Size(width, height), seed: 9)
    let whole = Debayer.colors(of: mosaic, by: method, pattern: .rggb)
    let reach = method.radius
    for (dx, dy) in [(1, 0), (0, 1), (1, 1)] {
      let part = mosaic.view(Region(x: dx, y: dy, width: width - dx, height: height - dy))
      let shifted = Debayer.colors(
        of: part, by: method, pattern: BayerPattern.rggb.shifted(x: dx, y: dy))
      let size = Size(width - 2 * reach - 1, height - 2 * reach - 1)
      let inner = Region(x: reach, y: reach, width: size.width, height: size.height)
      let same = Region(x: reach + dx, y: reach + dy, width: size.width, height: size.height)
      #expect(shifted.view(inner) == whole.view(same))
    }
  }

  @Test(arguments: Method.allCases)
  func aPixelChangesNothingBeyondTheRadius(method: Method) {
    let size = Size(121, 121)
    let mosaic = Plane<Float>.random(size, seed: 4)
    let changed = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = x == 60 && y == 60 ? 3 : mosaic[x, y] }
    }
    let before = Debayer.colors(of: mosaic, by: method, pattern: .bggr)
    let after = Debayer.colors(of: changed, by: method, pattern: .bggr)
    var farthest = 0
    for (a, b) in zip(before.planes, after.planes) {
      for y in 0..<121 {
        for x in 0..<121 where a[x, y].bitPattern != b[x, y].bitPattern {
          farthest = max(farthest, abs(x - 60), abs(y - 60))
        }
      }
    }
    #expect(farthest <= method.radius && farthest > 0)
  }

  @Test(arguments: Method.allCases, BayerPattern.allCases)
  func greyStaysGreyAndARampARamp(method: Method, pattern: BayerPattern) {
    let ramp = Plane<Float>(size: Size(96, 96)) { y, row in
      for x in row.indices { row[x] = Float(3 * x + 5 * y) / 1024 }
    }
    let result = Debayer.colors(of: ramp, by: method, pattern: pattern)
    for plane in result.planes {
      for y in 30..<66 {
        for x in 30..<66 { #expect(abs(plane[x, y] - ramp[x, y]) < 2e-5) }
      }
    }
  }

  @Test(arguments: Method.allCases)
  func whatWasSeenStays(method: Method) {
    let mosaic = Plane<Float>.random(Size(50, 40), seed: 12)
    for pattern in BayerPattern.allCases {
      let colors = Debayer.colors(of: mosaic, by: method, pattern: pattern).planes
      for y in 0..<40 {
        for x in 0..<50 {
          #expect(colors[pattern.color(x: x, y: y).rawValue][x, y] == mosaic[x, y])
        }
      }
    }
  }
}

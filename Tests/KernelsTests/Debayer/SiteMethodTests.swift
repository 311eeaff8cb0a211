import Kernels
import Raster
import TestSupport
import Testing

/// The methods of sites against oracles in double precision.
@Suite struct SiteMethodTests {
  static let methods: [(Debayer.Method, SiteOracle.Method)] = [
    (.lmmse, .lmmse), (.menon, .menon), (.residual, .residual), (.fast, .fast),
    (.adaptive, .adaptive),
  ]

  /// A picture with edges, slopes and noise.
  static func scene(_ size: Size, seed: UInt64) -> Plane<Float> {
    let noise = Plane<Float>.random(size, in: -0.05...0.05, seed: seed)
    return Plane(size: size) { y, row in
      for x in row.indices {
        let step: Float = (x + 2 * y) / 11 % 2 == 0 ? 0.3 : 0.6
        row[x] = step + Float(x) / 300 + noise[x, y]
      }
    }
  }

  private func expect(
    _ found: RGBPlanes<Float>, _ wanted: (Int, Int) -> (Double, Double, Double), _ bound: Double,
    _ context: String, where isAsked: (Int, Int) -> Bool
  ) {
    for y in 0..<found.size.height {
      for x in 0..<found.size.width where isAsked(x, y) {
        let (red, green, blue) = wanted(x, y)
        let error = max(
          abs(Double(found.red[x, y]) - red), abs(Double(found.green[x, y]) - green),
          abs(Double(found.blue[x, y]) - blue))
        if !(error <= bound) {
          Issue.record("\(context): off by \(error) at (\(x), \(y))")
          return
        }
      }
    }
  }

  @Test(arguments: methods, BayerPattern.allCases)
  func itIsWhatItsFormulasSay(
    method: (Debayer.Method, SiteOracle.Method), pattern: BayerPattern
  ) {
    for (seed, size) in [Size(37, 29), Size(16, 21), Size(6, 7), Size(2, 3)].enumerated() {
      let mosaic = Self.scene(size, seed: UInt64(seed))
      let found = Debayer.colors(of: mosaic, by: method.0, pattern: pattern)
      let oracle = SiteOracle(size: size, pattern: pattern, mosaic: mosaic)
      expect(found, oracle.colors(method.1), 2e-4, "\(method.0) \(size) \(pattern)") { x, y in
        !DebayerTests.isInStrip(method.0, size, x, y)
      }
    }
  }

  @Test(arguments: Debayer.Method.allCases, BayerPattern.allCases)
  func theStripIsEstimatedAlongTheEdge(method: Debayer.Method, pattern: BayerPattern) {
    let size = Size(30, 26)
    let mosaic = Self.scene(size, seed: 3)
    let found = Debayer.colors(of: mosaic, by: method, pattern: pattern)
    let oracle = SiteOracle(size: size, pattern: pattern, mosaic: mosaic)
    let depth = DebayerTests.stripDepth(method)
    expect(found, oracle.strip(along: .row), 1e-5, "\(method) \(pattern) rows") { _, y in
      y < depth || y >= size.height - depth
    }
    expect(found, oracle.strip(along: .column), 1e-5, "\(method) \(pattern) columns") { x, y in
      (x < depth || x >= size.width - depth) && y >= depth && y < size.height - depth
    }
  }

  @Test func aNoisyFlatFieldGetsLessNoiseWhenTheSensorIsKnown() {
    let size = Size(160, 120)
    let mosaic = Plane<Float>.random(size, in: 0.45...0.55, seed: 21)
    // Uniform noise of this width has a standard deviation of 0.0289.
    let noise = SensorNoise(atBlack: 0.0289, electrons: nil)
    func scatter(_ planes: RGBPlanes<Float>) -> Float {
      var sum: Float = 0
      for plane in planes.planes {
        for y in 20..<100 { for x in 20..<140 { sum += (plane[x, y] - 0.5) * (plane[x, y] - 0.5) } }
      }
      return sum
    }
    let blind = scatter(Debayer.colors(of: mosaic, by: .adaptive, pattern: .rggb))
    let aware = scatter(Debayer.colors(of: mosaic, by: .adaptive, pattern: .rggb, noise: noise))
    #expect(aware < 0.8 * blind, "\(aware / blind)")
    let photons = SensorNoise(atBlack: 0, electrons: 0.5 / (0.0289 * 0.0289))
    let same = scatter(Debayer.colors(of: mosaic, by: .adaptive, pattern: .rggb, noise: photons))
    #expect(abs(same / aware - 1) < 0.05, "\(same / aware)")
    let lmmse = Debayer.colors(of: mosaic, by: .lmmse, pattern: .rggb)
    #expect(Debayer.colors(of: mosaic, by: .lmmse, pattern: .rggb, noise: noise) != lmmse)
  }

  /// Grey steps seen by a sensor that is more sensitive to green than to red and blue.
  @Test(arguments: Debayer.Method.allCases)
  func aGreyEdgeStaysGreyWhenTheBalanceIsKnown(method: Debayer.Method) {
    let size = Size(80, 80)
    let sensitivity: [Float] = [0.5, 1, 0.6]
    let grey = Plane<Float>(size: size) { y, row in
      for x in row.indices { row[x] = (x + 3 * y) / 17 % 2 == 0 ? 0.2 : 0.7 }
    }
    let mosaic = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        row[x] = grey[x, y] * sensitivity[BayerPattern.gbrg.color(x: x, y: y).rawValue]
      }
    }
    let balance = MosaicBalance(red: 2, green: 1, blue: 1 / 0.6)
    func tint(_ colors: RGBPlanes<Float>) -> Float {
      var sum: Float = 0
      for y in 0..<80 {
        for x in 0..<80 {
          let (r, g) = (colors.red[x, y] / 0.5, colors.green[x, y])
          sum += abs(r - g) + abs(colors.blue[x, y] / 0.6 - g)
        }
      }
      return sum
    }
    let plain = Debayer.colors(of: mosaic, by: method, pattern: .gbrg)
    let balanced = Debayer.colors(of: mosaic, by: method, pattern: .gbrg, balance: balance)
    // Fitted slopes find out most of it by themselves.
    let share: Float =
      switch method {
      case .menon, .lmmse: 0.7
      case .malvar: 0.85
      case .bilinear, .residual, .fast, .adaptive: 1.01
      }
    #expect(tint(balanced) < share * tint(plain), "\(tint(balanced)) \(tint(plain))")
  }
}

import Kernels
import Raster
import TestSupport
import Testing

@Suite struct GuidedTests {
  /// The filter of the paper, a plane at a time.
  private func composed(
    _ p: Plane<Float>, _ guide: Plane<Float>, _ radius: Int, _ epsilon: Float,
    _ context: FilterContext
  ) -> Plane<Float> {
    func each(_ planes: [Plane<Float>], _ formula: ([Float]) -> Float) -> Plane<Float> {
      Plane(size: p.size) { y, row in
        for x in row.indices { row[x] = formula(planes.map { $0[x, y] }) }
      }
    }
    func mean(_ plane: Plane<Float>) -> Plane<Float> {
      Convolution.box(plane, radius: radius, in: context)
    }
    let (meanI, meanP) = (mean(guide), mean(p))
    let meanII = mean(each([guide, guide]) { $0[0] * $0[1] })
    let meanIP = mean(each([guide, p]) { $0[0] * $0[1] })
    let slope = each([meanI, meanP, meanII, meanIP]) { m in
      let squared = m[0] * m[0]
      let variance = max(0, m[2] - squared)
      let product = m[0] * m[1]
      return (m[3] - product) / (variance + epsilon)
    }
    let offset = each([slope, meanI, meanP]) { m in
      let part = m[0] * m[1]
      return m[2] - part
    }
    return each([mean(slope), guide, mean(offset)]) { m in
      let part = m[0] * m[1]
      return part + m[2]
    }
  }

  private let borders: [Border] = [.reflect101, .reflect, .replicate]

  @Test(arguments: InstructionSet.supported)
  func rowsStreamedGiveWhatPlanesComposedGive(isa: InstructionSet) {
    for (seed, size) in (awkwardSizes + [Size(70, 40)]).enumerated() {
      for radius in [1, 4, 6] {
        let context = FilterContext(
          border: borders[seed % 3], channels: size.width % 3 == 0 ? 3 : 1, isa: isa)
        let plane = Plane<Float>.samples(size, seed: UInt64(seed))
        let guide = Plane<Float>.samples(size, seed: UInt64(seed) + 1000)
        let other = Guided.filtered(
          plane.awkward(), guide: guide.awkward(), radius: radius, epsilon: 0.01, in: context)
        let expected = composed(plane, guide, radius, 0.01, context)
        #expect(other.firstDifference { expected[$0, $1] } == nil)
        let own = Guided.filtered(plane.awkward(), radius: radius, epsilon: 0.01, in: context)
        let expectedOwn = composed(plane, plane, radius, 0.01, context)
        #expect(own.firstDifference { expectedOwn[$0, $1] } == nil)
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func bandsAndThreadsGiveTheBitsOfTheWhole(isa: InstructionSet) {
    for radius in [2, 5] {
      let context = FilterContext(border: .reflect, isa: isa)
      let plane = Plane<Float>.samples(Size(37, 150), seed: 1)
      let difference = bandsDiffer(plane, halo: 2 * radius, context) {
        Guided.filtered($0, radius: radius, epsilon: 0.1, in: $1)
      }
      #expect(difference == nil)
    }
  }

  @Test func edgesStayAndFlatPartsAreSmoothed() {
    let noise = Plane<Float>.random(Size(80, 40), in: -0.01...0.01, seed: 5)
    let step = Plane<Float>(size: noise.size) { y, row in
      for x in row.indices { row[x] = (x < 40 ? 0.2 : 0.8) + noise[x, y] }
    }
    let result = Guided.filtered(step, radius: 4, epsilon: 0.001)
    var (largest, edge): (Float, Float) = (0, 1)
    for y in 0..<40 {
      for x in 10..<30 { largest = max(largest, abs(result[x, y] - 0.2)) }
      edge = min(edge, result[40, y] - result[39, y])
    }
    #expect(largest < 0.005)
    #expect(edge > 0.55)
  }
}

import Kernels
import Raster
import TestSupport
import Testing

@testable import Stereo

@Suite struct MultibandBlendTests {
  static let size = Size(157, 96)

  /// 1 on one side of column 78, 0 on the other.
  func half(isLeft: Bool) -> Plane<Float> {
    Plane(size: Self.size) { _, row in
      for x in row.indices { row[x] = (x < 78) == isLeft ? 1 : 0 }
    }
  }

  func layer(
    _ plane: Plane<Float>, isLeft: Bool, missing: Plane<UInt8>? = nil
  ) -> MultibandBlend.Layer {
    .init(planes: [plane], missing: missing, weights: half(isLeft: isLeft))
  }

  @Test func onePictureStaysAsItIs() {
    let plane = Plane<Float>.random(Self.size, seed: 1)
    let all = Plane<Float>(size: Self.size, repeating: 1)
    for bands in [1, 2, 5, 9] {
      var blend = MultibandBlend()
      blend.bands = bands
      let result = blend.blended([.init(planes: [plane], missing: nil, weights: all)])
      for y in 0..<Self.size.height {
        for x in 0..<Self.size.width {
          #expect((result.planes[0][x, y] - plane[x, y]).magnitude < 2e-6)
          #expect(result.missing[x, y] == 0)
        }
      }
    }
  }

  /// Light goes over without a step; what both show stays sharp.
  @Test func lightGoesOverAndDetailsStay() {
    let details = Plane<Float>.random(Self.size, in: -0.1...0.1, seed: 2)
    let (dark, bright) = (details.mapped { $0 + 0.4 }, details.mapped { $0 + 0.6 })
    let result = MultibandBlend().blended([
      layer(dark, isLeft: true), layer(bright, isLeft: false),
    ])
    let light = { (x: Int, y: Int) in result.planes[0][x, y] - details[x, y] }
    for y in 0..<Self.size.height {
      #expect((light(2, y) - 0.4).magnitude < 0.01 && (light(154, y) - 0.6).magnitude < 0.01)
      #expect((light(77, y) - 0.5).magnitude < 0.03)
      for x in 1..<Self.size.width {
        let step = light(x, y) - light(x - 1, y)
        #expect(step > -0.004 && step < 0.02, "\(step) at \(x), \(y)")
      }
    }
    var cut = MultibandBlend()
    cut.bands = 1
    let hard = cut.blended([layer(dark, isLeft: true), layer(bright, isLeft: false)])
    #expect(hard.planes[0][77, 9] == dark[77, 9] && hard.planes[0][78, 9] == bright[78, 9])
  }

  /// Whatever stands at missing pixels, no bit changes; they are known only where another is.
  @Test func missingPixelsHaveNoShare() {
    let hole = Plane<UInt8>(size: Self.size) { y, row in
      for x in row.indices { row[x] = (60..<90).contains(x) && (30..<50).contains(y) ? 1 : 0 }
    }
    let (a, b) = (Plane<Float>.random(Self.size, seed: 3), Plane<Float>.random(Self.size, seed: 4))
    func filled(_ value: Float) -> Plane<Float> {
      Plane(size: Self.size) { y, row in
        for x in row.indices { row[x] = hole[x, y] == 0 ? a[x, y] : value }
      }
    }
    let results = [0, 1e6, .nan].map { value in
      MultibandBlend().blended([
        layer(filled(value), isLeft: true, missing: hole), layer(b, isLeft: false),
      ])
    }
    for result in results {
      #expect(result.planes[0] == results[0].planes[0] && result.missing == results[0].missing)
      // To the left of the seam only the first picture has a share.
      #expect(result.missing[70, 40] == 1 && result.planes[0][70, 40] == 0)
      #expect(result.missing[85, 40] == 0 && result.missing[50, 40] == 0)
      for y in 0..<Self.size.height {
        for x in 0..<Self.size.width { #expect(result.planes[0][x, y].magnitude < 3) }
      }
    }
  }

  @Test func threadsAndInstructionSetsChangeNoBit() {
    let (a, b) = (Plane<Float>.random(Self.size, seed: 5), Plane<Float>.random(Self.size, seed: 6))
    let results = InstructionSet.supported.flatMap { isa in
      [1, 2].map { threads in
        MultibandBlend().blended(
          [layer(a, isLeft: true), layer(b, isLeft: false)],
          in: FilterContext(threads: threads, isa: isa)
        ).planes[0]
      }
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }
}

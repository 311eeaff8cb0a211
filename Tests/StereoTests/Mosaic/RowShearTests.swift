import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct RowShearTests {
  /// A plane has no disparity afterwards, whatever stands out of it.
  @Test func bringsThePlaneOfMostPairsToNoDisparity() {
    var generator = SeededGenerator(seed: 3)
    let pairs = (0..<120).map { index -> PointPair in
      let (x, y) = (
        Double.random(in: -200...300, using: &generator),
        Double.random(in: -300...300, using: &generator)
      )
      let near = index % 4 == 0 ? Double.random(in: 20...90, using: &generator) : 0
      return PointPair(ImagePoint(0.8 * x + 0.3 * y + 140 + near, y), ImagePoint(x, y))
    }
    let shear = RowShear(pairs)
    for (index, pair) in pairs.enumerated() where index % 4 != 0 {
      let moved = shear.moved(pair.second)
      #expect((moved.x - pair.first.x).magnitude < 0.3, "\(moved.x) \(pair.first.x)")
      #expect(moved.y == pair.second.y)
      #expect(shear.unmoved(moved).distance(pair.second) < 1e-9)
    }
  }

  /// Few pairs tell a shift, none nothing.
  @Test func takesFewPairsForAShift() {
    let pairs = [40.0, 41, 47].map { PointPair(ImagePoint($0, 7), ImagePoint(0, 7)) }
    #expect(RowShear(pairs).moved(ImagePoint(1, 2)) == ImagePoint(42, 2))
    #expect(RowShear([]).moved(ImagePoint(1, 2)) == ImagePoint(1, 2))
  }
}

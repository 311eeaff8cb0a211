import Raster
import TestSupport
import Testing

@testable import Stereo

@Suite struct QuantileTests {
  /// The same as of sorted samples, below 0 and above.
  @Test func itIsThatOfSortedSamples() {
    for (seed, size) in [Size(1, 1), Size(7, 3), Size(40, 30)].enumerated() {
      let samples = Plane<Float>.random(size, in: -3...5, seed: UInt64(seed))
      let sorted = (0..<size.area).map { samples[$0 % size.width, $0 / size.width] }.sorted()
      for share in [0, 0.3, 0.5, 0.995, 1] {
        let wanted = sorted[min(size.area - 1, Int(share * Double(size.area)))]
        #expect(samples.quantile(share, without: nil) == wanted)
      }
    }
  }

  /// What is missing does not count.
  @Test func missingSamplesDoNotCount() {
    let samples = Plane<Float>(size: Size(10, 1)) { _, row in
      for x in row.indices { row[x] = Float(x) }
    }
    let missing = samples.mapped { UInt8($0 >= 5 ? 1 : 0) }
    #expect(samples.quantile(1, without: missing) == 4)
    #expect(samples.quantile(0.5, without: missing.mapped { _ in 1 }) == 0)
  }
}

import Raster
import Testing

@testable import Codecs

@Suite struct InterleavedTests {
  @Test("planes and interleaved bytes are told apart pixel by pixel", arguments: 1...5)
  func roundTrip(count: Int) {
    for width in [1, 2, 15, 16, 17, 31, 32, 33, 100] {
      let planes = randomBytes(Size(width, 3), count: count, seed: UInt64(width))
      let samples = Interleaved.samples(planes)
      for y in 0..<3 {
        for x in 0..<width {
          for channel in 0..<count {
            #expect(samples[(y * width + x) * count + channel] == planes[channel][x, y])
          }
        }
      }
      #expect(Interleaved.planes(samples, size: Size(width, 3), count: count) == planes)
    }
  }
}

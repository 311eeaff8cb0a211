import Kernels
import Raster
import Testing

@testable import Stereo

@Suite struct SpeckleFilterTests {
  /// A small surface goes, a large one and one that slopes stay.
  @Test func smallSurfacesGo() {
    let unknown = SemiGlobalMatcher.unknown
    let codes = Plane<Int16>(size: Size(12, 6)) { y, row in
      for x in row.indices {
        row[x] =
          switch x {
          case 0..<6: Int16(160 + 16 * x)
          case 6: unknown
          case 7..<9 where y < 2: 400
          default: 800
          }
      }
    }
    let result = SpeckleFilter(smallest: 5).filtered(codes)
    for y in 0..<6 {
      for x in 0..<12 {
        let isSmall = (7..<9).contains(x) && y < 2
        #expect(result[x, y] == (isSmall ? unknown : codes[x, y]))
      }
    }
    #expect(SpeckleFilter(smallest: 0).filtered(codes) == codes)
  }
}

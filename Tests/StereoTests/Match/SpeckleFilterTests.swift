import Kernels
import Raster
import TestSupport
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

  /// Random surfaces, held against what spreads from every pixel anew.
  @Test func surfacesAreWhatSpreads() {
    let unknown = SemiGlobalMatcher.unknown
    for seed in 1...40 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let size = Size(1 + seed, 1 + seed * 7 % 23)
      let codes = Plane<Int16>(size: size) { _, row in
        for x in row.indices {
          row[x] =
            .random(in: 0..<4, using: &generator) == 0
            ? unknown : 15 * .random(in: 0...2, using: &generator)
        }
      }
      let result = SpeckleFilter(smallest: 6).filtered(codes)
      for y in 0..<size.height {
        for x in 0..<size.width {
          let isLarge = spread(from: (x, y), in: codes) >= 6
          #expect(result[x, y] == (isLarge ? codes[x, y] : unknown))
        }
      }
    }
  }

  /// How many pixels can be reached in steps of at most one pixel of disparity.
  private func spread(from start: (x: Int, y: Int), in codes: Plane<Int16>) -> Int {
    var seen = [Bool](repeating: false, count: codes.size.area)
    var open = codes[start.x, start.y] == SemiGlobalMatcher.unknown ? [] : [start]
    var count = 0
    while let (x, y) = open.popLast() {
      if seen[y * codes.width + x] { continue }
      seen[y * codes.width + x] = true
      count += 1
      for (column, row) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
      where (0..<codes.width).contains(column) && (0..<codes.height).contains(row)
        && codes[column, row] != SemiGlobalMatcher.unknown
        && abs(Int(codes[column, row]) - Int(codes[x, y])) <= 16
      {
        open.append((column, row))
      }
    }
    return count
  }
}

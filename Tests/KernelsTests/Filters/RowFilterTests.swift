import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct RowFilterTests {
  /// The least of 3×3 codes, without registers.
  private func eroding(rowsAtOnce: Int, isConverted: Bool = false) -> RowFilter<UInt8, UInt8, UInt8>
  {
    let copy: @Sendable (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>) -> Void = {
      unsafe $2.update(from: $0, count: $1)
    }
    return unsafe RowFilter(
      halo: 1, reach: 1, rowsAtOnce: rowsAtOnce,
      widen: isConverted ? RowConversion(run: copy) : nil,
      kernel: { rows, results, count in
        for row in 0..<rowsAtOnce {
          for x in 0..<count {
            var least = UInt8.max
            for line in row..<row + 3 {
              for tap in -1...1 { least = unsafe min(least, rows[line][x + tap]) }
            }
            unsafe results[row][x] = least
          }
        }
      })
  }

  private func least(_ at: Surroundings<UInt8>, _ x: Int, _ y: Int) -> UInt8 {
    (-1...1).flatMap { dy in (-1...1).map { at(x, y, $0, dy) } }.min() ?? 0
  }

  @Test(arguments: [1, 2, 4, 7], [false, true])
  func rowsArriveWithTheirSurroundings(rowsAtOnce: Int, isConverted: Bool) {
    let filter = eroding(rowsAtOnce: rowsAtOnce, isConverted: isConverted)
    for (seed, size) in (awkwardSizes + [Size(400, 9), Size(3001, 5)]).enumerated() {
      let plane = Plane<UInt8>.samples(size, seed: UInt64(seed))
      for border in allBorders {
        let at = Surroundings(plane: plane, border: border)
        let context = FilterContext(border: border, threads: 1 + seed % 3)
        let result = filter.applied(
          to: plane.awkward(), constant: UInt8(border: border), context)
        #expect(result.firstDifference { least(at, $0, $1) } == nil, "\(size) \(border)")
      }
    }
  }

  @Test func bandsAreThoseOfTheWhole() {
    let filter = eroding(rowsAtOnce: 4)
    let plane = Plane<UInt8>.samples(Size(150, 37), seed: 2)
    for border in [Border.reflect101, .reflect, .replicate, .constant(3)] {
      let difference = bandsDiffer(plane, halo: 1, FilterContext(border: border)) {
        filter.applied(to: $0, constant: 3, $1)
      }
      #expect(difference == nil)
    }
  }
}

import Raster
import Synchronization
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

  /// Rows so many that they are parted, with a last part narrower than what is looked at.
  @Test(arguments: [2352, 2305, 2368, 1537, 3100], [1, 3])
  func partedRowsMeetTheBorderAtTheirEndOnly(width: Int, channels: Int) {
    let (halo, reach) = (90, 45)
    let offset = reach * channels
    let filter = unsafe RowFilter<Float, Float, Float>(
      halo: halo, reach: reach, rowsAtOnce: 1, widen: nil,
      kernel: { rows, results, count in
        for x in 0..<count {
          unsafe results[0][x] = rows[halo][x - offset] + 2 * rows[halo][x + offset]
        }
      })
    let plane = Plane<Float>.samples(Size(width / channels * channels, 3), seed: 4)
    for border in allBorders {
      let context = FilterContext(border: border, channels: channels)
      let at = Surroundings(plane: plane, border: border, channels: channels)
      let result = filter.applied(to: plane.awkward(), constant: 7.5, context)
      #expect(result.firstDifference { at($0, $1, -reach, 0) + 2 * at($0, $1, reach, 0) } == nil)
    }
  }

  @Test func everyRowIsComputedOnceByAnyNumberOfThreads() {
    for threads in 1...17 {
      for count in [0, 1, 2, 31, 33, 129, 160, 200, 1080] {
        for grain in [1, 8, 32] {
          let done = Mutex([Int](repeating: 0, count: count))
          concurrently(5..<5 + count, threads: threads, grain: grain) { rows in
            done.withLock { done in for row in rows { done[row - 5] += 1 } }
          }
          #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
        }
      }
    }
  }

  @Test(arguments: [1, 3], [1, 5, 90, 500, 2000])
  func onlyTheOutermostPartsOfABoxLookBeyondTheRow(channels: Int, radius: Int) {
    let context = FilterContext(border: .reflect, channels: channels)
    for width in [1, 64, 1023, 1025, 1537, 4097, 15361, 20000] {
      let columns = width * channels
      let parts = BoxStream.parts(of: columns, radius: radius, context)
      #expect(parts.flatMap { Array($0) } == Array(0..<columns))
      for part in parts {
        #expect(part.lowerBound == 0 || part.lowerBound >= radius * channels)
        #expect(part.upperBound == columns || columns - part.upperBound >= radius * channels)
        #expect(part.lowerBound % 16 == 0)
      }
    }
  }
}

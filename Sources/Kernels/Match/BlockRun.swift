import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// One run of block matching: what is prepared once, and what bands of rows share.
@safe struct BlockRun: Sendable {
  let matcher: BlockMatcher
  let pair: MatchPair
  let kernels: BlockKernels
  private let threads: Int

  init(
    _ matcher: BlockMatcher, _ left: Plane<UInt8>, _ right: Plane<UInt8>,
    _ missing: (left: Plane<UInt8>?, right: Plane<UInt8>?), threads: Int, isa: InstructionSet
  ) {
    self.matcher = matcher
    self.threads = max(1, threads)
    pair = MatchPair(matcher, .slope, left, right, missing, threads: threads, isa: isa)
    kernels = BlockKernels(isa)
  }

  /// 16 times the disparity of each pixel.
  func matched() -> Plane<Int16> {
    let result = PlaneBuilder<Int16>(size: pair.size)
    let target = unsafe RowTarget(base: result.base, stride: result.stride, firstRow: 0)
    // Each band sums up its first window anew.
    let grain = max(8 * matcher.window, (pair.size.height + 2 * threads - 1) / (2 * threads))
    concurrently(0..<pair.size.height, threads: threads, grain: grain) { rows in
      let band = BlockBand(self)
      for y in rows {
        unsafe band.match(y, isFirst: y == rows.lowerBound, into: target.row(y))
      }
    }
    return result.finish()
  }
}

/// The kernels of block matching, for one instruction set.
@safe struct BlockKernels: Sendable {
  private typealias Planes = UnsafePointer<UnsafePointer<UInt8>>

  private let columns:
    @Sendable (Planes, Planes, Bool, Bool, UnsafeMutablePointer<UInt16>, Int, Int, Int, Int) -> Void
  private let windows:
    @Sendable (
      UnsafePointer<UInt16>, UnsafeMutablePointer<UInt16>, UnsafePointer<UInt16>,
      UnsafeMutablePointer<UInt16>, Int, Int, Int, Int, Int
    ) -> Void

  init(_ isa: InstructionSet) {
    unsafe columns = isa.select(
      KernelsBaseline.blockColumnSums, KernelsAVX2.blockColumnSums, KernelsAVX512.blockColumnSums)
    unsafe windows = isa.select(
      KernelsBaseline.blockSums, KernelsAVX2.blockSums, KernelsAVX512.blockSums)
  }

  /// Adds what enters the windows of some columns to their sums, and takes away what leaves them.
  func addRows(
    entering: Int, leaving: Int?, _ run: BlockRun, to sums: UnsafeMutablePointer<UInt16>,
    _ span: Range<Int>
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>.self, capacity: 8) {
      guard let base = $0.baseAddress else { return }
      for (index, row) in [entering, leaving ?? entering].enumerated() {
        for (offset, plane) in [MatchPlanes.feature, MatchPlanes.missing].enumerated() {
          let place = unsafe base + (2 * index + offset)
          unsafe place[0] = UnsafePointer(run.pair.left.row(plane, row))
          unsafe place[4] = UnsafePointer(run.pair.right.row(plane, row) + run.pair.minimum)
        }
      }
      unsafe columns(
        base, base + 4, run.pair.isComplete, leaving != nil, sums,
        span.lowerBound, span.count, run.pair.size.width, run.pair.padded)
    }
  }

  /// Sums of some windows of a row.
  func sumWindows(
    _ run: BlockRun, _ columnSums: UnsafePointer<UInt16>, carried: UnsafeMutablePointer<UInt16>,
    into sums: UnsafeMutablePointer<UInt16>, _ span: Range<Int>
  ) {
    unsafe windows(
      columnSums, carried, run.pair.winners.beyond, sums, run.matcher.window / 2, span.lowerBound,
      span.count, run.pair.size.width, run.pair.padded)
  }
}

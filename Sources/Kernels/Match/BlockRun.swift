import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// One run of block matching: what is prepared once, and what bands of rows share.
@safe struct BlockRun: Sendable {
  let matcher: BlockMatcher
  let size: Size
  /// Disparities up to a multiple of 64.
  let padded: Int
  let left: MatchPlanes
  let right: MatchPlanes
  let kernels: BlockKernels
  let winners: WinnerKernels
  let check: ConsistencyCheck
  private let threads: Int

  init(
    _ matcher: BlockMatcher, _ left: Plane<UInt8>, _ right: Plane<UInt8>,
    _ missing: (left: Plane<UInt8>?, right: Plane<UInt8>?), threads: Int, isa: InstructionSet
  ) {
    self.matcher = matcher
    self.threads = max(1, threads)
    size = left.size
    padded = (matcher.disparities + 63) / 64 * 64
    self.left = MatchPlanes(
      left, .slope, missing: missing.left, mirrored: false, before: 0, behind: 0,
      threads: threads, isa: isa)
    self.right = MatchPlanes(
      right, .slope, missing: missing.right, mirrored: true, before: max(0, -matcher.minimum),
      behind: max(0, matcher.minimum) + padded, threads: threads, isa: isa)
    kernels = BlockKernels(isa)
    winners = WinnerKernels(
      width: size.width, disparities: matcher.disparities, uniqueness: matcher.uniqueness,
      readsOthers: matcher.consistency != nil, isa: isa)
    check = ConsistencyCheck(
      minimum: matcher.minimum, tolerance: matcher.consistency, missing: missing)
  }

  /// 16 times the disparity of each pixel.
  func matched() -> Plane<Int16> {
    let result = PlaneBuilder<Int16>(size: size)
    let target = unsafe RowTarget(base: result.base, stride: result.stride, firstRow: 0)
    // Each band sums up its first window anew.
    let grain = max(8 * matcher.window, (size.height + 2 * threads - 1) / (2 * threads))
    concurrently(0..<size.height, threads: threads, grain: grain) { rows in
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
          unsafe place[0] = UnsafePointer(run.left.row(plane, row))
          unsafe place[4] = UnsafePointer(run.right.row(plane, row) + run.matcher.minimum)
        }
      }
      unsafe columns(
        base, base + 4, run.left.isComplete && run.right.isComplete, leaving != nil, sums,
        span.lowerBound, span.count, run.size.width, run.padded)
    }
  }

  /// Sums of some windows of a row.
  func sumWindows(
    _ run: BlockRun, _ columnSums: UnsafePointer<UInt16>, carried: UnsafeMutablePointer<UInt16>,
    into sums: UnsafeMutablePointer<UInt16>, _ span: Range<Int>
  ) {
    unsafe windows(
      columnSums, carried, run.winners.beyond, sums, run.matcher.window / 2, span.lowerBound,
      span.count, run.size.width, run.padded)
  }
}

import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Resampling by a ``ResampleTable``; threads and instruction set change no bit.
extension ResampleTable {
  /// Some rows of a resampled plane.
  ///
  /// Results of codes lie within 0.51 codes of what exact arithmetic gives for the position; floats
  /// are rounded like any sum of floats.
  ///
  /// - Parameters:
  ///   - plane: rows of the source.
  ///   - held: which rows the plane holds; at least those that ``sourceRows(for:)`` names.
  ///   - rows: the rows of the result that are wanted; nil for all.
  ///   - unknown: what ``defects(of:held:rows:threads:isa:)`` says of them, where the source has
  ///     pixels that are no data; nil where it has none.
  ///   - threads: how many threads share the rows.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows; 0 where they are ``Defects/outside`` or not known.
  public func resampled<S: ResampleSample>(
    _ plane: Plane<S>, held: Range<Int>? = nil, rows: Range<Int>? = nil,
    without unknown: Plane<UInt8>? = nil, threads: Int = 1, isa: InstructionSet = .active
  ) -> Plane<S> {
    let kernels = S.resampling(isa)
    let interpolation = interpolation
    let (stride, weights) = (plane.stride, weights)
    let result = unsafe remapped(plane, held, rows, threads) {
      blocks, later, listed, count, source, room, row in
      switch interpolation {
      case .bilinear:
        unsafe kernels.bilinear(blocks, later, listed, count, source, stride, room, row)
      case .bicubic:
        unsafe kernels.four(
          blocks, later, listed, count, source, stride, weights.base, room, row)
      case .lanczos3:
        unsafe kernels.six(blocks, later, listed, count, source, stride, weights.base, room, row)
      }
    }
    return unknown.map { result.blanked(where: $0, isa) } ?? result
  }

  /// Why pixels of the result are no data: ``Defects/outside``, or the defects of all pixels of the
  /// source that they would need with a weight.
  ///
  /// - Parameters:
  ///   - missing: a byte of ``Defects`` for each pixel of the rows held; nil where all are data.
  ///   - held: which rows of the source these are.
  ///   - rows: the rows of the result that are wanted; nil for all.
  ///   - threads: how many threads share the rows.
  ///   - isa: the instruction set.
  /// - Returns: as many rows as are wanted; nil where all are data.
  public func defects(
    of missing: Plane<UInt8>?, held: Range<Int>? = nil, rows: Range<Int>? = nil,
    threads: Int = 1, isa: InstructionSet = .active
  ) -> Plane<UInt8>? {
    let wanted = rows ?? 0..<size.height
    let beyond = outside?.view(
      Region(x: 0, y: wanted.lowerBound, width: size.width, height: wanted.count))
    guard let missing else { return beyond }
    let taps = interpolation.taps
    let bilinear = unsafe isa.select(
      KernelsBaseline.bilinearMarks, KernelsAVX2.bilinearMarks, KernelsAVX512.bilinearMarks)
    let weighted = unsafe isa.select(
      KernelsBaseline.tapMarks, KernelsAVX2.tapMarks, KernelsAVX512.tapMarks)
    let met = unsafe remapped(missing, held, rows, threads) {
      blocks, later, listed, count, source, room, row in
      if taps == 2 {
        unsafe bilinear(blocks, later, listed, count, source, missing.stride, room, row)
      } else {
        unsafe weighted(blocks, listed, count, source, missing.stride, taps, row)
      }
    }
    guard let beyond else { return met }
    return Validity(met).union(Validity(beyond)).defects
  }

  /// Gets blocks, later blocks, lists, pixels, source, room, results.
  private typealias Kernel<S: Sample> =
    @Sendable (
      UnsafePointer<Int32>, UnsafePointer<Int32>, UnsafePointer<Int32>, Int, UnsafePointer<S>,
      UnsafeMutablePointer<Int32>, UnsafeMutablePointer<S>
    ) -> Void

  /// How many rows before they are computed the source of blocks is asked for.
  private static let rowsAhead = 8

  /// Pixels of a row that are computed before the next row.
  ///
  /// As a rule all of them: memory is read ahead along rows only (turned by 5°, tiles of 512 pixels
  /// took more than twice as long). Where a row meets many rows of the source, so many that they
  /// leave the cache until the next row, it is parted.
  private var tileWidth: Int {
    (needed.map(\.count).max() ?? 0) > 512 ? 512 : max(1, size.width)
  }

  /// Runs a kernel over the wanted rows.
  private func remapped<S: Sample>(
    _ plane: Plane<S>, _ held: Range<Int>?, _ rows: Range<Int>?, _ threads: Int,
    _ kernel: Kernel<S>
  ) -> Plane<S> {
    let held = held ?? 0..<source.height
    let wanted = rows ?? 0..<size.height
    precondition(plane.size == Size(source.width, held.count), "the plane holds the rows")
    precondition(wanted.lowerBound >= 0 && wanted.upperBound <= size.height, "rows of the result")
    let needed = sourceRows(for: wanted)
    precondition(
      wanted.isEmpty || needed.clamped(to: held) == needed, "the rows that are needed are held")
    precondition(plane.stride * source.height < 1 << 31, "places within the source fit 32 bits")
    let result = PlaneBuilder<S>(size: Size(size.width, wanted.count))
    let target = unsafe RowTarget(
      base: result.base, stride: result.stride, firstRow: wanted.lowerBound)
    let tile = tileWidth
    concurrently(wanted, threads: threads, grain: 8) { part in
      let first = unsafe plane.base - held.lowerBound * plane.stride
      unsafe withUnsafeTemporaryAllocation(byteCount: 416 * 4, alignment: 64) { room in
        guard let room = unsafe room.baseAddress?.assumingMemoryBound(to: Int32.self) else {
          return
        }
        for x in stride(from: 0, to: size.width, by: tile) {
          let fields = unsafe blocks.base + x / BlockFit.pixels * BlockFit.fields
          for y in part {
            let later = min(y + Self.rowsAhead, part.upperBound - 1)
            unsafe kernel(
              fields + y * blocks.stride, fields + later * blocks.stride, listed.base,
              min(tile, size.width - x), first, room, target.row(y) + x)
          }
        }
      }
    }
    return result.finish()
  }
}

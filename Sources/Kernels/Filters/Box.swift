import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Convolution {
  /// The largest radius of a box filter of 8-bit codes: sums stay below 2³¹.
  public static let largestBoxRadius8 = 1400
  /// The largest radius of a box filter of 16-bit codes: sums stay below 2³¹.
  public static let largestBoxRadius16 = 90

  /// The mean over the square of `2·radius + 1` pixels a side around every pixel.
  ///
  /// Sums are exact and means rounded half up. The time does not depend on the radius but for its
  /// logarithm.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - radius: pixels to each side; 1 to ``largestBoxRadius8``.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func box(
    _ source: Plane<UInt8>, radius: Int, in context: FilterContext = FilterContext()
  ) -> Plane<UInt8> {
    precondition((1...largestBoxRadius8).contains(radius), "the radius is within its range")
    let isa = context.isa
    // Sums of 15 × 15 codes fit 16 bits, and so do those of 8 × 31.
    if radius <= 15 {
      let average =
        unsafe radius <= 7
        ? isa.select(
          KernelsBaseline.boxRowShort8, KernelsAVX2.boxRowShort8, KernelsAVX512.boxRowShort8)
        : isa.select(
          KernelsBaseline.boxRowMiddle8, KernelsAVX2.boxRowMiddle8, KernelsAVX512.boxRowMiddle8)
      return unsafe RunningBox<UInt8, UInt16>(
        radius: radius,
        move: isa.select(
          KernelsBaseline.movedColumns8, KernelsAVX2.movedColumns8, KernelsAVX512.movedColumns8),
        average: average
      ).applied(to: source, columnOfConstant: { UInt16($0) * UInt16(2 * radius + 1) }, context)
    }
    return unsafe RunningBox<UInt8, Int32>(
      radius: radius,
      move: isa.select(
        KernelsBaseline.movedWideColumns8, KernelsAVX2.movedWideColumns8,
        KernelsAVX512.movedWideColumns8),
      average: isa.select(KernelsBaseline.boxRow8, KernelsAVX2.boxRow8, KernelsAVX512.boxRow8)
    ).applied(to: source, columnOfConstant: { Int32($0) * Int32(2 * radius + 1) }, context)
  }

  /// The mean over a square of 16-bit codes; as for 8-bit codes.
  ///
  /// The radius is 1 to ``largestBoxRadius16``.
  public static func box(
    _ source: Plane<UInt16>, radius: Int, in context: FilterContext = FilterContext()
  ) -> Plane<UInt16> {
    precondition((1...largestBoxRadius16).contains(radius), "the radius is within its range")
    let isa = context.isa
    return unsafe RunningBox<UInt16, Int32>(
      radius: radius,
      move: isa.select(
        KernelsBaseline.movedColumns16, KernelsAVX2.movedColumns16, KernelsAVX512.movedColumns16),
      average: isa.select(KernelsBaseline.boxRow16, KernelsAVX2.boxRow16, KernelsAVX512.boxRow16)
    ).applied(to: source, columnOfConstant: { Int32($0) * Int32(2 * radius + 1) }, context)
  }

  /// The mean over a square of floats.
  ///
  /// Columns are summed first, then the sums of columns, both pairwise: the `n = 2·radius + 1`
  /// numbers are cut into pieces by the binary digits of `n`, the largest first; the sum of a piece
  /// is that of its first half plus that of its second half; and the sums of pieces are added in
  /// their order. The sum is multiplied by `1 / n²`, rounded to a float.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - radius: pixels to each side; 1 or more.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func box(
    _ source: Plane<Float>, radius: Int, in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    precondition(radius >= 1, "a square has a middle and something around it")
    if radius <= 4, context.isa == .avx512, context.channels == 1 || context.channels == 3 {
      return fusedBox(source, radius: radius, context)
    }
    let window = context.checkedWindow(of: source.size, halo: radius)
    let result = PlaneBuilder<Float>(size: Size(source.width, window.wanted.count))
    guard result.size.area > 0 else { return result.finish() }
    let target = unsafe RowTarget(
      base: result.base, stride: result.stride, firstRow: window.wanted.lowerBound)
    let constant = Float(border: context.border)
    let rows = SourceRows(source, window, context, constant: constant)
    let margins = ColumnMargins(width: source.width, reach: radius, context)
    concurrently(window.wanted, threads: context.threads, grain: max(16, 2 * radius)) { part in
      for samples in BoxStream.parts(of: source.width, radius: radius, context) {
        let box = BoxStream(samples, radius: radius, margins, constant: constant, context)
        for y in part.lowerBound - radius..<part.upperBound + radius {
          let isWanted = y >= part.lowerBound + radius
          unsafe box.push(rows.row(y), mean: isWanted ? target.row(y - radius) : nil)
        }
      }
    }
    return result.finish()
  }
}

extension Convolution {
  /// A small box in one pass; only the widest registers are enough for that.
  private static func fusedBox(
    _ source: Plane<Float>, radius: Int, _ context: FilterContext
  ) -> Plane<Float> {
    let (side, spacing) = (2 * radius + 1, context.channels)
    let scale = 1 / Float(side * side)
    let filter = unsafe RowFilter<Float, Float, Float>(
      halo: radius, reach: radius, rowsAtOnce: 2, widen: nil,
      kernel: { unsafe KernelsAVX512.fusedBoxRows($0, side, spacing, scale, $1, $2) })
    return filter.applied(to: source, constant: Float(border: context.border), context)
  }
}

/// A box filter of codes, with running sums of columns.
@safe struct RunningBox<S: FilterSample, Sum: Sample>: Sendable {
  let radius: Int
  /// Moves sums of columns down by a row: the row that comes in, the one that goes out, columns.
  let move: @Sendable (UnsafePointer<S>, UnsafePointer<S>, Int, UnsafeMutablePointer<Sum>) -> Void
  /// Makes means of sums: the leftmost, how many each, how far apart, how many means, scratch
  /// memory.
  let average:
    @Sendable (
      UnsafePointer<Sum>, Int, Int, Int, UnsafeMutablePointer<Sum>, UnsafeMutablePointer<S>
    ) -> Void

  /// Runs the filter.
  ///
  /// - Parameters:
  ///   - source: the rows that the context's window holds.
  ///   - columnOfConstant: the sum of a column that holds one code only.
  ///   - context: border, channels, rows wanted, threads.
  /// - Returns: the wanted rows.
  func applied(
    to source: Plane<S>, columnOfConstant: (S) -> Sum, _ context: FilterContext
  ) -> Plane<S> {
    let window = context.checkedWindow(of: source.size, halo: radius)
    let result = PlaneBuilder<S>(size: Size(source.width, window.wanted.count))
    guard result.size.area > 0 else { return result.finish() }
    let target = unsafe RowTarget(
      base: result.base, stride: result.stride, firstRow: window.wanted.lowerBound)
    let constant = S(border: context.border)
    let rows = SourceRows(source, window, context, constant: constant)
    let beyond = columnOfConstant(constant)
    let nothing = columnOfConstant(S(nearest: 0))
    let margins = ColumnMargins(width: source.width, reach: radius, context)
    concurrently(window.wanted, threads: context.threads, grain: max(16, 2 * radius)) { part in
      let (side, lead) = (2 * radius + 1, (radius * context.channels + 15) / 16 * 16)
      let sums = PlaneBuilder<Sum>(size: Size(2 * lead + source.width + 128, 1))
      unsafe sums.base.update(repeating: nothing, count: sums.size.width)
      let blank = Plane(size: Size(source.width, 1), repeating: S(nearest: 0))
      let scratch = PlaneBuilder<Sum>(
        size: Size(KernelsBaseline.pairwiseScratch(window: side, spacing: context.channels), 1))
      let first = unsafe sums.base + lead
      for y in part.lowerBound - radius..<part.upperBound + radius {
        let isFull = y - side >= part.lowerBound - radius
        unsafe move(rows.row(y), isFull ? rows.row(y - side) : blank.base, source.width, first)
        guard y >= part.lowerBound + radius else { continue }
        unsafe margins.fill(first, around: 0..<source.width, constant: beyond)
        unsafe average(
          first - radius * context.channels, side, context.channels, source.width, scratch.base,
          target.row(y - radius))
      }
    }
    return result.finish()
  }
}

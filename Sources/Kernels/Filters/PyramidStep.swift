import Raster

/// One level up or down: rows brought in, sums kept, rows handed to the kernels.
@safe struct PyramidStep<S: FilterSample, Sum: Sample, Across: Sendable>: Sendable {
  /// Sums along a row.
  let along: PyramidRows<S, Sum>.Kernel
  /// Rows of sums to a row of results.
  let across: Across
}

extension PyramidStep
where
  Across
    == @Sendable (
      UnsafePointer<UnsafePointer<Sum>>, Int, UnsafeMutablePointer<S>
    ) -> Void
{
  /// The next smaller level.
  func down(_ source: Plane<S>, _ rows: Range<Int>?, _ context: FilterContext) -> Plane<S> {
    let height = context.window?.height ?? source.height
    let size = Pyramid.sizeBelow(Size(source.width / context.channels, height))
    let wanted = rows ?? 0..<size.height
    precondition(wanted.lowerBound >= 0 && wanted.upperBound <= size.height, "rows of the result")
    let needed = Pyramid.sourceRows(forDown: wanted, height: height)
    return unsafe computed(
      source, needed, wanted, width: size.width, context,
      PyramidRows<S, Sum>.Geometry(sourceStep: 2, sumStep: 1, reach: 2, steps: size.width)
    ) { y, sums, inputs, target, count in
      for line in 0..<5 { unsafe inputs[line] = sums.row(2 * y - 2 + line) }
      unsafe across(inputs, count, target)
    }
  }
}

extension PyramidStep
where
  Across
    == @Sendable (
      UnsafePointer<UnsafePointer<Sum>>, Bool, Int, UnsafeMutablePointer<S>
    ) -> Void
{
  /// The next larger level.
  func up(
    _ source: Plane<S>, _ size: Size, _ rows: Range<Int>?, _ context: FilterContext
  ) -> Plane<S> {
    let height = context.window?.height ?? source.height
    let pixels = source.width / context.channels
    precondition(
      size.width % context.channels == 0
        && Pyramid.sizeBelow(Size(size.width / context.channels, size.height))
          == Size(pixels, height),
      "the source is half as large as the result, rounded up")
    let wanted = rows ?? 0..<size.height
    precondition(wanted.lowerBound >= 0 && wanted.upperBound <= size.height, "rows of the result")
    let needed = Pyramid.sourceRows(forUp: wanted, height: height)
    return unsafe computed(
      source, needed, wanted, width: size.width / context.channels, context,
      PyramidRows<S, Sum>.Geometry(sourceStep: 1, sumStep: 2, reach: 1, steps: pixels)
    ) { y, sums, inputs, target, count in
      let isOdd = y & 1 == 1
      let first = isOdd ? y / 2 : y / 2 - 1
      for line in 0..<(isOdd ? 2 : 3) { unsafe inputs[line] = sums.row(first + line) }
      unsafe across(inputs, isOdd, count, target)
    }
  }
}

extension PyramidStep {
  /// Computes one row of results.
  private typealias RowOfResults =
    @Sendable (
      Int, PyramidRows<S, Sum>, UnsafeMutablePointer<UnsafePointer<Sum>>,
      UnsafeMutablePointer<S>, Int
    ) -> Void

  private func computed(
    _ source: Plane<S>, _ needed: Range<Int>, _ wanted: Range<Int>, width: Int,
    _ context: FilterContext, _ geometry: PyramidRows<S, Sum>.Geometry,
    _ compute: @escaping RowOfResults
  ) -> Plane<S> {
    var context = context
    let whole = context.window ?? RowWindow(whole: source.height)
    context.window = RowWindow(height: whole.height, held: whole.held, wanted: needed)
    let window = context.checkedWindow(of: source.size, halo: 0)
    let result = PlaneBuilder<S>(size: Size(width * context.channels, wanted.count))
    guard result.size.area > 0 else { return result.finish() }
    let target = unsafe RowTarget(
      base: result.base, stride: result.stride, firstRow: wanted.lowerBound)
    let rows = SourceRows(source, window, context, constant: S(border: context.border))
    let count = result.size.width
    concurrently(wanted, threads: context.threads, grain: 16) { part in
      let sums = unsafe PyramidRows(rows, count: 5, geometry, kernel: along)
      unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<Sum>.self, capacity: 5) { inputs in
        guard let inputs = inputs.baseAddress else { return }
        for y in part { unsafe compute(y, sums, inputs, target.row(y), count) }
      }
    }
    return result.finish()
  }
}

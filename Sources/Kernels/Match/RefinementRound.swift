import Raster

/// One round of refining disparities; see ``SubpixelRefinement``.
///
/// Rows go through it one by one: slopes, sums along the row of what is smoothed, down the columns,
/// the warp, sums along the row of what is compared, down the columns. What the columns look at is
/// held in rings of rows, so that nothing but disparities is written to memory.
@safe struct RefinementRound: Sendable {
  let settings: SubpixelRefinement
  let start: Plane<Float>
  let left: Plane<Float>
  let right: Plane<Float>
  /// Where the right picture is not known.
  let missing: Plane<UInt8>?
  let threads: Int
  let kernels: RefinementKernels
  /// The largest square of a difference between disparities of one surface.
  let tolerance: Float
  /// The largest square of a difference between neighbours that are connected.
  let connection: Float

  init(
    _ settings: SubpixelRefinement, start: Plane<Float>, left: Plane<Float>, right: Plane<Float>,
    missing: Plane<UInt8>?, threads: Int, isa: InstructionSet
  ) {
    self.settings = settings
    self.start = start
    self.left = left
    self.right = right
    self.missing = missing
    self.threads = threads
    kernels = RefinementKernels(isa)
    tolerance = Float(settings.step * settings.step)
    connection = Float(settings.connection * settings.connection)
  }

  /// Disparities after the round, and how certain each is.
  func refined(_ disparities: Plane<Float>) -> (
    disparities: Plane<Float>, deviation: Plane<Float>
  ) {
    let size = disparities.size
    let result = PlaneBuilder<Float>(size: size)
    let deviations = PlaneBuilder<Float>(size: size)
    let targets = unsafe (
      RowTarget(base: result.base, stride: result.stride, firstRow: 0),
      RowTarget(base: deviations.base, stride: deviations.stride, firstRow: 0)
    )
    let grain = max(64, (size.height + threads - 1) / threads)
    concurrently(0..<size.height, threads: threads, grain: grain) { rows in
      var band = RefinementBand(self, disparities)
      for y in rows {
        unsafe band.refine(y, into: targets.0.row(y), deviations: targets.1.row(y))
      }
    }
    return (result.finish(), deviations.finish())
  }
}

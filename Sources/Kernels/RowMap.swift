import Raster

/// A plane made row by row from another of the same size.
///
/// - Parameters:
///   - source: the plane that is read.
///   - row: gets the rows of both and the width; writes every sample.
/// - Returns: the new plane.
func mapRows<In: Sample, Out: Sample>(
  _ source: Plane<In>,
  _ row: (_ y: Int, UnsafePointer<In>, Int, UnsafeMutablePointer<Out>) -> Void
) -> Plane<Out> {
  let result = PlaneBuilder<Out>(size: source.size)
  for y in 0..<source.height {
    unsafe row(
      y, source.base + y * source.stride, source.width, result.base + y * result.stride)
  }
  return result.finish()
}

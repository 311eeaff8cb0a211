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

/// A plane made row by row from two others of the same size.
///
/// - Parameters:
///   - first: a plane that is read.
///   - second: another one.
///   - row: gets the rows of both, the width and the row of the result; writes every sample.
/// - Returns: the new plane.
func mapRows<First: Sample, Second: Sample, Out: Sample>(
  _ first: Plane<First>, _ second: Plane<Second>,
  _ row: (UnsafePointer<First>, UnsafePointer<Second>, Int, UnsafeMutablePointer<Out>) -> Void
) -> Plane<Out> {
  precondition(first.size == second.size, "planes of the same size")
  return unsafe mapRows(first) { y, source, width, target in
    unsafe row(source, second.base + y * second.stride, width, target)
  }
}

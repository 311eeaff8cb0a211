import Kernels
import Raster

extension ResampleTable {
  /// A picture on the rows that it shares with another one.
  ///
  /// - Parameters:
  ///   - grey: the picture.
  ///   - validity: what of it is data.
  ///   - context: threads and instruction set.
  /// - Returns: grey, and what of it is data.
  func resampled(
    _ grey: Plane<Float>, _ validity: Validity, in context: FilterContext
  ) -> (grey: Plane<Float>, validity: Validity) {
    let marks = defects(of: validity.defects, threads: context.threads, isa: context.isa)
    let seen = resampled(grey, without: marks, threads: context.threads, isa: context.isa)
    return (seen, Validity(marks, size: size))
  }
}

extension SemiGlobalMatcher {
  /// What must be resampled of both pictures so that all of a region is matched: what its first
  /// columns show may lie further to the left in the second picture.
  func region(matching region: Region) -> Region {
    Region(
      x: region.x - disparities, y: region.y, width: region.size.width + 2 * disparities,
      height: region.size.height)
  }
}

import Raster

/// Rows of sums along the rows of a picture, each made once and kept while it is needed.
///
/// All pixels whose neighbours lie inside the picture are read where they are; those at the ends
/// are put together with what the border puts beside them.
@safe final class PyramidRows<S: Sample, Sum: Sample> {
  /// Makes sums from a row: the row, pixels to go through, samples of a pixel, where sums go.
  typealias Kernel =
    @Sendable (UnsafePointer<S>, Int, Int, UnsafeMutablePointer<Sum>) -> Void

  /// How pixels of the source and sums lie to each other.
  struct Geometry {
    /// Pixels of the source from one step of the kernel to the next.
    let sourceStep: Int
    /// Sums that a step makes.
    let sumStep: Int
    /// Pixels that are looked at to each side.
    let reach: Int
    /// Steps in a row.
    let steps: Int
  }

  private let source: SourceRows<S>
  private let kernel: Kernel
  private let geometry: Geometry
  private let ring: PlaneBuilder<Sum>
  private let end: PlaneBuilder<S>
  /// Which row each row of the ring holds.
  private var held: [Int]

  /// Rows of sums.
  ///
  /// - Parameters:
  ///   - source: the rows.
  ///   - count: how many rows of sums are looked at together.
  ///   - geometry: how pixels and sums lie to each other.
  ///   - kernel: the arithmetic.
  init(_ source: SourceRows<S>, count: Int, _ geometry: Geometry, kernel: @escaping Kernel) {
    self.source = source
    unsafe self.kernel = kernel
    self.geometry = geometry
    let width = geometry.steps * geometry.sumStep * source.channels
    ring = PlaneBuilder(size: Size(width, count))
    end = PlaneBuilder(size: Size(8 * (geometry.reach + 2) * source.channels, 1))
    held = Array(repeating: .min, count: count)
  }

  /// The sums along row `y`, which may lie beyond the edge.
  ///
  /// Valid until as many other rows were asked for as are looked at together.
  func row(_ y: Int) -> UnsafePointer<Sum> {
    let slot = ((y % held.count) + held.count) % held.count
    let target = unsafe ring.base + slot * ring.stride
    if held[slot] != y {
      unsafe fill(target, from: source.row(y))
      held[slot] = y
    }
    return unsafe UnsafePointer(target)
  }

  private func fill(_ target: UnsafeMutablePointer<Sum>, from row: UnsafePointer<S>) {
    let pixels = source.plane.width / source.channels
    let (step, reach) = (geometry.sourceStep, geometry.reach)
    // Steps whose pixels, from `reach` before to `reach` behind, all lie inside.
    let first = min(geometry.steps, (reach + step - 1) / step)
    let behind = max(first, min(geometry.steps, max(0, pixels - 1 - reach) / step + 1))
    let inner = pixels > reach ? first..<behind : first..<first
    unsafe fillEnd(0..<inner.lowerBound, target, from: row)
    unsafe fillInside(inner, target, from: row)
    unsafe fillEnd(inner.upperBound..<geometry.steps, target, from: row)
  }

  private func fillInside(
    _ steps: Range<Int>, _ target: UnsafeMutablePointer<Sum>, from row: UnsafePointer<S>
  ) {
    let channels = source.channels
    unsafe kernel(
      row + steps.lowerBound * geometry.sourceStep * channels, steps.count, channels,
      target + steps.lowerBound * geometry.sumStep * channels)
  }

  /// A few steps at a time, from a copy of the pixels that they look at.
  private func fillEnd(
    _ steps: Range<Int>, _ target: UnsafeMutablePointer<Sum>, from row: UnsafePointer<S>
  ) {
    let channels = source.channels
    for step in steps {
      let pixel = step * geometry.sourceStep
      let start = (pixel - geometry.reach) * channels
      for offset in 0..<(2 * geometry.reach + 1) * channels {
        let at = source.source(beyond: start + offset)
        unsafe end.base[offset] = at.map { unsafe row[$0] } ?? source.constant
      }
      unsafe kernel(
        end.base + geometry.reach * channels, 1, channels,
        target + step * geometry.sumStep * channels)
    }
  }
}

import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Guided {
  /// A picture, of which some pixels are not known, smoothed along its own edges.
  ///
  /// Means are those of the pixels that are known, and of the squares that have any. Where every
  /// pixel is known, the result has the bits of ``filtered(_:guide:radius:epsilon:in:)``.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - missing: not 0 where a pixel is not known.
  ///   - radius: pixels from the middle of a square to its sides; 1 to
  ///     ``Convolution/largestBoxRadius16``.
  ///   - epsilon: the variance below which the picture counts as flat.
  ///   - context: as of the filter of known pictures, and one channel.
  /// - Returns: the wanted rows; without a meaning at pixels that are not known.
  static func filtered(
    _ source: Plane<Float>, missing: Plane<UInt8>, radius: Int, epsilon: Float,
    in context: FilterContext
  ) -> Plane<Float> {
    let window = context.checkedWindow(of: source.size, halo: 2 * radius)
    let lines = window.wanted.isEmpty ? window.wanted : window.near(by: radius)
    let form = GuidedForm(
      height: window.height, radius: radius, epsilon: epsilon, context: context,
      margins: ColumnMargins(width: source.width, reach: radius, context))
    let (multiply, toLines, finish) = unsafe (form.multiply, form.lines, form.finish)

    var ofLines = context
    ofLines.window = RowWindow(height: window.height, held: window.held, wanted: lines)
    let known = KnownMeans(BoxFilter(radius: radius), missing: missing, ofLines)
    let blanked = source.blanked(where: missing, context.isa)
    let squares: Plane<Float> = unsafe mapRows(blanked) { _, values, width, target in
      unsafe multiply(values, values, width, target)
    }
    let (means, meanSquares) = (known.means(of: blanked), known.means(of: squares))
    let offsets = PlaneBuilder<Float>(size: means.size)
    let slopes: Plane<Float> = unsafe mapRows(means) { y, means, width, slopes in
      let squares = unsafe meanSquares.base + y * meanSquares.stride
      let rows = unsafe [means, means, squares, squares]
      unsafe toLines(rows, epsilon, width, slopes, offsets.base + y * offsets.stride)
    }

    var ofResult = context
    ofResult.window = RowWindow(height: window.height, held: lines, wanted: window.wanted)
    let around = KnownMeans(BoxFilter(radius: radius), missing: known.unknown, ofResult)
    let offset = around.means(of: offsets.finish())
    let first = window.wantedWithinHeld.lowerBound
    return unsafe mapRows(around.means(of: slopes)) { y, slopes, width, target in
      unsafe finish(
        slopes, offset.base + y * offset.stride, blanked.base + (first + y) * blanked.stride,
        width, target)
    }
  }
}

import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The guided filter (He, Sun and Tang, 2013), equations 5, 6 and 8.
public enum Guided {
  /// A picture smoothed along the edges of a guide.
  ///
  /// Within every square, the result is a straight line of the guide: the one closest to the input,
  /// its slope held back by `epsilon`. At a pixel the lines of all squares around it are averaged.
  /// Means are those of ``Convolution/box(_:radius:in:)-(Plane<Float>,_,_)``, over the input, over
  /// the guide, over products, and over slopes and offsets, each with the border around it. A
  /// variance that rounding made negative counts as 0.
  ///
  /// Variances are differences of squares: an `epsilon` below 2⁻²⁰ of the largest square of the
  /// guide drowns in rounding.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - guide: a plane of the same size, or nil where the picture guides itself.
  ///   - radius: pixels from the middle of a square to its sides; 1 or more.
  ///   - epsilon: the variance below which the guide counts as flat, in squares of its unit; above
  ///     0.
  ///   - context: border, neither constant nor wrapping; channels, rows wanted, threads,
  ///     instruction set. Rows within `2 · radius` of the wanted ones are held.
  /// - Returns: the wanted rows.
  public static func filtered(
    _ source: Plane<Float>, guide: Plane<Float>? = nil, radius: Int, epsilon: Float,
    in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    precondition(guide.map { $0.size == source.size } ?? true, "the guide is as large")
    let window = context.checkedWindow(of: source.size, halo: 2 * radius)
    let form = GuidedForm(
      height: window.height, radius: radius, epsilon: epsilon, context: context,
      margins: ColumnMargins(width: source.width, reach: radius, context))
    let result = PlaneBuilder<Float>(size: Size(source.width, window.wanted.count))
    guard result.size.area > 0 else { return result.finish() }
    let target = unsafe RowTarget(
      base: result.base, stride: result.stride, firstRow: window.wanted.lowerBound)
    let input = SourceRows(source, window, context, constant: 0)
    let guide = guide.map { SourceRows($0, window, context, constant: 0) }
    concurrently(window.wanted, threads: context.threads, grain: max(32, 8 * radius)) { part in
      let lines = GuidedLines(form, input: input, guide: guide, rows: part)
      let (slopes, offsets) = (form.box(), form.box())
      let means = RowRing(width: source.width, rows: 2)
      for y in part.lowerBound - radius..<part.upperBound + radius {
        let isWanted = y >= part.lowerBound + radius
        let line = unsafe lines.row(context.border.source(of: y, count: window.height) ?? 0)
        unsafe slopes.push(line.slopes, mean: isWanted ? means.row(0) : nil)
        unsafe offsets.push(line.offsets, mean: isWanted ? means.row(1) : nil)
        guard isWanted else { continue }
        let middle = unsafe (guide ?? input).row(y - radius)
        unsafe form.finish(
          means.row(0), means.row(1), middle, source.width, target.row(y - radius))
      }
    }
    return result.finish()
  }
}

/// What the parts of a guided filter share.
@safe struct GuidedForm: Sendable {
  let height: Int
  let radius: Int
  let epsilon: Float
  let context: FilterContext
  let margins: ColumnMargins

  init(
    height: Int, radius: Int, epsilon: Float, context: FilterContext, margins: ColumnMargins
  ) {
    precondition(radius >= 1, "a square has a middle and something around it")
    precondition(epsilon > 0, "epsilon keeps a division from going wrong")
    switch context.border {
    case .reflect101, .reflect, .replicate: break
    case .constant, .wrap: preconditionFailure("slopes have no constant, nor do they wrap")
    }
    (self.height, self.radius, self.epsilon) = (height, radius, epsilon)
    (self.context, self.margins) = (context, margins)
  }

  /// A stream of means over squares of whole rows.
  func box() -> BoxStream {
    BoxStream(0..<margins.width, radius: radius, margins, constant: 0, context)
  }

  var multiply:
    @Sendable (
      UnsafePointer<Float>, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>
    ) -> Void
  {
    unsafe context.isa.select(
      KernelsBaseline.productRow, KernelsAVX2.productRow, KernelsAVX512.productRow)
  }

  var lines:
    @Sendable (
      UnsafePointer<UnsafePointer<Float>>, Float, Int, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Float>
    ) -> Void
  {
    unsafe context.isa.select(
      KernelsBaseline.guidedLines, KernelsAVX2.guidedLines, KernelsAVX512.guidedLines)
  }

  var finish:
    @Sendable (
      UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int,
      UnsafeMutablePointer<Float>
    ) -> Void
  {
    unsafe context.isa.select(
      KernelsBaseline.guidedRow, KernelsAVX2.guidedRow, KernelsAVX512.guidedRow)
  }
}

/// Rows of slopes and offsets, made from the top on as they are asked for.
@safe final class GuidedLines {
  private let form: GuidedForm
  private let input: SourceRows<Float>
  private let guide: SourceRows<Float>?
  /// Means of the guide, the input, the guide's squares and the products of both; where the input
  /// guides itself, of the first and the third.
  private let boxes: [BoxStream]
  private let means: RowRing
  private let squares: RowRing
  private let products: RowRing
  private let slopes: RowRing
  private let offsets: RowRing
  /// The next row that goes into the boxes.
  private var next: Int
  /// The first row that has slopes.
  private let first: Int

  /// Lines for some rows of results.
  init(
    _ form: GuidedForm, input: SourceRows<Float>, guide: SourceRows<Float>?, rows: Range<Int>
  ) {
    (self.form, self.input, self.guide) = (form, input, guide)
    let (width, used) = (form.margins.width, BoxStream.rowsInUse(radius: form.radius))
    boxes = (0..<(guide == nil ? 2 : 4)).map { _ in form.box() }
    means = RowRing(width: width, rows: 4)
    squares = RowRing(width: width, rows: used)
    products = RowRing(width: guide == nil ? 0 : width, rows: used)
    slopes = RowRing(width: width, rows: 2 * form.radius + 2)
    offsets = RowRing(width: width, rows: 2 * form.radius + 2)
    first = max(0, rows.lowerBound - form.radius)
    next = first - form.radius
  }

  /// The slopes and offsets of a row of the picture.
  ///
  /// Valid until the row `2 · radius + 2` below is made.
  func row(_ y: Int) -> (slopes: UnsafePointer<Float>, offsets: UnsafePointer<Float>) {
    while next - form.radius <= y { advance() }
    return unsafe (UnsafePointer(slopes.row(y)), UnsafePointer(offsets.row(y)))
  }

  private func advance() {
    let (t, width) = (next, form.margins.width)
    let isWanted = t >= first + form.radius
    let p = unsafe input.row(t)
    let i = unsafe guide?.row(t) ?? p
    unsafe form.multiply(i, i, width, squares.row(t))
    unsafe boxes[0].push(i, mean: isWanted ? means.row(0) : nil)
    unsafe boxes[1].push(squares.row(t), mean: isWanted ? means.row(2) : nil)
    if boxes.count == 4 {
      unsafe form.multiply(i, p, width, products.row(t))
      unsafe boxes[2].push(p, mean: isWanted ? means.row(1) : nil)
      unsafe boxes[3].push(products.row(t), mean: isWanted ? means.row(3) : nil)
    }
    next += 1
    guard isWanted else { return }
    let order = boxes.count == 4 ? [0, 1, 2, 3] : [0, 0, 2, 2]
    let rows = unsafe order.map { unsafe UnsafePointer(means.row($0)) }
    let y = t - form.radius
    unsafe form.lines(rows, form.epsilon, width, slopes.row(y), offsets.row(y))
  }
}

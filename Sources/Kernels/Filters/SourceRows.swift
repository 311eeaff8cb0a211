import Raster

/// The rows of a picture, those beyond its edge included.
@safe struct SourceRows<S: Sample>: Sendable {
  let plane: Plane<S>
  let border: Border
  let channels: Int
  private let window: RowWindow
  private let constant: S
  /// A row of the constant.
  private let blank: Plane<S>

  /// The rows that a window holds.
  ///
  /// - Precondition: the plane is not empty.
  init(_ plane: Plane<S>, _ window: RowWindow, _ context: FilterContext, constant: S) {
    self.plane = plane
    self.window = window
    self.constant = constant
    border = context.border
    channels = context.channels
    let isConstant = if case .constant = border { true } else { false }
    blank = Plane(size: Size(isConstant ? plane.width : 0, 1), repeating: constant)
  }

  /// The row that stands at `y`.
  ///
  /// - Precondition: where it comes from lies within the rows that are held.
  func row(_ y: Int) -> UnsafePointer<S> {
    guard let source = border.source(of: y, count: window.height) else { return unsafe blank.base }
    return unsafe plane.base + (source - window.held.lowerBound) * plane.stride
  }

  /// What stands at a sample of a row, left or right of the picture.
  ///
  /// - Parameters:
  ///   - x: the sample.
  ///   - row: a row that ``row(_:)`` gave.
  /// - Returns: the sample of the row, or the constant.
  func beyond(_ x: Int, of row: UnsafePointer<S>) -> S {
    let pixel = x >= 0 ? x / channels : (x + 1) / channels - 1
    let channel = x - pixel * channels
    let source = border.source(of: pixel, count: plane.width / channels)
    return source.map { unsafe row[$0 * channels + channel] } ?? constant
  }

  /// Ways to the rows of some columns, from the left to the right.
  ///
  /// Where the kernel computes with the samples themselves, it reads them where they are: only the
  /// ends of rows, with what lies beyond them, are copied. Elsewhere rows are turned into what it
  /// computes with once, and stay in the cache while they are needed.
  ///
  /// - Parameters:
  ///   - columns: samples of a row that are computed.
  ///   - rows: how many rows are looked at together.
  ///   - reach: pixels that are looked at to each side.
  ///   - widen: the conversion; nil where the samples are taken as they are.
  /// - Returns: spans that cover the columns.
  func spans<Work: Sample>(
    of columns: Range<Int>, rows: Int, reach: Int, widen: RowConversion<S, Work>?
  ) -> [RowSpan<S, Work>] {
    func copied(_ part: Range<Int>) -> RowSpan<S, Work> {
      RowSpan(self, columns: part, rows: rows, reach: reach, widen: widen)
    }
    let margin = reach * channels
    let end = (max(margin, 1) + 15) / 16 * 16
    let left = columns.lowerBound == 0 ? end : columns.lowerBound
    let right = columns.upperBound == plane.width ? plane.width - end : columns.upperBound
    guard widen == nil, right - left >= end else { return [copied(columns)] }
    var spans = [RowSpan<S, Work>(inPlace: self, columns: left..<right)]
    if columns.lowerBound < left { spans.insert(copied(columns.lowerBound..<left), at: 0) }
    if right < columns.upperBound { spans.append(copied(right..<columns.upperBound)) }
    return spans
  }
}

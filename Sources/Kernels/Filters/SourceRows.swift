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

  /// Parts of some columns, from the left to the right, and whether rows are read in place there.
  ///
  /// Where the kernel computes with the samples themselves, it reads them where they are: only the
  /// ends of rows, with what lies beyond them, are copied. Elsewhere rows are turned into what it
  /// computes with once, and stay in the cache while they are needed.
  ///
  /// - Parameters:
  ///   - columns: samples of a row that are computed.
  ///   - reach: pixels that are looked at to each side.
  ///   - isConverted: whether samples are converted.
  /// - Returns: parts that cover the columns.
  func parts(
    of columns: Range<Int>, reach: Int, isConverted: Bool
  ) -> [(columns: Range<Int>, isInPlace: Bool)] {
    let end = (max(reach * channels, 1) + 15) / 16 * 16
    let left = columns.lowerBound == 0 ? end : columns.lowerBound
    let right = columns.upperBound == plane.width ? plane.width - end : columns.upperBound
    guard !isConverted, right - left >= end else { return [(columns, false)] }
    let parts = [
      (columns.lowerBound..<left, false), (left..<right, true), (right..<columns.upperBound, false),
    ]
    return parts.filter { !$0.0.isEmpty }
  }
}

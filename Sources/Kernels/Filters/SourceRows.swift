import Raster

/// The rows of a picture, those beyond its edge included.
@safe struct SourceRows<S: Sample>: Sendable {
  let plane: Plane<S>
  let border: Border
  let channels: Int
  private let window: RowWindow
  let constant: S
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
    let isInside = y >= 0 && y < window.height
    let inside = isInside ? y : border.source(of: y, count: window.height)
    guard let source = inside else { return unsafe blank.base }
    return unsafe plane.base + (source - window.held.lowerBound) * plane.stride
  }

  /// Where what stands at a sample left or right of the picture comes from.
  ///
  /// - Parameter x: the sample.
  /// - Returns: a sample of the row; nil for the constant.
  func source(beyond x: Int) -> Int? {
    border.source(ofSample: x, width: plane.width, channels: channels)
  }

  /// Parts of some columns, from the left to the right, and whether rows are read in place there.
  ///
  /// Where the kernel computes with the samples themselves, it reads them where they are: only the
  /// ends of rows, with what lies beyond them, are copied.
  ///
  /// - Parameters:
  ///   - columns: samples of a row that are computed.
  ///   - end: samples at each end of a row that are copied; as many as are looked at, or more.
  /// - Returns: parts that cover the columns.
  func parts(of columns: Range<Int>, end: Int) -> [(columns: Range<Int>, isInPlace: Bool)] {
    let left = max(columns.lowerBound, end)
    let right = min(columns.upperBound, plane.width - end)
    guard right - left >= end else { return [(columns, false)] }
    let parts = [
      (columns.lowerBound..<left, false), (left..<right, true), (right..<columns.upperBound, false),
    ]
    return parts.filter { !$0.0.isEmpty }
  }
}

extension Border {
  /// Where what stands at a sample left or right of a row comes from.
  ///
  /// - Parameters:
  ///   - x: the sample.
  ///   - width: samples of the row.
  ///   - channels: samples of a pixel, next to each other.
  /// - Returns: a sample of the row, of the same channel; nil for the constant.
  func source(ofSample x: Int, width: Int, channels: Int) -> Int? {
    let pixel = x >= 0 ? x / channels : (x + 1) / channels - 1
    let channel = x - pixel * channels
    return source(of: pixel, count: width / channels).map { $0 * channels + channel }
  }
}

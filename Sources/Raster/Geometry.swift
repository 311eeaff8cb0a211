/// Width and height in pixels.
public struct Size: Sendable, Hashable, CustomStringConvertible {
  /// Pixels in a row; not negative.
  public let width: Int
  /// Rows; not negative.
  public let height: Int

  /// A size; neither side may be negative.
  public init(_ width: Int, _ height: Int) {
    precondition(width >= 0 && height >= 0, "a size is not negative")
    self.width = width
    self.height = height
  }

  /// Pixels in all.
  public var area: Int { width * height }
  /// `1920×1080`.
  public var description: String { "\(width)×\(height)" }
  /// The region that covers all of it.
  public var bounds: Region { Region(x: 0, y: 0, width: width, height: height) }
}

/// An axis-parallel rectangle of pixels.
public struct Region: Sendable, Hashable, CustomStringConvertible {
  /// First column.
  public let x: Int
  /// First row.
  public let y: Int
  /// Width and height.
  public let size: Size

  /// A region from its corner and its size.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.size = Size(width, height)
  }

  /// The columns it covers.
  public var columns: Range<Int> { x..<(x + size.width) }
  /// The rows it covers.
  public var rows: Range<Int> { y..<(y + size.height) }
  /// `1920×1080+0+0`.
  public var description: String { "\(size)+\(x)+\(y)" }

  /// Whether `other` lies inside.
  public func contains(_ other: Region) -> Bool {
    other.x >= x && other.y >= y
      && other.x + other.size.width <= x + size.width
      && other.y + other.size.height <= y + size.height
  }

  /// What both regions cover; empty (0×0) where they do not meet.
  public func intersection(_ other: Region) -> Region {
    let columns = self.columns.clamped(to: other.columns)
    let rows = self.rows.clamped(to: other.rows)
    if columns.isEmpty || rows.isEmpty { return Region(x: x, y: y, width: 0, height: 0) }
    return Region(
      x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
  }
}

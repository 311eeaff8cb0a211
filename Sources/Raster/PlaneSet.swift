/// The samples of a frame: one plane, three, or a choice of sample types.
public protocol PlaneSet: Sendable, Equatable {
  /// Width and height, the same of every plane.
  var size: Size { get }
  /// A view of part of every plane.
  func view(_ region: Region) -> Self
  /// The planes below each other, as one; how the banded engine puts bands together.
  ///
  /// - Precondition: at least one part, all as wide as each other and of one kind.
  static func stacked(_ parts: [Self]) -> Self
  /// Hands out every row of every plane as bytes, plane by plane, without padding, little endian.
  func forEachRowOfBytes(_ body: ([UInt8]) -> Void)
}

extension Plane: PlaneSet {
  /// Hands out every row as little-endian bytes.
  public func forEachRowOfBytes(_ body: ([UInt8]) -> Void) {
    for y in 0..<height { body(bytes(ofRow: y)) }
  }
}

/// Three planes of one size.
public protocol PlaneTriplet: PlaneSet {
  /// What each plane holds.
  associatedtype Element: Sample
  /// The three planes in their order.
  var planes: [Plane<Element>] { get }
  /// Three planes of one size, in their order.
  init(planes: [Plane<Element>])
}

extension PlaneTriplet {
  /// Width and height.
  public var size: Size { planes[0].size }

  /// A view of part of every plane.
  public func view(_ region: Region) -> Self { Self(planes: planes.map { $0.view(region) }) }

  /// The planes below each other, as one set.
  public static func stacked(_ parts: [Self]) -> Self {
    let planes = parts.map(\.planes)
    return Self(planes: (0..<3).map { plane in .stacked(planes.map { $0[plane] }) })
  }

  /// Hands out the rows of the first plane, then of the second, then of the third.
  public func forEachRowOfBytes(_ body: ([UInt8]) -> Void) {
    for plane in planes { plane.forEachRowOfBytes(body) }
  }
}

/// Red, green and blue, a plane each.
public struct RGBPlanes<S: Sample>: PlaneTriplet {
  /// The red samples.
  public let red: Plane<S>
  /// The green samples.
  public let green: Plane<S>
  /// The blue samples.
  public let blue: Plane<S>

  /// Three planes of one size.
  public init(red: Plane<S>, green: Plane<S>, blue: Plane<S>) {
    precondition(red.size == green.size && red.size == blue.size, "planes of one size")
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Red, green and blue of one size.
  public init(planes: [Plane<S>]) {
    precondition(planes.count == 3, "red, green and blue")
    self.init(red: planes[0], green: planes[1], blue: planes[2])
  }

  /// Red, green, blue.
  public var planes: [Plane<S>] { [red, green, blue] }
  /// Width and height.
  public var size: Size { red.size }
}

/// Which frame pixels come from, and where they lie in it.
public struct IndexPlanes: PlaneTriplet {
  /// The number of the frame.
  public let frames: Plane<UInt16>
  /// The column there.
  public let columns: Plane<UInt16>
  /// The row there.
  public let rows: Plane<UInt16>

  /// Three planes of one size.
  public init(planes: [Plane<UInt16>]) {
    precondition(planes.count == 3, "frames, columns and rows")
    precondition(planes.allSatisfy { $0.size == planes[0].size }, "planes of one size")
    (frames, columns, rows) = (planes[0], planes[1], planes[2])
  }

  /// Frames, columns, rows.
  public var planes: [Plane<UInt16>] { [frames, columns, rows] }
}

/// Samples of 8 or of 16 bits; what a display frame holds.
public enum DepthChoice<Narrow: PlaneSet, Wide: PlaneSet>: PlaneSet {
  /// 8 bits a sample.
  case eight(Narrow)
  /// 16 bits a sample.
  case sixteen(Wide)

  /// Width and height.
  public var size: Size {
    switch self {
    case .eight(let planes): planes.size
    case .sixteen(let planes): planes.size
    }
  }

  /// Bits a sample: 8 or 16.
  public var bits: Int {
    switch self {
    case .eight: 8
    case .sixteen: 16
    }
  }

  /// A view of part of every plane.
  public func view(_ region: Region) -> DepthChoice {
    switch self {
    case .eight(let planes): .eight(planes.view(region))
    case .sixteen(let planes): .sixteen(planes.view(region))
    }
  }

  /// The planes below each other.
  ///
  /// - Precondition: all parts have the same depth.
  public static func stacked(_ parts: [DepthChoice]) -> DepthChoice {
    let narrow = parts.compactMap { if case .eight(let planes) = $0 { planes } else { nil } }
    let wide = parts.compactMap { if case .sixteen(let planes) = $0 { planes } else { nil } }
    precondition(narrow.isEmpty != wide.isEmpty, "bands have one depth")
    return wide.isEmpty ? .eight(.stacked(narrow)) : .sixteen(.stacked(wide))
  }

  /// Hands out every row of every plane as bytes.
  public func forEachRowOfBytes(_ body: ([UInt8]) -> Void) {
    switch self {
    case .eight(let planes): planes.forEachRowOfBytes(body)
    case .sixteen(let planes): planes.forEachRowOfBytes(body)
    }
  }
}

extension RGBPlanes<Float> {
  /// The shares of red, green and blue in luma after ITU-R BT.601, as the eye weighs colours of
  /// displays.
  public static var lumaShares: (red: Float, green: Float, blue: Float) { (0.299, 0.587, 0.114) }

  /// Luma: the sum of the colours with their ``lumaShares``.
  public var luma: Plane<Float> {
    Plane(size: size) { y, target in
      let (red, green, blue, shares) = (red.row(y), green.row(y), blue.row(y), Self.lumaShares)
      for x in red.indices {
        target[x] = shares.red * red[x] + shares.green * green[x] + shares.blue * blue[x]
      }
    }
  }
}

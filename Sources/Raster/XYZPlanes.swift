/// Coordinates, a plane each: of points in metres, or of directions.
public struct XYZPlanes: PlaneTriplet {
  /// The coordinates along x.
  public let x: Plane<Float>
  /// The coordinates along y.
  public let y: Plane<Float>
  /// The coordinates along z.
  public let z: Plane<Float>

  /// Three planes of one size.
  public init(planes: [Plane<Float>]) {
    precondition(planes.count == 3, "x, y and z")
    precondition(planes.allSatisfy { $0.size == planes[0].size }, "planes of one size")
    (x, y, z) = (planes[0], planes[1], planes[2])
  }

  /// Along x, y, z.
  public var planes: [Plane<Float>] { [x, y, z] }
}

/// Where coordinates are written: fill it, then ``finish()`` it into ``XYZPlanes``.
public struct XYZBuilder: ~Copyable {
  private var x: PlaneBuilder<Float>
  private var y: PlaneBuilder<Float>
  private var z: PlaneBuilder<Float>

  /// Planes of +∞, to be written over.
  public init(size: Size) {
    x = PlaneBuilder(size: size, repeating: .infinity)
    y = PlaneBuilder(size: size, repeating: .infinity)
    z = PlaneBuilder(size: size, repeating: .infinity)
  }

  /// Writes the coordinates of one pixel.
  ///
  /// - Parameters:
  ///   - column: of the pixel.
  ///   - row: of the pixel.
  ///   - coordinates: along x, y and z.
  public mutating func set(_ column: Int, _ row: Int, to coordinates: SIMD3<Double>) {
    x[column, row] = Float(coordinates.x)
    y[column, row] = Float(coordinates.y)
    z[column, row] = Float(coordinates.z)
  }

  /// The planes, from now on unchangeable.
  public consuming func finish() -> XYZPlanes {
    XYZPlanes(planes: [x.finish(), y.finish(), z.finish()])
  }
}

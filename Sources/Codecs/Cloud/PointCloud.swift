/// Points of a surface with their colours and errors.
public struct PointCloud: Sendable {
  /// One point.
  public struct Point: Sendable, Hashable {
    /// In metres: x ahead, y to the left, z up.
    public var position: SIMD3<Float>
    /// Red, green and blue as a display shows them.
    public var color: SIMD3<UInt8>
    /// Nine of ten points are off by at most so many metres.
    public var error: Float

    /// A point from its parts.
    public init(position: SIMD3<Float>, color: SIMD3<UInt8>, error: Float) {
      self.position = position
      self.color = color
      self.error = error
    }
  }

  /// The points.
  public var points: [Point]
  /// Corners of triangles, counted from 0, counter-clockwise as seen from the camera; none where
  /// the points stand alone.
  public var triangles: [SIMD3<UInt32>]

  /// A cloud from its parts.
  public init(points: [Point], triangles: [SIMD3<UInt32>] = []) {
    self.points = points
    self.triangles = triangles
  }
}

extension [UInt8] {
  /// Appends a number, its lowest byte first.
  mutating func append(littleEndian value: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
    }
  }

  /// Appends three numbers, the lowest byte of each first.
  mutating func append(littleEndian vector: SIMD3<Float>) {
    for lane in 0..<3 { append(littleEndian: vector[lane].bitPattern) }
  }
}

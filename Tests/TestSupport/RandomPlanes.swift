import Raster

extension Plane where S == UInt16 {
  /// A plane of random codes below `limit`.
  public static func random(_ size: Size, below limit: Int, seed: UInt64) -> Plane<UInt16> {
    var generator = SeededGenerator(seed: seed)
    return Plane(size: size) { _, row in
      for x in row.indices { row[x] = UInt16(Int.random(in: 0..<limit, using: &generator)) }
    }
  }
}

extension Plane where S == Float {
  /// A plane of random numbers in a range.
  public static func random(
    _ size: Size, in range: ClosedRange<Float> = 0...1, seed: UInt64
  ) -> Plane<Float> {
    var generator = SeededGenerator(seed: seed)
    return Plane(size: size) { _, row in
      for x in row.indices { row[x] = Float.random(in: range, using: &generator) }
    }
  }
}

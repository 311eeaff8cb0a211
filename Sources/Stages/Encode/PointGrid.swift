import Codecs
import Raster

/// Which point of a cloud stands at which pixel, and the surface between neighbours.
struct PointGrid {
  private let size: Size
  /// The number of the point of each pixel, row by row; −1 where there is none.
  private var numbers: [Int32]

  /// No point anywhere.
  init(size: Size) {
    self.size = size
    numbers = [Int32](repeating: -1, count: size.area)
  }

  /// Says that a point stands at a pixel.
  mutating func note(_ number: Int, _ x: Int, _ y: Int) {
    numbers[y * size.width + x] = Int32(number)
  }

  /// Two triangles for every four neighbours, or one for three of them.
  ///
  /// - Parameters:
  ///   - points: the points by their numbers.
  ///   - longestEdge: of a triangle, as a share of the distance from the origin.
  /// - Returns: corners, counter-clockwise as the camera sees them.
  func triangles(
    _ points: [PointCloud.Point], longestEdge: Double
  ) -> [SIMD3<UInt32>] {
    guard size.width > 1, size.height > 1 else { return [] }
    var result: [SIMD3<UInt32>] = []
    for y in 0..<size.height - 1 {
      for x in 0..<size.width - 1 {
        let place = y * size.width + x
        let (a, b) = (numbers[place], numbers[place + 1])
        let (c, d) = (numbers[place + size.width], numbers[place + size.width + 1])
        // Where a corner is missing, the other three make the triangle.
        let corners = b < 0 || c < 0 ? [(a, c, d), (a, d, b)] : [(a, c, b), (b, c, d)]
        for (first, second, third) in corners where min(first, second, third) >= 0 {
          let triangle = SIMD3(UInt32(first), UInt32(second), UInt32(third))
          if Self.isShort(triangle, points, longestEdge) { result.append(triangle) }
        }
      }
    }
    return result
  }

  private static func isShort(
    _ triangle: SIMD3<UInt32>, _ points: [PointCloud.Point], _ longest: Double
  ) -> Bool {
    let corners = (0..<3).map { points[Int(triangle[$0])].position }
    return (0..<3).allSatisfy { edge in
      let (from, to) = (corners[edge], corners[(edge + 1) % 3])
      let way = to - from
      let limit = Float(longest * longest) * (from * from).sum()
      return (way * way).sum() <= limit
    }
  }
}

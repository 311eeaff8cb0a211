import Kernels
import Raster

/// Takes away surfaces that are too small to be true.
struct SpeckleFilter {
  /// Surfaces of fewer pixels go.
  let smallest: Int
  /// Neighbours on one surface differ by at most so many sixteenths of a pixel.
  let step = 16

  /// The disparities of large surfaces.
  ///
  /// - Parameter codes: sixteenths of a pixel, or ``SemiGlobalMatcher/unknown``.
  /// - Returns: the same, those of small surfaces unknown.
  func filtered(_ codes: Plane<Int16>) -> Plane<Int16> {
    guard smallest > 1, codes.size.area > 0 else { return codes }
    let (width, height) = (codes.width, codes.height)
    var result = PlaneBuilder(copying: codes)
    var isSeen = [Bool](repeating: false, count: width * height)
    var surface: [Int] = []
    for start in 0..<width * height where !isSeen[start] {
      let code = codes[start % width, start / width]
      guard code != SemiGlobalMatcher.unknown else { continue }
      surface.removeAll(keepingCapacity: true)
      surface.append(start)
      isSeen[start] = true
      var next = 0
      while next < surface.count {
        let (x, y) = (surface[next] % width, surface[next] / width)
        let own = Int(codes[x, y])
        next += 1
        for (column, row) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)] {
          guard column >= 0, column < width, row >= 0, row < height else { continue }
          let place = row * width + column
          if isSeen[place] { continue }
          let other = codes[column, row]
          guard other != SemiGlobalMatcher.unknown, abs(Int(other) - own) <= step else { continue }
          isSeen[place] = true
          surface.append(place)
        }
      }
      guard surface.count < smallest else { continue }
      for place in surface { result[place % width, place / width] = SemiGlobalMatcher.unknown }
    }
    return result.finish()
  }
}

import Raster
import Rig

/// Two soft pictures that are brought to agree.
struct AlignedPictures {
  let first: Plane<Float>
  let second: Plane<Float>
  /// Not 0 where a pixel is not known; nil where all are.
  let missing: (first: Plane<UInt8>?, second: Plane<UInt8>?)

  /// A pixel of the first picture.
  struct Place {
    let x: Int
    let y: Int
  }

  /// What the second picture shows at a position, and its slopes there.
  struct Sample {
    let value: Double
    let slopeX: Double
    let slopeY: Double
  }

  /// Pixels that stand out and that the second picture shows too, evenly spread: of each square of
  /// 16 pixels side the same number with the largest slopes.
  ///
  /// - Parameters:
  ///   - homography: from the first picture to the second.
  ///   - most: how many at most.
  /// - Returns: row by row of squares.
  func places(_ homography: Homography, most: Int) -> [Place] {
    let side = 16
    var squares: [[(place: Place, slope: Float)]] = []
    for top in stride(from: 2, to: first.height - 2, by: side) {
      for left in stride(from: 2, to: first.width - 2, by: side) {
        var seen: [(place: Place, slope: Float)] = []
        for y in top..<min(top + side, first.height - 2) {
          for x in left..<min(left + side, first.width - 2)
          where (missing.first?[x, y] ?? 0) == 0 {
            let place = Place(x: x, y: y)
            guard let there = homography.mapped(ImagePoint(Double(x), Double(y))),
              isKnown(there)
            else { continue }
            let dx = first[x + 1, y] - first[x - 1, y]
            let dy = first[x, y + 1] - first[x, y - 1]
            seen.append((place, dx * dx + dy * dy))
          }
        }
        if !seen.isEmpty { squares.append(seen) }
      }
    }
    let share = max(1, most / max(1, squares.count))
    return squares.flatMap { seen in
      guard seen.count > share else { return seen.map(\.place) }
      // Equal slopes in the order of rows.
      let order = seen.indices.sorted { a, b in
        seen[a].slope != seen[b].slope ? seen[a].slope > seen[b].slope : a < b
      }
      return order.prefix(share).sorted().map { seen[$0].place }
    }
  }

  /// Whether the second picture has all that a position needs.
  private func isKnown(_ point: ImagePoint) -> Bool {
    guard point.x >= 2, point.y >= 2, point.x < Double(second.width - 3),
      point.y < Double(second.height - 3)
    else { return false }
    guard let marks = missing.second else { return true }
    let (x, y) = (Int(point.x), Int(point.y))
    return marks[x, y] | marks[x + 1, y] | marks[x, y + 1] | marks[x + 1, y + 1] == 0
  }

  /// The cubic of Keys (a = −1/2) through the second picture, and its slopes; nil beyond it.
  func sample(_ point: ImagePoint) -> Sample? {
    guard isKnown(point) else { return nil }
    let (column, row) = (Int(point.x), Int(point.y))
    let across = Cubic(point.x - Double(column))
    let down = Cubic(point.y - Double(row))
    var (value, slopeX, slopeY) = (0.0, 0.0, 0.0)
    for j in 0..<4 {
      let line = second.row(row - 1 + j)
      var (sum, slope) = (0.0, 0.0)
      for i in 0..<4 {
        let sample = Double(line[column - 1 + i])
        sum += across.weights[i] * sample
        slope += across.slopes[i] * sample
      }
      value += down.weights[j] * sum
      slopeX += down.weights[j] * slope
      slopeY += down.slopes[j] * sum
    }
    return Sample(value: value, slopeX: slopeX, slopeY: slopeY)
  }
}

extension [AlignedPictures.Place] {
  /// How far the positions are apart to which two homographies move each, in pixels.
  func distances(_ one: Homography, _ other: Homography) -> [Double] {
    map { place in
      let point = ImagePoint(Double(place.x), Double(place.y))
      return other.mapped(point).map { one.distance(PointPair(point, $0)) } ?? .infinity
    }
  }
}

/// Weights of four samples at a place behind the second, and how they change.
private struct Cubic {
  let weights: SIMD4<Double>
  let slopes: SIMD4<Double>

  init(_ t: Double) {
    weights = SIMD4(
      t * (-0.5 + t * (1 - 0.5 * t)), 1 + t * t * (-2.5 + 1.5 * t),
      t * (0.5 + t * (2 - 1.5 * t)), t * t * (-0.5 + 0.5 * t))
    slopes = SIMD4(
      -0.5 + t * (2 - 1.5 * t), t * (-5 + 4.5 * t), 0.5 + t * (4 - 4.5 * t),
      t * (-1 + 1.5 * t))
  }
}

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
    var corners: [(x: Int, y: Int)] = []
    for y in stride(from: 2, to: first.height - 2, by: side) {
      for x in stride(from: 2, to: first.width - 2, by: side) {
        let middle = ImagePoint(Double(x + side / 2), Double(y + side / 2))
        if homography.mapped(middle).map(isNear) ?? false { corners.append((x, y)) }
      }
    }
    let share = max(1, most / max(1, corners.count))
    return corners.flatMap { corner in
      var best = Steepest(count: share)
      for y in corner.y..<min(corner.y + side, first.height - 2) {
        let (above, row, below) = (first.row(y - 1), first.row(y), first.row(y + 1))
        for x in corner.x..<min(corner.x + side, first.width - 2)
        where (missing.first?[x, y] ?? 0) == 0 {
          let (dx, dy) = (row[x + 1] - row[x - 1], below[x] - above[x])
          best.add(dx * dx + dy * dy, Place(x: x, y: y)) {
            homography.mapped(ImagePoint(Double(x), Double(y))).map(isKnown) ?? false
          }
        }
      }
      return best.places
    }
  }

  /// Whether a position lies on the second picture, or a square beside it.
  private func isNear(_ point: ImagePoint) -> Bool {
    point.x > -16 && point.y > -16 && point.x < Double(second.width + 16)
      && point.y < Double(second.height + 16)
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

/// The places with the largest slopes so far; of equals the first.
private struct Steepest {
  private let count: Int
  private var found: [(slope: Float, place: AlignedPictures.Place)] = []

  init(count: Int) {
    self.count = count
    found.reserveCapacity(count + 1)
  }

  /// Adds a place that is as it should be.
  mutating func add(_ slope: Float, _ place: AlignedPictures.Place, where isFit: () -> Bool) {
    if found.count == count, let least = found.last, slope <= least.slope { return }
    guard isFit() else { return }
    let after = found.firstIndex { $0.slope < slope } ?? found.count
    found.insert((slope, place), at: after)
    if found.count > count { found.removeLast() }
  }

  /// By row and column.
  var places: [AlignedPictures.Place] {
    found.map(\.place).sorted { ($0.y, $0.x) < ($1.y, $1.x) }
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

import Raster
import TestSupport

/// Two pictures of one random surface, which is nearer in the middle; some of it noise.
///
/// - Parameters:
///   - size: of both.
///   - disparity: of the middle; the rest has 1 less.
///   - missing: whether some pixels are marked as missing.
///   - seed: another pair for each.
///   - onlyRight: whether only the right one lacks pixels.
/// - Returns: both, and where they are missing.
func randomPair(
  _ size: Size, disparity: Int, missing: Bool, seed: UInt64, onlyRight: Bool = false
) -> (left: Plane<UInt8>, right: Plane<UInt8>, missing: (Plane<UInt8>?, Plane<UInt8>?)) {
  var generator = SeededGenerator(seed: seed)
  let right = Plane<UInt8>(size: size) { _, row in
    for x in row.indices { row[x] = .random(in: 0...255, using: &generator) }
  }
  let left = Plane<UInt8>(size: size) { y, row in
    for x in row.indices {
      let isNear = x > size.width / 3 && x < 2 * size.width / 3
      let place = x - disparity + (isNear ? 0 : 1)
      let noise = UInt8.random(in: 0...6, using: &generator)
      row[x] = right[min(max(place, 0), size.width - 1), y] / 2 + noise
    }
  }
  let marks = { (share: Int) in
    Plane<UInt8>(size: size) { _, row in
      for x in row.indices { row[x] = .random(in: 0..<share, using: &generator) == 0 ? 8 : 0 }
    }
  }
  return (
    left, right.mapped { $0 / 2 + 3 },
    missing ? (onlyRight ? nil : marks(40), marks(50)) : (nil, nil)
  )
}

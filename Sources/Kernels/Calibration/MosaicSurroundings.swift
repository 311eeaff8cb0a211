import Raster

/// A mosaic and what is known of it, looked at pixel by pixel.
///
/// It looks into memory that others hold, and is made where it is used.
@safe struct MosaicSurroundings {
  private let light: UnsafePointer<Float>
  private let marks: UnsafePointer<UInt8>?
  private let (lightStride, marksStride): (Int, Int)
  private let (kept, width, height): (Int, Int, Int)
  private let firstRow: Int
  /// The bits of what is no data.
  private let missing = MosaicRepair.missing.rawValue

  /// - Parameters:
  ///   - light: where row 0 stands or stood, in memory that outlives the value.
  ///   - stride: floats from one row to the next.
  ///   - kept: how many rows there are; a row takes the place of the one so many above.
  ///   - width: columns.
  ///   - marks: what is no data in these rows.
  ///   - height: of the whole picture.
  init(
    _ light: UnsafePointer<Float>, stride: Int, kept: Int, width: Int,
    _ marks: borrowing MarkedRows, height: Int
  ) {
    unsafe self.light = light
    unsafe self.marks = marks.base
    (lightStride, marksStride) = (stride, marks.stride)
    (self.kept, self.width, self.height) = (kept, width, height)
    firstRow = marks.rows.lowerBound
  }

  /// Where one of two opposite pixels of the same colour lies: beside, below, on both diagonals.
  @inline(__always)
  private static func pair(_ number: Int, _ step: Int = 2) -> (x: Int, y: Int) {
    number == 0 ? (step, 0) : number == 1 ? (0, step) : number == 2 ? (step, step) : (step, -step)
  }

  /// The row and the column at which a pixel stands, mirrored beyond the edges of the picture.
  @inline(__always)
  private func place(_ x: Int, _ y: Int) -> (x: Int, y: Int) {
    if x >= 0 && y >= 0 && x < width && y < height { return (x, y) }
    let border = Border.reflect101
    return (border.source(of: x, count: width) ?? 0, border.source(of: y, count: height) ?? 0)
  }

  @inline(__always)
  private func value(_ x: Int, _ y: Int) -> Float {
    let place = place(x, y)
    return unsafe light[(place.y % kept) * lightStride + place.x]
  }

  @inline(__always)
  private func defects(_ x: Int, _ y: Int) -> Defects {
    guard let marks = unsafe marks else { return [] }
    let place = place(x, y)
    return unsafe Defects(rawValue: marks[(place.y - firstRow) * marksStride + place.x])
  }

  @inline(__always)
  private func isData(_ x: Int, _ y: Int) -> Bool {
    defects(x, y).rawValue & missing == 0
  }

  /// Whether a pixel beside one is saturated: it does not show by how much it stands out.
  private func isBesideSaturation(_ x: Int, _ y: Int) -> Bool {
    let beside = defects(x - 1, y).union(defects(x + 1, y)).union(defects(x, y - 1))
      .union(defects(x, y + 1))
    return beside.contains(.saturated)
  }

  /// Whether a pixel lies; see ``BadPixelFilter``.
  ///
  /// - Parameters:
  ///   - x: the column.
  ///   - y: the row.
  ///   - noise: variance without light, variance per light, and the square of the threshold.
  /// - Returns: whether it does.
  func lies(_ x: Int, _ y: Int, _ noise: SIMD4<Float>) -> Bool {
    guard isData(x, y) else { return false }
    var stand = Stand(
      pixel: value(x, y), variance: noise.x, slope: noise.y, factor: noise.z)
    for pair in 0..<4 {
      let (dx, dy) = Self.pair(pair)
      if !isPair(x, y, dx, dy) { continue }
      stand.consider(value(x + dx, y + dy), value(x - dx, y - dy))
      if stand.isLikeOne { return false }
    }
    let isAtEdge = x < 2 || y < 2 || x >= width - 2 || y >= height - 2
    if stand.excess == 0 || stand.isOverOne == stand.isUnderOne { return false }
    if isAtEdge && !stand.isOutOfAll || isBesideSaturation(x, y) { return false }
    return !isAccompanied(x - 1, y, stand) && !isAccompanied(x + 1, y, stand)
      && !isAccompanied(x, y - 1, stand) && !isAccompanied(x, y + 1, stand)
  }

  /// Whether a pixel beside one stands out the same way from two opposite ones of its own colour.
  private func isAccompanied(_ x: Int, _ y: Int, _ stand: Stand) -> Bool {
    let p = value(x, y)
    for pair in 0..<4 {
      let (dx, dy) = Self.pair(pair)
      let (a, b) = (value(x + dx, y + dy), value(x - dx, y - dy))
      let excess = stand.isOverOne ? p - max(a, b) : min(a, b) - p
      if excess <= 0 || excess * excess <= 25 * stand.scatter { continue }
      // The same share of the light stands out by more where there is more light.
      let level = max(stand.isOverOne ? max(a, b) : min(a, b), 0)
      let ratio = level > 0 ? min(max(stand.level / level, 0.25), 4) : 1
      if excess * ratio > 0.22 * stand.excess { return true }
    }
    return false
  }

  /// Whether a pixel stands out from all eight around it, as one that lies does where those see the
  /// same light.
  ///
  /// - Parameters:
  ///   - x: the column.
  ///   - y: the row.
  ///   - noise: variance without light, variance per light, and the square of the threshold.
  /// - Returns: whether it does, from those that are data; false where none is.
  func isOutOfNeighbours(_ x: Int, _ y: Int, _ noise: SIMD4<Float>) -> Bool {
    var (least, greatest) = (Float.infinity, -Float.infinity)
    for dy in -1...1 {
      for dx in -1...1 where (dx != 0 || dy != 0) && isData(x + dx, y + dy) {
        let light = value(x + dx, y + dy)
        (least, greatest) = (min(least, light), max(greatest, light))
      }
    }
    let p = value(x, y)
    let (beyond, light) = p > greatest ? (p - greatest, greatest) : (least - p, least)
    guard beyond > 0, beyond < .infinity else { return false }
    return beyond * beyond > noise.z * (noise.x + noise.y * max(light, 0))
  }

  private func isOwnImage(_ place: Int, _ step: Int, _ count: Int) -> Bool {
    Border.reflect101.source(of: place + step, count: count) == place
      || Border.reflect101.source(of: place - step, count: count) == place
  }

  /// Whether two opposite pixels are data, and neither is the mirror image of the one between.
  private func isPair(_ x: Int, _ y: Int, _ dx: Int, _ dy: Int) -> Bool {
    let isInside = x >= 2 && y >= 2 && x < width - 2 && y < height - 2
    if !isInside {
      let isOwnX = dx == 0 || isOwnImage(x, dx, width)
      if isOwnX && (dy == 0 || isOwnImage(y, dy, height)) { return false }
    }
    return isData(x + dx, y + dy) && isData(x - dx, y - dy)
  }

  /// The mean of the two opposite pixels that differ least, of those that are data.
  ///
  /// - Parameters:
  ///   - x: the column.
  ///   - y: the row.
  ///   - step: how far away those pixels are, along rows and columns: 1 or 2.
  ///   - above: not 0 where a pixel so many rows above lies; here and below likewise.
  ///   - here: of the row itself.
  ///   - below: of so many rows below.
  /// - Returns: what takes the place of the pixel.
  func replacement(
    _ x: Int, _ y: Int, step: Int, _ above: UnsafePointer<UInt8>, _ here: UnsafePointer<UInt8>,
    _ below: UnsafePointer<UInt8>
  ) -> Float {
    let isInside = x >= 2 && y >= 2 && x < width - 2 && y < height - 2
    if unsafe isInside && isAllData(x, y, step, above, here, below) {
      let middle = unsafe light + (y % kept) * lightStride + x
      let top = unsafe light + ((y - step) % kept) * lightStride + x
      let bottom = unsafe light + ((y + step) % kept) * lightStride + x
      var (best, mean) = unsafe Self.meet(middle[step], middle[-step])
      let others = unsafe (
        Self.meet(bottom[0], top[0]), Self.meet(bottom[step], top[-step]),
        Self.meet(top[step], bottom[-step])
      )
      (best, mean) = others.0.difference < best ? others.0 : (best, mean)
      (best, mean) = others.1.difference < best ? others.1 : (best, mean)
      return others.2.difference < best ? others.2.mean : mean
    }
    var best: (difference: Float, mean: Float)?
    var (sum, count) = (Float(0), Float(0))
    func sample(_ dx: Int, _ dy: Int) -> Float? {
      let column = Border.reflect101.source(of: x + dx, count: width) ?? 0
      let lies = unsafe (dy < 0 ? above : dy > 0 ? below : here)[column] != 0
      return lies || !isData(x + dx, y + dy) ? nil : value(x + dx, y + dy)
    }
    for pair in 0..<4 {
      let (dx, dy) = Self.pair(pair, step)
      let (first, second) = (sample(dx, dy), sample(-dx, -dy))
      if let first { (sum, count) = (sum + first, count + 1) }
      if let second { (sum, count) = (sum + second, count + 1) }
      guard let first, let second else { continue }
      let pair = Self.meet(first, second)
      if best == nil || pair.difference < (best?.difference ?? 0) { best = pair }
    }
    return best?.mean ?? (count > 0 ? sum / count : value(x, y))
  }

  @inline(__always)
  private static func meet(_ a: Float, _ b: Float) -> (difference: Float, mean: Float) {
    ((a - b).magnitude, (a + b) / 2)
  }

  /// Whether all that may replace a pixel, away from the edges, is data.
  @inline(__always)
  private func isAllData(
    _ x: Int, _ y: Int, _ step: Int, _ above: UnsafePointer<UInt8>, _ here: UnsafePointer<UInt8>,
    _ below: UnsafePointer<UInt8>
  ) -> Bool {
    let (above, here, below) = unsafe (above + x, here + x, below + x)
    var bad = unsafe here[-step] | here[step] | above[-step] | above[0] | above[step]
    bad |= unsafe below[-step] | below[0] | below[step]
    guard let marks = unsafe marks else { return bad == 0 }
    let middle = unsafe marks + (y - firstRow) * marksStride + x
    let (top, bottom) = unsafe (middle - step * marksStride, middle + step * marksStride)
    var found = unsafe middle[-step] | middle[step] | top[-step] | top[0] | top[step]
    found |= unsafe bottom[-step] | bottom[0] | bottom[step]
    return bad == 0 && found & missing == 0
  }
}

/// How a pixel stands to the pairs of its colour around it.
private struct Stand {
  let pixel: Float
  let variance: Float
  let slope: Float
  /// The threshold, squared.
  let factor: Float

  /// Whether noise explains how far it lies from both of a pair.
  private(set) var isLikeOne = false
  /// Whether it is above a pair, or below one, by more than noise explains.
  private(set) var isOverOne = false
  private(set) var isUnderOne = false
  /// Whether it stands out from every pair, by twice what the two differ by.
  private(set) var isOutOfAll = true
  /// By how much it stands out most; 0 where it does not.
  private(set) var excess: Float = 0
  /// The light of the pair that says so, and the variance of its noise.
  private(set) var level: Float = 0
  private(set) var scatter: Float = 0

  init(pixel: Float, variance: Float, slope: Float, factor: Float) {
    (self.pixel, self.variance, self.slope, self.factor) = (pixel, variance, slope, factor)
  }

  mutating func consider(_ a: Float, _ b: Float) {
    let (high, low) = (max(a, b), min(a, b))
    let isHot = pixel > high
    let light = max(isHot ? high : low, 0)
    let noise = variance + slope * light
    let far = max(high - pixel, pixel - low)
    if far * far <= factor * noise { isLikeOne = true }
    let beyond = isHot ? pixel - high : low - pixel
    guard beyond > 0 && beyond * beyond > factor * noise else {
      isOutOfAll = false
      return
    }
    if isHot { isOverOne = true } else { isUnderOne = true }
    if beyond <= 2 * (high - low) {
      isOutOfAll = false
    } else if beyond > excess {
      (excess, level, scatter) = (beyond, light, noise)
    }
  }
}

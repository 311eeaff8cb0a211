import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Finds pixels of a mosaic that lie, and replaces what lies.
///
/// The pixels of a colour around one come in four pairs of opposite ones, 2 px away. With `p` the
/// pixel, `h` and `l` the higher and the lower of a pair and `σ` the noise at `h` or `l`, a pixel
/// lies where
///
/// 1. it stands out from a pair by more than noise does, and by twice what the two differ by:
///    `E = p − h` (hot) or `l − p` (dead) is above `threshold · σ` and `2 (h − l)`;
/// 2. it is like no pair: of each, one is farther away than `threshold · σ`. So what goes on along
///    a line or the border of a shadow is left alone, while a pair across the border, which has
///    everything between its two, excuses nothing; and it is not above one pair and below another;
/// 3. the pixels beside it, which are of other colours, do not stand out as well. Light that a lens
///    has spread over 1.5 px or more reaches those with 0.29 of its height; a defect does not.
///    By how much they stand out is seen in the direction of each pair of which 1. is true; on
///    average it must be less than 0.15 of the largest `E`, or than 2.5 σ. Beside saturated pixels
///    nothing is found.
///
/// Within 2 px of the edge, where pairs are mirrored, 1. must be true of all four.
///
/// A lying pixel becomes the mean of the two opposite pixels of its colour that differ least.
public struct BadPixelFilter: Sendable {
  /// Noise of the sensor.
  public var noise: SensorNoise
  /// How many standard deviations a pixel must stand out; infinite where none are looked for.
  public var threshold: Float

  /// Rows that are looked at above and below: two for a pixel, two for those that replace it.
  public static let reach = 4

  /// A filter from its parts.
  public init(noise: SensorNoise, threshold: Float) {
    (self.noise, self.threshold) = (noise, threshold)
  }

  /// Replaces pixels that are known to lie and those that are found to.
  ///
  /// - Parameters:
  ///   - light: the rows that the window holds.
  ///   - validity: of the same rows; what is no data says nothing about others.
  ///   - window: which rows are wanted; those within ``reach`` are held.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows, and their validity with what was found.
  public func corrected(
    _ light: Plane<Float>, validity: Validity, window: RowWindow, isa: InstructionSet = .active
  ) -> (light: Plane<Float>, validity: Validity) {
    let around = MosaicSurroundings(light: light, validity: validity, window: window)
    var found: [(x: Int, y: Int)] = []
    if threshold < .infinity { found = around.liars(noise: noise, threshold: threshold, isa) }
    let size = Size(light.width, window.wanted.count)
    let region = Region(
      x: 0, y: window.wanted.lowerBound - window.held.lowerBound, width: size.width,
      height: size.height)
    let before = validity.view(region)
    let marked = around.positions(of: .badPixel)
    if found.isEmpty && marked.isEmpty { return (light.view(region), before) }
    let liars = Set(found.map { $0.y * size.width + $0.x })
    var result = PlaneBuilder(copying: light.view(region))
    var marks = PlaneBuilder(
      copying: before.defects ?? Plane<UInt8>(size: size, repeating: 0))
    for (x, y) in found + marked where window.wanted.contains(y) {
      let row = y - window.wanted.lowerBound
      result[x, row] = around.replacement(x, y, liars: liars)
      marks[x, row] |= Defects.badPixel.rawValue
    }
    return (result.finish(), Validity(marks.finish()))
  }
}

/// A mosaic and what is known of it, looked at pixel by pixel.
private struct MosaicSurroundings {
  let light: Plane<Float>
  let validity: Validity
  let window: RowWindow

  /// The four pairs of opposite pixels of the same colour.
  private static let pairs = [(2, 0), (0, 2), (2, 2), (2, -2)]

  private func value(_ x: Int, _ y: Int) -> Float {
    light[
      Border.reflect101.source(of: x, count: light.width) ?? 0,
      (Border.reflect101.source(of: y, count: window.height) ?? 0) - window.held.lowerBound]
  }

  private func isData(_ x: Int, _ y: Int) -> Bool {
    guard let defects = validity.defects else { return true }
    let x = Border.reflect101.source(of: x, count: light.width) ?? 0
    let y = Border.reflect101.source(of: y, count: window.height) ?? 0
    let told = Defects(rawValue: defects[x, y - window.held.lowerBound])
    return told.isDisjoint(with: [.lost, .badPixel, .outside])
  }

  /// Whether a pixel beside one is saturated: it does not show by how much it stands out.
  private func isBesideSaturation(_ x: Int, _ y: Int) -> Bool {
    guard let defects = validity.defects else { return false }
    return [(-1, 0), (1, 0), (0, -1), (0, 1)].contains { dx, dy in
      let column = Border.reflect101.source(of: x + dx, count: light.width) ?? 0
      let row = Border.reflect101.source(of: y + dy, count: window.height) ?? 0
      return Defects(rawValue: defects[column, row - window.held.lowerBound]).contains(.saturated)
    }
  }

  /// The wanted pixels with a defect.
  func positions(of defect: Defects) -> [(x: Int, y: Int)] {
    guard let defects = validity.defects else { return [] }
    var result: [(x: Int, y: Int)] = []
    for y in window.wanted {
      let row = defects.row(y - window.held.lowerBound)
      for x in row.indices where row[x] & defect.rawValue != 0 { result.append((x, y)) }
    }
    return result
  }

  /// Pixels that lie, in the wanted rows and in those that may replace them.
  func liars(
    noise: SensorNoise, threshold: Float, _ isa: InstructionSet
  ) -> [(x: Int, y: Int)] {
    if light.width == 0 || window.wanted.isEmpty { return [] }
    let suspect = unsafe isa.select(
      KernelsBaseline.suspectRow, KernelsAVX2.suspectRow, KernelsAVX512.suspectRow)
    let searched =
      max(0, window.wanted.lowerBound - 2)..<min(window.height, window.wanted.upperBound + 2)
    var rows = MirroredRows(
      light, RowWindow(height: window.height, held: window.held, wanted: searched), halo: 2)
    let marks = PlaneBuilder<UInt8>(size: Size(light.width + 64, 1))
    let factor = threshold * threshold
    let scatter = SIMD2(
      Float(noise.varianceAtBlack) * factor, Float(noise.variancePerLight) * factor)
    var result: [(x: Int, y: Int)] = []
    for y in searched {
      unsafe suspect(
        rows.row(y - 2), rows.row(y), rows.row(y + 2), light.width, scatter, marks.base)
      let words = unsafe UnsafeRawPointer(marks.base)
      for start in stride(from: 0, to: light.width, by: 8) {
        if unsafe words.load(fromByteOffset: start, as: UInt64.self) == 0 { continue }
        for x in start..<min(start + 8, light.width) {
          if marks[x, 0] != 0 && lies(x, y, noise, threshold) { result.append((x, y)) }
        }
      }
    }
    return result
  }

  private func lies(_ x: Int, _ y: Int, _ noise: SensorNoise, _ threshold: Float) -> Bool {
    guard isData(x, y) else { return false }
    let p = value(x, y)
    let isAtEdge =
      x < 2 || y < 2 || x >= light.width - 2 || y >= window.height - 2
    var (count, accompaniment, most, variances) = (Float(0), Float(0), Float(0), Float(0))
    var (isOverOne, isUnderOne) = (false, false)
    for (dx, dy) in Self.pairs where isPair(x, y, dx, dy) {
      let (a, b) = (value(x + dx, y + dy), value(x - dx, y - dy))
      let (high, low) = (max(a, b), min(a, b))
      let isHot = p > high
      let level = max(isHot ? high : low, 0)
      let variance = Float(noise.varianceAtBlack) + Float(noise.variancePerLight) * level
      let limit = (threshold * threshold) * variance
      let far = max(high - p, p - low)
      if far * far <= limit { return false }
      let excess = isHot ? p - high : low - p
      if excess > 0 && excess * excess > limit {
        if isHot { isOverOne = true } else { isUnderOne = true }
      }
      if excess <= 0 || excess * excess <= limit || excess <= 2 * (high - low) {
        if isAtEdge { return false }
        continue
      }
      count += 1
      accompaniment += isHot ? besides(x, y, along: (dx, dy)) : -besides(x, y, along: (dx, dy))
      most = max(most, excess)
      variances += variance
    }
    if count == 0 || (isOverOne && isUnderOne) || isBesideSaturation(x, y) { return false }
    let (beside, variance) = (accompaniment / count, variances / count)
    return beside < 0.15 * most || beside <= 0 || beside * beside < 6.25 * variance
  }

  /// Whether two opposite pixels are data, and neither is the mirror image of the one between.
  private func isPair(_ x: Int, _ y: Int, _ dx: Int, _ dy: Int) -> Bool {
    let isOwnImage = { (x: Int, dx: Int, count: Int) in
      [x + dx, x - dx].contains { Border.reflect101.source(of: $0, count: count) == x }
    }
    if (dx == 0 || isOwnImage(x, dx, light.width)) && (dy == 0 || isOwnImage(y, dy, window.height))
    {
      return false
    }
    return isData(x + dx, y + dy) && isData(x - dx, y - dy)
  }

  /// By how much the pixels beside one stand out from those of their colours that lie in the
  /// direction of a pair.
  private func besides(_ x: Int, _ y: Int, along pair: (Int, Int)) -> Float {
    let (dx, dy) = pair
    let across = value(x - 1, y) + value(x + 1, y)
    let down = value(x, y - 1) + value(x, y + 1)
    if dx == 0 {
      let far =
        (value(x - 1, y - 2) + value(x + 1, y - 2)) + (value(x - 1, y + 2) + value(x + 1, y + 2))
      return across * 0.5 - far * 0.25
    }
    if dy == 0 {
      let far =
        (value(x - 2, y - 1) + value(x + 2, y - 1)) + (value(x - 2, y + 1) + value(x + 2, y + 1))
      return down * 0.5 - far * 0.25
    }
    let side = dy / 2
    let far =
      (value(x + 1, y + dy) + value(x - 1, y - dy))
      + (value(x + 2, y + side) + value(x - 2, y - side))
    return (across + down) * 0.25 - far * 0.25
  }

  /// The mean of the two opposite pixels that differ least, of those that are data.
  func replacement(_ x: Int, _ y: Int, liars: Set<Int>) -> Float {
    func isGood(_ x: Int, _ y: Int) -> Bool {
      let column = Border.reflect101.source(of: x, count: light.width) ?? 0
      let row = Border.reflect101.source(of: y, count: window.height) ?? 0
      return isData(x, y) && !liars.contains(row * light.width + column)
    }
    var best: (difference: Float, mean: Float)?
    var (sum, count) = (Float(0), Float(0))
    for (dx, dy) in Self.pairs {
      let (first, second) = (isGood(x + dx, y + dy), isGood(x - dx, y - dy))
      let (a, b) = (value(x + dx, y + dy), value(x - dx, y - dy))
      if first { (sum, count) = (sum + a, count + 1) }
      if second { (sum, count) = (sum + b, count + 1) }
      guard first && second else { continue }
      let difference = (a - b).magnitude
      if best == nil || difference < (best?.difference ?? 0) { best = (difference, (a + b) / 2) }
    }
    return best?.mean ?? (count > 0 ? sum / count : value(x, y))
  }
}

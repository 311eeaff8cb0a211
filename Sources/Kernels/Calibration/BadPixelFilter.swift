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
/// 3. none of the four pixels beside it, which are of other colours, stands out as well: from any
///    of its own pairs by more than `0.22 E`, as shares of their levels, and 5 σ. Light that a
///    lens has spread over 1.5 px or more reaches those with 0.29 of its height, and small shadows
///    and lines go on there; a defect does not. Beside saturated pixels nothing is found.
///
/// Within 2 px of the edge, where pairs are mirrored, 1. must be true of all four.
///
/// A lying pixel becomes the mean of the two opposite pixels of its colour that differ least.
public struct BadPixelFilter: Sendable {
  /// Noise of the sensor.
  public var noise: SensorNoise
  /// How many standard deviations a pixel must stand out; infinite where none are looked for.
  public var threshold: Float

  /// Rows that are looked at above and below: three for a pixel, two for those that replace it.
  public static let reach = 5

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
    precondition(light.size == validity.size, "validity covers the light")
    precondition(light.height == window.held.count, "the plane holds the rows of the window")
    precondition(window.covers(halo: Self.reach), "rows within the reach are held")
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
    var marks = before.builder
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

  /// Where one of two opposite pixels of the same colour lies: beside, below, on both diagonals.
  @inline(__always)
  private static func pair(_ number: Int) -> (x: Int, y: Int) {
    number == 0 ? (2, 0) : number == 1 ? (0, 2) : number == 2 ? (2, 2) : (2, -2)
  }

  /// A sample of a plane, mirrored beyond the edges of the picture.
  @inline(__always)
  private func sample<S: Sample>(_ plane: Plane<S>, _ x: Int, _ y: Int) -> S {
    let isInside = x >= 0 && y >= 0 && x < light.width && y < window.height
    let column = isInside ? x : Border.reflect101.source(of: x, count: light.width) ?? 0
    let row = isInside ? y : Border.reflect101.source(of: y, count: window.height) ?? 0
    return unsafe plane.base[(row - window.held.lowerBound) * plane.stride + column]
  }

  @inline(__always)
  private func value(_ x: Int, _ y: Int) -> Float { sample(light, x, y) }

  @inline(__always)
  private func defects(_ x: Int, _ y: Int) -> Defects {
    guard let marks = validity.defects else { return [] }
    return Defects(rawValue: sample(marks, x, y))
  }

  @inline(__always)
  private func isData(_ x: Int, _ y: Int) -> Bool {
    defects(x, y).isDisjoint(with: MosaicRepair.missing)
  }

  /// Whether a pixel beside one is saturated: it does not show by how much it stands out.
  private func isBesideSaturation(_ x: Int, _ y: Int) -> Bool {
    let beside = defects(x - 1, y).union(defects(x + 1, y)).union(defects(x, y - 1))
      .union(defects(x, y + 1))
    return beside.contains(.saturated)
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
    var stand = Stand(
      pixel: value(x, y), variance: Float(noise.varianceAtBlack),
      slope: Float(noise.variancePerLight), factor: threshold * threshold)
    for pair in 0..<4 {
      let (dx, dy) = Self.pair(pair)
      if !isPair(x, y, dx, dy) { continue }
      stand.consider(value(x + dx, y + dy), value(x - dx, y - dy))
      if stand.isLikeOne { return false }
    }
    let isAtEdge = x < 2 || y < 2 || x >= light.width - 2 || y >= window.height - 2
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

  private func isOwnImage(_ place: Int, _ step: Int, _ count: Int) -> Bool {
    Border.reflect101.source(of: place + step, count: count) == place
      || Border.reflect101.source(of: place - step, count: count) == place
  }

  /// Whether two opposite pixels are data, and neither is the mirror image of the one between.
  private func isPair(_ x: Int, _ y: Int, _ dx: Int, _ dy: Int) -> Bool {
    let isInside = x >= 2 && y >= 2 && x < light.width - 2 && y < window.height - 2
    if !isInside {
      let isOwnX = dx == 0 || isOwnImage(x, dx, light.width)
      if isOwnX && (dy == 0 || isOwnImage(y, dy, window.height)) { return false }
    }
    return isData(x + dx, y + dy) && isData(x - dx, y - dy)
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
    for pair in 0..<4 {
      let (dx, dy) = Self.pair(pair)
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

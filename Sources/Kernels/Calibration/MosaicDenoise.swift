import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Takes noise of a known size off a mosaic: non-local means on the mosaic itself.
///
/// 1. Light becomes `u = 2/v · √(v·light + at black + 3/8·v²)`, `v` being the variance that a unit
///    of light adds: its noise has the standard deviation 1 everywhere (F. J. Anscombe, 1948; with
///    read noise: F. Murtagh, J.-L. Starck and A. Bijaoui, 1995).
/// 2. A pixel is compared with the 48 others of its colour up to 6 px away: `d` is half the mean
///    squared difference of `u` over the 3×3 pixels, of all colours, around both, which is 1 where
///    nothing but noise makes the difference (A. Buades, B. Coll and J.-M. Morel, 2005, section 3).
/// 3. It becomes the mean of itself and those, weighted by `t²`, where `t` falls from 1 at
///    `d = 0.8` to 0 at `d = 3`. No exponential is needed, and what differs has no weight at all.
///
/// Light is averaged and not `u`, so that what is even keeps its mean.
public struct MosaicDenoise: Sendable {
  /// Noise of the sensor.
  public var noise: SensorNoise
  /// What the noise is multiplied by: 1 takes the model at its word.
  public var strength: Float

  /// How far pixels of the same colour are looked for, in cells of the pattern.
  private static let cells = 3
  /// Rows that are looked at above and below.
  public static let reach = 2 * cells + 1

  /// A filter from its parts.
  ///
  /// - Precondition: light adds noise, and the strength is above 0.
  public init(noise: SensorNoise, strength: Float = 1) {
    precondition(noise.variancePerLight > 0, "light adds noise")
    precondition(strength > 0, "without strength there is nothing to do")
    (self.noise, self.strength) = (noise, strength)
  }

  /// Takes noise off.
  ///
  /// - Parameters:
  ///   - light: the rows that the window holds.
  ///   - validity: of the same rows; pixels with any defect stay as they are, and have no weight.
  ///   - window: which rows are wanted; those within ``reach`` are held.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows.
  public func denoised(
    _ light: Plane<Float>, validity: Validity, window: RowWindow, isa: InstructionSet = .active
  ) -> Plane<Float> {
    precondition(light.size == validity.size, "validity covers the light")
    precondition(window.covers(halo: Self.reach), "rows within the reach are held")
    let width = light.width
    let result = PlaneBuilder<Float>(size: Size(width, window.wanted.count))
    if result.size.area == 0 { return result.finish() }
    var surroundings = DenoisedSurroundings(
      light, known: validity.knownPixels, window, curve: curve, limits: limits, isa)
    let divide = unsafe isa.select(
      KernelsBaseline.quotientRow, KernelsAVX2.quotientRow, KernelsAVX512.quotientRow)
    for y in window.wanted {
      let target = unsafe result.base + (y - window.wanted.lowerBound) * result.stride
      let means = unsafe surroundings.sums(at: y, cells: Self.cells)
      unsafe divide(means.light, means.weights, width, target)
      guard let defects = validity.defects else { continue }
      let local = y - window.held.lowerBound
      let (marks, source) = (defects.row(local), light.row(local))
      for x in 0..<width where marks[x] != 0 { unsafe target[x] = source[x] }
    }
    return result.finish()
  }

  /// Slope, rest and scale of ``u``.
  private var curve: SIMD3<Float> {
    let v = noise.variancePerLight
    return SIMD3(Float(v), Float(noise.varianceAtBlack + 0.375 * v * v), Float(2 / v))
  }

  /// What the sum of nine squared differences is worth.
  private var limits: SIMD2<Float> {
    let (like, unlike): (Float, Float) = (0.8, 3)
    return SIMD2(unlike / (unlike - like), 1 / (18 * strength * strength * (unlike - like)))
  }
}

extension Validity {
  /// 1 where a pixel is data, else 0; nil where all are.
  fileprivate var knownPixels: Plane<Float>? {
    guard invalidCount > 0, let defects else { return nil }
    return Plane(size: size) { y, row in
      let marks = defects.row(y)
      for x in row.indices { row[x] = marks[x] == 0 ? 1 : 0 }
    }
  }
}

/// The rows around one that is computed, and the sums that it becomes.
@safe private struct DenoisedSurroundings: ~Copyable {
  private let width: Int
  private let limits: SIMD2<Float>
  private let isa: InstructionSet
  private var light: MirroredRows<Float>
  private var stabilised: MirroredRows<Float>
  private var known: MirroredRows<Float>?
  /// Sums of light, weights, differences and counts.
  private let rows: PlaneBuilder<Float>
  private static var margin: Int { 16 }

  init(
    _ light: Plane<Float>, known: Plane<Float>?, _ window: RowWindow, curve: SIMD3<Float>,
    limits: SIMD2<Float>, _ isa: InstructionSet
  ) {
    let stabilise = unsafe isa.select(
      KernelsBaseline.stabilisedRow, KernelsAVX2.stabilisedRow, KernelsAVX512.stabilisedRow)
    let stable: Plane<Float> = unsafe mapRows(light) { _, source, width, target in
      unsafe stabilise(source, width, curve, target)
    }
    (width, self.limits, self.isa) = (light.width, limits, isa)
    self.light = MirroredRows(light, window, halo: MosaicDenoise.reach)
    stabilised = MirroredRows(stable, window, halo: MosaicDenoise.reach)
    if let known {
      self.known = MirroredRows(known, window, halo: MosaicDenoise.reach)
    } else {
      self.known = nil
    }
    rows = PlaneBuilder(size: Size(light.width + 2 * Self.margin, 4))
  }

  /// Sums over what is like the pixels of a row.
  mutating func sums(
    at y: Int, cells: Int
  ) -> (light: UnsafePointer<Float>, weights: UnsafePointer<Float>) {
    let (sums, weights) = unsafe (room(0), room(1))
    unsafe sums.update(from: light.row(y), count: width)
    unsafe weights.update(repeating: 1, count: width)
    for dy in -cells...cells {
      for dx in -cells...cells where dx != 0 || dy != 0 {
        add(y, dx: 2 * dx, dy: 2 * dy)
      }
    }
    return unsafe (UnsafePointer(sums), UnsafePointer(weights))
  }

  private func room(_ row: Int) -> UnsafeMutablePointer<Float> {
    unsafe rows.base + row * rows.stride + Self.margin
  }

  private mutating func add(_ y: Int, dx: Int, dy: Int) {
    let here = unsafe (stabilised.row(y - 1), stabilised.row(y), stabilised.row(y + 1))
    let below = y + dy
    let there = unsafe (
      stabilised.row(below - 1) + dx, stabilised.row(below) + dx, stabilised.row(below + 1) + dx
    )
    let other = unsafe light.row(below) + dx
    guard known != nil else {
      let add = unsafe isa.select(
        KernelsBaseline.addAlikeRow, KernelsAVX2.addAlikeRow, KernelsAVX512.addAlikeRow)
      unsafe add(here, there, other, width, limits, room(2), room(0), room(1))
      return
    }
    let add = unsafe isa.select(
      KernelsBaseline.addAlikeKnownRow, KernelsAVX2.addAlikeKnownRow,
      KernelsAVX512.addAlikeKnownRow)
    let mine = unsafe (knownRow(y - 1), knownRow(y), knownRow(y + 1))
    let theirs = unsafe (
      knownRow(below - 1) + dx, knownRow(below) + dx, knownRow(below + 1) + dx
    )
    unsafe add(
      here, there, mine, theirs, other, width, limits, room(2), room(3), room(0), room(1))
  }

  private mutating func knownRow(_ y: Int) -> UnsafePointer<Float> {
    guard let row = unsafe known?.row(y) else { preconditionFailure("asked for only where it is") }
    return unsafe row
  }
}

import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Sensor codes to display codes in one go: black level, debayer, white balance, matrix, tone
/// curve.
///
/// It gives the codes that the steps give one after the other, ``SensorLevels``, ``Debayer``,
/// ``ColorPlanes`` and ``Quantisation``, for the methods that look at few neighbours; only five
/// rows of light are in memory at a time.
public struct Development: Sendable {
  /// Black and white.
  public var levels: Levels
  /// `bilinear` or `malvar`.
  public var method: Debayer.Method
  /// What makes neutral things neutral while colours are estimated.
  public var balance = MosaicBalance.none
  /// Factors of red, green and blue.
  public var gains: [Float]
  /// Nine numbers, row by row.
  public var matrix: [Float]
  /// The tone curve.
  public var tone: ToneCodes
  /// The light that becomes 0.
  public var offset: Float
  /// What one unit of light is of the curve's range.
  public var scale: Float

  /// A development that leaves colours as they are.
  ///
  /// - Parameters:
  ///   - levels: black and white.
  ///   - method: `bilinear` or `malvar`.
  ///   - tone: the tone curve.
  public init(levels: Levels, method: Debayer.Method, tone: ToneCodes) {
    self.levels = levels
    self.method = method
    self.tone = tone
    gains = [1, 1, 1]
    matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1]
    (offset, scale) = (0, 1)
  }

  /// Three planes of codes.
  ///
  /// - Parameters:
  ///   - codes: the rows that the window holds.
  ///   - pattern: which colour stands where, counted from row 0 of the picture.
  ///   - window: which rows are wanted; nil for a whole picture.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows.
  public func planes(
    of codes: Plane<UInt16>, pattern: BayerPattern, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<UInt8> {
    let window = window ?? RowWindow(whole: codes.height)
    let size = Size(codes.width, window.wanted.count)
    let red = PlaneBuilder<UInt8>(size: size)
    let green = PlaneBuilder<UInt8>(size: size)
    let blue = PlaneBuilder<UInt8>(size: size)
    let target = unsafe Target(
      red: red.base, green: green.base, blue: blue.base, step: 1, stride: red.stride)
    unsafe write(codes, pattern, window, target, isa)
    return RGBPlanes(red: red.finish(), green: green.finish(), blue: blue.finish())
  }

  /// Red, green and blue side by side.
  ///
  /// - Parameters:
  ///   - codes: a whole mosaic.
  ///   - pattern: which colour stands where.
  ///   - isa: the instruction set.
  /// - Returns: a plane three times as wide.
  public func interleaved(
    of codes: Plane<UInt16>, pattern: BayerPattern, isa: InstructionSet = .active
  ) -> Plane<UInt8> {
    let result = PlaneBuilder<UInt8>(size: Size(3 * codes.width, codes.height))
    let target = unsafe Target(
      red: result.base, green: result.base + 1, blue: result.base + 2, step: 3,
      stride: result.stride)
    unsafe write(codes, pattern, RowWindow(whole: codes.height), target, isa)
    return result.finish()
  }

  /// Where codes go.
  @unsafe private struct Target {
    let red: UnsafeMutablePointer<UInt8>
    let green: UnsafeMutablePointer<UInt8>
    let blue: UnsafeMutablePointer<UInt8>
    /// From one pixel to the next.
    let step: Int
    /// From one row to the next.
    let stride: Int
  }

  private func write(
    _ codes: Plane<UInt16>, _ pattern: BayerPattern, _ window: RowWindow, _ target: Target,
    _ isa: InstructionSet
  ) {
    precondition(method == .bilinear || method == .malvar, "a method that looks at few neighbours")
    precondition(gains.count == 3 && matrix.count == 9, "three gains and a matrix of 3×3")
    if codes.width == 0 || window.wanted.isEmpty { return }
    let kernels = unsafe DevelopKernels(isMalvar: method == .malvar, isa)
    let radius = LinearDebayer.radius(isMalvar: method == .malvar)
    let layout = PartedLight(width: codes.width)
    var rows = lightRows(codes, pattern, window, layout, halo: radius, isa)
    let entries = PlaneBuilder<UInt16>(size: Size(256, 1))
    let tail = PlaneBuilder<UInt8>(size: Size(128, 1))
    let settings = balance.inverse + gains + matrix + [offset, scale]
    unsafe tone.withSource(isa, entries: entries.base) { tone in
      unsafe settings.withUnsafeBufferPointer { settings in
        unsafe withUnsafeTemporaryAllocation(
          of: UnsafePointer<Float>.self, capacity: 2 * radius + 1
        ) { light in
          guard let settings = settings.baseAddress, let around = light.baseAddress else { return }
          for y in window.wanted {
            for place in light.indices {
              unsafe light[place] = rows.row(y - radius + place) + PartedLight.margin
            }
            let (isRedRow, ownParity) = (pattern.isRedRow(y), pattern.ownParity(row: y))
            let start = unsafe (y - window.wanted.lowerBound) * target.stride
            if unsafe target.step == 3 {
              unsafe kernels.pixels(
                around, layout.odd, codes.width, ownParity, isRedRow, settings, tone, tail.base,
                target.red + start)
            } else {
              unsafe kernels.row(
                around, layout.odd, codes.width, ownParity, isRedRow, settings, tone,
                target.red + start, target.green + start, target.blue + start)
            }
          }
        }
      }
    }
    unsafe writeStrips(codes, pattern, window, target, isa)
  }

  /// Rows of balanced light, made of codes when they are looked at.
  private func lightRows(
    _ codes: Plane<UInt16>, _ pattern: BayerPattern, _ window: RowWindow, _ layout: PartedLight,
    halo: Int, _ isa: InstructionSet
  ) -> RecentRows<Float> {
    precondition(codes.height == window.held.count, "the plane holds the rows of the window")
    let light = unsafe isa.select(
      KernelsBaseline.partedLevelsRow, KernelsAVX2.partedLevelsRow,
      KernelsAVX512.partedLevelsRow)
    let (black, scale) = (levels.black, levels.black.map { 1 / (levels.white - $0) })
    let mirrored = PlaneBuilder<UInt16>(size: Size(layout.codes, 1))
    return unsafe RecentRows(count: layout.count, window, halo: halo) { [balance] y, target in
      let even = (y & 1) * 2
      // A picture of one column is mirrored onto itself.
      let odd = codes.width > 1 ? even + 1 : even
      let gains = balance.gains(pattern, row: y)
      let row = unsafe mirrored.base + 2 * PartedLight.margin
      let from = unsafe codes.base + (y - window.held.lowerBound) * codes.stride
      unsafe row.update(from: from, count: codes.width)
      unsafe mirrorMargins(of: row, width: codes.width, 4)
      // Two pairs before the first are margin, and two behind the last.
      let first = unsafe target + (PartedLight.margin - 2)
      unsafe light(
        row - 4, layout.pairs + 4, SIMD2(black[even], black[odd]), SIMD2(scale[even], scale[odd]),
        SIMD2(gains.x, gains[odd - even]), first, first + layout.odd)
    }
  }

  /// The border is estimated in its own way, and developed step by step.
  private func writeStrips(
    _ codes: Plane<UInt16>, _ pattern: BayerPattern, _ window: RowWindow, _ target: Target,
    _ isa: InstructionSet
  ) {
    if codes.width < 2 || window.height < 2 { return }
    let strip = BorderStrip(depth: method.stripDepth, isa: isa)
    let patches = strip.patches(width: codes.width, pattern, window) { region in
      // Levels are those of even and odd columns of the picture.
      let odd = region.x & 1
      let wider = Region(
        x: region.x - odd, y: region.y, width: region.size.width + odd, height: region.size.height)
      let light = SensorLevels.light(
        from: codes.view(wider), firstRow: window.held.lowerBound + region.y, levels: levels,
        isa: isa)
      let balanced =
        balance == .none
        ? light
        : balance.applied(
          to: light, pattern, firstRow: window.held.lowerBound + region.y, isa)
      return balanced.view(
        Region(x: odd, y: 0, width: region.size.width, height: region.size.height))
    }
    for patch in patches {
      let balanced = ColorPlanes.scaled(
        balance.undone(in: patch.colors, isa), by: gains, isa: isa)
      let colors = ColorPlanes.transformed(balanced, by: matrix, isa: isa)
      unsafe put(colors.red, patch, target.red, target, isa)
      unsafe put(colors.green, patch, target.green, target, isa)
      unsafe put(colors.blue, patch, target.blue, target, isa)
    }
  }

  private func put(
    _ light: Plane<Float>, _ patch: BorderStrip.Patch, _ plane: UnsafeMutablePointer<UInt8>,
    _ target: Target, _ isa: InstructionSet
  ) {
    let codes = Quantisation.tone8(light, by: tone, offset: offset, scale: scale, isa: isa)
    for y in 0..<codes.height {
      let row = unsafe plane + (patch.y + y) * target.stride + patch.x * target.step
      for x in 0..<codes.width { unsafe row[x * target.step] = codes[x, y] }
    }
  }
}

/// How a row of light lies in memory: even columns, then odd ones, each between margins.
private struct PartedLight {
  /// Floats before the first column of either; behind the last, registers may be read.
  static let margin = 16

  /// Pairs of columns.
  let pairs: Int
  /// From the light of even columns to that of odd ones.
  let odd: Int
  /// Floats of a row.
  var count: Int { 2 * odd }
  /// Codes of a row between its margins, which whole registers are read of.
  var codes: Int { 2 * (pairs + 4 * Self.margin) }

  init(width: Int) {
    pairs = (width + 1) / 2
    odd = (pairs + 15) / 16 * 16 + 3 * Self.margin
  }
}

/// The kernels of one method, to planes and to colours side by side.
@unsafe private struct DevelopKernels {
  typealias Rows = UnsafePointer<UnsafePointer<Float>>
  typealias Codes = UnsafeMutablePointer<UInt8>

  let row:
    @Sendable (
      Rows, Int, Int, Int, Bool, UnsafePointer<Float>, ToneSource, Codes, Codes, Codes
    ) -> Void
  let pixels:
    @Sendable (
      Rows, Int, Int, Int, Bool, UnsafePointer<Float>, ToneSource, UnsafeMutableRawPointer, Codes
    ) -> Void

  init(isMalvar: Bool, _ isa: InstructionSet) {
    if isMalvar {
      unsafe row = isa.select(
        KernelsBaseline.developMalvarRow, KernelsAVX2.developMalvarRow,
        KernelsAVX512.developMalvarRow)
      unsafe pixels = isa.select(
        KernelsBaseline.developMalvarPixels, KernelsAVX2.developMalvarPixels,
        KernelsAVX512.developMalvarPixels)
    } else {
      unsafe row = isa.select(
        KernelsBaseline.developBilinearRow, KernelsAVX2.developBilinearRow,
        KernelsAVX512.developBilinearRow)
      unsafe pixels = isa.select(
        KernelsBaseline.developBilinearPixels, KernelsAVX2.developBilinearPixels,
        KernelsAVX512.developBilinearPixels)
    }
  }
}

import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// A correction of light, pixel by pixel.
public enum LightCorrection: Sendable {
  /// What shows without light is taken away.
  case dark(DarkMap)
  /// Pixels are multiplied by gains.
  case gains(GainMap)
  /// The fall-off towards the corners is undone.
  case falloff(LightFalloff)
  /// All pixels are multiplied by a number.
  case factor(Float)

  /// The light, corrected.
  ///
  /// - Parameters:
  ///   - light: some rows of a picture, as wide as the map.
  ///   - firstRow: which row of the picture the first one is.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size; values below 0 are kept.
  public func applied(
    to light: Plane<Float>, firstRow: Int, isa: InstructionSet = .active
  ) -> Plane<Float> {
    check(width: light.width, rows: firstRow..<firstRow + light.height)
    return unsafe mapRows(light) { y, source, width, target in
      unsafe write(source, width, firstRow + y, target, isa)
    }
  }

  /// Ends the program where a map does not cover the rows.
  func check(width: Int, rows: Range<Int>) {
    let size: Size
    switch self {
    case .dark(let map): size = map.codes.size
    case .gains(let map): size = map.codes.size
    case .falloff, .factor: return
    }
    precondition(size.width == width && rows.lowerBound >= 0 && rows.upperBound <= size.height)
  }

  /// Writes row `y` of the picture, corrected; the target may be the light.
  func write(
    _ light: UnsafePointer<Float>, _ width: Int, _ y: Int, _ target: UnsafeMutablePointer<Float>,
    _ isa: InstructionSet
  ) {
    switch self {
    case .dark(let map):
      let kernel = unsafe isa.select(
        KernelsBaseline.subtractedRow, KernelsAVX2.subtractedRow, KernelsAVX512.subtractedRow)
      let site = (y & 1) * 2
      unsafe kernel(
        light, map.codes.base + y * map.codes.stride, width,
        SIMD2(map.black[site], map.black[site + 1]), SIMD2(map.scale[site], map.scale[site + 1]),
        target)
    case .gains(let map):
      let kernel = unsafe isa.select(
        KernelsBaseline.multipliedRow, KernelsAVX2.multipliedRow, KernelsAVX512.multipliedRow)
      unsafe kernel(light, map.codes.base + y * map.codes.stride, width, map.scale, target)
    case .falloff(let falloff):
      let kernel = unsafe isa.select(
        KernelsBaseline.unvignettedRow, KernelsAVX2.unvignettedRow, KernelsAVX512.unvignettedRow)
      let three = falloff.coefficients
      let distance = Float(y) - falloff.centreY
      unsafe kernel(
        light, width, falloff.centreX, (distance * distance) * falloff.scale, falloff.scale,
        SIMD3(three[0], three[1], three[2]), target)
    case .factor(let factor):
      let kernel = unsafe isa.select(
        KernelsBaseline.scaledRow, KernelsAVX2.scaledRow, KernelsAVX512.scaledRow)
      unsafe kernel(light, width, factor, target)
    }
  }
}

/// What pixels show without light: `(code − black) · scale`, for each of the four sites.
///
/// Codes of 16 bits are half of what floats would be to read.
public struct DarkMap: Sendable {
  /// A code for each pixel of the picture.
  public let codes: Plane<UInt16>
  /// The code of no light at all at each site.
  public let black: [Float]
  /// The light of a code at each site.
  public let scale: [Float]

  /// A map from its parts.
  public init(codes: Plane<UInt16>, black: [Float], scale: [Float]) {
    precondition(black.count == 4 && scale.count == 4, "a Bayer cell has four sites")
    (self.codes, self.black, self.scale) = (codes, black, scale)
  }
}

/// What pixels are multiplied by: `code · scale`.
public struct GainMap: Sendable {
  /// A code for each pixel of the picture.
  public let codes: Plane<UInt16>
  /// The gain of code 1.
  public let scale: Float

  /// A map from its parts.
  public init(codes: Plane<UInt16>, scale: Float) {
    (self.codes, self.scale) = (codes, scale)
  }
}

/// How light falls off towards the corners, to be undone.
public struct LightFalloff: Sendable, Hashable {
  /// The column of the centre.
  public var centreX: Float
  /// The row of the centre.
  public var centreY: Float
  /// What a squared distance in pixels is multiplied by.
  public var scale: Float
  /// Coefficients of the scaled squared distance, of its square and of its cube.
  public var coefficients: [Float]

  /// A fall-off from its parts.
  public init(centreX: Float, centreY: Float, scale: Float, coefficients: [Float]) {
    precondition(coefficients.count == 3, "three coefficients")
    (self.centreX, self.centreY, self.scale) = (centreX, centreY, scale)
    self.coefficients = coefficients
  }
}

import Raster
import Stages

/// How codes of a file and light correspond while one stage works on them.
///
/// Without declared levels one unit of light is 2^bits codes, so that both ways are exact and what
/// a stage leaves alone comes out as the code that went in.
struct CodeScale: Sendable, Equatable {
  /// Bits of the codes.
  let bits: Int
  /// The code of no light.
  let black: Float
  /// Codes from no light to one unit of light.
  let unit: Float
  /// Whether somebody said what black or white is.
  private let isDeclared: Bool

  init(bits: Int, black: Double?, white: Double?) {
    self.bits = bits
    self.black = Float(black ?? 0)
    isDeclared = black != nil || white != nil
    let white = white ?? (isDeclared ? Double((1 << bits) - 1) : Double(1 << bits))
    unit = Float(white) - self.black
  }

  /// Light of a code.
  func light(_ code: Float) -> Float { (code - black) / unit }

  /// Codes of light as they were, or white at the largest code of 8 or 16 bits.
  func codes(_ samples: PictureSamples, isFullScale: Bool) -> PictureSamples {
    guard isFullScale else {
      return samples.quantised(scale: unit, offset: black, bits: bits)
    }
    let depth = bits <= 8 ? 8 : 16
    let largest = Float((1 << depth) - 1)
    let white = isDeclared ? 1 : Float((1 << bits) - 1) / unit
    return samples.quantised(scale: largest / white, offset: 0, bits: depth)
  }
}

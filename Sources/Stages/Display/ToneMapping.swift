import ExactMath
import Kernels
import Raster

/// A tone curve worked out as a table for one depth.
struct ToneMapping: Sendable {
  /// What a display must know to undo it.
  let name: String
  private let table: ToneTable
  private let offset: Float
  private let scale: Float

  /// - Parameters:
  ///   - curve: from light, 0 to 1, to codes, 0 to 1.
  ///   - bits: 8 or 16.
  ///   - range: the light that becomes 0 and 1 before the curve.
  ///   - exposure: stops added before the curve.
  init(curve: ToneCurve, bits: Int, range: LightRange, exposure: Double) {
    name = curve.name
    offset = range.black
    scale = Float(Exact.pow(2, exposure) / Double(range.white - range.black))
    table =
      bits == 8
      ? .eight(ToneCodes(curve.value))
      : .sixteen(curve.sampled(count: 16385, full: 65535))
  }

  /// The codes of a mapping to 8 bits, with the light of the first and the scale; else nil.
  var eightBits: (tone: ToneCodes, offset: Float, scale: Float)? {
    guard case .eight(let tone) = table else { return nil }
    return (tone, offset, scale)
  }

  /// The display codes of light in three colours.
  func codes(_ light: RGBPlanes<Float>) -> DisplayRGB.Samples {
    switch table {
    case .eight(let tone):
      .eight(
        RGBPlanes(
          planes: light.planes.map {
            Quantisation.tone8($0, by: tone, offset: offset, scale: scale)
          }))
    case .sixteen(let table):
      .sixteen(
        RGBPlanes(
          planes: light.planes.map {
            Quantisation.tone16($0, table: table, offset: offset, scale: scale)
          }))
    }
  }

  /// The display codes of light without colours.
  func codes(_ light: Plane<Float>) -> DisplayGray.Samples {
    switch table {
    case .eight(let tone):
      .eight(Quantisation.tone8(light, by: tone, offset: offset, scale: scale))
    case .sixteen(let table):
      .sixteen(Quantisation.tone16(light, table: table, offset: offset, scale: scale))
    }
  }
}

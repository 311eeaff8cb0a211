import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Factors by which red, green and blue are multiplied while colours are estimated.
///
/// All methods but plain means take the difference of two colours for constant where the scene has
/// one colour, which holds for neutral things in balanced light only: what a sensor sees of grey
/// stones at a shadow's edge has three heights. So the mosaic is balanced first, and the result is
/// divided again; other stages see the light that the camera saw.
public struct MosaicBalance: Sendable, Hashable {
  let red: Float
  let green: Float
  let blue: Float

  /// Nothing is multiplied.
  public static let none = MosaicBalance(red: 1, green: 1, blue: 1)

  /// A balance.
  ///
  /// - Precondition: all factors are above 0.
  public init(red: Float, green: Float, blue: Float) {
    precondition(red > 0 && green > 0 && blue > 0, "factors above 0")
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// The factors that undo it: red, green, blue.
  var inverse: [Float] { [1 / red, 1 / green, 1 / blue] }

  /// The factors of the even and the odd columns of a row.
  func gains(_ pattern: BayerPattern, row y: Int) -> SIMD2<Float> {
    let own = pattern.isRedRow(y) ? red : blue
    return pattern.ownParity(row: y) == 0 ? SIMD2(own, green) : SIMD2(green, own)
  }

  /// A mosaic, its sites multiplied.
  ///
  /// - Parameters:
  ///   - mosaic: some rows.
  ///   - pattern: which colour stands where, counted from row 0 of the picture.
  ///   - firstRow: which row of the picture the first one is.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size.
  func applied(
    to mosaic: Plane<Float>, _ pattern: BayerPattern, firstRow: Int, _ isa: InstructionSet
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.scaledSitesRow, KernelsAVX2.scaledSitesRow, KernelsAVX512.scaledSitesRow)
    return unsafe mapRows(mosaic) { y, source, width, target in
      unsafe kernel(source, width, gains(pattern, row: firstRow + y), target)
    }
  }

  /// Colours, divided again.
  func undone(in colors: RGBPlanes<Float>, _ isa: InstructionSet) -> RGBPlanes<Float> {
    ColorPlanes.scaled(colors, by: inverse, isa: isa)
  }
}

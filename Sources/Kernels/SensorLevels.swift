import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Sensor codes and light.
public enum SensorLevels {
  /// Light from codes: `(code − black) / (white − black)`, a black for each of the four sites.
  ///
  /// The quotient is taken once a site; each pixel is a subtraction and a product, rounded after
  /// each.
  ///
  /// - Parameters:
  ///   - codes: some rows of a mosaic.
  ///   - firstRow: which row of the picture the first one is.
  ///   - levels: black and white.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size; black is 0, white is 1.
  public static func light(
    from codes: Plane<UInt16>, firstRow: Int, levels: Levels, isa: InstructionSet = .active
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.levelsRow, KernelsAVX2.levelsRow, KernelsAVX512.levelsRow)
    let scale = levels.black.map { 1 / (levels.white - $0) }
    return unsafe mapRows(codes) { y, source, width, target in
      let site = ((firstRow + y) & 1) * 2
      unsafe kernel(
        source, width, SIMD2(levels.black[site], levels.black[site + 1]),
        SIMD2(scale[site], scale[site + 1]), target)
    }
  }

  /// Marks pixels at or above the white level as saturated, beside the defects they have.
  ///
  /// - Parameters:
  ///   - codes: some rows of a mosaic.
  ///   - white: the code of saturation; above 65535 there is none.
  ///   - validity: of the same rows.
  ///   - isa: the instruction set.
  /// - Returns: the validity with the marks; the same value when no pixel is saturated.
  public static func markSaturated(
    _ codes: Plane<UInt16>, white: Float, validity: Validity, isa: InstructionSet = .active
  ) -> Validity {
    precondition(codes.size == validity.size, "validity covers the codes")
    let largest = unsafe isa.select(
      KernelsBaseline.largestOfRow, KernelsAVX2.largestOfRow, KernelsAVX512.largestOfRow)
    let mark = unsafe isa.select(
      KernelsBaseline.markRow, KernelsAVX2.markRow, KernelsAVX512.markRow)
    guard white <= 65535 else { return validity }
    let limit = UInt16(max(white.rounded(.up), 0))
    let isAnySaturated = (0..<codes.height).contains { y in
      unsafe codes.width > 0 && largest(codes.base + y * codes.stride, codes.width) >= limit
    }
    guard isAnySaturated else { return validity }
    return unsafe Validity(
      mapRows(codes) { y, source, width, target in
        if let before = validity.defects {
          unsafe target.update(from: before.base + y * before.stride, count: width)
        } else {
          unsafe target.update(repeating: 0, count: width)
        }
        unsafe mark(source, width, limit, Defects.saturated.rawValue, target)
      })
  }
}

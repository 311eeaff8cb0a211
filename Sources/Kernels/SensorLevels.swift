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
    unsafe mapRows(codes) { y, source, width, target in
      unsafe write(source, width, firstRow + y, levels, target, isa)
    }
  }

  /// Writes the light of row `y` of the picture.
  static func write(
    _ codes: UnsafePointer<UInt16>, _ width: Int, _ y: Int, _ levels: Levels,
    _ target: UnsafeMutablePointer<Float>, _ isa: InstructionSet
  ) {
    let kernel = unsafe isa.select(
      KernelsBaseline.levelsRow, KernelsAVX2.levelsRow, KernelsAVX512.levelsRow)
    let site = (y & 1) * 2
    let black = SIMD2(levels.black[site], levels.black[site + 1])
    let scale = SIMD2(1 / (levels.white - black.x), 1 / (levels.white - black.y))
    unsafe kernel(codes, width, black, scale, target)
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
    let isAnySaturated = (0..<codes.height).contains { y in
      unsafe isSaturated(codes.base + y * codes.stride, codes.width, white, isa)
    }
    guard isAnySaturated else { return validity }
    return unsafe Validity(
      mapRows(codes) { y, source, width, target in
        if let before = validity.defects {
          unsafe target.update(from: before.base + y * before.stride, count: width)
        } else {
          unsafe target.update(repeating: 0, count: width)
        }
        unsafe mark(source, width, white, target, isa)
      })
  }

  /// The least code that is saturated; nil where none is.
  private static func limit(_ white: Float) -> UInt16? {
    white <= 65535 ? UInt16(max(white.rounded(.up), 0)) : nil
  }

  /// Whether any pixel of a row is saturated.
  static func isSaturated(
    _ codes: UnsafePointer<UInt16>, _ width: Int, _ white: Float, _ isa: InstructionSet
  ) -> Bool {
    guard width > 0, let limit = limit(white) else { return false }
    let largest = unsafe isa.select(
      KernelsBaseline.largestOfRow, KernelsAVX2.largestOfRow, KernelsAVX512.largestOfRow)
    return unsafe largest(codes, width) >= limit
  }

  /// Adds marks to the saturated pixels of a row.
  static func mark(
    _ codes: UnsafePointer<UInt16>, _ width: Int, _ white: Float,
    _ defects: UnsafeMutablePointer<UInt8>, _ isa: InstructionSet
  ) {
    guard let limit = limit(white) else { return }
    let mark = unsafe isa.select(
      KernelsBaseline.markRow, KernelsAVX2.markRow, KernelsAVX512.markRow)
    unsafe mark(codes, width, limit, Defects.saturated.rawValue, defects)
  }
}

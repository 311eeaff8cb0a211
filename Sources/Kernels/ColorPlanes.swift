import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Arithmetic on pixels of three colours.
public enum ColorPlanes {
  /// A plane times a number.
  ///
  /// - Parameters:
  ///   - plane: what is multiplied.
  ///   - gain: by what.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size.
  public static func scaled(
    _ plane: Plane<Float>, by gain: Float, isa: InstructionSet = .active
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.scaledRow, KernelsAVX2.scaledRow, KernelsAVX512.scaledRow)
    return unsafe mapRows(plane) { _, source, width, target in
      unsafe kernel(source, width, gain, target)
    }
  }

  /// A 3×3 matrix times every pixel: row `i` is `(m[i][0]·r + m[i][1]·g) + m[i][2]·b`.
  ///
  /// - Parameters:
  ///   - planes: red, green, blue.
  ///   - matrix: nine numbers, row by row.
  ///   - isa: the instruction set.
  /// - Returns: three planes of the same size.
  public static func transformed(
    _ planes: RGBPlanes<Float>, by matrix: [Float], isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    precondition(matrix.count == 9, "a matrix of 3×3")
    let kernel = unsafe isa.select(
      KernelsBaseline.combinedRow, KernelsAVX2.combinedRow, KernelsAVX512.combinedRow)
    let combined = (0..<3).map { row in
      let weights = SIMD3(matrix[3 * row], matrix[3 * row + 1], matrix[3 * row + 2])
      return unsafe mapRows(planes.red) { y, red, width, target in
        unsafe kernel(
          red, planes.green.base + y * planes.green.stride,
          planes.blue.base + y * planes.blue.stride, width, weights, target)
      }
    }
    return RGBPlanes(red: combined[0], green: combined[1], blue: combined[2])
  }
}

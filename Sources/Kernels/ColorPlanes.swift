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

  /// Three planes, each times a number.
  ///
  /// - Parameters:
  ///   - planes: what is multiplied.
  ///   - gains: of red, green and blue.
  ///   - isa: the instruction set.
  /// - Returns: three planes of the same size.
  public static func scaled(
    _ planes: RGBPlanes<Float>, by gains: [Float], isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    precondition(gains.count == 3, "a gain for each colour")
    return RGBPlanes(
      red: scaled(planes.red, by: gains[0], isa: isa),
      green: scaled(planes.green, by: gains[1], isa: isa),
      blue: scaled(planes.blue, by: gains[2], isa: isa))
  }

  /// Red, green and blue side by side.
  ///
  /// - Parameters:
  ///   - planes: red, green, blue.
  ///   - isa: the instruction set.
  /// - Returns: a plane three times as wide.
  public static func interleaved(
    _ planes: RGBPlanes<Float>, isa: InstructionSet = .active
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.interleavedRow, KernelsAVX2.interleavedRow, KernelsAVX512.interleavedRow)
    let (red, green, blue) = (planes.red, planes.green, planes.blue)
    let result = PlaneBuilder<Float>(size: Size(3 * planes.size.width, planes.size.height))
    for y in 0..<planes.size.height {
      unsafe kernel(
        red.base + y * red.stride, green.base + y * green.stride, blue.base + y * blue.stride,
        planes.size.width, result.base + y * result.stride)
    }
    return result.finish()
  }

  /// Codes of red, green and blue side by side.
  ///
  /// - Parameters:
  ///   - planes: red, green, blue.
  ///   - threads: how many share the rows.
  ///   - isa: the instruction set.
  /// - Returns: a plane three times as wide.
  public static func interleaved(
    _ planes: RGBPlanes<UInt8>, threads: Int = 1, isa: InstructionSet = .active
  ) -> Plane<UInt8> {
    let kernel = unsafe isa.select(
      KernelsBaseline.interleavedRow8, KernelsAVX2.interleavedRow8, KernelsAVX512.interleavedRow8)
    let (red, green, blue) = (planes.red, planes.green, planes.blue)
    let result = PlaneBuilder<UInt8>(size: Size(3 * planes.size.width, planes.size.height))
    let target = unsafe RowTarget(base: result.base, stride: result.stride, firstRow: 0)
    concurrently(0..<planes.size.height, threads: threads, grain: 64) { rows in
      for y in rows {
        unsafe kernel(
          red.base + y * red.stride, green.base + y * green.stride, blue.base + y * blue.stride,
          red.width, target.row(y))
      }
    }
    return result.finish()
  }

  /// Codes of pixels with three colours, apart.
  ///
  /// - Parameters:
  ///   - pixels: red, green and blue of each pixel; a multiple of three columns.
  ///   - threads: how many share the rows.
  ///   - isa: the instruction set.
  /// - Returns: planes of a third of the columns.
  public static func parted(
    _ pixels: Plane<UInt8>, threads: Int = 1, isa: InstructionSet = .active
  ) -> RGBPlanes<UInt8> {
    precondition(pixels.width % 3 == 0, "three colours for each pixel")
    let kernel = unsafe isa.select(
      KernelsBaseline.partedRow8, KernelsAVX2.partedRow8, KernelsAVX512.partedRow8)
    let size = Size(pixels.width / 3, pixels.height)
    let red = PlaneBuilder<UInt8>(size: size)
    let green = PlaneBuilder<UInt8>(size: size)
    let blue = PlaneBuilder<UInt8>(size: size)
    let first = unsafe RowTarget(base: red.base, stride: red.stride, firstRow: 0)
    let second = unsafe RowTarget(base: green.base, stride: green.stride, firstRow: 0)
    let third = unsafe RowTarget(base: blue.base, stride: blue.stride, firstRow: 0)
    concurrently(0..<size.height, threads: threads, grain: 64) { rows in
      for y in rows {
        unsafe kernel(
          pixels.base + y * pixels.stride, size.width, first.row(y), second.row(y), third.row(y))
      }
    }
    return RGBPlanes(red: red.finish(), green: green.finish(), blue: blue.finish())
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
      KernelsBaseline.transformedRow, KernelsAVX2.transformedRow, KernelsAVX512.transformedRow)
    let weights = (0..<3).map { SIMD3(matrix[3 * $0], matrix[3 * $0 + 1], matrix[3 * $0 + 2]) }
    let red = PlaneBuilder<Float>(size: planes.size)
    let green = PlaneBuilder<Float>(size: planes.size)
    let blue = PlaneBuilder<Float>(size: planes.size)
    for y in 0..<planes.size.height {
      let start = y * red.stride
      unsafe kernel(
        planes.red.base + y * planes.red.stride, planes.green.base + y * planes.green.stride,
        planes.blue.base + y * planes.blue.stride, planes.size.width, weights[0], weights[1],
        weights[2], red.base + start, green.base + start, blue.base + start)
    }
    return RGBPlanes(red: red.finish(), green: green.finish(), blue: blue.finish())
  }
}

import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Corrections of light, pixel by pixel.
public enum LightCorrection {
  /// Light less a share of a dark picture.
  ///
  /// - Parameters:
  ///   - dark: a plane.
  ///   - share: what the dark is multiplied by.
  ///   - light: another plane of the same size.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size; values below 0 are kept.
  public static func subtracting(
    _ dark: Plane<Float>, times share: Float, from light: Plane<Float>,
    isa: InstructionSet = .active
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.subtractedRow, KernelsAVX2.subtractedRow, KernelsAVX512.subtractedRow)
    return unsafe mapRows(light, dark) { light, dark, width, target in
      unsafe kernel(light, dark, width, share, target)
    }
  }

  /// The product of two planes of the same size.
  ///
  /// - Parameters:
  ///   - light: a plane.
  ///   - gains: a factor for each pixel.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size.
  public static func multiplying(
    _ light: Plane<Float>, by gains: Plane<Float>, isa: InstructionSet = .active
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.multipliedRow, KernelsAVX2.multipliedRow, KernelsAVX512.multipliedRow)
    return unsafe mapRows(light, gains) { light, gains, width, target in
      unsafe kernel(light, gains, width, target)
    }
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

  /// Light over the share that arrives.
  ///
  /// - Parameters:
  ///   - light: some rows.
  ///   - firstRow: which row of the picture the first one is.
  ///   - isa: the instruction set.
  /// - Returns: a plane of the same size.
  public func undone(
    in light: Plane<Float>, firstRow: Int, isa: InstructionSet = .active
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.unvignettedRow, KernelsAVX2.unvignettedRow, KernelsAVX512.unvignettedRow)
    let three = SIMD3(coefficients[0], coefficients[1], coefficients[2])
    return unsafe mapRows(light) { y, source, width, target in
      let distance = Float(firstRow + y) - centreY
      unsafe kernel(source, width, centreX, (distance * distance) * scale, scale, three, target)
    }
  }
}

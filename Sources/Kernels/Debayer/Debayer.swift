import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Full colour from a Bayer mosaic of floats.
///
/// Beyond its edge the mosaic is mirrored about the edge pixel (reflect-101), which keeps the
/// pattern. Results depend on a pixel's surroundings only: any phase, band or instruction set gives
/// the same bits.
public enum Debayer {
  /// Means of the nearest neighbours of each colour; reaches 1 pixel.
  ///
  /// - Parameters:
  ///   - mosaic: the rows that the window holds.
  ///   - pattern: which colour stands where, counted from row 0 of the picture.
  ///   - window: which rows are wanted; nil for a whole picture.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows of three planes.
  public static func bilinear(
    _ mosaic: Plane<Float>, pattern: BayerPattern, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.bilinearRow, KernelsAVX2.bilinearRow, KernelsAVX512.bilinearRow)
    return unsafe debayer(mosaic, pattern, window, halo: 1, isa) { rows, y, own, outputs in
      unsafe kernel(
        rows.row(y - 1), rows.row(y), rows.row(y + 1), mosaic.width, own, outputs.own,
        outputs.green, outputs.other)
    }
  }

  /// The gradient-corrected linear filters of Malvar, He and Cutler (2004); reaches 2 pixels.
  ///
  /// - Parameters:
  ///   - mosaic: the rows that the window holds.
  ///   - pattern: which colour stands where, counted from row 0 of the picture.
  ///   - window: which rows are wanted; nil for a whole picture.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows of three planes; overshoot below 0 and above 1 is kept.
  public static func malvar(
    _ mosaic: Plane<Float>, pattern: BayerPattern, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.malvarRow, KernelsAVX2.malvarRow, KernelsAVX512.malvarRow)
    return unsafe debayer(mosaic, pattern, window, halo: 2, isa) { rows, y, own, outputs in
      unsafe kernel(
        rows.row(y - 2), rows.row(y - 1), rows.row(y), rows.row(y + 1), rows.row(y + 2),
        mosaic.width, own, outputs.own, outputs.green, outputs.other)
    }
  }

  /// Estimates along rows and columns by slopes that are fitted to the surroundings, blended site by
  /// site; see `SiteGraph.adaptive`.
  ///
  /// - Parameters:
  ///   - mosaic: the rows that the window holds.
  ///   - pattern: which colour stands where, counted from row 0 of the picture.
  ///   - window: which rows are wanted; nil for a whole picture.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows of three planes; overshoot below 0 and above 1 is kept.
  public static func adaptive(
    _ mosaic: Plane<Float>, pattern: BayerPattern, noise: Double = 0, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    sited(.adaptive(noise: noise, isa), mosaic, pattern, window, isa)
  }

  public static func residual(
    _ mosaic: Plane<Float>, pattern: BayerPattern, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    sited(.residual(.large, sigma: 2, isa), mosaic, pattern, window, isa)
  }

  public static func fast(
    _ mosaic: Plane<Float>, pattern: BayerPattern, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    sited(.residual(.small, sigma: 1.4, isa), mosaic, pattern, window, isa)
  }

  public static func lmmse(
    _ mosaic: Plane<Float>, pattern: BayerPattern, noise: Double = 0, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    sited(.lmmse(noise: noise, isa), mosaic, pattern, window, isa)
  }

  public static func menon(
    _ mosaic: Plane<Float>, pattern: BayerPattern, window: RowWindow? = nil,
    isa: InstructionSet = .active
  ) -> RGBPlanes<Float> {
    sited(.menon(isa), mosaic, pattern, window, isa)
  }

  /// Where the colours of one row go; `own` is red in red rows and blue in blue rows.
  @unsafe private struct RowOutputs {
    let own: UnsafeMutablePointer<Float>
    let green: UnsafeMutablePointer<Float>
    let other: UnsafeMutablePointer<Float>
  }

  private static func debayer(
    _ mosaic: Plane<Float>, _ pattern: BayerPattern, _ window: RowWindow?, halo: Int,
    _ isa: InstructionSet,
    row body: (inout MirroredRows, _ y: Int, _ ownParity: Int, RowOutputs) -> Void
  ) -> RGBPlanes<Float> {
    let window = window ?? RowWindow(whole: mosaic.height)
    let size = Size(mosaic.width, window.wanted.count)
    let red = PlaneBuilder<Float>(size: size)
    let green = PlaneBuilder<Float>(size: size)
    let blue = PlaneBuilder<Float>(size: size)
    if size.area > 0 {
      var rows = MirroredRows(mosaic, window, halo: halo, isa: isa)
      for y in window.wanted {
        let start = (y - window.wanted.lowerBound) * red.stride
        let (redRow, blueRow) = unsafe (red.base + start, blue.base + start)
        let isRedRow = (y ^ pattern.redY) & 1 == 0
        let ownParity = isRedRow ? pattern.redX : pattern.redX ^ 1
        let outputs = unsafe RowOutputs(
          own: isRedRow ? redRow : blueRow, green: green.base + start,
          other: isRedRow ? blueRow : redRow)
        unsafe body(&rows, y, ownParity, outputs)
      }
    }
    return RGBPlanes(red: red.finish(), green: green.finish(), blue: blue.finish())
  }
}

import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The way from received codes to light that nothing more is known to be wrong with, in one pass.
///
/// A row goes through everything that is done pixel by pixel, and from there to the search for
/// pixels that lie, which looks at the last few rows: what is between two steps never leaves the
/// cache, and memory is read and written once. The bits are those of the steps one after the other
/// over whole planes: `CodeCurve`, `SensorLevels`, `LightCorrection`, `BadPixelFilter`.
public struct LightPath: Sendable {
  /// How codes become linear; nil where they are.
  public var curve: CodeCurve?
  /// Black and white of linear codes.
  public var levels: Levels
  /// What is done to light, in order; maps are as large as the picture.
  public var corrections: [LightCorrection] = []
  /// What is known to be no data besides what validity says: a byte of ``Defects`` a pixel, as
  /// large as the picture.
  public var marks: [Plane<UInt8>] = []
  /// Pixels that are known to lie.
  public var listed: [(x: Int, y: Int)] = []
  /// Finds and replaces those that lie; nil where that is left undone.
  public var filter: BadPixelFilter?

  /// Light from linear codes.
  public init(levels: Levels) {
    self.levels = levels
  }

  /// Goes the way.
  ///
  /// - Parameters:
  ///   - codes: the rows that the window holds.
  ///   - validity: of the same rows.
  ///   - window: which rows are wanted; with a filter, those within its reach are held.
  ///   - isa: the instruction set.
  /// - Returns: the wanted rows of light, and what is no data in them.
  public func light(
    from codes: Plane<UInt16>, validity: Validity, window: RowWindow, isa: InstructionSet = .active
  ) -> (light: Plane<Float>, validity: Validity) {
    precondition(codes.size == validity.size, "validity covers the codes")
    precondition(codes.height == window.held.count, "the plane holds the rows of the window")
    for correction in corrections { correction.check(width: codes.width, rows: window.held) }
    let linear = PlaneBuilder<UInt16>(size: Size(codes.width, 1))
    return unsafe MosaicMending.light(
      filter, validity: known(validity, window.held), window: window, isa: isa
    ) { y, row, marks in
      var source = unsafe codes.base + (y - window.held.lowerBound) * codes.stride
      if let curve {
        unsafe curve.write(source, codes.width, linear.base, isa)
        unsafe source = UnsafePointer(linear.base)
      }
      if unsafe SensorLevels.isSaturated(source, codes.width, levels.white, isa) {
        unsafe SensorLevels.mark(source, codes.width, levels.white, marks.toMark(y), isa)
      }
      unsafe SensorLevels.write(source, codes.width, y, levels, row, isa)
      for correction in corrections { unsafe correction.write(row, codes.width, y, row, isa) }
    }
  }

  /// The validity of some rows with all that is known besides.
  private func known(_ validity: Validity, _ rows: Range<Int>) -> Validity {
    var validity = validity
    for plane in marks {
      let region = Region(x: 0, y: rows.lowerBound, width: plane.width, height: rows.count)
      validity = validity.union(Validity(plane.view(region)))
    }
    let within = listed.filter { rows.contains($0.y) }
    return validity.marking(within.map { ($0.x, $0.y - rows.lowerBound) }, .badPixel)
  }
}

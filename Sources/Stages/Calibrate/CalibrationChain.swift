import Diagnostics
import Kernels
import Pipeline
import Raster

/// Stages from codes to light without flaws that are done in one pass, row by row.
///
/// `black-level`, then any of `dark`, `flat` and `vignetting` in any order, then at will
/// `bad-pixels`; at least one of those.
struct CalibrationChain {
  /// How many stages there are behind the first.
  private(set) var stages = 0
  private let levels: BlackLevel
  private var corrections: [LightCorrection] = []
  private var marks: [Plane<UInt8>] = []
  private var badPixels: BadPixels?

  /// The chain that some stages begin with; nil where there is none.
  init?(
    _ levels: BlackLevel, _ followers: ArraySlice<any BandStage>, size: Size
  ) throws(Failure) {
    self.levels = levels
    for follower in followers {
      guard let stage = follower as? any CorrectingStage else {
        badPixels = follower as? BadPixels
        if badPixels != nil { stages += 1 }
        break
      }
      let (correction, marks) = try stage.correction(size: size)
      corrections.append(correction)
      if let marks { self.marks.append(marks) }
      stages += 1
    }
    if stages == 0 { return nil }
  }

  /// The work of all of it.
  ///
  /// - Parameters:
  ///   - size: of the frames.
  ///   - companded: what makes codes linear before; nil where nothing does.
  /// - Returns: the work, with the bits of the stages one after the other.
  func work(
    size: Size, of companded: (stage: Decompand, curve: @Sendable (Levels) -> CodeCurve?)?
  ) -> BandWork {
    let filter = badPixels?.filter
    let listed = badPixels?.listed(size: size) ?? []
    let reach = filter == nil ? 0 : BadPixelFilter.reach
    let (levels, corrections, marks) = (levels, corrections, marks)
    var work = BandWork(size: size, halo: reach) {
      (frame: Frame<Mosaic>, rows) -> Frame<Radiance> in
      var properties = frame.properties
      let curve = companded?.curve(properties.levels)
      if let companded, curve != nil {
        properties.levels = companded.stage.linear(properties.levels)
      }
      var path = LightPath(levels: levels.levels(properties.levels))
      path.curve = curve
      (path.corrections, path.marks, path.listed) = (corrections, marks, listed)
      path.filter = filter
      let result = path.light(
        from: frame.samples, validity: frame.validity,
        window: RowWindow(height: size.height, held: frame.rows, wanted: rows))
      return Frame(
        result.light, rows: rows, of: size, validity: result.validity,
        properties: .init(pattern: frame.properties.pattern))
    }
    work.isRowByRow = true
    return work
  }
}

extension Decompand: FusingStage {
  /// Goes from companded codes to corrected light in one pass where `black-level` and corrections
  /// follow.
  public func fusedWork(
    with followers: [any BandStage], size: Size
  ) throws(Failure) -> (followers: Int, work: BandWork)? {
    guard let levels = followers.first as? BlackLevel,
      let chain = try CalibrationChain(levels, followers.dropFirst(), size: size)
    else { return nil }
    let companded = (stage: self, curve: try codeCurve())
    return (followers: 1 + chain.stages, work: chain.work(size: size, of: companded))
  }
}

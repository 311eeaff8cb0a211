import Kernels
import Pipeline
import Raster

/// Planes of samples that filters take.
protocol FilterablePlanes: PlaneSet {
  /// Every plane through a filter.
  ///
  /// - Parameters:
  ///   - filter: makes the filter for samples of which a number is the brightest.
  ///   - missing: not 0 where a pixel is not known.
  ///   - context: border, rows held and wanted.
  /// - Returns: the wanted rows, and where nothing is known.
  func filtered(
    _ filter: (_ white: Double) -> any PlaneFilter, without missing: Plane<UInt8>?,
    _ context: FilterContext
  ) -> (planes: Self, unknown: Plane<UInt8>?)
}

extension Plane: FilterablePlanes where S: FilterSample {
  func filtered(
    _ filter: (_ white: Double) -> any PlaneFilter, without missing: Plane<UInt8>?,
    _ context: FilterContext
  ) -> (planes: Plane<S>, unknown: Plane<UInt8>?) {
    let result = filter(Double(S.white)).applied(to: self, without: missing, in: context)
    return (result.plane, result.unknown)
  }
}

extension RGBPlanes: FilterablePlanes where S: FilterSample {
  func filtered(
    _ filter: (_ white: Double) -> any PlaneFilter, without missing: Plane<UInt8>?,
    _ context: FilterContext
  ) -> (planes: RGBPlanes<S>, unknown: Plane<UInt8>?) {
    let results = planes.map { $0.filtered(filter, without: missing, context) }
    let planes = RGBPlanes(
      red: results[0].planes, green: results[1].planes, blue: results[2].planes)
    return (planes, results[0].unknown)
  }
}

extension DepthChoice: FilterablePlanes where Narrow: FilterablePlanes, Wide: FilterablePlanes {
  func filtered(
    _ filter: (_ white: Double) -> any PlaneFilter, without missing: Plane<UInt8>?,
    _ context: FilterContext
  ) -> (planes: DepthChoice, unknown: Plane<UInt8>?) {
    switch self {
    case .eight(let planes):
      let result = planes.filtered(filter, without: missing, context)
      return (.eight(result.planes), result.unknown)
    case .sixteen(let planes):
      let result = planes.filtered(filter, without: missing, context)
      return (.sixteen(result.planes), result.unknown)
    }
  }
}

extension Validity {
  /// The defects of what is not known, 0 elsewhere.
  ///
  /// - Parameters:
  ///   - unknown: not 0 where nothing is known.
  ///   - step: columns and rows of this validity from one mark to the next.
  /// - Returns: as many as there are marks.
  func of(_ unknown: Plane<UInt8>, every step: Int = 1) -> Validity {
    guard let defects else { return Validity(allValid: unknown.size) }
    return Validity(
      Plane(size: unknown.size) { y, row in
        let (marks, defects) = (unknown.row(y), defects.row(step * y))
        for x in row.indices { row[x] = marks[x] == 0 ? 0 : defects[step * x] }
      })
  }
}

import Kernels
import Pipeline
import Raster

/// Planes of samples that can be resampled.
protocol ResamplablePlanes: PlaneSet {
  /// Some rows of what a table makes of the planes; see ``ResampleTable``.
  func resampled(
    by table: ResampleTable, held: Range<Int>, rows: Range<Int>, without unknown: Plane<UInt8>?
  ) -> Self
}

extension Plane: ResamplablePlanes where S: ResampleSample {
  func resampled(
    by table: ResampleTable, held: Range<Int>, rows: Range<Int>, without unknown: Plane<UInt8>?
  ) -> Plane<S> {
    table.resampled(self, held: held, rows: rows, without: unknown)
  }
}

extension RGBPlanes: ResamplablePlanes where S: ResampleSample {
  func resampled(
    by table: ResampleTable, held: Range<Int>, rows: Range<Int>, without unknown: Plane<UInt8>?
  ) -> RGBPlanes<S> {
    let made = planes.map { $0.resampled(by: table, held: held, rows: rows, without: unknown) }
    return RGBPlanes(red: made[0], green: made[1], blue: made[2])
  }
}

extension DepthChoice: ResamplablePlanes
where Narrow: ResamplablePlanes, Wide: ResamplablePlanes {
  func resampled(
    by table: ResampleTable, held: Range<Int>, rows: Range<Int>, without unknown: Plane<UInt8>?
  ) -> DepthChoice {
    switch self {
    case .eight(let planes):
      .eight(planes.resampled(by: table, held: held, rows: rows, without: unknown))
    case .sixteen(let planes):
      .sixteen(planes.resampled(by: table, held: held, rows: rows, without: unknown))
    }
  }
}

/// A frame whose planes can be resampled.
private protocol ResamplableFrame: AnyFrame {
  func rows(_ rows: Range<Int>, resampledBy table: ResampleTable) -> any AnyFrame
}

extension Frame: ResamplableFrame where D.Samples: ResamplablePlanes {
  fileprivate func rows(_ rows: Range<Int>, resampledBy table: ResampleTable) -> any AnyFrame {
    let defects = table.defects(of: validity.defects, held: self.rows, rows: rows)
    let unknown = validity.defects == nil ? nil : defects?.unknown
    let samples = samples.resampled(by: table, held: self.rows, rows: rows, without: unknown)
    return Frame(
      samples, rows: rows, of: table.size, validity: defects.map { Validity($0) },
      properties: properties)
  }
}

extension Plane<UInt8> {
  /// Defects that leave nothing to show.
  ///
  /// What is saturated is at least as bright as it says, so it keeps what it says, and its mark.
  fileprivate var unknown: Plane<UInt8> {
    Plane(size: size) { y, out in
      let marks = row(y)
      for x in out.indices { out[x] = marks[x] & ~Defects.saturated.rawValue }
    }
  }
}

extension AnyFrame {
  /// Some rows of what a table makes of a frame that holds the rows they need.
  func rows(_ rows: Range<Int>, resampledBy table: ResampleTable) -> any AnyFrame {
    guard let frame = self as? any ResamplableFrame else {
      preconditionFailure("a \(domainName) frame cannot be resampled")
    }
    return frame.rows(rows, resampledBy: table)
  }
}

extension BandWork {
  /// Resampling by a table; a band of the result needs the rows that its positions need.
  init(resampling table: ResampleTable) {
    self.init(
      outputSize: table.size, inputRows: { table.sourceRows(for: $0) },
      process: { frame, rows in frame.rows(rows, resampledBy: table) })
  }
}

extension InputPort {
  /// Where a picture arrives that can be resampled.
  static func resamplable(name: String = "frame", summary: String) -> InputPort {
    InputPort(
      LinearRGB.self, LinearGray.self, DisplayRGB.self, DisplayGray.self, name: name,
      summary: summary)
  }
}

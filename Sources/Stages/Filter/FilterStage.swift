import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// A stage that filters every plane of a picture on its own.
protocol FilterStage: BandStage {
  /// What stands beyond the edge of the picture.
  var border: BorderName { get }
  /// The filter.
  ///
  /// - Throws: a failure when the parameters do not go together.
  func filter() throws(Failure) -> any PlaneFilter
}

/// The borders, as pipelines name them.
public enum BorderName: String, Sendable, CaseIterable {
  /// Mirrored about the edge pixel.
  case reflect101 = "reflect-101"
  /// Mirrored about the edge.
  case reflect
  /// The edge pixel goes on.
  case replicate
  /// The picture repeats.
  case wrap
  /// Black.
  case zero

  var border: Border {
    switch self {
    case .reflect101: .reflect101
    case .reflect: .reflect
    case .replicate: .replicate
    case .wrap: .wrap
    case .zero: .constant(0)
    }
  }
}

extension FilterStage {
  /// Light or display pictures arrive.
  public static var inputs: [InputPort] {
    [
      InputPort(
        LinearRGB.self, LinearGray.self, DisplayRGB.self, DisplayGray.self,
        summary: "A picture without a Bayer pattern; each colour is filtered on its own.")
    ]
  }
  /// The same kind of picture leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "The filtered picture.")]
  }
  /// As far as the filter looks; everything where the picture repeats.
  public var reach: Reach {
    guard border != .wrap, let filter = try? filter() else { return .wholeFrame }
    return .halo(filter.reach)
  }

  /// Filters each plane.
  ///
  /// Pixels that are no data carry no weight. They stay marked, whatever their neighbours say about
  /// them, and so does what could not be computed without them.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let filter = try filter()
    let halo = border == .wrap ? size.height : filter.reach
    let border = border.border
    return BandWork(
      outputSize: size,
      inputRows: { max(0, $0.lowerBound - halo)..<min(size.height, $0.upperBound + halo) },
      process: { frame, rows in
        guard let frame = frame as? any FilterableFrame else {
          preconditionFailure("a \(frame.domainName) frame arrived at a filter")
        }
        return frame.filtered(by: filter, border: border, rows: rows)
      })
  }

  /// The parameter that all filters have.
  static func borderEntry(_ path: ParameterEntry<Self>.Path<BorderName>) -> ParameterEntry<Self> {
    .choice("border", path, "What stands beyond the edge of the picture.")
  }
}

/// A frame whose planes can be filtered.
private protocol FilterableFrame: AnyFrame {
  func filtered(by filter: any PlaneFilter, border: Border, rows: Range<Int>) -> any AnyFrame
}

extension Frame: FilterableFrame where D.Samples: FilterablePlanes {
  func filtered(by filter: any PlaneFilter, border: Border, rows: Range<Int>) -> any AnyFrame {
    let window = RowWindow(height: size.height, held: self.rows, wanted: rows)
    let context = FilterContext(border: border, window: window)
    let (samples, unknown) = self.samples.filtered(filter, validity.defects, context)
    var validity = band(rows).validity
    if let unknown {
      validity = validity.union(
        Validity(
          Plane(size: unknown.size) { y, row in
            let missing = unknown.row(y)
            for x in row.indices { row[x] = missing[x] == 0 ? 0 : Defects.lost.rawValue }
          }))
    }
    return Frame(samples, rows: rows, of: size, validity: validity, properties: properties)
  }
}

/// Planes of samples that filters take.
private protocol FilterablePlanes: PlaneSet {
  func filtered(
    _ filter: any PlaneFilter, _ defects: Plane<UInt8>?, _ context: FilterContext
  ) -> (Self, unknown: Plane<UInt8>?)
}

extension Plane: FilterablePlanes where S: FilterSample {
  fileprivate func filtered(
    _ filter: any PlaneFilter, _ defects: Plane<UInt8>?, _ context: FilterContext
  ) -> (Plane<S>, unknown: Plane<UInt8>?) {
    let result = filter.applied(to: self, without: defects, in: context)
    return (result.plane, result.unknown)
  }
}

extension RGBPlanes: FilterablePlanes where S: FilterSample {
  fileprivate func filtered(
    _ filter: any PlaneFilter, _ defects: Plane<UInt8>?, _ context: FilterContext
  ) -> (RGBPlanes<S>, unknown: Plane<UInt8>?) {
    let results = planes.map { filter.applied(to: $0, without: defects, in: context) }
    let planes = RGBPlanes(red: results[0].plane, green: results[1].plane, blue: results[2].plane)
    return (planes, results[0].unknown)
  }
}

extension DepthChoice: FilterablePlanes where Narrow: FilterablePlanes, Wide: FilterablePlanes {
  fileprivate func filtered(
    _ filter: any PlaneFilter, _ defects: Plane<UInt8>?, _ context: FilterContext
  ) -> (DepthChoice, unknown: Plane<UInt8>?) {
    switch self {
    case .eight(let planes):
      let result = planes.filtered(filter, defects, context)
      return (.eight(result.0), result.unknown)
    case .sixteen(let planes):
      let result = planes.filtered(filter, defects, context)
      return (.sixteen(result.0), result.unknown)
    }
  }
}

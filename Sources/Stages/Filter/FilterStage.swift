import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// A stage that filters every plane of a picture on its own.
protocol FilterStage: BandStage {
  /// What stands beyond the edge of the picture.
  var border: BorderName { get }
  /// The filter, for samples of which `white` is the brightest: 1, or the largest code.
  func filter(white: Double) -> any PlaneFilter
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
    border == .wrap ? .wholeFrame : .halo(filter(white: 1).reach)
  }

  /// Filters each plane.
  ///
  /// Pixels that are no data carry no weight. They stay marked, whatever their neighbours say about
  /// them; what could not be computed without them is marked like them.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let halo = border == .wrap ? size.height : filter(white: 1).reach
    return BandWork(
      outputSize: size,
      inputRows: { max(0, $0.lowerBound - halo)..<min(size.height, $0.upperBound + halo) },
      process: { frame, rows in
        guard let frame = frame as? any FilterableFrame else {
          preconditionFailure("a \(frame.domainName) frame arrived at a filter")
        }
        return frame.filtered(by: self, rows: rows)
      })
  }

  /// The parameter that all filters have.
  static func borderEntry(_ path: ParameterEntry<Self>.Path<BorderName>) -> ParameterEntry<Self> {
    .choice("border", path, "What stands beyond the edge of the picture.")
  }
}

/// A frame whose planes can be filtered.
private protocol FilterableFrame: AnyFrame {
  func filtered(by stage: any FilterStage, rows: Range<Int>) -> any AnyFrame
}

extension Frame: FilterableFrame where D.Samples: FilterablePlanes {
  fileprivate func filtered(by stage: any FilterStage, rows: Range<Int>) -> any AnyFrame {
    let window = RowWindow(height: size.height, held: self.rows, wanted: rows)
    let context = FilterContext(border: stage.border.border, window: window)
    let result = samples.filtered(stage.filter(white:), without: validity.defects, context)
    var validity = band(rows).validity
    if let unknown = result.unknown {
      let local = rows.lowerBound - self.rows.lowerBound
      let near = self.validity.spread(
        by: stage.filter(white: 1).reach, rows: local..<local + rows.count,
        wrapping: stage.border == .wrap)
      validity = validity.union(near.of(unknown))
    }
    return Frame(result.planes, rows: rows, of: size, validity: validity, properties: properties)
  }
}

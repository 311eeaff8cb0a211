import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings
import Stereo

/// Puts two overlapping pictures together.
public struct Stitch: FrameStage {
  /// Bands that are blended.
  public var bands = 5
  /// How the right picture is resampled.
  public var interpolation = Interpolation.bicubic
  /// The least correlation of what lies over each other.
  public var leastCorrelation = 0.5

  /// Five bands.
  public init() {}

  /// `stitch`.
  public static let name = "stitch"
  /// What it does.
  public static let summary =
    "Puts two overlapping pictures of a far or flat scene together, in the plane of the left one."
  /// The parameters.
  public static let table = Table<Stitch>([
    .integer(
      "bands", \.bands, range: 1...10,
      "Bands that are blended at the seam; 1 cuts without blending."),
    interpolationEntry(\.interpolation),
    .number(
      "leastCorrelation", \.leastCorrelation, range: 0...1,
      "Pictures that agree less where they lie over each other are refused."),
  ])
  /// Both pictures arrive.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, DisplayRGB.self, DisplayGray.self, name: "left",
      summary: "The picture whose plane the result has."),
    InputPort(
      LinearRGB.self, LinearGray.self, DisplayRGB.self, DisplayGray.self, name: "right",
      summary: "The other picture, of the same kind."),
  ]
  /// The mosaic leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "left", summary: "Both; outside of them 0 and marked, else at least 1.")]
  }
  /// Everything at once.
  public var reach: Reach { .wholeFrame }

  /// Stitches.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let left = inputs["left"], let right = inputs["right"] else {
      throw .unresolved(Self.name)
    }
    guard left.domainName == right.domainName else {
      throw Failure(
        "the left picture is \(left.domainName), the right one \(right.domainName)",
        remedy: "give both pictures in the same form")
    }
    var mosaic = PairMosaic()
    mosaic.blend.bands = bands
    mosaic.interpolation = interpolation
    mosaic.registration.leastCorrelation = leastCorrelation
    let result = try mosaic.mosaic(
      PairMosaic.Picture(left), PairMosaic.Picture(right), in: FilterContext(threads: threads))
    return ["frame": result.picture.frame(like: left)]
  }
}

extension PairMosaic.Picture {
  /// A picture in numbers, white at 1.
  ///
  /// - Throws: a failure for frames that are no pictures.
  fileprivate init(_ frame: any AnyFrame) throws(Failure) {
    let planes =
      switch try PictureSamples(frame) {
      case .eight(let codes): codes.map { $0.mapped { Float($0) / 255 } }
      case .sixteen(let codes, _): codes.map { $0.mapped { Float($0) / 65535 } }
      case .floats(let numbers): numbers
      }
    self.init(planes: planes, validity: frame.validity)
  }

  /// The numbers in the form of another frame; codes of what is there are 1 or more.
  fileprivate func frame(like other: any AnyFrame) -> any AnyFrame {
    switch other {
    case let other as Frame<LinearGray>:
      return Frame<LinearGray>(planes[0], validity: validity, properties: other.properties)
    case let other as Frame<DisplayRGB>:
      let samples: DisplayRGB.Samples =
        other.samples.bits == 8
        ? .eight(.init(planes: codes(UInt8.self))) : .sixteen(.init(planes: codes(UInt16.self)))
      return Frame<DisplayRGB>(samples, validity: validity, properties: other.properties)
    case let other as Frame<DisplayGray>:
      let samples: DisplayGray.Samples =
        other.samples.bits == 8 ? .eight(codes(UInt8.self)[0]) : .sixteen(codes(UInt16.self)[0])
      return Frame<DisplayGray>(samples, validity: validity, properties: other.properties)
    default:
      let light = (other as? Frame<LinearRGB>)?.properties ?? LinearProperties()
      return Frame<LinearRGB>(.init(planes: planes), validity: validity, properties: light)
    }
  }

  private func codes<S: Sample & FixedWidthInteger>(_ kind: S.Type) -> [Plane<S>] {
    let largest = Float(S.max)
    return planes.map { plane in
      Plane<S>(size: plane.size) { y, row in
        let source = plane.row(y)
        for x in row.indices {
          let code = S(max(1, min(largest, source[x] * largest + 0.5)))
          row[x] = validity[x, y].isEmpty ? code : 0
        }
      }
    }
  }
}

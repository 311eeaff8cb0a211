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
    var stitcher = Stitcher()
    stitcher.blend.bands = bands
    stitcher.interpolation = interpolation
    stitcher.registration.leastCorrelation = leastCorrelation
    let result = try stitcher.stitched(
      [MosaicPicture(left, name: "left"), MosaicPicture(right, name: "right")],
      in: FilterContext(threads: threads))
    return ["frame": result.picture.frame(like: left)]
  }
}

extension MosaicPicture {
  /// A frame, as it is.
  ///
  /// - Throws: a failure for frames that are no pictures.
  init(_ frame: any AnyFrame, name: String) throws(Failure) {
    let samples: Samples =
      switch try PictureSamples(frame) {
      case .eight(let codes): .eight(codes)
      case .sixteen(let codes, _): .sixteen(codes)
      case .floats(let numbers): .floats(numbers)
      }
    self.init(name: name, samples: samples, validity: frame.validity)
  }

  /// The mosaic as a frame with the properties of another one.
  func frame(like other: any AnyFrame) -> any AnyFrame {
    switch (samples, other) {
    case (.floats(let planes), let other as Frame<LinearGray>):
      Frame<LinearGray>(planes[0], validity: validity, properties: other.properties)
    case (.floats(let planes), _):
      Frame<LinearRGB>(
        .init(planes: planes), validity: validity,
        properties: (other as? Frame<LinearRGB>)?.properties ?? LinearProperties())
    case (.eight(let planes), let other as Frame<DisplayGray>):
      Frame<DisplayGray>(.eight(planes[0]), validity: validity, properties: other.properties)
    case (.sixteen(let planes), let other as Frame<DisplayGray>):
      Frame<DisplayGray>(.sixteen(planes[0]), validity: validity, properties: other.properties)
    case (.eight(let planes), _):
      Frame<DisplayRGB>(
        .eight(.init(planes: planes)), validity: validity, properties: display(other))
    case (.sixteen(let planes), _):
      Frame<DisplayRGB>(
        .sixteen(.init(planes: planes)), validity: validity, properties: display(other))
    }
  }

  private func display(_ other: any AnyFrame) -> DisplayRGB.Properties {
    (other as? Frame<DisplayRGB>)?.properties ?? .init(transfer: "unknown")
  }
}

import Diagnostics
import Kernels
import Pipeline
import Raster
import Rig
import Settings
import Stereo

/// Removes the distortion of the lens.
public struct Undistort: BandStage {
  /// How samples between pixels are computed.
  public var interpolation = Interpolation.bicubic
  /// What is kept.
  public var crop = Undistortion.Crop.inside
  /// Pixels of the result for each of the middle of the source.
  public var scale = 1.0
  private var lens = Lens.unknown

  /// Where the geometry comes from.
  private enum Lens: Sendable {
    case unknown
    case camera(Camera)
    /// One for pictures of any size, to be measured without a rig.
    case sample
  }

  /// The part of which everything was seen, as large as it is.
  public init() {}

  /// `undistort`.
  public static let name = "undistort"
  /// What it does.
  public static let summary = "Removes the distortion of the lens: the picture of a pinhole camera."
  /// The parameters.
  public static let table = Table<Undistort>([
    interpolationEntry(\.interpolation),
    .choice("crop", \.crop, "What is kept: what was seen everywhere, or all that was seen."),
    .number(
      "scale", \.scale, unit: "1", range: 0.05...8,
      "Pixels of the result for each of the middle of the source."),
  ])
  /// Light or display pictures arrive.
  public static let inputs = [
    InputPort.resamplable(summary: "A picture of a camera, not cut; a mosaic is debayered first.")
  ]
  /// The same kind of picture leaves.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        sameAs: "frame", summary: "The same; what the camera did not see is marked outside.")
    ]
  }
  /// As far as samples between pixels look, beside the rows that the lens asks for.
  public var reach: Reach { .halo(interpolation.taps / 2) }
  /// Each way of computing samples.
  public static var benchmarks: [(name: String, stage: Undistort)] {
    Interpolation.allCases.map { interpolation in
      var stage = Undistort()
      stage.lens = .sample
      stage.interpolation = interpolation
      return (interpolation.rawValue, stage)
    }
  }

  /// Takes the camera, and sees that there is something to show.
  public func resolved(for origin: Origin) throws(Failure) -> Undistort {
    let camera = try origin.seeingCamera(for: Self.name)
    _ = try pinhole(of: camera)
    var result = self
    result.lens = .camera(camera)
    return result
  }

  /// The camera is a pinhole behind the stage.
  public func described(_ origin: Origin) -> Origin {
    guard let camera = origin.camera, let pinhole = try? pinhole(of: camera) else { return origin }
    var result = origin
    result.camera = pinhole.replacing(camera)
    return result
  }

  /// Resamples.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let camera: Camera
    switch lens {
    case .unknown: throw .unresolved(Self.name)
    case .camera(let known): camera = known
    case .sample: camera = .sample(size)
    }
    try camera.checkSize(size, for: Self.name)
    let map = CameraMap(
      from: try pinhole(of: camera), to: CameraView(camera), interpolation: interpolation)
    return BandWork(resampling: map.table)
  }

  private func pinhole(of camera: Camera) throws(Failure) -> VirtualCamera {
    try Undistortion.camera(for: CameraView(camera), crop: crop, scale: scale)
  }
}

extension Stage {
  /// The parameter that all stages have which resample.
  static func interpolationEntry(
    _ path: ParameterEntry<Self>.Path<Interpolation>
  ) -> ParameterEntry<Self> {
    .choice("interpolation", path, "How a sample between pixels is computed.")
  }
}

extension Camera {
  /// A camera with a common lens and pictures of a size.
  fileprivate static func sample(_ size: Size) -> Camera {
    var camera = Camera()
    camera.name = "sample"
    (camera.sensor.width, camera.sensor.height) = (size.width, size.height)
    let focal = 0.78 * Double(max(1, size.width))
    camera.intrinsics = Intrinsics(
      focalX: focal, focalY: focal, centreX: 0.5 * Double(size.width),
      centreY: 0.5 * Double(size.height))
    (camera.distortion.k1, camera.distortion.k2) = (-0.168, 0.041)
    return camera
  }
}

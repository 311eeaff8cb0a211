import Diagnostics
import Kernels
import Pipeline
import Raster
import Rig
import Settings
import Stereo

/// Turns the pictures of two cameras so that every point lies on the same row of both.
public struct Rectify: FrameStage {
  /// How samples between pixels are computed.
  public var interpolation = Interpolation.bicubic
  /// What is kept.
  public var crop = Rectification.Crop.overlap
  /// Times the longest focal length of both.
  public var scale = 1.0
  private var eyes: Eyes?

  private struct Eyes: Sendable {
    let left: Camera
    let right: Camera
    let rectification: Rectification
  }

  /// What both may see, as large as it is.
  public init() {}

  /// `rectify`.
  public static let name = "rectify"
  /// What it does.
  public static let summary = "Turns a stereo pair so that a point lies on the same row of both."
  /// The parameters.
  public static let table = Table<Rectify>([
    interpolationEntry(\.interpolation),
    .choice("crop", \.crop, "What is kept: what both may see, or everything that either sees."),
    .number(
      "scale", \.scale, unit: "1", range: 0.05...8,
      "Pixels of the result for each of the middle of the sharper source."),
  ])
  /// Light or display pictures arrive.
  public static let inputs = [
    InputPort.resamplable(
      name: "left", summary: "The left camera's picture, not cut; a mosaic is debayered first."),
    InputPort.resamplable(name: "right", summary: "The right camera's picture of that moment."),
  ]
  /// The same kinds of pictures leave.
  public var outputs: [OutputPort] {
    [
      OutputPort(sameAs: "left", name: "left", summary: "The left picture, rectified."),
      OutputPort(
        sameAs: "right", name: "right",
        summary: "The right picture: the same size, focal length and rows."),
    ]
  }
  /// Everything.
  public var reach: Reach { .wholeFrame }

  /// Takes both cameras, and sees that they are a pair.
  public func resolved(forEach origins: [String: Origin]) throws(Failure) -> Rectify {
    guard let left = origins["left"], let right = origins["right"] else {
      throw .unresolved(Self.name)
    }
    var result = self
    result.eyes = try eyes(left, right)
    return result
  }

  /// Both cameras are pinholes behind the stage, and each knows the other.
  public func described(each origins: [String: Origin]) -> [String: Origin] {
    guard var left = origins["left"], var right = origins["right"],
      let eyes = try? self.eyes ?? self.eyes(left, right)
    else { return origins }
    let one = eyes.rectification.left.replacing(eyes.left)
    let other = eyes.rectification.right.replacing(eyes.right)
    (left.camera, left.partner) = (one, other)
    (right.camera, right.partner) = (other, one)
    return ["left": left, "right": right]
  }

  /// Resamples both.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let eyes, let left = inputs["left"], let right = inputs["right"] else {
      throw .unresolved(Self.name)
    }
    return [
      "left": try rectified(left, eyes.left, eyes.rectification.left, threads),
      "right": try rectified(right, eyes.right, eyes.rectification.right, threads),
    ]
  }

  private func rectified(
    _ frame: any AnyFrame, _ camera: Camera, _ target: VirtualCamera, _ threads: Int
  ) throws(Failure) -> any AnyFrame {
    try camera.checkSize(frame.size, for: Self.name)
    let map = CameraMap(from: target, to: CameraView(camera), interpolation: interpolation)
    let height = target.size.height
    let count = min(threads, height)
    let bands = concurrentMap(count: count, threads: threads) { band in
      let rows = height * band / count..<height * (band + 1) / count
      return frame.rows(rows, resampledBy: map.table)
    }
    return bands[0].joined(with: Array(bands.dropFirst()))
  }

  private func eyes(_ left: Origin, _ right: Origin) throws(Failure) -> Eyes {
    let one = try left.seeingCamera(for: Self.name)
    let other = try right.seeingCamera(for: Self.name)
    let rectification = try Rectification(
      left: CameraView(one), right: CameraView(other), crop: crop, scale: scale)
    return Eyes(left: one, right: other, rectification: rectification)
  }
}

import Diagnostics
import Pipeline
import Raster
import Stereo

/// A stage that makes something of the disparities of a rectified pair.
protocol PairStage: FrameStage {
  /// The pair; known once the inputs are.
  var pair: RectifiedPair? { get set }
  /// What the disparities say, with their marks.
  func frames(_ matched: Matched) -> [String: any AnyFrame]
}

/// Disparities, how certain they are, and the cameras that they come from.
struct Matched {
  let disparity: Frame<Disparity>
  let deviation: Frame<Disparity>
  let pair: RectifiedPair

  /// The marks of the disparities, and of pixels that have no number.
  func validity(of numbers: Plane<Float>) -> Validity {
    disparity.validity.union(Validity(knownIn: numbers))
  }
}

extension PairStage {
  /// Disparities arrive with their deviations.
  public static var inputs: [InputPort] {
    [
      InputPort(Disparity.self, name: "disparity", summary: "Disparities of the left picture."),
      InputPort(
        Disparity.self, name: "deviation",
        summary: "Their standard deviations; what has none was not seen."),
    ]
  }

  /// More than one input.
  public var reach: Reach { .wholeFrame }

  /// Takes the two cameras of the pair.
  public func resolved(forEach origins: [String: Origin]) throws(Failure) -> Self {
    guard let origin = origins["disparity"], let camera = origin.camera,
      let partner = origin.partner
    else {
      throw Failure(
        "\(Self.name) needs both cameras of a rectified pair", at: .argument(Self.name),
        remedy: "put rectify before match, in a downlink with a rig")
    }
    var result = self
    result.pair = try RectifiedPair(left: camera, right: partner)
    return result
  }

  /// Makes it.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let pair, let disparity = inputs["disparity"] as? Frame<Disparity>,
      let deviation = inputs["deviation"] as? Frame<Disparity>
    else { throw .unresolved(Self.name) }
    return frames(Matched(disparity: disparity, deviation: deviation, pair: pair))
  }
}

import Diagnostics
import Pipeline
import Raster
import Settings

/// Puts both eyes into one picture for red-cyan glasses.
public struct AnaglyphStage: FrameStage {
  /// How colours are shared between the eyes.
  public enum Method: String, Sendable, CaseIterable {
    /// Grey for the left eye, the colours that are left for the right one.
    case halfColor = "half-color"
    /// Each eye's own colours.
    case color
    /// Grey for both.
    case gray
    /// What comes nearest to the colours behind the glasses.
    case dubois
  }

  /// How colours are shared.
  public var method = Method.halfColor

  /// Grey for the left eye.
  public init() {}

  /// `anaglyph`.
  public static let name = "anaglyph"
  /// What it does.
  public static let summary = "Puts the pictures of both eyes into one for red-cyan glasses."
  /// The parameters.
  public static let table = Table<AnaglyphStage>([
    .choice("method", \.method, "How colours are shared between the eyes.")
  ])
  /// Light of both eyes arrives.
  public static let inputs = [
    InputPort(LinearRGB.self, name: "left", summary: "Light of the left eye, rectified."),
    InputPort(LinearRGB.self, name: "right", summary: "Light of the right eye, rectified."),
  ]
  /// Light in three colours leaves.
  public var outputs: [OutputPort] {
    [OutputPort(LinearRGB.self, summary: "The left eye in red, the right one in green and blue.")]
  }
  /// One pixel at a time, of two inputs.
  public var reach: Reach { .wholeFrame }

  /// Shares of the red, green and blue of the left eye, then of the right one, in the result's red,
  /// green and blue.
  ///
  /// Those of `dubois` are the ones for red-cyan glasses before a display of LCD or CRT: E. Dubois,
  /// "A Projection Method to Generate Anaglyph Stereo Images", ICASSP 2001. Grey is luma after
  /// ITU-R BT.601.
  var shares: [[Float]] {
    let luma = RGBPlanes<Float>.lumaShares
    let (leftGrey, rightGrey): ([Float], [Float]) = (
      [luma.red, luma.green, luma.blue, 0, 0, 0], [0, 0, 0, luma.red, luma.green, luma.blue]
    )
    let (green, blue): ([Float], [Float]) = ([0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 1])
    switch method {
    case .halfColor: return [leftGrey, green, blue]
    case .color: return [[1, 0, 0, 0, 0, 0], green, blue]
    case .gray: return [leftGrey, rightGrey, rightGrey]
    case .dubois:
      return [
        [0.4561, 0.500484, 0.176381, -0.0434706, -0.0879388, -0.00155529],
        [-0.0400822, -0.0378246, -0.0157589, 0.378476, 0.73364, -0.0184503],
        [-0.0152161, -0.0205971, -0.00546856, -0.0721527, -0.112961, 1.2264],
      ]
    }
  }

  /// Mixes; a pixel that one eye has no data of is none.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let left = inputs["left"] as? Frame<LinearRGB>,
      let right = inputs["right"] as? Frame<LinearRGB>
    else { throw .unresolved(Self.name) }
    guard left.size == right.size else {
      throw Failure(
        "the left picture has \(left.size) pixels, the right one \(right.size)",
        remedy: "rectify the pair, so that both are of one size")
    }
    let eyes = left.samples.planes + right.samples.planes
    let planes = shares.map { shares in
      Plane<Float>(size: left.size) { y, row in
        for x in row.indices {
          var sum: Float = 0
          for (eye, share) in zip(eyes, shares) where share != 0 { sum += eye[x, y] * share }
          row[x] = max(0, sum)
        }
      }
    }
    return [
      "frame": Frame<LinearRGB>(
        RGBPlanes(planes: planes), validity: left.validity.union(right.validity),
        properties: left.properties)
    ]
  }
}
